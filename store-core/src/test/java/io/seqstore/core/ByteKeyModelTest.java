package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.ConflictException;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys of which 64 bits are not all: text, Guid, Decimal, compound. The same random calls against a store and a map that is
 * sorted by the values themselves; many keys share their first eight bytes.
 */
class ByteKeyModelTest {
    private static final int STEPS = 500;

    /** A kind of key, and how to draw one. */
    interface Keys {
        SdsType type();

        List<Object> draw(SplittableRandom random);
    }

    static Stream<Arguments> keysAndSeeds() {
        return Stream.of(text(), guid(), decimal(), twoTimes(), mixed())
                .flatMap(keys -> Stream.of(1L, 2L).map(seed -> Arguments.of(keys, seed)));
    }

    private static Keys keys(
            String name, SdsType type, java.util.function.Function<SplittableRandom, List<Object>> draw) {
        return new Keys() {
            @Override
            public SdsType type() {
                return type;
            }

            @Override
            public List<Object> draw(SplittableRandom random) {
                return draw.apply(random);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private static Keys text() {
        return keys(
                "text",
                type(SdsTypeCode.STRING),
                random ->
                        List.of("station/" + "ab\0\uD83D\uDE00z".substring(0, random.nextInt(6)) + random.nextInt(60)));
    }

    private static Keys guid() {
        return keys(
                "Guid",
                type(SdsTypeCode.GUID),
                random -> List.of(new UUID(random.nextInt(2) == 0 ? 7L : -7L, random.nextInt(200) - 100L)));
    }

    private static Keys decimal() {
        return keys(
                "Decimal",
                type(SdsTypeCode.DECIMAL),
                random -> List.of(BigDecimal.valueOf(random.nextInt(400) - 200L, random.nextInt(3))));
    }

    private static Keys twoTimes() {
        return keys(
                "two times",
                type(SdsTypeCode.DATE_TIME, SdsTypeCode.DATE_TIME),
                random ->
                        List.of(Instant.ofEpochSecond(random.nextInt(12)), Instant.ofEpochSecond(random.nextInt(40))));
    }

    private static Keys mixed() {
        return keys(
                "number, text, number",
                type(SdsTypeCode.INT32, SdsTypeCode.STRING, SdsTypeCode.DOUBLE),
                random ->
                        List.of(random.nextInt(4) - 2, "x".repeat(random.nextInt(5)), (random.nextInt(20) - 10) / 4.0));
    }

    private static SdsType type(SdsTypeCode... parts) {
        SdsType.Builder builder = SdsType.object("Keyed");
        for (int i = 0; i < parts.length; i++) {
            builder.key("Part" + i, parts[i]);
        }
        return builder.property("Value", SdsTypeCode.INT32).build();
    }

    @ParameterizedTest(name = "{0}, in memory, seed {1}")
    @MethodSource("keysAndSeeds")
    void aStoreInMemoryAgreesWithASortedMap(Keys keys, long seed) {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            new Run(keys, seed, store, null).play();
        }
    }

    @ParameterizedTest(name = "{0}, on disk, seed {1}")
    @MethodSource("keysAndSeeds")
    void aStoreOnDiskAgreesWithASortedMap(Keys keys, long seed, @TempDir Path folder) {
        Run run = new Run(keys, seed, Store.open(folder, Run.OPTIONS), folder);
        try {
            run.play();
        } finally {
            run.store.close();
        }
    }

    private static final class Run {
        static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

        private final Keys keys;
        private final SplittableRandom random;
        private final Path folder;
        private final TreeMap<List<Object>, Integer> model = new TreeMap<>(Run::compare);
        private Store store;
        private io.seqstore.core.Stream stream;
        private EventConverter converter;

        Run(Keys keys, long seed, Store store, Path folder) {
            this.keys = keys;
            this.random = new SplittableRandom(seed);
            this.folder = folder;
            use(store);
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private static int compare(List<Object> a, List<Object> b) {
            for (int i = 0; i < a.size(); i++) {
                int part = a.get(i) instanceof UUID guid
                        ? compareGuids(guid, (UUID) b.get(i))
                        : ((Comparable) a.get(i)).compareTo(b.get(i));
                if (part != 0) {
                    return part;
                }
            }
            return 0;
        }

        private static int compareGuids(UUID a, UUID b) {
            int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
            return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
        }

        private void use(Store opened) {
            store = opened;
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, keys.type());
            store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("keyed", "Keyed"));
            stream = store.stream(Registry.DEFAULT_NAMESPACE, "keyed");
            converter = EventConverter.of(stream.layout());
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                step();
                check(step);
            }
        }

        private void step() {
            List<List<Object>> drawn = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                drawn.add(keys.draw(random));
            }
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> insert(drawn);
                case 4, 5, 6 -> {
                    stream.update(batch(drawn, 2));
                    drawn.forEach(key -> put(key, 2));
                }
                case 7 -> remove(drawn);
                case 8 -> removeWindow();
                case 9 -> store.flush();
                case 10 -> store.compact();
                default -> {
                    if (folder != null) {
                        store.close();
                        use(Store.open(folder, OPTIONS));
                    }
                }
            }
        }

        /** A replaced event comes with its new spelling of the key: 1.50 and 1.5 are one key. */
        private void put(List<Object> key, int value) {
            model.remove(key);
            model.put(key, value);
        }

        private void insert(List<List<Object>> drawn) {
            TreeMap<List<Object>, Integer> fresh = new TreeMap<>(Run::compare);
            drawn.forEach(key -> fresh.put(key, 1));
            boolean fits =
                    fresh.size() == drawn.size() && fresh.keySet().stream().noneMatch(model::containsKey);
            if (fits) {
                stream.insert(batch(drawn, 1));
                model.putAll(fresh);
            } else {
                assertThrows(ConflictException.class, () -> stream.insert(batch(drawn, 1)));
            }
        }

        private void remove(List<List<Object>> drawn) {
            if (drawn.stream().allMatch(model::containsKey)) {
                stream.remove(batch(drawn, 0));
            } else {
                assertThrows(NotFoundException.class, () -> stream.remove(batch(drawn, 0)));
                drawn.removeIf(key -> !model.containsKey(key));
                stream.remove(batch(drawn, 0));
            }
            drawn.forEach(model::remove);
        }

        private void removeWindow() {
            List<Object> a = keys.draw(random);
            List<Object> b = keys.draw(random);
            List<Object> low = compare(a, b) <= 0 ? a : b;
            List<Object> high = low == a ? b : a;
            if (random.nextInt(4) == 0) {
                stream.removeWindow(KeyRange.between(key(low), key(high)));
                model.subMap(low, true, high, true).clear();
            }
        }

        private EventKey key(List<Object> parts) {
            return converter.eventKey(parts.size() == 1 ? parts.get(0) : parts);
        }

        private ColumnBatch batch(List<List<Object>> drawn, int value) {
            ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
            for (List<Object> parts : drawn) {
                Event.Builder event = Event.builder(stream.layout());
                for (int i = 0; i < parts.size(); i++) {
                    event.set("Part" + i, parts.get(i));
                }
                converter.append(event.set("Value", value).build(), batch);
            }
            return batch;
        }

        private void check(int step) {
            List<Object> a = keys.draw(random);
            List<Object> b = keys.draw(random);
            List<Object> low = compare(a, b) <= 0 ? a : b;
            List<Object> high = low == a ? b : a;
            String when = keys + ", step " + step;
            compare(model.subMap(low, true, high, true), KeyRange.between(key(low), key(high)), when);
            if (step % 10 == 0) {
                compare(model, KeyRange.ALL, when);
            }
            for (Probe probe : Probe.values()) {
                checkProbe(a, probe, when);
            }
        }

        private void checkProbe(List<Object> key, Probe probe, String when) {
            Map.Entry<List<Object>, Integer> expected =
                    switch (probe) {
                        case AT -> model.containsKey(key) ? model.floorEntry(key) : null;
                        case AT_OR_BEFORE -> model.floorEntry(key);
                        case AT_OR_AFTER -> model.ceilingEntry(key);
                        case BEFORE -> model.lowerEntry(key);
                        case AFTER -> model.higherEntry(key);
                    };
            ColumnBatch found = new ColumnBatch(stream.layout(), 1);
            try (StreamSnapshot snapshot = stream.snapshot()) {
                assertEquals(expected != null, snapshot.find(key(key), probe, ColumnSet.ALL, found), when);
            }
            if (expected != null) {
                assertEquals(expected.toString(), text(found, 0), when + " " + probe + " " + key);
            }
        }

        private String text(ColumnBatch batch, int row) {
            Event event = converter.read(batch, row);
            List<Object> parts = new ArrayList<>();
            stream.layout().keys().forEach(part -> parts.add(event.get(part.id())));
            return parts + "=" + event.get("Value");
        }

        private void compare(java.util.SortedMap<List<Object>, Integer> expected, KeyRange range, String when) {
            Collection<String> forwards =
                    expected.entrySet().stream().map(Object::toString).toList();
            List<String> backwards = new ArrayList<>(forwards);
            Collections.reverse(backwards);
            try (StreamSnapshot snapshot = stream.snapshot()) {
                assertEquals(forwards, read(snapshot, range, Direction.ASCENDING), when);
                assertEquals(backwards, read(snapshot, range, Direction.DESCENDING), when + " backwards");
            }
        }

        private List<String> read(StreamSnapshot snapshot, KeyRange range, Direction direction) {
            List<String> rows = new ArrayList<>();
            try (EventCursor cursor = snapshot.events(range, direction, ColumnSet.ALL)) {
                while (cursor.next()) {
                    rows.add(text(cursor.batch(), cursor.row()));
                }
            }
            return rows;
        }
    }
}
