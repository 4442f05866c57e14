package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.ConflictException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads on one store: nobody sees half a batch, nobody loses one, and nothing is left when it is closed. */
class ConcurrencyTest {
    private static final int STREAMS = 3;
    private static final int BATCH_ROWS = 200;
    private static final long BATCHES = 100;
    private static final long SMALL_BUFFERS = 1 << 20;

    @TempDir
    Path folder;

    /** Runs calls in threads of their own and throws what any of them threw. */
    private static void together(List<Callable<Void>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<Future<Void>> results = calls.stream().map(threads::submit).toList();
            for (Future<Void> result : results) {
                result.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest(name = "in memory: {0}")
    @ValueSource(booleans = {true, false})
    void readersSeeWholeBatchesInTheirOrder(boolean inMemory) throws Exception {
        StoreOptions options =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(4 << 20);
        try (Store store = inMemory ? Store.inMemory(options) : Store.open(folder, options)) {
            AtomicInteger writing = new AtomicInteger(STREAMS);
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                Stream stream = TestEvents.stream(store, "pump " + i);
                calls.add(() -> write(stream, writing));
                calls.add(() -> readWhile(stream, writing));
            }
            calls.add(() -> {
                while (writing.get() > 0) {
                    store.flush();
                    store.compact();
                }
                return null;
            });
            together(calls);
            for (int i = 0; i < STREAMS; i++) {
                assertEquals(BATCHES, batchesSeen(store.stream(Registry.DEFAULT_NAMESPACE, "pump " + i)));
            }
        }
        if (!inMemory) {
            try (Store store = Store.open(folder, options)) {
                assertEquals(BATCHES, batchesSeen(store.stream(Registry.DEFAULT_NAMESPACE, "pump 0")));
            }
        }
    }

    /** Batch n has the keys that are n modulo BATCHES: each batch lies between the rows of all others. */
    private static Void write(Stream stream, AtomicInteger writing) {
        try {
            for (long batch = 0; batch < BATCHES; batch++) {
                List<Row> rows = new ArrayList<>();
                for (long i = 0; i < BATCH_ROWS; i++) {
                    rows.add(new Row(i * BATCHES + batch, (int) batch, (double) batch, "b" + batch % 20));
                }
                stream.insert(TestEvents.batch(stream.layout(), rows));
            }
            return null;
        } finally {
            writing.decrementAndGet();
        }
    }

    private static Void readWhile(Stream stream, AtomicInteger writing) {
        long seen = 0;
        while (writing.get() > 0) {
            long now = batchesSeen(stream);
            assertTrue(now >= seen, "batches that were there are gone: " + now + " after " + seen);
            seen = now;
        }
        return null;
    }

    /** How many batches a snapshot shows; fails unless these are the first ones, all whole. */
    private static long batchesSeen(Stream stream) {
        int[] rowsOfBatch = new int[(int) BATCHES];
        long previous = Long.MIN_VALUE;
        try (StreamSnapshot snapshot = stream.snapshot();
                BatchCursor cursor = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.of(0))) {
            while (cursor.advance()) {
                for (int row = cursor.from(); row < cursor.to(); row++) {
                    long key = cursor.batch().key(row);
                    assertTrue(key > previous, "keys must ascend");
                    previous = key;
                    assertEquals(key % BATCHES, cursor.batch().longs(0)[row]);
                    rowsOfBatch[(int) (key % BATCHES)]++;
                }
            }
        }
        long whole = 0;
        while (whole < BATCHES && rowsOfBatch[(int) whole] == BATCH_ROWS) {
            whole++;
        }
        for (long batch = whole; batch < BATCHES; batch++) {
            assertEquals(0, rowsOfBatch[(int) batch], "batch " + batch + " is there in part, or before an older one");
        }
        return whole;
    }

    @Test
    void ofTwoInsertsOfOneKeyExactlyOneWins() throws Exception {
        int racers = 4;
        int keys = 400;
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = TestEvents.stream(store, "pump");
            AtomicInteger won = new AtomicInteger();
            AtomicInteger lost = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(racers);
            List<Callable<Void>> calls = new ArrayList<>();
            for (int racer = 0; racer < racers; racer++) {
                int number = racer;
                calls.add(() -> {
                    start.countDown();
                    start.await();
                    for (long key = 0; key < keys; key++) {
                        // Each also brings a key of its own: a lost race must leave nothing of it.
                        long own = 1_000_000L * (number + 1) + key;
                        try {
                            stream.insert(TestEvents.batch(
                                    stream.layout(),
                                    List.of(new Row(own, number, 0.0, ""), new Row(key, number, 0.0, ""))));
                            won.incrementAndGet();
                        } catch (ConflictException conflict) {
                            assertEquals(
                                    Long.toString(key), conflict.parameters().get("Index"));
                            lost.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
            together(calls);
            assertEquals(keys, won.get());
            assertEquals(keys * (racers - 1), lost.get());
            assertEquals(2 * keys, TestEvents.readAll(stream).size());
        }
    }

    @Test
    void aWriteComesBeforeTheDeletionOfItsStreamOrFails() throws Exception {
        StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
        ForgetfulFolder disk = new ForgetfulFolder();
        int rounds = 300;
        List<Integer> lateWrites = new ArrayList<>();
        try (Store store = Store.open(disk, options)) {
            for (int round = 0; round < rounds; round++) {
                String id = "pump " + round;
                TestEvents.stream(store, id);
                AtomicBoolean deleted = new AtomicBoolean();
                AtomicInteger late = new AtomicInteger();
                together(List.of(
                        () -> {
                            store.registry().deleteStream(Registry.DEFAULT_NAMESPACE, id);
                            deleted.set(true);
                            return null;
                        },
                        () -> {
                            try {
                                for (long key = 0; key < 1_000; key++) {
                                    Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, id);
                                    boolean before = deleted.get();
                                    stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(key, 0, 0.0, ""))));
                                    late.addAndGet(before ? 1 : 0);
                                }
                            } catch (NotFoundException gone) {
                                // The stream was deleted first.
                            }
                            return null;
                        }));
                lateWrites.add(late.get());
            }
        }
        assertEquals(0, lateWrites.stream().mapToInt(Integer::intValue).sum(), "writes to streams that were deleted");
    }

    @Test
    void closingBetweenWritersAndReadersLosesNothing() throws Exception {
        StoreOptions options =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(2 << 20);
        for (int round = 0; round < 3; round++) {
            Path place = folder.resolve("round " + round);
            Store store = Store.open(place, options);
            List<Callable<Void>> calls = new ArrayList<>();
            AtomicInteger[] written = new AtomicInteger[STREAMS];
            for (int i = 0; i < STREAMS; i++) {
                Stream stream = TestEvents.stream(store, "pump " + i);
                AtomicInteger mine = new AtomicInteger();
                written[i] = mine;
                calls.add(() -> {
                    try {
                        for (int batch = 0; ; batch++) {
                            List<Row> rows = new ArrayList<>();
                            for (long row = 0; row < BATCH_ROWS; row++) {
                                rows.add(new Row((long) batch * BATCH_ROWS + row, batch, 0.0, "x"));
                            }
                            stream.insert(TestEvents.batch(stream.layout(), rows));
                            mine.incrementAndGet();
                        }
                    } catch (UnavailableException closed) {
                        assertTrue(closed.getMessage().contains("closed"), closed.getMessage());
                    }
                    return null;
                });
                calls.add(() -> {
                    try {
                        while (true) {
                            assertEquals(0, TestEvents.readAll(stream).size() % BATCH_ROWS);
                        }
                    } catch (UnavailableException closed) {
                        return null;
                    }
                });
            }
            calls.add(() -> {
                while (written[0].get() < 30) {
                    Thread.onSpinWait();
                }
                store.close();
                return null;
            });
            together(calls);
            try (Store again = Store.open(place, options)) {
                for (int i = 0; i < STREAMS; i++) {
                    Stream stream = again.stream(Registry.DEFAULT_NAMESPACE, "pump " + i);
                    assertEquals(
                            written[i].get() * BATCH_ROWS,
                            TestEvents.readAll(stream).size());
                }
            }
        }
    }

    @Test
    void nothingIsLeftAfterClose() throws Exception {
        long slabsBefore = LiveBytes.SLABS.now();
        long mappedBefore = LiveBytes.MAPPED.now();
        long directBefore = directMemory();
        StoreOptions options = StoreOptions.defaults()
                .withDurability(Durability.group(Duration.ofSeconds(20)))
                .withMemoryBudget(4 << 20);
        Store store = Store.open(folder, options);
        Stream stream = TestEvents.stream(store, "pump");
        for (long batch = 0; batch < 100; batch++) {
            List<Row> rows = new ArrayList<>();
            for (long row = 0; row < 1_000; row++) {
                rows.add(new Row(batch * 1_000 + row, 1, row / 2.0, "row " + row));
            }
            stream.insert(TestEvents.batch(stream.layout(), rows));
        }
        StreamSnapshot snapshot = stream.snapshot();
        store.flush();
        store.compact();
        assertTrue(LiveBytes.SLABS.now() > slabsBefore, "the probe shows nothing");
        assertTrue(LiveBytes.MAPPED.now() > mappedBefore, "the probe shows nothing");
        store.close();
        assertEquals(
                100_000,
                TestEvents.read(snapshot, KeyRange.ALL, Direction.ASCENDING).size());
        snapshot.close();
        // The JDK keeps a small buffer for each thread that wrote to a channel.
        assertEquals(directBefore, directMemory(), SMALL_BUFFERS, "direct buffers after close");
        assertEquals(slabsBefore, LiveBytes.SLABS.now(), "off-heap memory after close");
        assertEquals(mappedBefore, LiveBytes.MAPPED.now(), "mapped memory after close");
        assertEquals(List.of(), threadsOfStores());
    }

    /** The JVM's own count of direct buffers; where memory comes from arenas, those of channels alone. */
    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(bean -> bean.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static List<String> threadsOfStores() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("seqstore"))
                .toList();
    }

    @Test
    void aStoreInMemoryStartsNoThread() {
        List<String> before = threadsOfStores();
        try (Store store = Store.inMemory(StoreOptions.defaults().withMemoryBudget(2 << 20))) {
            Stream stream = TestEvents.stream(store, "pump");
            for (long batch = 0; batch < 100; batch++) {
                List<Row> rows = new ArrayList<>();
                for (long row = 0; row < 1_000; row++) {
                    rows.add(new Row(batch * 1_000 + row, 1, row / 2.0, "row " + row));
                }
                stream.insert(TestEvents.batch(stream.layout(), rows));
            }
            assertTrue(store.metrics().flushes() > 0, "nothing that needs a thread happened");
            assertEquals(before, threadsOfStores());
            assertEquals(100_000, TestEvents.readAll(stream).size());
        }
    }

    @Test
    void aSnapshotIsOneStateOfTheRegistryToo() throws Exception {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            TestEvents.stream(store, "first");
            List<Callable<Void>> calls = new ArrayList<>();
            AtomicInteger created = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> {
                    for (int n = 0; n < 200; n++) {
                        if (store.registry()
                                .getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("s" + n, "Pump"))
                                .getClass()
                                .getSimpleName()
                                .equals("Created")) {
                            created.incrementAndGet();
                        }
                        Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "s" + n);
                        stream.update(TestEvents.batch(stream.layout(), List.of(new Row(n, n, 1.0, ""))));
                    }
                    return null;
                });
            }
            together(calls);
            assertEquals(200, created.get(), "each stream is created once");
            for (int n = 0; n < 200; n++) {
                assertNull(TestEvents.difference(
                        TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "s" + n)),
                        List.of(new Row(n, n, 1.0, ""))));
            }
        }
    }
}
