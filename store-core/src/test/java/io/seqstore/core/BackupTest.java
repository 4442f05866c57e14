package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.backup.BackupReport;
import io.seqstore.core.verify.Verification;
import io.seqstore.types.KeyRange;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is a store with one state of another, made while that one goes on. */
class BackupTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);
    private static final List<Row> ROWS =
            List.of(new Row(10, 1, 1.0, "a"), new Row(20, 2, null, null), new Row(30, 3, 4.0, "b"));

    @TempDir
    Path folder;

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static List<Row> read(Store store) {
        return TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"));
    }

    @Test
    void holdsSegmentsAndLogAndIsAStoreOfItsOwn() {
        try (Store store = Store.open(at("store"), OPTIONS)) {
            Stream stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), ROWS));
            store.flush();
            stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(40, 4, 5.0, "log"))));
            BackupReport report = store.backup(at("backup"));
            assertTrue(report.files() >= 4, report.toString());
            assertTrue(report.linkedBytes() <= report.bytes(), report.toString());
            stream.removeWindow(KeyRange.ALL);
            store.flush();
            store.compact();
            assertEquals(List.of(), StoreCare.verify(at("backup")).damages());
            try (Store backup = Store.open(at("backup"), OPTIONS)) {
                List<Row> expected = new ArrayList<>(ROWS);
                expected.add(new Row(40, 4, 5.0, "log"));
                assertNull(TestEvents.difference(read(backup), expected));
                Stream copied = backup.stream(Registry.DEFAULT_NAMESPACE, "pump");
                copied.insert(TestEvents.batch(copied.layout(), List.of(new Row(50, 4, 5.0, "backup"))));
            }
            assertEquals(0, read(store).size());
        }
        assertTrue(StoreCare.verify(at("store")).isWhole());
    }

    @Test
    void ofAStoreThatIsOpenForReading() {
        try (Store store = Store.open(at("store"), OPTIONS)) {
            Stream stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), ROWS));
            store.flush();
            stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(40, 4, 5.0, "log"))));
            try (Store reader = Store.openReadOnly(at("store"), OPTIONS)) {
                // What the reader saw is a backup even when the files are gone on disk.
                stream.removeWindow(KeyRange.ALL);
                store.flush();
                store.compact();
                store.flush();
                reader.backup(at("backup"));
            }
        }
        assertEquals(List.of(), StoreCare.verify(at("backup")).damages());
        try (Store backup = Store.open(at("backup"), OPTIONS)) {
            assertEquals(4, read(backup).size());
        }
    }

    @Test
    void refusesAFolderThatHoldsAnything() throws IOException {
        Files.createDirectories(at("taken"));
        Files.writeString(at("taken").resolve("holiday.txt"), "sun");
        try (Store store = Store.open(at("store"), OPTIONS)) {
            for (Path target : List.of(at("taken"), at("store"))) {
                UnavailableException refused = assertThrows(UnavailableException.class, () -> store.backup(target));
                assertTrue(refused.getMessage().contains("not empty"), refused.getMessage());
            }
        }
        assertFalse(Files.exists(at("taken").resolve("LOCK")));
    }

    @Test
    void aStoreInMemoryHasNone() {
        try (Store store = Store.inMemory(OPTIONS)) {
            assertThrows(UnavailableException.class, () -> store.backup(at("backup")));
        }
        assertFalse(Files.exists(at("backup")));
    }

    /** Whatever call on the disk of the backup fails: nothing is left, or nothing that opens. */
    @Test
    void aBackupThatFailsLeavesNoStore() {
        ForgetfulFolder source = new ForgetfulFolder();
        try (Store store = Store.open(source, OPTIONS)) {
            Stream stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), ROWS));
            store.flush();
            stream.remove(10);
            ForgetfulFolder whole = new ForgetfulFolder();
            store.backup(whole);
            assertTrue(Verification.run(whole).isWhole());
            for (long operation = 1; operation <= whole.operations(); operation++) {
                ForgetfulFolder once = new ForgetfulFolder();
                once.failAt(operation, 1);
                assertThrows(SeqstoreException.class, () -> store.backup(once));
                assertTrue(
                        once.list().stream().noneMatch(name -> !name.endsWith(".manifest")),
                        once.list().toString());
                ForgetfulFolder forEver = new ForgetfulFolder();
                forEver.losePowerAt(operation, true);
                assertThrows(SeqstoreException.class, () -> store.backup(forEver));
                assertNoStoreUnlessWhole(forEver.afterKill());
            }
        }
    }

    private static void assertNoStoreUnlessWhole(ForgetfulFolder left) {
        boolean named = left.list().stream().anyMatch(name -> name.endsWith(".manifest"));
        if (named) {
            // Only the last sync was missing.
            assertTrue(Verification.run(left).isWhole());
        } else {
            assertThrows(SeqstoreException.class, () -> Store.open(left, OPTIONS.withCreateIfMissing(false))
                    .close());
        }
    }

    /** One thread writes batches of one number each, in turn to two streams, while backups are made. */
    @Test
    void besideWritersFlushesAndCompactionsItIsOnePointOfTheOrder() throws Exception {
        int backups = Integer.getInteger("seqstore.backups", 6);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong acknowledged = new AtomicLong(-1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (Store store = Store.open(at("store"), OPTIONS.withMemoryBudget(4L << 20))) {
            for (int i = 0; i < KillChild.STREAMS; i++) {
                TestEvents.stream(store, KillChild.stream(i));
            }
            Thread writer = new Thread(() -> {
                try {
                    for (long batch = 0; !stop.get(); batch++) {
                        Stream stream = store.stream(
                                Registry.DEFAULT_NAMESPACE, KillChild.stream(KillChild.streamOf(batch | 1, 0)));
                        stream.insert(TestEvents.batch(stream.layout(), KillChild.rows(batch)));
                        acknowledged.set(batch);
                        if (batch % 40 == 39) {
                            store.flush();
                        }
                        if (batch % 120 == 119) {
                            store.compact();
                        }
                    }
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                }
            });
            writer.start();
            long last = -1;
            for (int i = 0; i < backups; i++) {
                while (acknowledged.get() < last + 30 && failure.get() == null) {
                    Thread.sleep(1);
                }
                long before = acknowledged.get();
                store.backup(at("backup " + i));
                long after = acknowledged.get();
                assertTrue(StoreCare.verify(at("backup " + i)).isWhole());
                try (Store backup = Store.open(at("backup " + i), OPTIONS)) {
                    last = ReadOnlyTest.lastBatch(backup);
                }
                assertTrue(before <= last && last <= after + 1, before + " <= " + last + " <= " + after);
            }
            stop.set(true);
            writer.join();
        }
        assertNull(failure.get());
        assertNotEquals(-1, acknowledged.get());
    }
}
