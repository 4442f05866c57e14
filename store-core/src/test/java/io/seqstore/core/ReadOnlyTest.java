package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is opened for reading: one state, nothing written, nobody disturbed. */
class ReadOnlyTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);
    private static final List<Row> ROWS =
            List.of(new Row(10, 1, 1.0, "a"), new Row(20, 2, null, null), new Row(30, 3, 4.0, "b"));

    @TempDir
    Path folder;

    private static Stream fill(Store store) {
        Stream stream = TestEvents.stream(store, "pump");
        stream.insert(TestEvents.batch(stream.layout(), ROWS));
        return stream;
    }

    /** All files, the lock file too. */
    private Map<String, byte[]> allFiles() throws IOException {
        Map<String, byte[]> files = StoreFilesOnDisk.read(folder);
        files.put("LOCK", Files.readAllBytes(folder.resolve("LOCK")));
        return files;
    }

    private static void assertSame(Map<String, byte[]> before, Map<String, byte[]> after) {
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
    }

    @Test
    void readsWhatIsInSegmentsAndInTheLogAndChangesNothing() throws IOException {
        try (Store writer = Store.open(folder, OPTIONS)) {
            Stream stream = fill(writer);
            writer.flush();
            stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(40, 4, 5.0, "log"))));
            TestEvents.stream(writer, "second");
            Map<String, byte[]> before = allFiles();
            try (Store reader = Store.openReadOnly(folder, StoreOptions.defaults())) {
                assertTrue(reader.isReadOnly());
                assertFalse(writer.isReadOnly());
                List<Row> expected = new ArrayList<>(ROWS);
                expected.add(new Row(40, 4, 5.0, "log"));
                assertNull(TestEvents.difference(
                        TestEvents.readAll(reader.stream(Registry.DEFAULT_NAMESPACE, "pump")), expected));
                assertTrue(reader.registry()
                        .findStream(Registry.DEFAULT_NAMESPACE, "second")
                        .isPresent());
                assertSame(before, allFiles());
            }
            assertSame(before, allFiles());
        }
    }

    @Test
    void keepsItsStateWhateverTheWriterDoes() {
        try (Store writer = Store.open(folder, OPTIONS)) {
            Stream stream = fill(writer);
            writer.flush();
            stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(40, 4, 5.0, "log"))));
            try (Store reader = Store.openReadOnly(folder, StoreOptions.defaults())) {
                stream.removeWindow(KeyRange.ALL);
                writer.flush();
                writer.compact();
                writer.registry().deleteStream(Registry.DEFAULT_NAMESPACE, "pump");
                writer.flush();
                assertEquals(
                        4,
                        TestEvents.readAll(reader.stream(Registry.DEFAULT_NAMESPACE, "pump"))
                                .size());
            }
        }
    }

    @Test
    void refusesEveryWrite() throws IOException {
        try (Store writer = Store.open(folder, OPTIONS)) {
            fill(writer);
        }
        Map<String, byte[]> before = allFiles();
        try (Store reader = Store.openReadOnly(folder, StoreOptions.defaults())) {
            Stream stream = reader.stream(Registry.DEFAULT_NAMESPACE, "pump");
            MultiStreamBatch many = new MultiStreamBatch(stream.layout(), 1);
            TestEvents.fill(many.rows(), many.addRow(stream, 99), new Row(99, 0, 0.0, ""));
            for (Runnable write : List.<Runnable>of(
                    () -> stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(99, 0, 0.0, "")))),
                    () -> stream.update(TestEvents.batch(stream.layout(), ROWS)),
                    () -> stream.remove(10),
                    () -> stream.removeWindow(KeyRange.ALL),
                    () -> reader.insert(many),
                    reader::compact,
                    () -> reader.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("new", "Pump")),
                    () -> reader.registry().deleteStream(Registry.DEFAULT_NAMESPACE, "pump"))) {
                UnavailableException refused = assertThrows(UnavailableException.class, write::run);
                assertTrue(refused.getMessage().contains("read-only"), refused.getMessage());
            }
            reader.flush();
            reader.sync();
            assertNull(TestEvents.difference(TestEvents.readAll(stream), ROWS));
        }
        assertSame(before, allFiles());
    }

    @Test
    void severalReadAndThenOneWrites() {
        try (Store writer = Store.open(folder, OPTIONS)) {
            fill(writer);
        }
        try (Store one = Store.openReadOnly(folder, StoreOptions.defaults());
                Store two = Store.openReadOnly(folder, StoreOptions.defaults());
                Store writer = Store.open(folder, OPTIONS)) {
            assertEquals(
                    3,
                    TestEvents.readAll(writer.stream(Registry.DEFAULT_NAMESPACE, "pump"))
                            .size());
            assertEquals(
                    TestEvents.readAll(one.stream(Registry.DEFAULT_NAMESPACE, "pump")),
                    TestEvents.readAll(two.stream(Registry.DEFAULT_NAMESPACE, "pump")));
        }
    }

    @Test
    void neverMakesAStore() throws IOException {
        Path missing = folder.resolve("missing");
        assertThrows(NotFoundException.class, () -> Store.openReadOnly(missing, StoreOptions.defaults()));
        assertThrows(NotFoundException.class, () -> Store.openReadOnly(folder, StoreOptions.defaults()));
        assertFalse(Files.exists(missing));
        assertEquals(Map.of(), StoreFilesOnDisk.read(folder));
    }

    /** Who may write everywhere, as administrators may, gets a store for writing. */
    @Test
    void aFolderThatCannotBeWrittenOpensReadOnly() {
        try (Store writer = Store.open(folder, OPTIONS)) {
            fill(writer);
        }
        assertTrue(folder.toFile().setWritable(false));
        try (Store store = Store.open(folder, OPTIONS)) {
            assertEquals(!Files.isWritable(folder), store.isReadOnly());
            assertEquals(
                    3,
                    TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"))
                            .size());
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
    }

    /** Opened again and again while another process writes, flushes every megabyte and compacts. */
    @Test
    void everyOpeningBesideAnotherProcessSeesABeginningOfWhatItWrote() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillChild.class.getName(),
                        folder.toString(),
                        "SYNC",
                        "2")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        folder.resolveSibling("acknowledged").toFile()))
                .start();
        int openings = 0;
        long most = 0;
        try {
            Path acknowledged = folder.resolveSibling("acknowledged");
            while (lastOf(acknowledged) < 0) {
                assertTrue(child.isAlive(), "the other process did not write");
                Thread.sleep(20);
            }
            while (openings < 15 || most < 60) {
                long before = lastOf(acknowledged);
                try (Store reader =
                        Store.openReadOnly(folder, StoreOptions.defaults().withMemoryBudget(4L << 20))) {
                    long seen = lastBatch(reader);
                    assertTrue(seen >= before, "saw " + seen + " although " + before + " was acknowledged");
                    most = Math.max(most, seen);
                }
                if (openings % 5 == 0) {
                    assertEquals(List.of(), StoreCare.verify(folder).damages());
                }
                openings++;
            }
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(10, TimeUnit.SECONDS));
        }
        Store.open(folder, OPTIONS).close();
    }

    private static long lastOf(Path acknowledged) throws IOException {
        String[] lines = Files.readString(acknowledged).split(";");
        return lines.length < 2 ? -1 : Long.parseLong(lines[lines.length - 2].strip());
    }

    /** The last batch that is there; all batches must be whole up to that one. */
    static long lastBatch(Store store) {
        Map<Long, Long> rowsOfBatch = new TreeMap<>();
        for (int i = 0; i < KillChild.STREAMS; i++) {
            if (store.registry()
                    .findStream(Registry.DEFAULT_NAMESPACE, KillChild.stream(i))
                    .isPresent()) {
                for (Row row : TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, KillChild.stream(i)))) {
                    rowsOfBatch.merge(row.level().longValue(), 1L, Long::sum);
                }
            }
        }
        long batch = 0;
        for (Map.Entry<Long, Long> there : rowsOfBatch.entrySet()) {
            assertEquals(batch, there.getKey(), "a batch is missing");
            assertEquals(KillChild.rows(batch).size(), there.getValue(), "batch " + batch + " is not whole");
            batch++;
        }
        return batch - 1;
    }
}
