package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.recover.RecoveryReport;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a segment whose table of streams is damaged nobody can tell whether it holds anything that is still there. It stays, and
 * that is told: by opening, by the compaction that finds it, by verifying.
 */
class DamagedTableTest {
    private static final StoreOptions OPTIONS =
            StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(4 << 20);

    private static final int BATCH = 500;

    @TempDir
    Path folder;

    private long nextKey;

    private void insert(Stream stream) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            rows.add(new Row(nextKey + i, i % 5, i * 0.37, "row " + i));
        }
        stream.insert(TestEvents.batch(stream.layout(), rows));
        nextKey += BATCH;
    }

    private Path segment() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Changes the last byte of the table, which stands in front of the footer. */
    private static void damageTable(Path segment) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long at = channel.size() - SegmentFooter.SIZE - 1;
            ByteBuffer octet = ByteBuffer.allocate(1);
            channel.read(octet, at);
            octet.put(0, (byte) ~octet.get(0)).rewind();
            channel.write(octet, at);
        }
    }

    @Test
    void openingNamesItAndVerifyingToo() throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(TestEvents.stream(store, "pump"));
        }
        Path segment = segment();
        String name = segment.getFileName().toString();
        damageTable(segment);
        try (Store store = Store.open(folder, OPTIONS)) {
            assertEquals(List.of(name), store.recovery().damagedSegments());
            assertEquals(1, store.registry().streamCount());
            Stream pump = store.stream(Registry.DEFAULT_NAMESPACE, "pump");
            DamagedStoreException damage = assertThrows(DamagedStoreException.class, () -> TestEvents.readAll(pump));
            assertEquals(name, damage.parameters().get("File"));
            assertEquals(
                    StoreHealth.Part.DAMAGE, store.health().problems().get(0).part());
            store.flush();
        }
        assertTrue(Files.exists(segment), "what cannot be told is not removed");
        List<FoundDamage> found = StoreCare.verify(folder).damages();
        assertTrue(found.stream().anyMatch(damage -> damage.toString().contains(name)), found::toString);
    }

    @Test
    void aStoreWithoutDamageNamesNothing() {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(TestEvents.stream(store, "pump"));
        }
        try (Store store = Store.open(folder, OPTIONS)) {
            assertEquals(RecoveryReport.CLEAN, store.recovery());
        }
    }

    private static void awaitProblem(Store store) {
        long begin = System.nanoTime();
        while (store.health().problems().isEmpty()) {
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(60).toNanos(), "no compaction found it");
            Thread.yield();
        }
    }

    @Test
    void aCompactionThatFindsItTellsTheNextWriterOnceAndTheStoreGoesOn() throws Exception {
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream pump = TestEvents.stream(store, "pump");
            insert(pump);
            store.flush();
            String name = segment().getFileName().toString();
            damageTable(segment());
            DamagedStoreException told = null;
            for (int i = 0; i < 10_000 && told == null; i++) {
                try {
                    insert(pump);
                } catch (DamagedStoreException e) {
                    told = e;
                }
                if (store.metrics().flushes() > 1) {
                    // A compaction follows each flush of the store's own.
                    awaitProblem(store);
                }
                assertTrue(store.metrics().segments() <= 3, "nobody was told");
            }
            assertTrue(told != null, "nobody was told");
            assertEquals(name, told.parameters().get("File"));
            assertEquals(
                    StoreHealth.Part.DAMAGE,
                    store.health().problems().stream()
                            .filter(problem -> problem.part() == StoreHealth.Part.DAMAGE)
                            .findFirst()
                            .orElseThrow()
                            .part());
            int segments = store.metrics().segments();
            while (store.metrics().segments() < segments + 3) {
                insert(pump);
            }
        }
    }
}
