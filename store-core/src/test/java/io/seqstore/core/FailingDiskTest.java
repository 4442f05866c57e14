package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each call to the disk fails in turn, one or several times, and then the disk works again. The caller gets a clear error;
 * what was acknowledged stays, what was refused is not there, and the folder opens again.
 */
class FailingDiskTest {
    private static final int BATCHES = 12;

    /** What one run was told. */
    private static final class Told {
        private final List<Row> acknowledged = new ArrayList<>();
        private final List<Row> unsure = new ArrayList<>();
        private int refused;
    }

    @ParameterizedTest(name = "{0} failures in a row, {1}")
    @CsvSource({"1, SYNC", "3, SYNC", "1, PROCESS", "3, PROCESS"})
    void aCallThatFailsLosesNothing(int failures, String mode) {
        StoreOptions options =
                StoreOptions.defaults().withDurability(mode.equals("SYNC") ? Durability.SYNC : Durability.PROCESS);
        ForgetfulFolder whole = new ForgetfulFolder();
        use(whole, options, new Told());
        long length = whole.operations();
        assertTrue(length > 60, "the run is too short: " + length);
        // Log files of synced stores are megabytes of zeros.
        int step = mode.equals("SYNC") ? 4 : 1;
        for (long at = failures; at <= length; at += step) {
            ForgetfulFolder folder = new ForgetfulFolder();
            folder.failAt(at, failures);
            Told told = new Told();
            String where = "operation " + at + " of " + length;
            try {
                use(folder, options, told);
            } catch (UnavailableException failed) {
                assertTrue(failed.getMessage().contains("No power"), where + ": " + failed.getMessage());
            }
            ForgetfulFolder left = folder.afterKill();
            checkFolder(left, options, told, where);
        }
    }

    /** Writes, flushes, compacts, closes and opens again; goes on after errors as a caller would. */
    private static void use(ForgetfulFolder folder, StoreOptions options, Told told) {
        for (int opening = 0; opening < 2; opening++) {
            Store store;
            try {
                store = Store.open(folder, options);
            } catch (UnavailableException failed) {
                store = Store.open(folder, options);
            }
            try {
                write(store, told, opening);
            } finally {
                close(store);
            }
        }
    }

    private static void close(Store store) {
        try {
            store.close();
        } catch (UnavailableException failed) {
            // Everything acknowledged is in the log.
        }
    }

    private static void write(Store store, Told told, int opening) {
        for (int i = 0; i < BATCHES; i++) {
            long key = opening * 1_000L + i * 10L;
            List<Row> rows = List.of(new Row(key, i, 1.0, "a"), new Row(key + 1, i, null, null));
            try {
                Stream stream = TestEvents.stream(store, "pump");
                stream.insert(TestEvents.batch(stream.layout(), rows));
                told.acknowledged.addAll(rows);
            } catch (UnavailableException failed) {
                told.unsure.addAll(rows);
                told.refused++;
            }
            try {
                if (i % 4 == 3) {
                    store.flush();
                }
                if (i % 8 == 7) {
                    store.compact();
                }
            } catch (UnavailableException failed) {
                told.refused++;
            }
            assertNull(differenceNow(store, told), "reads go on");
        }
    }

    private static String differenceNow(Store store, Told told) {
        if (store.registry().findStream(Registry.DEFAULT_NAMESPACE, "pump").isEmpty()) {
            return told.acknowledged.isEmpty() ? null : "the stream is gone";
        }
        List<Row> found = TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"));
        // What was refused may come back with a later opening, when only the sync failed; within one it must not.
        List<Row> expected = new ArrayList<>(told.acknowledged);
        for (Row row : found) {
            if (told.unsure.contains(row) && row.key() / 1_000 < lastOpening(told)) {
                expected.add(row);
            }
        }
        expected.sort((a, b) -> Long.compare(a.key(), b.key()));
        return TestEvents.difference(found, expected);
    }

    private static long lastOpening(Told told) {
        long last = 0;
        for (Row row : told.acknowledged) {
            last = Math.max(last, row.key() / 1_000);
        }
        for (Row row : told.unsure) {
            last = Math.max(last, row.key() / 1_000);
        }
        return last;
    }

    private static void checkFolder(ForgetfulFolder left, StoreOptions options, Told told, String where) {
        try (Store store = Store.open(left, options)) {
            List<Row> found = store.registry()
                            .findStream(Registry.DEFAULT_NAMESPACE, "pump")
                            .isEmpty()
                    ? List.of()
                    : TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"));
            for (Row row : told.acknowledged) {
                assertTrue(found.contains(row), () -> where + ": acknowledged and gone: " + row);
            }
            for (Row row : found) {
                assertTrue(
                        told.acknowledged.contains(row) || told.unsure.contains(row),
                        () -> where + ": never written: " + row);
            }
        } catch (SeqstoreException e) {
            fail(where + ": the store does not open; files " + left.files().keySet(), e);
        }
    }

    @ParameterizedTest(name = "{0} failures in a row")
    @ValueSource(ints = {1, 2, 5})
    void anOpeningThatFailsOnceSucceedsTheNextTime(int failures) {
        StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
        ForgetfulFolder first = new ForgetfulFolder();
        Told told = new Told();
        Store store = Store.open(first, options);
        write(store, told, 0);
        ForgetfulFolder killed = first.afterKill();
        store.close();
        boolean opened = false;
        for (long at = 1; !opened; at++) {
            ForgetfulFolder folder = killed.copy();
            folder.failAt(at, failures);
            try {
                Store.open(folder, options).close();
                opened = folder.operations() < at;
            } catch (UnavailableException failed) {
                // Told, and nothing lost:
            }
            checkFolder(folder.afterKill(), options, told, "operation " + at);
        }
    }

    @Test
    void aSyncThatFailedIsNotTriedAgainUntilTheStoreIsOpenedAgain() {
        ForgetfulFolder folder = new ForgetfulFolder();
        Told told = new Told();
        Store store = Store.open(folder, StoreOptions.defaults());
        Stream stream = TestEvents.stream(store, "pump");
        stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(1, 1, 1.0, ""))));
        // The next two operations are the write of a record and its sync.
        folder.failAt(folder.operations() + 2, 1);
        for (long key = 2; key < 6; key++) {
            List<Row> row = List.of(new Row(key, 1, 1.0, ""));
            try {
                stream.insert(TestEvents.batch(stream.layout(), row));
                fail("acknowledged after a failed sync: " + key);
            } catch (UnavailableException refused) {
                told.refused++;
            }
        }
        assertTrue(TestEvents.readAll(stream).size() == 1, "reads go on");
        close(store);
        try (Store again = Store.open(folder, StoreOptions.defaults())) {
            Stream now = TestEvents.stream(again, "pump");
            assertTrue(TestEvents.readAll(now).contains(new Row(1, 1, 1.0, "")));
            now.insert(TestEvents.batch(now.layout(), List.of(new Row(100, 1, 1.0, ""))));
        }
    }
}
