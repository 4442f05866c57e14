package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.file.DiskFolder;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory stays within the budget, however much is written, recovered or read. */
class MemoryBoundsTest {
    private static final long BUDGET = 4 << 20;
    private static final int BATCH_ROWS = 1_000;

    /** Raw, an event is a key, three columns and their nulls: at least this many bytes. */
    private static final int RAW_BYTES = 24;

    private static final int BATCHES = (int) (10 * BUDGET / RAW_BYTES / BATCH_ROWS);

    /** What one batch of each writer, and slabs that are begun, may add to the budget. */
    private static final long ALLOWANCE = 4 << 20;

    @TempDir
    private Path folder;

    /** Of stores that other tests left to die. */
    private final long before = LiveBytes.SLABS.now();

    private final AtomicLong most = new AtomicLong();

    private void observe() {
        most.accumulateAndGet(LiveBytes.SLABS.now() - before, Math::max);
    }

    private void assertWithinBudget(String when) {
        assertTrue(most.get() > 0, "nothing was observed");
        assertTrue(most.get() <= BUDGET + ALLOWANCE, when + ": " + most + " bytes of a budget of " + BUDGET);
        most.set(0);
    }

    private static void write(Stream stream, int batches) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), BATCH_ROWS);
        for (long number = 0; number < batches; number++) {
            batch.clear();
            for (int i = 0; i < BATCH_ROWS; i++) {
                long key = number * BATCH_ROWS + i;
                ((DoubleColumn) batch.column(1)).set(batch.addRow(key), Math.sin(key));
            }
            stream.insert(batch);
        }
    }

    /** On a small JVM the memory outside of the heap is limited, too, and a store is not alone there. */
    @Test
    void aStoreAsksForAQuarterOfTheHeapButNeitherForLittleNorForMuch() {
        assertEquals(8L << 20, StoreOptions.memoryBesides(16L << 20));
        assertEquals(12L << 20, StoreOptions.memoryBesides(48L << 20));
        assertEquals(64L << 20, StoreOptions.memoryBesides(256L << 20));
        assertEquals(64L << 20, StoreOptions.memoryBesides(8L << 30));
        assertEquals(
                StoreOptions.memoryBesides(Runtime.getRuntime().maxMemory()),
                StoreOptions.defaults().memoryBudget());
    }

    @Test
    void aStoreOfTenTimesTheBudgetIsRecoveredAndScannedWithinIt() throws IOException {
        StoreOptions plenty =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(1 << 30);
        Path crashed = folder.resolve("crashed");
        try (Store store = Store.open(folder.resolve("store"), plenty)) {
            write(TestEvents.stream(store, "pump"), BATCHES);
            copy(folder.resolve("store"), crashed);
        }
        StoreOptions little = plenty.withMemoryBudget(BUDGET);
        try (Store store = Store.open(new PausingFolder(DiskFolder.open(crashed, false), name -> observe()), little)) {
            assertTrue(store.recovery().logRecords() >= BATCHES, "all of it was in the log");
            assertWithinBudget("recovering");
            long heapBefore = heapInUse();
            long heapInside = 0;
            long rows = 0;
            try (StreamSnapshot snapshot =
                            store.stream(Registry.DEFAULT_NAMESPACE, "pump").snapshot();
                    BatchCursor cursor = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
                while (cursor.advance()) {
                    rows += cursor.to() - cursor.from();
                    if (heapInside == 0 && rows > (long) BATCHES * BATCH_ROWS / 2) {
                        heapInside = heapInUse();
                    }
                }
            }
            assertEquals((long) BATCHES * BATCH_ROWS, rows);
            assertTrue(
                    heapInside - heapBefore < BUDGET, "a scan holds " + (heapInside - heapBefore) + " bytes of heap");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (java.util.stream.Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void writersThatAreFasterThanTheDiskWaitForIt() throws Exception {
        int writers = 3;
        StoreOptions options =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(BUDGET);
        PausingFolder slow = new PausingFolder(DiskFolder.open(folder.resolve("store"), true), name -> {
            observe();
            if (name.contains(".seg")) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (Store store = Store.open(slow, options)) {
            List<Future<?>> results = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                Stream stream = TestEvents.stream(store, "pump " + writer);
                results.add(threads.submit(() -> write(stream, BATCHES / 4)));
            }
            for (Future<?> result : results) {
                result.get();
            }
            assertTrue(store.metrics().flushes() > 1, "the disk was never asked");
            assertWithinBudget("writing");
        } finally {
            threads.shutdownNow();
        }
    }
}
