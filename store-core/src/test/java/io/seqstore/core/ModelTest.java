package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.ConflictException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same random calls against a store and a sorted map; whatever the store does inside, they must agree. */
class ModelTest {
    private static final int STEPS = 3_000;
    private static final int CHECK_EVERY = 5;

    @ParameterizedTest(name = "in memory, seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aStoreInMemoryAgreesWithASortedMap(long seed) {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            new Run(seed, store, null).play();
        }
    }

    @ParameterizedTest(name = "on disk, seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void aStoreOnDiskThatIsReopenedNowAndThenAgreesWithASortedMap(long seed, @TempDir Path folder) {
        Store store = Store.open(folder, Run.OPTIONS);
        Run run = new Run(seed, store, folder);
        try {
            run.play();
        } finally {
            run.store.close();
        }
    }

    private static final class Run {
        static final StoreOptions OPTIONS =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(8 << 20);

        private final SplittableRandom random;
        private final String seedName;
        private final Path folder;
        private final TreeMap<Long, Row> model = new TreeMap<>();
        private Store store;
        private Stream stream;
        private long clock;

        Run(long seed, Store store, Path folder) {
            this.random = new SplittableRandom(seed);
            this.seedName = "seed " + seed;
            this.store = store;
            this.folder = folder;
            this.stream = TestEvents.stream(store, "pump");
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                step();
                if (step % CHECK_EVERY == 0) {
                    checkSomeRange(step);
                }
            }
            checkAll("at the end");
            if (folder != null) {
                reopen();
                checkAll("after the last reopen");
            }
        }

        private void step() {
            int choice = random.nextInt(100);
            if (choice < 35) {
                insert(newKeys());
            } else if (choice < 55) {
                update(someKeys());
            } else if (choice < 62) {
                insert(someKeys());
            } else if (choice < 70) {
                replace(someKeys());
            } else if (choice < 80) {
                remove(someKeys());
            } else if (choice < 86) {
                removeWindow();
            } else if (choice < 90) {
                store.flush();
            } else if (choice < 91) {
                store.compact();
            } else if (choice < 93 && folder != null) {
                reopen();
            }
        }

        /** Keys behind all others, as a clock gives them. */
        private List<Long> newKeys() {
            List<Long> keys = new ArrayList<>();
            int count = random.nextInt(10) == 0 ? 3000 : 1 + random.nextInt(40);
            for (int i = 0; i < count; i++) {
                clock += 1 + random.nextInt(5);
                keys.add(clock);
            }
            return keys;
        }

        /** Keys anywhere, in any order, stored or not, now and then one twice. */
        private List<Long> someKeys() {
            List<Long> keys = new ArrayList<>();
            int count = 1 + random.nextInt(30);
            for (int i = 0; i < count; i++) {
                Long stored = model.isEmpty() ? null : model.ceilingKey(random.nextLong(clock + 1));
                keys.add(stored != null && random.nextInt(10) < 7 ? stored : Long.valueOf(random.nextLong(clock + 2)));
            }
            return keys;
        }

        private List<Row> rows(Collection<Long> keys) {
            List<Row> rows = new ArrayList<>();
            keys.forEach(key -> rows.add(Row.random(key, random)));
            return rows;
        }

        private void insert(List<Long> keys) {
            List<Row> rows = rows(keys);
            boolean fits = keys.stream().noneMatch(model::containsKey)
                    && keys.stream().distinct().count() == keys.size();
            if (fits) {
                stream.insert(TestEvents.batch(stream.layout(), rows));
                rows.forEach(row -> model.put(row.key(), row));
            } else {
                assertThrows(
                        ConflictException.class,
                        () -> stream.insert(TestEvents.batch(stream.layout(), rows)),
                        seedName);
            }
        }

        private void update(List<Long> keys) {
            List<Row> rows = rows(keys);
            stream.update(TestEvents.batch(stream.layout(), rows));
            rows.forEach(row -> model.put(row.key(), row));
        }

        private void replace(List<Long> keys) {
            List<Row> rows = rows(keys);
            if (model.keySet().containsAll(keys)) {
                stream.replace(TestEvents.batch(stream.layout(), rows));
                rows.forEach(row -> model.put(row.key(), row));
            } else {
                assertThrows(
                        NotFoundException.class,
                        () -> stream.replace(TestEvents.batch(stream.layout(), rows)),
                        seedName);
            }
        }

        private void remove(List<Long> keys) {
            long[] array = keys.stream().mapToLong(Long::longValue).toArray();
            if (model.keySet().containsAll(keys)) {
                stream.remove(array);
                keys.forEach(model::remove);
            } else {
                assertThrows(NotFoundException.class, () -> stream.remove(array), seedName);
                if (random.nextBoolean()) {
                    long[] stored = keys.stream()
                            .filter(model::containsKey)
                            .mapToLong(Long::longValue)
                            .toArray();
                    stream.remove(stored);
                    keys.forEach(model::remove);
                }
            }
        }

        private void removeWindow() {
            long from = random.nextLong(clock + 2);
            long to = from + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 60);
            stream.removeWindow(new KeyRange(from, to));
            model.subMap(from, true, to, true).clear();
        }

        private void reopen() {
            store.close();
            store = Store.open(folder, OPTIONS);
            stream = TestEvents.stream(store, "pump");
        }

        private void checkAll(String when) {
            assertNull(TestEvents.difference(TestEvents.readAll(stream), model.values()), seedName + " " + when);
        }

        private void checkSomeRange(int step) {
            long from = random.nextLong(clock + 2);
            KeyRange range = random.nextInt(10) == 0 ? KeyRange.ALL : new KeyRange(from, from + random.nextInt(3_000));
            String when = seedName + ", step " + step + ", " + range;
            Collection<Row> expected =
                    model.subMap(range.from(), true, range.to(), true).values();
            try (StreamSnapshot snapshot = stream.snapshot()) {
                assertNull(
                        TestEvents.difference(TestEvents.read(snapshot, range, Direction.ASCENDING), expected), when);
                List<Row> backwards = new ArrayList<>(expected);
                Collections.reverse(backwards);
                assertNull(
                        TestEvents.difference(TestEvents.read(snapshot, range, Direction.DESCENDING), backwards),
                        when + " backwards");
            }
        }
    }
}
