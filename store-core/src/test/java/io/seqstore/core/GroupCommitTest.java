package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.file.DiskFolder;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What writers that wait for the device wait for: records that are written while a sync runs share the next one. */
class GroupCommitTest {
    private static final int WRITERS = 8;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    /** A disk on which a sync lasts until so many writes have come; syncs are counted. */
    private static final class SlowDisk extends ForwardingFolder {
        private final AtomicInteger syncs = new AtomicInteger();
        private final AtomicInteger writes = new AtomicInteger();
        private volatile int awaitedWrites;

        SlowDisk(StoreFolder folder) {
            super(folder);
        }

        @Override
        public WritableFile create(String name) {
            return new ForwardingFile(super.create(name)) {
                @Override
                public void write(long position, byte[] bytes, int from, int length) {
                    super.write(position, bytes, from, length);
                    writes.incrementAndGet();
                }

                @Override
                public void force() {
                    syncs.incrementAndGet();
                    long end = System.nanoTime() + PATIENCE;
                    while (writes.get() < awaitedWrites && System.nanoTime() < end) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    }
                    super.force();
                }
            };
        }
    }

    @Test
    void eightWritersNeedTwoSyncsAtMost() throws Exception {
        SlowDisk disk = new SlowDisk(DiskFolder.open(folder, true));
        try (Store store = Store.open(disk, StoreOptions.defaults().withDurability(Durability.SYNC))) {
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                streams.add(TestEvents.stream(store, "pump " + i));
                write(streams.get(i), 1);
            }
            int before = disk.syncs.get();
            // The first to sync waits for the records of all others, which then wait for it.
            disk.awaitedWrites = disk.writes.get() + WRITERS;
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<?>> running = new ArrayList<>();
                streams.forEach(stream -> running.add(threads.submit(() -> write(stream, 2))));
                for (Future<?> writer : running) {
                    writer.get(PATIENCE, TimeUnit.NANOSECONDS);
                }
            } finally {
                threads.shutdownNow();
            }
            int syncs = disk.syncs.get() - before;
            assertTrue(syncs <= 2, syncs + " syncs");
        }
    }

    private static void write(Stream stream, long key) {
        stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(key, 1, 2.5, "on"))));
    }
}
