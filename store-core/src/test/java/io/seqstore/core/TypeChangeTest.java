package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The type of a stream is changed with its stored events (spec 03, section 4), and everything holds afterwards that did. */
class TypeChangeTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;

    @TempDir
    private Path folder;

    // Against a model

    static Stream<Arguments> retypings() {
        return Arrays.stream(Backing.values())
                .flatMap(backing -> Arrays.stream(Retyping.values()).map(to -> Arguments.of(backing, to)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("retypings")
    void theEventsAreThoseThatAModelConvertsOneByOne(Backing backing, Retyping to) {
        Set<String> outcomes = new LinkedHashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            outcomes.add(changeAndCompare(backing, to, seed));
        }
        assertTrue(outcomes.contains("changed"), "no seed got through: " + outcomes);
        if (to != Retyping.RENAMED && to != Retyping.BY_STATE_AND_TIME) {
            assertTrue(outcomes.size() > 1, "no seed was refused: " + outcomes);
        }
    }

    /** Rows of which, by the seed, all can be converted to distinct keys, or two get one key, or one cannot. */
    private static List<Row> rows(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, Row> rows = new TreeMap<>();
        int count = random.nextInt(40);
        while (rows.size() < count) {
            long key = random.nextInt(-1000, 1000);
            // Odd factors, so that distinct keys have distinct levels and notes in quite another order.
            rows.put(key, new Row(key, random.nextInt(3), key * 7919 % 2003 / 4.0, "n" + key * 7919 % 2003));
        }
        if (seed % 3 == 1) {
            rows.put(2_000L, new Row(2_000, 1, 77.0, "same"));
            rows.put(2_001L, new Row(2_001, 1, 77.0, "same"));
        }
        if (seed % 3 == 2 || seed % 6 == 1) {
            rows.put(40_000L, new Row(40_000, 1, null, null));
        }
        return List.copyOf(rows.values());
    }

    private String changeAndCompare(Backing backing, Retyping to, int seed) {
        List<Row> rows = rows(seed);
        try (Backing.Place place = new Backing.Place(backing, folder.resolve(backing + "-" + seed))) {
            to.define(place.store());
            place.seed(rows);
            List<List<Object>> expected = to.convertAll(rows);
            String where = backing + ", " + to + ", seed " + seed;
            if (expected == null) {
                var e = assertThrows(
                        InvalidRequestException.class, () -> place.store().changeStreamType(NS, "pump", Retyping.VIEW));
                assertEquals("40000", e.parameters().get("Index"), where);
                assertUnchanged(place, rows, where);
                return "400";
            }
            if (hasRepeated(expected, to)) {
                var e = assertThrows(
                        ConflictException.class, () -> place.store().changeStreamType(NS, "pump", Retyping.VIEW));
                String index = e.parameters().get("Index");
                long holders = expected.stream()
                        .filter(values -> index.equals(String.valueOf(values.get(0)))
                                || index.equals(String.valueOf(values.get(0)).replace(".0", "")))
                        .count();
                assertTrue(holders > 1, where + ": " + index + " is the key of " + holders + " events");
                assertUnchanged(place, rows, where);
                return "409";
            }
            StreamEntry changed = place.store().changeStreamType(NS, "pump", Retyping.VIEW);
            assertEquals(to.type.id(), changed.stream().typeId(), where);
            assertEquals(expected, valuesNow(place), where);
            goOn(place, to, expected, where);
            return "changed";
        }
    }

    private static boolean hasRepeated(List<List<Object>> sorted, Retyping to) {
        for (int i = 1; i < sorted.size(); i++) {
            if (to.byKey().compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                return true;
            }
        }
        return false;
    }

    private static List<List<Object>> valuesNow(Backing.Place place) {
        return Retyping.valuesOf(place.store().stream(NS, "pump"));
    }

    private static void assertUnchanged(Backing.Place place, List<Row> rows, String where) {
        assertEquals(
                TestEvents.TYPE.id(),
                place.store().registry().stream(NS, "pump").stream().typeId(),
                where);
        assertEquals(rows, TestEvents.readAll(place.stream()), where);
        // The stream takes up writes as before, through the same handle.
        Row row = new Row(50_000, 1, 2.0, "more");
        place.stream().insert(TestEvents.batch(place.stream().layout(), List.of(row)));
        place.stream().remove(50_000);
        place.store().flush();
        place.store().compact();
        assertEquals(rows, TestEvents.readAll(place.stream()), where);
    }

    /** The stream is a whole one: it takes up writes, and survives what others survive. */
    private static void goOn(Backing.Place place, Retyping to, List<List<Object>> before, String where) {
        List<List<Object>> expected = new ArrayList<>(before);
        io.seqstore.core.Stream stream = place.store().stream(NS, "pump");
        if (!expected.isEmpty()) {
            stream.remove(row(stream, expected.remove(expected.size() / 2)));
        }
        List<Object> more = to.convert(new Row(30_000, 9, 5_000.5, "written later"));
        stream.insert(row(stream, more));
        expected.add(more);
        expected.sort(to.byKey());
        assertEquals(expected, valuesNow(place), where);
        place.store().flush();
        assertEquals(expected, valuesNow(place), where + ", flushed");
        place.store().compact();
        assertEquals(expected, valuesNow(place), where + ", compacted");
    }

    private static ColumnBatch row(io.seqstore.core.Stream stream, List<Object> values) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), 1);
        Event.Builder event = Event.builder(stream.layout());
        for (int i = 0; i < values.size(); i++) {
            event.set(stream.layout().properties().get(i).id(), values.get(i));
        }
        EventConverter.of(stream.layout()).append(event.build(), batch);
        return batch;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Retyping.class)
    void theEventsAreThereAfterReopening(Retyping to) {
        List<Row> rows = rows(3);
        List<List<Object>> expected = to.convertAll(rows);
        try (Store store = Store.open(folder, StoreOptions.defaults())) {
            to.define(store);
            var stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), rows));
            store.changeStreamType(NS, "pump", Retyping.VIEW);
        }
        for (int opening = 0; opening < 3; opening++) {
            try (Store store = Store.open(folder, StoreOptions.defaults())) {
                assertEquals(expected, Retyping.valuesOf(store.stream(NS, "pump")));
                store.compact();
            }
        }
    }

    // The errors of section 4

    @Test
    void eachStepHasItsError() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Retyping.BY_LEVEL.define(store);
            var stream = TestEvents.stream(store, "pump");
            Row row = new Row(1, 2, 3.0, "x");
            stream.insert(TestEvents.batch(stream.layout(), List.of(row)));
            Registry registry = store.registry();
            registry.getOrCreateType(
                    NS,
                    SdsType.object("Keyless")
                            .property("Level", SdsTypeCode.DOUBLE)
                            .build());
            registry.streamViews().createOrUpdate(NS, SdsStreamView.of("keyless", "Pump", "Keyless"));
            registry.streamViews().createOrUpdate(NS, SdsStreamView.of("other", "ByLevel", "Pump"));
            registry.streamViews()
                    .createOrUpdate(
                            NS,
                            SdsStreamView.of("impossible", "Pump", "ByLevel")
                                    .withProperties(
                                            List.of(Property.of("Level", "Level"), Property.of("Note", "Time"))));
            registry.getOrCreateType(
                    NS,
                    SdsType.object("NoSource")
                            .key("Elsewhere", SdsTypeCode.DATE_TIME)
                            .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
                            .build());
            registry.streamViews().createOrUpdate(NS, SdsStreamView.of("no source", "Pump", "NoSource"));

            assertThrows(InvalidRequestException.class, () -> store.changeStreamType(NS, "pump", null));
            assertThrows(InvalidRequestException.class, () -> store.changeStreamType(NS, "pump", ""));
            assertThrows(NotFoundException.class, () -> store.changeStreamType(NS, "none", Retyping.VIEW));
            assertThrows(NotFoundException.class, () -> store.changeStreamType(NS, "pump", "none"));
            assertThrows(NotFoundException.class, () -> store.changeStreamType("none", "pump", Retyping.VIEW));
            assertThrows(ConflictException.class, () -> store.changeStreamType(NS, "pump", "other"));
            assertThrows(InvalidRequestException.class, () -> store.changeStreamType(NS, "pump", "keyless"));
            var invalid =
                    assertThrows(InvalidRequestException.class, () -> store.changeStreamType(NS, "pump", "impossible"));
            assertEquals("Note", invalid.parameters().get("PropertyId"));
            var noSource =
                    assertThrows(InvalidRequestException.class, () -> store.changeStreamType(NS, "pump", "no source"));
            assertEquals("Elsewhere", noSource.parameters().get("PropertyId"));

            assertEquals(List.of(row), TestEvents.readAll(stream));
            assertEquals(SdsStream.of("pump", "Pump"), registry.stream(NS, "pump").stream());
        }
    }

    @Test
    void anEventThatCannotBeConvertedCountsBeforeTwoThatGetOneKey() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Retyping.BY_LEVEL.define(store);
            var stream = TestEvents.stream(store, "pump");
            List<Row> rows = List.of(new Row(1, 0, 5.0, "a"), new Row(2, 0, 5.0, "b"), new Row(3, 0, null, "c"));
            stream.insert(TestEvents.batch(stream.layout(), rows));
            var e = assertThrows(
                    InvalidRequestException.class, () -> store.changeStreamType(NS, "pump", Retyping.VIEW));
            assertEquals(Map.of("PropertyId", "Level", "Index", "3"), e.parameters());
            stream.remove(3);
            var conflict =
                    assertThrows(ConflictException.class, () -> store.changeStreamType(NS, "pump", Retyping.VIEW));
            assertEquals(
                    Map.of("StreamId", "pump", "StreamViewId", Retyping.VIEW, "Index", "5.0"), conflict.parameters());
            stream.remove(2);
            store.changeStreamType(NS, "pump", Retyping.VIEW);
        }
    }

    // The definition

    @Test
    void indexesAndOverridesGoAndTheRestStays() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Retyping.RENAMED.define(store);
            Registry registry = store.registry();
            registry.getOrCreateStream(
                    NS,
                    new SdsStream(
                            "Pump 1",
                            "Pump",
                            "name",
                            "text",
                            List.of("State"),
                            SdsInterpolationMode.DISCRETE,
                            SdsExtrapolationMode.FORWARD,
                            List.of(new PropertyOverride("Level", "meter", null))));
            registry.streamLabels().setTags(NS, "Pump 1", List.of("t"));
            registry.streamLabels().setMetadata(NS, "Pump 1", Map.of("k", "v"));
            var created = registry.streamDates(NS, "Pump 1").created();
            var changed = store.changeStreamType(NS, "pump 1", "VIEW").stream();
            assertEquals(
                    new SdsStream(
                            "Pump 1",
                            "Renamed",
                            "name",
                            "text",
                            List.of(),
                            SdsInterpolationMode.DISCRETE,
                            SdsExtrapolationMode.FORWARD,
                            List.of()),
                    changed);
            assertEquals(List.of("t"), registry.streamLabels().tags(NS, "Pump 1"));
            assertEquals(Map.of("k", "v"), registry.streamLabels().metadata(NS, "Pump 1"));
            assertEquals(created, registry.streamDates(NS, "Pump 1").created());
            assertEquals(0, registry.referenceCounts(NS, "Pump").streams());
            assertEquals(1, registry.referenceCounts(NS, "Renamed").streams());
            registry.streamViews().delete(NS, "view");
            registry.deleteType(NS, "Pump");
            assertEquals(List.of(), Retyping.valuesOf(store.stream(NS, "Pump 1")));
        }
    }

    @Test
    void valuesChangeTheirUnitWhenTheStreamSaysOneAndTheNewTypeAnother() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Registry registry = store.registry();
            registry.getOrCreateType(NS, TestEvents.TYPE);
            registry.getOrCreateType(
                    NS,
                    SdsType.object("Meters")
                            .key("Time", SdsTypeCode.INT64)
                            .property(SdsTypeProperty.of("Level", SdsType.of(SdsTypeCode.NULLABLE_DOUBLE))
                                    .withUom("meter"))
                            .build());
            registry.streamViews().createOrUpdate(NS, SdsStreamView.of("v", "Pump", "Meters"));
            registry.getOrCreateStream(
                    NS,
                    SdsStream.of("kilometers", "Pump")
                            .withPropertyOverrides(List.of(new PropertyOverride("Level", "kilometer", null))));
            registry.getOrCreateStream(NS, SdsStream.of("nothing said", "Pump"));
            registry.getOrCreateStream(
                    NS,
                    SdsStream.of("seconds", "Pump")
                            .withPropertyOverrides(List.of(new PropertyOverride("Level", "second", null))));
            for (String id : List.of("kilometers", "nothing said", "seconds")) {
                var stream = store.stream(NS, id);
                stream.insert(TestEvents.batch(
                        stream.layout(), List.of(new Row(1, 0, 2.5, null), new Row(2, 0, null, null))));
            }
            store.changeStreamType(NS, "kilometers", "v");
            store.changeStreamType(NS, "nothing said", "v");
            assertEquals(
                    List.of(List.of(1L, 2500.0), Arrays.asList(2L, null)),
                    Retyping.valuesOf(store.stream(NS, "kilometers")));
            assertEquals(
                    List.of(List.of(1L, 2.5), Arrays.asList(2L, null)),
                    Retyping.valuesOf(store.stream(NS, "nothing said")));
            var e = assertThrows(InvalidRequestException.class, () -> store.changeStreamType(NS, "seconds", "v"));
            assertEquals("Level", e.parameters().get("PropertyId"));
        }
    }

    @Test
    void aTypeCanBeChangedThereAndBack() {
        try (Store store = Store.open(folder, StoreOptions.defaults())) {
            Retyping.RENAMED.define(store);
            store.registry()
                    .streamViews()
                    .createOrUpdate(
                            NS,
                            SdsStreamView.of("back", "Renamed", "Pump")
                                    .withProperties(Retyping.RENAMED.view.properties().stream()
                                            .map(pair -> Property.of(pair.targetId(), pair.sourceId()))
                                            .toList()));
            List<Row> rows = rows(3);
            var stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), rows));
            for (int i = 0; i < 5; i++) {
                store.changeStreamType(NS, "pump", "view");
                store.changeStreamType(NS, "pump", "back");
                if (i == 2) {
                    store.compact();
                }
            }
            assertEquals(rows, TestEvents.readAll(store.stream(NS, "pump")));
        }
    }

    // Handles and snapshots of before

    @Test
    void handlesLookedUpBeforeFailClearlyAndOpenSnapshotsKeepTheOldEvents() {
        try (Store store = Store.open(folder, StoreOptions.defaults())) {
            Retyping.RENAMED.define(store);
            List<Row> rows = rows(3);
            var old = TestEvents.stream(store, "pump");
            old.insert(TestEvents.batch(old.layout(), rows));
            try (StreamSnapshot before = old.snapshot()) {
                store.changeStreamType(NS, "pump", Retyping.VIEW);
                ColumnBatch batch = TestEvents.batch(old.layout(), List.of(new Row(5_000, 1, 1.0, "x")));
                for (Runnable stale : List.<Runnable>of(
                        () -> old.insert(batch),
                        () -> old.update(batch),
                        () -> old.replace(batch),
                        () -> old.update(new ColumnBatch(old.layout(), 0)),
                        () -> old.rewrite(source -> batch),
                        () -> old.remove(rows.get(0).key()),
                        () -> old.removeWindow(KeyRange.ALL),
                        old::snapshot)) {
                    var e = assertThrows(ConflictException.class, stale::run);
                    assertEquals(Map.of("StreamId", "pump"), e.parameters());
                }
                var changed = store.stream(NS, "pump");
                assertThrows(InvalidRequestException.class, () -> changed.insert(batch), "of the old layout");
                store.flush();
                store.compact();
                assertNull(TestEvents.difference(
                        TestEvents.read(before, KeyRange.ALL, io.seqstore.core.cursor.Direction.ASCENDING), rows));
            }
            assertEquals(Retyping.RENAMED.convertAll(rows), Retyping.valuesOf(store.stream(NS, "pump")));
        }
    }

    @Test
    void theRegistryAloneDoesNotChangeTheType() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Retyping.RENAMED.define(store);
            TestEvents.stream(store, "pump");
            assertThrows(
                    InvalidRequestException.class, () -> store.registry().changeStreamType(NS, "pump", Retyping.VIEW));
            assertEquals("Pump", store.registry().stream(NS, "pump").stream().typeId());
        }
    }

    // Large

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"RENAMED", "BY_LEVEL", "BY_NOTE"})
    void manyEventsInManySegmentsAndInMemory(Retyping to) {
        int count = 200_000;
        StoreOptions options =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(8L << 20);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // A prime, so that the levels are those of 0..count-1 in another order.
            long other = (long) i * 7919 % count;
            rows.add(new Row(i, i % 5, other / 8.0, "note " + other));
        }
        List<List<Object>> expected;
        try (Store store = Store.open(folder, options)) {
            to.define(store);
            var stream = TestEvents.stream(store, "pump");
            var other = TestEvents.stream(store, "other");
            for (int part = 0; part < 20; part++) {
                // Every other part comes late.
                int at = (part ^ 1) * count / 20;
                stream.insert(TestEvents.batch(stream.layout(), rows.subList(at, at + count / 20)));
                other.insert(TestEvents.batch(other.layout(), List.of(rows.get(part))));
                if (part % 5 == 4) {
                    store.flush();
                }
            }
            stream.removeWindow(new KeyRange(1_000, 1_999));
            stream.update(TestEvents.batch(stream.layout(), rows.subList(1_500, 1_600)));
            rows.subList(1_600, 2_000).clear();
            rows.subList(1_000, 1_500).clear();
            expected = to.convertAll(rows);
            store.changeStreamType(NS, "pump", Retyping.VIEW);
            assertTrue(expected.equals(Retyping.valuesOf(store.stream(NS, "pump"))));
        }
        try (Store store = Store.open(folder, options)) {
            assertTrue(expected.equals(Retyping.valuesOf(store.stream(NS, "pump"))), "reopened");
            store.compact();
            assertTrue(expected.equals(Retyping.valuesOf(store.stream(NS, "pump"))), "compacted");
            assertEquals(20, TestEvents.readAll(store.stream(NS, "other")).size());
        }
    }
}
