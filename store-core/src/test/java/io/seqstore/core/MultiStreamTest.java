package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches over many streams: what they write, what they refuse, and that they mix with all other writes. */
class MultiStreamTest {
    private static final StoreOptions PROCESS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    private static void add(MultiStreamBatch batch, Stream stream, Row row) {
        int at = batch.addRow(stream, row.key());
        TestEvents.fill(batch.rows(), at, row);
    }

    private static MultiStreamBatch batch(Stream anyStream) {
        return new MultiStreamBatch(anyStream.layout(), 0);
    }

    private static Row row(long key) {
        return new Row(key, (int) (key % 4), key / 2.0, "note " + key);
    }

    private static void assertHolds(Stream stream, List<Row> rows) {
        assertNull(TestEvents.difference(TestEvents.readAll(stream), rows));
    }

    private static List<Row> rows(long... keys) {
        List<Row> rows = new ArrayList<>();
        for (long key : keys) {
            rows.add(row(key));
        }
        return rows;
    }

    @Test
    void rowsGoToTheirStreamsInKeyOrderWhateverTheOrderTheyCameIn() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream a = TestEvents.stream(store, "a");
            Stream b = TestEvents.stream(store, "b");
            MultiStreamBatch batch = batch(a);
            for (long key : new long[] {7, 1, 5}) {
                add(batch, b, row(key));
                add(batch, a, row(key + 100));
            }
            assertEquals(List.of(), store.insert(batch));
            assertHolds(a, rows(101, 105, 107));
            assertHolds(b, rows(1, 5, 7));
        }
    }

    @Test
    void anEmptyBatchDoesNothing() {
        try (Store store = Store.open(new ForgetfulFolder(), PROCESS)) {
            Stream a = TestEvents.stream(store, "a");
            MultiStreamBatch batch = batch(a);
            add(batch, a, row(1));
            batch.clear();
            assertEquals(List.of(), store.insert(batch));
            assertHolds(a, List.of());
        }
    }

    @Test
    void aStreamThatFailsIsLeftOutWhollyAndNamedAndTheOthersAreWritten() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream held = TestEvents.stream(store, "held");
            Stream free = TestEvents.stream(store, "free");
            Stream twice = TestEvents.stream(store, "twice");
            Stream deleted = TestEvents.stream(store, "deleted");
            Stream invalid = TestEvents.stream(store, "invalid");
            held.insert(TestEvents.batch(held.layout(), rows(5)));
            MultiStreamBatch batch = batch(held);
            for (Stream stream : List.of(held, free, twice, deleted, invalid)) {
                for (long key = 4; key < 7; key++) {
                    add(batch, stream, row(key));
                }
            }
            add(batch, twice, row(6));
            batch.rows().longs(0)[batch.count() - 3] = 1L << 40;
            store.registry().deleteStream(Registry.DEFAULT_NAMESPACE, "deleted");
            Map<String, Class<?>> failures = new HashMap<>();
            store.insert(batch)
                    .forEach(failure -> failures.put(
                            failure.stream().entry().stream().id(),
                            failure.reason().getClass()));
            assertEquals(
                    Map.of(
                            "held", ConflictException.class,
                            "twice", ConflictException.class,
                            "deleted", NotFoundException.class,
                            "invalid", InvalidRequestException.class),
                    failures);
            assertHolds(held, rows(5));
            assertHolds(free, rows(4, 5, 6));
            assertHolds(twice, List.of());
            assertHolds(invalid, List.of());
        }
    }

    @Test
    void ofSeveralRowsWithOneKeyTheLastStaysWhenUpdating() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream a = TestEvents.stream(store, "a");
            Stream b = TestEvents.stream(store, "b");
            MultiStreamBatch batch = batch(a);
            add(batch, a, row(3));
            add(batch, b, row(1));
            Row last = new Row(3, 1, null, null);
            add(batch, a, last);
            assertEquals(List.of(), store.update(batch));
            assertHolds(a, List.of(last));
            assertHolds(b, rows(1));
        }
    }

    @Test
    void anInvalidRowThatALaterOneReplacesIsRefusedAllTheSame() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream a = TestEvents.stream(store, "a");
            MultiStreamBatch batch = batch(a);
            add(batch, a, row(3));
            batch.rows().longs(0)[0] = 1L << 40;
            add(batch, a, row(3));
            assertInstanceOf(
                    InvalidRequestException.class, store.update(batch).get(0).reason());
            assertHolds(a, List.of());
        }
    }

    @Test
    void aStreamOfAnotherTypeIsRefusedWhenItsRowIsBegun() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream a = TestEvents.stream(store, "a");
            SdsType other = SdsType.object("Other")
                    .key("Time", SdsTypeCode.INT64)
                    .property("State", SdsTypeCode.INT32)
                    .build();
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, other);
            store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("b", "Other"));
            Stream b = store.stream(Registry.DEFAULT_NAMESPACE, "b");
            MultiStreamBatch batch = batch(a);
            assertThrows(InvalidRequestException.class, () -> batch.addRow(b, 1));
            assertEquals(0, batch.count());
        }
    }

    @Test
    void aFunctionThatRewritesAStreamAndWritesToItIsToldSoInsteadOfWaitingForItself() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream a = TestEvents.stream(store, "a");
            MultiStreamBatch batch = batch(a);
            add(batch, a, row(3));
            assertThrows(
                    IllegalStateException.class,
                    () -> a.rewrite(source -> {
                        store.insert(batch);
                        return batch.rows();
                    }));
            assertThrows(
                    IllegalStateException.class,
                    () -> a.rewrite(source -> {
                        a.removeWindow(KeyRange.ALL);
                        return batch.rows();
                    }));
            assertEquals(List.of(), store.insert(batch));
        }
    }

    @Test
    void aSnapshotDoesNotSeeWhatIsWrittenLater() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream a = TestEvents.stream(store, "a");
            MultiStreamBatch batch = batch(a);
            add(batch, a, row(1));
            store.insert(batch);
            try (StreamSnapshot snapshot = a.snapshot()) {
                batch.clear();
                add(batch, a, row(2));
                store.insert(batch);
                assertNull(
                        TestEvents.difference(TestEvents.read(snapshot, KeyRange.ALL, Direction.ASCENDING), rows(1)));
            }
            assertHolds(a, rows(1, 2));
        }
    }

    @ParameterizedTest(name = "seed {0}, {1} streams, parts of up to {2}, {3}")
    @CsvSource({
        "1, 3, 1, memory",
        "2, 300, 2, memory",
        "3, 40, 30, memory",
        "4, 3, 1, disk",
        "5, 300, 2, disk",
        "6, 40, 30, disk",
        "7, 5, 90, disk"
    })
    void allKindsOfWritesMix(long seed, int streamCount, int mostRows, String where) {
        SplittableRandom random = new SplittableRandom(seed);
        ForgetfulFolder folder = new ForgetfulFolder();
        Store store = where.equals("disk") ? Store.open(folder, PROCESS) : Store.inMemory(StoreOptions.defaults());
        List<TreeMap<Long, Row>> model = new ArrayList<>();
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < streamCount; i++) {
            model.add(new TreeMap<>());
            streams.add(TestEvents.stream(store, "stream " + i));
        }
        long clock = 0;
        for (int step = 0; step < 400; step++) {
            int action = random.nextInt(20);
            int index = random.nextInt(streamCount);
            clock += 10;
            if (action < 13) {
                MultiStreamBatch batch = batch(streams.get(0));
                for (int i = random.nextInt(60); i >= 0; i--) {
                    int stream = random.nextInt(streamCount);
                    for (int j = random.nextInt(mostRows); j >= 0; j--) {
                        boolean late = random.nextInt(30) == 0;
                        Row row = Row.random(late ? random.nextInt((int) clock + 1) : clock++, random);
                        add(batch, streams.get(stream), row);
                        model.get(stream).put(row.key(), row);
                    }
                }
                assertEquals(List.of(), store.update(batch));
            } else if (action == 13) {
                List<Row> rows = List.of(Row.random(clock++, random), Row.random(clock++, random));
                rows.forEach(row -> model.get(index).put(row.key(), row));
                streams.get(index).update(TestEvents.batch(streams.get(index).layout(), rows));
            } else if (action == 14 && !model.get(index).isEmpty()) {
                long key = model.get(index).lastKey();
                model.get(index).remove(key);
                streams.get(index).remove(key);
            } else if (action == 15) {
                long from = random.nextInt((int) clock);
                model.get(index).subMap(from, true, from + 100, true).clear();
                streams.get(index).removeWindow(new KeyRange(from, from + 100));
            } else if (action == 16 && step % 3 == 0) {
                store.flush();
            } else if (action == 17 && where.equals("disk")) {
                ForgetfulFolder left = folder.afterKill();
                store.close();
                folder = left;
                store = Store.open(folder, PROCESS);
                for (int i = 0; i < streamCount; i++) {
                    streams.set(i, TestEvents.stream(store, "stream " + i));
                }
            }
            Stream checked = streams.get(index);
            assertNull(
                    TestEvents.difference(
                            TestEvents.readAll(checked), model.get(index).values()),
                    "step " + step);
        }
        for (int i = 0; i < streamCount; i++) {
            assertHolds(streams.get(i), List.copyOf(model.get(i).values()));
        }
        store.close();
    }

    @Test
    void writersOfTheSameStreamsTakeTurnsAndLoseNothing() throws Exception {
        int writers = 4;
        int batches = 200;
        int streamCount = 30;
        try (Store store = Store.open(new ForgetfulFolder(), PROCESS.withMemoryBudget(4 << 20))) {
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < streamCount; i++) {
                streams.add(TestEvents.stream(store, "stream " + i));
            }
            ExecutorService pool = Executors.newFixedThreadPool(writers + 1);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    long first = writer;
                    running.add(pool.submit(() -> {
                        MultiStreamBatch batch = batch(streams.get(0));
                        for (int i = 0; i < batches; i++) {
                            batch.clear();
                            for (int stream = streamCount - 1; stream >= 0; stream--) {
                                add(batch, streams.get(stream), row(first + (long) i * writers));
                            }
                            assertEquals(List.of(), store.insert(batch));
                        }
                    }));
                }
                Callable<Void> alone = () -> {
                    for (int i = 0; i < batches; i++) {
                        Stream stream = streams.get(i % streamCount);
                        stream.insert(TestEvents.batch(stream.layout(), rows(-1 - i)));
                        List<Row> seen = TestEvents.readAll(stream);
                        for (int j = 1; j < seen.size(); j++) {
                            assertTrue(seen.get(j - 1).key() < seen.get(j).key(), () -> "order of " + seen);
                        }
                    }
                    return null;
                };
                running.add(pool.submit(alone));
                for (Future<?> each : running) {
                    each.get();
                }
            } finally {
                pool.shutdownNow();
            }
            for (int stream = 0; stream < streamCount; stream++) {
                List<Row> expected = new ArrayList<>();
                for (int i = batches - 1; i >= 0; i--) {
                    if (i % streamCount == stream) {
                        expected.add(row(-1 - i));
                    }
                }
                for (long key = 0; key < (long) writers * batches; key++) {
                    expected.add(row(key));
                }
                assertHolds(streams.get(stream), expected);
            }
        }
    }
}
