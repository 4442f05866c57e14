package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Durability;
import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.Stream;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.query.calculate.IndexOrder;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secondary indexes (spec 03, section 6): the order of filtered reads without a range, whatever happened to the events. */
class SecondaryIndexTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;

    private static final SdsType SAMPLE = SdsType.object("Sample")
            .key("Time", SdsTypeCode.INT64)
            .property("Measurement", SdsTypeCode.DOUBLE)
            .property("Label", SdsTypeCode.STRING)
            .property("Rank", SdsTypeCode.UINT64)
            .build();

    @TempDir
    private Path folder;

    /** Where the events are when they are read. */
    private enum Place {
        IN_MEMORY,
        IN_MEMORY_FLUSHED,
        ON_DISK,
        FLUSHED,
        COMPACTED,
        REOPENED
    }

    /** A store with one stream, on whose events something is done step by step. */
    private static final class Site implements AutoCloseable {
        private final Place place;
        private final Path folder;
        private Store store;

        Site(Place place, Path folder, SdsType type) {
            this.place = place;
            this.folder = folder;
            this.store = open();
            store.registry().getOrCreateType(NS, type);
            store.registry().getOrCreateStream(NS, SdsStream.of("s", String.valueOf(type.id())));
        }

        private Store open() {
            StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
            return place == Place.IN_MEMORY || place == Place.IN_MEMORY_FLUSHED
                    ? Store.inMemory(options)
                    : Store.open(folder, options);
        }

        Stream stream() {
            return store.stream(NS, "s");
        }

        /** Replaces the definition, as PUT does. */
        void index(String... properties) {
            store.registry()
                    .createOrUpdateStream(
                            NS,
                            new SdsStream(
                                    "s",
                                    stream().entry().stream().typeId(),
                                    null,
                                    null,
                                    List.of(properties),
                                    null,
                                    null,
                                    List.of()));
            settle();
        }

        void update(Object... keysAndMeasurements) {
            ColumnBatch batch = new ColumnBatch(stream().layout(), 1);
            for (int i = 0; i < keysAndMeasurements.length; i += 2) {
                long key = ((Number) keysAndMeasurements[i]).longValue();
                add(batch, key, ((Number) keysAndMeasurements[i + 1]).doubleValue());
            }
            stream().update(batch);
            settle();
        }

        void add(ColumnBatch batch, long key, double measurement) {
            Event event = Event.builder(batch.layout())
                    .set("Time", key)
                    .set("Measurement", measurement)
                    .set("Label", "label " + measurement)
                    .build();
            EventConverter.of(batch.layout()).append(event, batch);
        }

        void settle() {
            switch (place) {
                case IN_MEMORY, ON_DISK -> {
                    // The events stay where they were written.
                }
                case IN_MEMORY_FLUSHED, FLUSHED -> store.flush();
                case COMPACTED -> {
                    store.flush();
                    store.compact();
                }
                case REOPENED -> {
                    store.close();
                    store = open();
                }
            }
        }

        /** The first 64-bit keys of what passes a filter, in the order in which they are delivered. */
        String filtered(String filter) {
            return filtered(filter, Slice.ALL);
        }

        String filtered(String filter, Slice slice) {
            try (StreamSnapshot snapshot = stream().snapshot()) {
                Queries queries = new Queries(snapshot, stream().entry().stream(), ReadLimits.DEFAULT).where(filter);
                String found = keys(queries.filtered(slice));
                StringJoiner walked = new StringJoiner(" ");
                try (BatchCursor cursor = queries.filteredCursor(slice)) {
                    while (cursor.advance()) {
                        for (int row = cursor.from(); row < cursor.to(); row++) {
                            walked.add("" + cursor.batch().key(row));
                        }
                    }
                }
                assertEquals(found, walked.toString(), "the cursor");
                return found;
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static String keys(ColumnBatch batch) {
        StringJoiner keys = new StringJoiner(" ");
        for (int row = 0; row < batch.count(); row++) {
            keys.add("" + batch.key(row));
        }
        return keys.toString();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Place.class)
    void anIndexFollowsEveryWriteFromThePutThatAddsItToThePutThatRemovesIt(Place place) {
        String filter = "Measurement gt 0 and Measurement lt 100";
        try (Site site = new Site(place, folder, SAMPLE)) {
            site.update(0, 5, 1, 4, 2, 3, 3, 2, 4, 1);
            assertEquals("0 1 2 3 4", site.filtered(filter));
            site.index("measurement");
            assertEquals("4 3 2 1 0", site.filtered(filter), "built over what is stored");
            assertEquals("3 2 1", site.filtered(filter, new Slice(1, 3)), "cut in its order");
            site.update(10, 2.5, -1, 50);
            assertEquals("4 3 10 2 1 0 -1", site.filtered(filter), "inserted, one of them late");
            site.update(4, 60, 2, 0.5);
            assertEquals("2 3 10 1 0 -1 4", site.filtered(filter), "changed");
            site.update(1, 500);
            assertEquals("2 3 10 0 -1 4", site.filtered(filter), "changed so that the filter drops it");
            site.stream().remove(10, 3);
            site.settle();
            assertEquals("2 0 -1 4", site.filtered(filter), "removed");
            site.stream().removeWindow(new io.seqstore.types.KeyRange(-5, 0));
            site.settle();
            assertEquals("2 4", site.filtered(filter), "a window removed");
            site.update(0, 7);
            assertEquals("2 0 4", site.filtered(filter), "written again");
            site.index("Label");
            assertEquals("0 2 4", site.filtered(filter), "another property is indexed now");
            site.index("Label", "Measurement");
            assertEquals("2 0 4", site.filtered(filter), "both are");
            site.index();
            assertEquals("0 2 4", site.filtered(filter), "removed");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Place.class)
    void equalValuesStandInPrimaryOrder(Place place) {
        try (Site site = new Site(place, folder, SAMPLE)) {
            site.index("Measurement");
            site.update(9, 1, 3, 1, 5, 2, 7, 1, 1, 2, -4, 1);
            site.update(4, 1);
            assertEquals("-4 3 4 7 9 1 5", site.filtered("Measurement ge 1"));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // Time 0..4 have the measurements 5..1; labels follow the measurements.
        "Measurement eq 2 or Measurement gt 2, 0 1 2 3",
        "not (Measurement le 1), 0 1 2 3",
        "Measurement ne 3, 0 1 3 4",
        "Measurement ge 2, 3 2 1 0",
        "2 le Measurement, 3 2 1 0",
        "Time ge 1, 1 2 3 4",
        "Time ge 1 and Measurement gt 1, 3 2 1",
        "Rank eq 0, 0 1 2 3 4",
        "Measurement add 1 gt 2, 0 1 2 3",
    })
    void onlyAComparisonOfTheIndexedPropertyWithALiteralMakesItsOrder(String filter, String expected) {
        try (Site site = new Site(Place.IN_MEMORY, folder, SAMPLE)) {
            site.update(0, 5, 1, 4, 2, 3, 3, 2, 4, 1);
            site.index("Measurement");
            assertEquals(expected, site.filtered(filter));
        }
    }

    @Test
    void otherReadsStayInPrimaryOrder() {
        try (Site site = new Site(Place.IN_MEMORY, folder, SAMPLE)) {
            site.update(0, 5, 1, 4, 2, 3, 3, 2, 4, 1);
            site.index("Measurement");
            try (StreamSnapshot snapshot = site.stream().snapshot()) {
                Queries queries = new Queries(snapshot, site.stream().entry().stream(), ReadLimits.DEFAULT)
                        .where("Measurement gt 1");
                WindowRequest window = WindowRequest.of(Bounds.exact(0, 9));
                assertEquals("0 1 2 3", keys(queries.window(window)));
            }
        }
    }

    // Keys

    private static SdsType withKeys(int keys) {
        SdsType.Builder type = SdsType.object("Keys" + keys);
        for (int i = 0; i < keys; i++) {
            type.property(
                    SdsTypeProperty.of("K" + i, SdsType.of(SdsTypeCode.INT64)).asKey(i));
        }
        return type.property("Value", SdsTypeCode.DOUBLE).build();
    }

    @ParameterizedTest(name = "{0} key properties")
    @ValueSource(ints = {1, 2})
    void oneAndTwoKeyPropertiesAllowAnIndex(int keys) {
        try (Site site = new Site(Place.FLUSHED, folder, withKeys(keys))) {
            ColumnBatch batch = new ColumnBatch(site.stream().layout(), 4);
            for (int i = 0; i < 4; i++) {
                Event.Builder event = Event.builder(batch.layout()).set("Value", 10.0 - i % 3);
                for (int k = 0; k < keys; k++) {
                    event.set("K" + k, k == 0 ? (long) i : 100L - i);
                }
                EventConverter.of(batch.layout()).append(event.build(), batch);
            }
            site.stream().insert(batch);
            site.index("Value");
            assertEquals("2 1 0 3", site.filtered("Value gt 0").replace("-9223372036854775808", "0"));
            if (keys == 2) {
                // The second part of the key may be indexed; its values descend here.
                site.index("K1");
                assertEquals("3 2 1 0", site.filtered("K1 gt 0"));
                site.index("K0");
                assertEquals("0 1 2 3", site.filtered("K0 ge 0"));
            }
        }
    }

    @Test
    void threeKeyPropertiesDoNotAllowAnIndexAndNothingIsChanged() {
        try (Site site = new Site(Place.ON_DISK, folder, withKeys(3))) {
            var e = assertThrows(InvalidRequestException.class, () -> site.index("Value"));
            assertTrue(e.reason().contains("3 key properties"), e.reason());
            assertEquals(List.of(), site.stream().entry().stream().indexes());
        }
    }

    // Order of values

    @Test
    void nullTextComesFirstAndWhatIsNotANumberBeforeAllNumbers() {
        EventLayout layout = EventLayout.of(SAMPLE);
        ColumnBatch batch = new ColumnBatch(layout, 8);
        double[] measurements = {
            0.0, Double.NEGATIVE_INFINITY, Double.NaN, 1.0, -0.0, Double.POSITIVE_INFINITY, Double.NaN
        };
        String[] labels = {"b", null, "n", "", "z", "\uD800\uDC00", "\uFFFF"};
        for (int i = 0; i < measurements.length; i++) {
            Event event = Event.builder(layout)
                    .set("Time", (long) i)
                    .set("Measurement", measurements[i])
                    .set("Label", labels[i])
                    .set("Rank", i == 0 ? -1L >>> 1 : (long) i)
                    .build();
            EventConverter.of(layout).append(event, batch);
        }
        assertEquals("2 6 1 0 4 3 5", keys(IndexOrder.sorted(batch, layout.property("Measurement"))));
        // By code units: a surrogate stands before U+FFFF.
        assertEquals("1 3 0 2 4 5 6", keys(IndexOrder.sorted(batch, layout.property("Label"))));
        assertEquals("1 2 3 4 5 6 0", keys(IndexOrder.sorted(batch, layout.property("Rank"))));
        assertEquals("0 1 2 3 4 5 6", keys(IndexOrder.sorted(batch, layout.property("Time"))));
    }

    // Against a model

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void afterAnyWritesTheOrderIsThatOfAModel(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, Double> model = new TreeMap<>();
        Place place = Place.values()[seed % Place.values().length];
        try (Site site = new Site(place, folder, SAMPLE)) {
            site.index("Measurement");
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(4) == 0 && !model.isEmpty()) {
                    long key = new ArrayList<>(model.keySet()).get(random.nextInt(model.size()));
                    model.remove(key);
                    site.stream().remove(key);
                } else {
                    ColumnBatch batch = new ColumnBatch(site.stream().layout(), 8);
                    for (int i = 0; i < 8; i++) {
                        long key = random.nextInt(200);
                        double measurement = random.nextInt(12);
                        model.put(key, measurement);
                        site.add(batch, key, measurement);
                    }
                    site.stream().update(batch);
                }
                if (step % 12 == 0) {
                    site.settle();
                }
                StringJoiner expected = new StringJoiner(" ");
                model.entrySet().stream()
                        .filter(event -> event.getValue() >= 3)
                        .sorted(Map.Entry.comparingByValue())
                        .forEach(event -> expected.add("" + event.getKey()));
                assertEquals(expected.toString(), site.filtered("Measurement ge 3"), "step " + step);
            }
        }
    }
}
