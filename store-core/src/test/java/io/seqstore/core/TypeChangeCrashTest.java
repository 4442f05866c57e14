package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.segment.Segment;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The type of a stream is changed on a disk that loses power, or fails a call, at each operation in turn. Whatever is there
 * then, the store opens with the old type and all old events, or with the new type and all new ones; and so it does once more.
 */
class TypeChangeCrashTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int POWER_LOSSES_PER_OPERATION = 3;
    private static final Retyping TO = Retyping.BY_LEVEL;

    private static final List<Row> ROWS = rows();

    /** What happens at the last operation. */
    enum Crash {
        /** The process dies; the operating system keeps all it was given. */
        KILL,
        /** The process dies in the middle of the operation, which the operating system keeps in half. */
        KILL_IN_THE_MIDDLE,
        /** The power fails: of what was not synced anything may be missing. */
        POWER_LOSS
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(new Row(i, i % 3, i * 31 % 50 / 2.0, "note " + i));
        }
        return List.copyOf(rows);
    }

    private static StoreOptions options(String durability) {
        return StoreOptions.defaults().withDurability(durability.equals("SYNC") ? Durability.SYNC : Durability.PROCESS);
    }

    /** The stream in a segment, a memtable and late rows, beside another stream. */
    private static void prepare(Store store) {
        TO.define(store);
        Stream pump = TestEvents.stream(store, "pump");
        pump.insert(TestEvents.batch(pump.layout(), ROWS.subList(0, 20)));
        pump.insert(TestEvents.batch(pump.layout(), ROWS.subList(30, 40)));
        Stream other = TestEvents.stream(store, "other");
        other.insert(TestEvents.batch(other.layout(), ROWS));
        store.flush();
        pump.insert(TestEvents.batch(pump.layout(), ROWS.subList(40, 50)));
        pump.insert(TestEvents.batch(pump.layout(), ROWS.subList(20, 30)));
        pump.update(TestEvents.batch(pump.layout(), ROWS.subList(10, 12)));
    }

    /** What a process leaves that was killed: the log is part of what the change meets. */
    private static ForgetfulFolder prepared(String durability) {
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, options(durability))) {
            prepare(store);
            store.sync();
            return folder.afterKill();
        }
    }

    /** What a run was told. */
    private enum Told {
        OPENED,
        CHANGED,
        WRITTEN,
        CLOSED
    }

    /** Opens, changes the type, writes to the stream, flushes and closes; as far as the disk lets it. */
    private static Told run(ForgetfulFolder folder, String durability) {
        Told told = Told.OPENED;
        Store store = null;
        try {
            store = Store.open(folder, options(durability));
            store.changeStreamType(NS, "pump", Retyping.VIEW);
            told = Told.CHANGED;
            store.stream(NS, "pump").removeWindow(io.seqstore.types.KeyRange.between(key(0), key(0)));
            told = Told.WRITTEN;
            store.flush();
            store.compact();
            store.close();
            return Told.CLOSED;
        } catch (UnavailableException noPower) {
            if (store != null) {
                try {
                    store.close();
                } catch (UnavailableException expected) {
                    // The process of a real crash would not even have got here.
                }
            }
            return told;
        }
    }

    private static io.seqstore.types.EventKey key(double level) {
        return io.seqstore.types.EventKey.of(io.seqstore.types.event.KeyForm.ofDouble(level));
    }

    @Test
    void theRunItselfEndsAsPlanned() {
        ForgetfulFolder folder = prepared("PROCESS");
        assertEquals(Told.CLOSED, run(folder, "PROCESS"));
        assertTrue(folder.operations() > 40, "the run is too short to say anything: " + folder.operations());
        check(folder.afterKill(), "PROCESS", Told.CLOSED, "no crash");
    }

    @ParameterizedTest(name = "{1} with {0} writes")
    @CsvSource({
        "PROCESS, KILL",
        "PROCESS, KILL_IN_THE_MIDDLE",
        "PROCESS, POWER_LOSS",
        "SYNC, KILL",
        "SYNC, KILL_IN_THE_MIDDLE",
        "SYNC, POWER_LOSS"
    })
    void aCrashAtAnyOperationLeavesAllOldOrAllNew(String durability, Crash crash) {
        ForgetfulFolder begin = prepared(durability);
        ForgetfulFolder whole = begin.copy();
        run(whole, durability);
        // Compaction beside the run may take some operations more or less.
        long length = whole.operations() + 10;
        for (long at = 1; at <= length; at++) {
            ForgetfulFolder folder = begin.copy();
            folder.losePowerAt(at, crash != Crash.KILL_IN_THE_MIDDLE);
            Told told = run(folder, durability);
            String where = "operation " + at + " of " + length;
            if (crash == Crash.POWER_LOSS) {
                // What was only handed to the operating system may be lost.
                Told sure = durability.equals("SYNC") || told == Told.CLOSED ? told : Told.OPENED;
                for (int i = 0; i < POWER_LOSSES_PER_OPERATION; i++) {
                    long seed = at * POWER_LOSSES_PER_OPERATION + i;
                    ForgetfulFolder left = folder.afterPowerLoss(new SplittableRandom(seed));
                    check(left, durability, sure, where + ", seed " + seed);
                }
            } else {
                check(folder.afterKill(), durability, told, where);
            }
        }
    }

    @ParameterizedTest(name = "{0} failures in a row")
    @ValueSource(ints = {1, 2})
    void aCallThatFailsLeavesAllOldOrAllNewAndTheStoreUsable(int failures) {
        ForgetfulFolder begin = prepared("PROCESS");
        ForgetfulFolder whole = begin.copy();
        run(whole, "PROCESS");
        // Compaction beside the run may take some operations more or less.
        long length = whole.operations() + 10;
        for (long at = 1; at <= length; at++) {
            ForgetfulFolder folder = begin.copy();
            folder.failAt(at, failures);
            Told told = run(folder, "PROCESS");
            check(folder.afterKill(), "PROCESS", told, "operation " + at + " of " + length);
        }
    }

    @ParameterizedTest(name = "failure at each operation, seen from inside, {0}")
    @ValueSource(strings = {"PROCESS", "SYNC"})
    void readersSeeTheOldEventsAfterAFailure(String durability) {
        ForgetfulFolder begin = prepared(durability);
        for (long ahead = 1; ; ahead++) {
            ForgetfulFolder folder = begin.copy();
            try (Store store = Store.open(folder, options(durability))) {
                long failing = folder.operations() + ahead;
                folder.failAt(failing, 1);
                try {
                    store.changeStreamType(NS, "pump", Retyping.VIEW);
                    assertEquals(TO.convertAll(ROWS), Retyping.valuesOf(store.stream(NS, "pump")));
                } catch (UnavailableException failed) {
                    assertEquals(ROWS, TestEvents.readAll(store.stream(NS, "pump")), "operation " + ahead);
                    continue;
                }
                if (folder.operations() >= failing) {
                    // One that the store can do without.
                    continue;
                }
            } catch (UnavailableException closing) {
                // The log is closed to writes after a failed sync, also to the last flush.
                continue;
            }
            assertTrue(ahead > 10, "the change took " + ahead + " operations");
            return;
        }
    }

    /** Opens what is left twice and checks that it is all old or all new, and a whole store. */
    private static void check(ForgetfulFolder left, String durability, Told sure, String where) {
        String first = null;
        for (int opening = 1; opening <= 2; opening++) {
            try (Store store = Store.open(left, options(durability))) {
                String found = describe(store, where);
                assertTrue(sure.compareTo(Told.CHANGED) < 0 || !found.startsWith("Pump"), where + ": " + found);
                assertTrue(sure.compareTo(Told.WRITTEN) < 0 || found.equals("ByLevel, written"), where + ": " + found);
                first = first == null ? found : first;
                assertEquals(first, found, where + ", opening " + opening);
            } catch (SeqstoreException e) {
                fail(where + ", opening " + opening + ": files " + left.files().keySet(), e);
            }
        }
        int fresh;
        try (Store store = Store.open(left, options(durability))) {
            store.registry().getOrCreateStream(NS, SdsStream.of("new", "Pump"));
            fresh = store.registry().stream(NS, "new").ordinal();
            assertEquals(List.of(), TestEvents.readAll(store.stream(NS, "new")), where);
            store.registry().deleteStream(NS, "new");
        }
        assertNoGhost(fresh, left, where);
        try (Store store = Store.open(left, options(durability))) {
            if ("Pump".equals(first)) {
                store.changeStreamType(NS, "pump", Retyping.VIEW);
                assertEquals("ByLevel", describe(store, where), where + ", tried again");
            }
            store.flush();
            store.compact();
            assertTrue(describe(store, where).startsWith("ByLevel"), where);
        }
    }

    private static String describe(Store store, String where) {
        StreamEntry entry = store.registry().stream(NS, "pump");
        assertEquals(ROWS, TestEvents.readAll(store.stream(NS, "other")), where);
        int pumps = store.registry().referenceCounts(NS, "Pump").streams();
        int byLevel = store.registry().referenceCounts(NS, TO.type.id()).streams();
        if (entry.type().equals(TestEvents.TYPE)) {
            assertEquals(ROWS, TestEvents.readAll(store.stream(NS, "pump")), where);
            assertEquals(List.of(2, 0), List.of(pumps, byLevel), where);
            return "Pump";
        }
        assertEquals(TO.type, entry.type(), where);
        assertEquals(List.of(1, 1), List.of(pumps, byLevel), where);
        List<List<Object>> expected = TO.convertAll(ROWS);
        List<List<Object>> found = Retyping.valuesOf(store.stream(NS, "pump"));
        if (found.equals(expected)) {
            return "ByLevel";
        }
        assertEquals(expected.subList(1, expected.size()), found, where);
        return "ByLevel, written";
    }

    /** Whatever stands in segments under numbers that no stream has, a new stream does not get its number. */
    private static void assertNoGhost(int fresh, ForgetfulFolder folder, String where) {
        Manifest manifest = ManifestFile.findNewest(folder).orElseThrow();
        for (long number : manifest.segments()) {
            Segment segment = Segment.open(folder, manifest.file(FileKind.SEGMENT, number));
            for (int i = 0; i < segment.streams(); i++) {
                assertTrue(segment.ordinal(i) < fresh, where + ": number " + fresh + " was used before");
            }
        }
    }
}
