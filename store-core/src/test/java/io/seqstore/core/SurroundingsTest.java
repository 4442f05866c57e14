package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.DiskFault.Kind;
import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryChange;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store does when the folder, the device or the clock behave badly. */
class SurroundingsTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int DAMAGES_PER_FILE = 40;

    private final ForgetfulFolder disk = new ForgetfulFolder();
    private final List<Row> acknowledged = new ArrayList<>();

    private static StoreOptions options(String mode) {
        return StoreOptions.defaults().withDurability(CrashStates.durability(mode));
    }

    private void insert(Stream stream, long key) {
        Row row = new Row(key, 1, (double) key, "row " + key);
        stream.insert(TestEvents.batch(stream.layout(), List.of(row)));
        acknowledged.add(row);
    }

    private void assertHolds(Stream stream) {
        assertNull(TestEvents.difference(TestEvents.readAll(stream), acknowledged));
    }

    private void assertHeldIn(ForgetfulFolder left) {
        try (Store store = Store.open(left, options("PROCESS"))) {
            List<Row> found = TestEvents.readAll(store.stream(NS, "pump"));
            assertTrue(found.containsAll(acknowledged), () -> found + " lacks some of " + acknowledged);
            insert(store.stream(NS, "pump"), 1_000_000);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "GROUP", "PROCESS"})
    void afterAFailedSyncWritesStopAndReadsGoOnUntilTheStoreIsOpenedAgain(String mode) {
        Store store = Store.open(disk, options(mode));
        Stream stream = TestEvents.stream(store, "pump");
        insert(stream, 1);
        store.sync();
        insert(stream, 2);
        disk.before(this::failSync);
        assertThrows(UnavailableException.class, mode.equals("SYNC") ? () -> insert(stream, 3) : store::sync);
        // The disk works again, but what it holds is not known.
        disk.before(call -> {});
        for (Runnable write : List.<Runnable>of(
                () -> insert(stream, 4),
                () -> stream.remove(1),
                () -> TestEvents.stream(store, "another"),
                store::sync,
                store::flush)) {
            UnavailableException refused = assertThrows(UnavailableException.class, write::run);
            assertTrue(refused.getMessage().contains("could not be synced"), refused.getMessage());
            assertTrue(refused.getMessage().contains("Input/output error"), refused.getMessage());
            assertTrue(refused.getMessage().contains(".log'"), refused.getMessage());
        }
        assertHolds(stream);
        assertThrows(UnavailableException.class, store::close);
        assertHeldIn(disk.afterKill());
    }

    private void failSync(DiskCall call) {
        if (call == DiskCall.FORCE) {
            disk.fail(DiskFault.ofOperations(disk.operations() + 1, 1));
        }
    }

    @Test
    void afterAFailedSyncAPowerLossTakesNothingThatWasAcknowledged() {
        Store store = Store.open(disk, options("SYNC"));
        Stream stream = TestEvents.stream(store, "pump");
        insert(stream, 1);
        disk.before(this::failSync);
        assertThrows(UnavailableException.class, () -> insert(stream, 2));
        for (int seed = 0; seed < 20; seed++) {
            ForgetfulFolder left = disk.afterPowerLoss(new SplittableRandom(seed));
            try (Store again = Store.open(left, options("SYNC"))) {
                assertEquals(
                        acknowledged,
                        TestEvents.readAll(again.stream(NS, "pump")).subList(0, 1),
                        "seed " + seed);
            }
        }
        assertThrows(UnavailableException.class, store::close);
    }

    @Test
    void aRecordThatWasRefusedIsGoneBeforeTheNextLogFileTakesItsNumber() {
        Store store = Store.open(disk, options("PROCESS"));
        Stream stream = TestEvents.stream(store, "pump");
        insert(stream, 1);
        store.sync();
        // The record reaches the disk wholly although the write fails, and it cannot be taken away.
        while (!DiskFault.isDoneWholly(disk.calls() + 1)) {
            disk.list();
        }
        disk.fail(new DiskFault(Kind.SHORT_WRITE, disk.operations() + 1, 2, false));
        assertThrows(UnavailableException.class, () -> insert(stream, 2));
        disk.fail(null);
        // The flush gets as far as the new log file.
        int[] created = new int[1];
        disk.before(call -> {
            if (call == DiskCall.CREATE && ++created[0] == 2) {
                disk.failAt(disk.operations() + 1, 1);
            }
        });
        assertThrows(UnavailableException.class, store::flush);
        insert(stream, 3);
        ForgetfulFolder killed = disk.afterKill();
        store.close();
        try (Store again = Store.open(killed, options("PROCESS"))) {
            assertHolds(again.stream(NS, "pump"));
        }
    }

    @Test
    @Timeout(30)
    void aSyncThatHangsStopsNoReaderAndIsSharedByAllWhoWait() throws Exception {
        try (Store store = Store.open(disk, options("SYNC"))) {
            Stream first = TestEvents.stream(store, "pump");
            insert(first, 1);
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                streams.add(TestEvents.stream(store, "stream " + i));
            }
            CountDownLatch hanging = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            disk.before(call -> {
                if (call == DiskCall.FORCE) {
                    hanging.countDown();
                    awaitUninterruptibly(released);
                }
            });
            int forces = disk.forces();
            long allWritten = disk.operations() + streams.size();
            List<Thread> writers = new ArrayList<>();
            for (Stream stream : streams) {
                Thread writer = new Thread(
                        () -> stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(1, 1, 1.0, "")))));
                writer.start();
                writers.add(writer);
            }
            awaitUninterruptibly(hanging);
            while (disk.operations() < allWritten) {
                Thread.onSpinWait();
            }
            assertHolds(first);
            for (Stream stream : streams) {
                assertEquals(List.of(), TestEvents.readAll(stream), "visible before it is durable");
            }
            released.countDown();
            for (Thread writer : writers) {
                writer.join();
            }
            for (Stream stream : streams) {
                assertEquals(1, TestEvents.readAll(stream).size());
            }
            assertTrue(disk.forces() - forces <= 2, "syncs: " + (disk.forces() - forces));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "waited too long");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFolderThatMayNotBeChangedIsRefusedAndLeftAsItIs() {
        Store store = Store.open(disk, options("PROCESS"));
        insert(TestEvents.stream(store, "pump"), 1);
        ForgetfulFolder killed = disk.afterKill();
        store.close();
        Map<String, byte[]> before = killed.files();
        killed.fail(DiskFault.forEver(Kind.NO_PERMISSION));
        UnavailableException refused =
                assertThrows(UnavailableException.class, () -> Store.open(killed, options("PROCESS")));
        assertTrue(refused.getMessage().contains("AccessDenied"), refused.getMessage());
        assertTrue(refused.getMessage().contains("permissions"), refused.getMessage());
        assertSame(before, killed.files(), "after the refusal");
        killed.fail(null);
        assertHeldIn(killed);
    }

    @Test
    void permissionThatIsLostWhileTheStoreIsOpenStopsFlushesOnly() {
        try (Store store = Store.open(disk, options("PROCESS"))) {
            Stream stream = TestEvents.stream(store, "pump");
            insert(stream, 1);
            disk.fail(DiskFault.forEver(Kind.NO_PERMISSION));
            insert(stream, 2);
            UnavailableException refused = assertThrows(UnavailableException.class, store::flush);
            assertTrue(refused.getMessage().contains("AccessDenied"), refused.getMessage());
            insert(stream, 3);
            assertHolds(stream);
            disk.fail(null);
            store.flush();
            insert(stream, 4);
            assertHolds(stream);
        }
        assertHeldIn(disk);
    }

    @Test
    @Timeout(30)
    void aFolderThatVanishesIsReportedAndReadsGoOn(@TempDir Path parent) throws IOException {
        Path folder = parent.resolve("store");
        Store store = Store.open(folder, options("PROCESS"));
        Stream stream = TestEvents.stream(store, "pump");
        insert(stream, 1);
        store.flush();
        insert(stream, 2);
        for (String name : StoreFilesOnDisk.read(folder).keySet()) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder.resolve("LOCK"));
        Files.delete(folder);
        assertHolds(stream);
        UnavailableException refused = assertThrows(UnavailableException.class, store::flush);
        assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
        assertHolds(stream);
        assertThrows(UnavailableException.class, store::close);
        // The place is free for another one.
        try (Store fresh = Store.open(folder, options("PROCESS"))) {
            assertTrue(fresh.registry().findStream(NS, "pump").isEmpty());
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("store"), "not a folder");
        SeqstoreException refused = assertThrows(SeqstoreException.class, () -> Store.open(file, options("SYNC")));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        assertEquals("not a folder", Files.readString(file));
    }

    @Test
    void aRefusedOpeningLeavesEveryByteOfEveryFileAsItWas() {
        Store store = Store.open(disk, options("PROCESS"));
        Stream stream = TestEvents.stream(store, "pump");
        insert(stream, 1);
        store.flush();
        for (int key = 2; key < 12; key++) {
            insert(stream, key);
        }
        ForgetfulFolder killed = disk.afterKill();
        store.close();
        int refusals = 0;
        for (Map.Entry<String, byte[]> file : killed.files().entrySet()) {
            SplittableRandom random = new SplittableRandom(file.getKey().hashCode());
            for (int i = 0; i < DAMAGES_PER_FILE; i++) {
                ForgetfulFolder damaged = killed.copy();
                byte[] bytes = file.getValue().clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                damaged.put(file.getKey(), bytes);
                Map<String, byte[]> before = damaged.files();
                try {
                    Store.open(damaged, options("PROCESS")).close();
                } catch (SeqstoreException refused) {
                    assertSame(before, damaged.files(), refused.getMessage());
                    refusals++;
                }
            }
        }
        assertTrue(refusals > DAMAGES_PER_FILE, "refusals: " + refusals);
    }

    private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> found, String when) {
        assertEquals(expected.keySet(), found.keySet(), when);
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), when + ": " + name));
    }

    @Test
    void aClockThatGoesBackwardsChangesNoOrder() {
        List<RegistryChange> changes = new ArrayList<>();
        Instant[] now = {Instant.parse("2026-03-01T12:00:00Z")};
        Clock backwards = new Clock() {
            @Override
            public Instant instant() {
                now[0] = now[0].minusSeconds(3_600);
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        Registry registry = new Registry(changes::add, backwards);
        registry.getOrCreateType(NS, TestEvents.TYPE);
        SdsStream stream = SdsStream.of("pump", TestEvents.TYPE.id());
        registry.getOrCreateStream(NS, stream);
        registry.createOrUpdateStream(NS, stream.withInterpolation(SdsInterpolationMode.DISCRETE));
        registry.deleteStream(NS, "pump");
        registry.getOrCreateStream(NS, stream);
        Registry replayed = new Registry(change -> {}, backwards);
        changes.forEach(replayed::replay);
        assertEquals(
                registry.stream(NS, "pump").ordinal(),
                replayed.stream(NS, "pump").ordinal());
        assertEquals(registry.streamDates(NS, "pump"), replayed.streamDates(NS, "pump"));
        assertEquals(1, replayed.referenceCounts(NS, TestEvents.TYPE.id()).streams());
    }
}
