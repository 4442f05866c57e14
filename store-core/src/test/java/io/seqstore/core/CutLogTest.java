package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody cuts the log or a catalog file short while a store has it open. The store does not read them while it is open and
 * goes on; a flush saves what the log had lost. Who opens the store next is told what is missing, as far as that can be known.
 */
class CutLogTest {
    private static final int BATCHES = 20;

    @TempDir
    Path folder;

    @TempDir
    Path copy;

    private final List<Row> written = new ArrayList<>();

    /** What is left of the log, of the part that holds records. */
    private enum Cut {
        EMPTY,
        IN_THE_HEADER,
        IN_THE_MIDDLE,
        BY_EIGHT_BYTES;

        long of(long length) {
            return switch (this) {
                case EMPTY -> 0;
                case IN_THE_HEADER -> 30;
                case IN_THE_MIDDLE -> length / 2 + 3;
                case BY_EIGHT_BYTES -> length - 8;
            };
        }
    }

    private static StoreOptions options(String mode) {
        return StoreOptions.defaults().withDurability(CrashStates.durability(mode));
    }

    private void write(Stream stream, int batches) {
        for (int i = 0; i < batches; i++) {
            Row row = new Row(written.size(), i % 7, i * 0.5, "row " + written.size());
            stream.insert(TestEvents.batch(stream.layout(), List.of(row)));
            written.add(row);
        }
    }

    private Path newest(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }
    }

    private static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /** What a kill of the process would leave. */
    private void copyFiles() throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals("LOCK")) {
                    Files.copy(file, copy.resolve(file.getFileName().toString()));
                }
            }
        }
    }

    private static List<Row> read(Store store) {
        return TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "SYNC, EMPTY", "SYNC, IN_THE_HEADER", "SYNC, IN_THE_MIDDLE", "SYNC, BY_EIGHT_BYTES",
        "PROCESS, EMPTY", "PROCESS, IN_THE_HEADER", "PROCESS, IN_THE_MIDDLE", "PROCESS, BY_EIGHT_BYTES"
    })
    void aFlushSavesWhatTheLogHasLost(String mode, Cut cut) throws IOException {
        try (Store store = Store.open(folder, options(mode))) {
            Stream stream = TestEvents.stream(store, "pump");
            write(stream, BATCHES);
            cut(newest(".log"), cut.of(store.metrics().logBytes()));
            assertNull(TestEvents.difference(read(store), written));
            write(stream, BATCHES);
            assertNull(TestEvents.difference(read(store), written));
            store.flush();
        }
        assertEquals(List.of(), StoreCare.verify(folder).damages());
        try (Store store = Store.open(folder, options(mode))) {
            assertNull(TestEvents.difference(read(store), written));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"EMPTY", "IN_THE_HEADER", "IN_THE_MIDDLE", "BY_EIGHT_BYTES"})
    void afterAKillALaterSyncedRecordTellsOfTheLoss(Cut cut) throws IOException {
        String log;
        try (Store store = Store.open(folder, options("SYNC"))) {
            Stream stream = TestEvents.stream(store, "pump");
            write(stream, BATCHES);
            log = newest(".log").getFileName().toString();
            cut(newest(".log"), cut.of(store.metrics().logBytes()));
            write(stream, BATCHES);
            copyFiles();
        }
        DamagedStoreException damage =
                assertThrows(DamagedStoreException.class, () -> Store.open(copy, options("SYNC")));
        assertEquals(log, damage.parameters().get("File"), damage.getMessage());
        List<FoundDamage> found = StoreCare.verify(copy).damages();
        assertTrue(found.stream().anyMatch(one -> one.file().equals(log)), found::toString);
    }

    @Test
    void afterAKillALogWithoutItsEndHoldsWhatStandsInFront() throws IOException {
        try (Store store = Store.open(folder, options("SYNC"))) {
            write(TestEvents.stream(store, "pump"), BATCHES);
            cut(newest(".log"), store.metrics().logBytes() - 8);
            copyFiles();
        }
        // Nothing behind the cut says that there was more: it looks like a write that was never acknowledged.
        try (Store store = Store.open(copy, options("SYNC"))) {
            assertNull(TestEvents.difference(read(store), written.subList(0, BATCHES - 1)));
            assertTrue(store.recovery().tornBytes() > 0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"EMPTY", "IN_THE_HEADER", "IN_THE_MIDDLE", "BY_EIGHT_BYTES"})
    void aCatalogFileCutShortIsNamedByWhoOpensNext(Cut cut) throws IOException {
        String name;
        try (Store store = Store.open(folder, options("PROCESS"))) {
            Stream stream = TestEvents.stream(store, "pump");
            write(stream, BATCHES);
            store.flush();
            Path catalog = newest(".cat");
            name = catalog.getFileName().toString();
            cut(catalog, cut.of(Files.size(catalog)));
            assertNull(TestEvents.difference(read(store), written));
            write(stream, BATCHES);
            Stream later = TestEvents.stream(store, "later");
            later.insert(TestEvents.batch(later.layout(), written.subList(0, 3)));
            store.flush();
            assertNull(TestEvents.difference(read(store), written));
            assertNull(TestEvents.difference(TestEvents.readAll(later), written.subList(0, 3)));
        }
        DamagedStoreException damage =
                assertThrows(DamagedStoreException.class, () -> Store.open(folder, options("PROCESS")));
        assertEquals(name, damage.parameters().get("File"), damage.getMessage());
        List<FoundDamage> found = StoreCare.verify(folder).damages();
        assertTrue(found.stream().anyMatch(one -> one.file().equals(name)), found::toString);
    }
}
