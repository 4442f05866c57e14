package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.catalog.CatalogIndexProvider;
import io.seqstore.core.format.FileHeader;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store that was closed cleanly goes on with the manifest and the empty log that it left. Whatever a crash may have left is
 * recovered into new files, as ever.
 */
class OpenAgainTest {
    private static final List<Row> ROWS =
            List.of(new Row(10, 1, 1.0, "a"), new Row(20, 2, 2.0, null), new Row(30, 3, null, "c"));

    private static final List<Row> MORE = List.of(new Row(40, 4, 4.0, "d"));

    private static StoreOptions options(String mode) {
        return StoreOptions.defaults().withDurability(CrashStates.durability(mode));
    }

    private static void write(Store store, List<Row> rows) {
        Stream stream = TestEvents.stream(store, "pump");
        stream.insert(TestEvents.batch(stream.layout(), rows));
    }

    private static void assertHolds(Store store, List<Row> rows, String when) {
        Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "pump");
        assertNull(TestEvents.difference(TestEvents.readAll(stream), rows), when);
    }

    private static List<Row> rowsAndMore() {
        List<Row> all = new ArrayList<>(ROWS);
        all.addAll(MORE);
        return all;
    }

    private static ForgetfulFolder closed(String mode) {
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, options(mode))) {
            write(store, ROWS);
        }
        return folder;
    }

    private static String only(ForgetfulFolder folder, String ending) {
        List<String> found =
                folder.list().stream().filter(name -> name.endsWith(ending)).toList();
        assertEquals(1, found.size(), () -> folder.list().toString());
        return found.get(0);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "GROUP", "PROCESS"})
    void openingAStoreThatWasClosedCleanlyWritesNothingAndSyncsNothing(String mode) {
        ForgetfulFolder folder = closed(mode);
        long operations = folder.operations();
        for (int i = 0; i < 5; i++) {
            try (Store store = Store.open(folder, options(mode))) {
                assertHolds(store, ROWS, "opening " + i);
            }
        }
        assertEquals(operations, folder.operations());
    }

    @Test
    void aStoreThatWasMadeAndNeverWrittenToIsOpenedWithoutWritingToo() {
        ForgetfulFolder folder = new ForgetfulFolder();
        Store.open(folder, options("SYNC")).close();
        long operations = folder.operations();
        Store.open(folder, options("SYNC")).close();
        assertEquals(operations, folder.operations());
    }

    @Test
    void openingOnDiskManyTimesLeavesTheSameFiles(@TempDir Path folder) throws IOException {
        try (Store store = Store.open(folder, options("SYNC"))) {
            write(store, ROWS);
        }
        Map<String, byte[]> before = StoreFilesOnDisk.read(folder);
        for (int i = 0; i < 20; i++) {
            try (Store store = Store.open(folder, options("SYNC"))) {
                assertHolds(store, ROWS, "opening " + i);
            }
        }
        assertSameFiles(before, StoreFilesOnDisk.read(folder));
    }

    private static void assertSameFiles(Map<String, byte[]> before, Map<String, byte[]> after) {
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "GROUP", "PROCESS"})
    void whatIsWrittenAfterSuchAnOpeningIsThereAfterAKill(String mode) {
        ForgetfulFolder folder = closed(mode);
        String log = only(folder, ".log");
        try (Store store = Store.open(folder, options(mode))) {
            write(store, MORE);
            ForgetfulFolder killed = folder.afterKill();
            assertEquals(log, only(killed, ".log"));
            try (Store again = Store.open(killed, options(mode))) {
                assertHolds(again, rowsAndMore(), "after the kill");
                assertEquals(1, again.recovery().logRecords());
            }
        }
        try (Store again = Store.open(folder, options(mode))) {
            assertHolds(again, rowsAndMore(), "after the close");
        }
    }

    /**
     * The process is killed at each operation of some sessions, one of which recovers, and the store opened by the next process.
     * What that one goes on with, if it does, must be on the device: else what it writes, synced, would be lost with the names or
     * the bytes before it.
     */
    @Test
    void whatWasSyncedAfterAnyOpeningIsThereAfterAPowerLoss() {
        List<ForgetfulDisk> disks = new ArrayList<>();
        ForgetfulFolder recorded = recording(disks);
        try (Store store = Store.open(recorded, options("PROCESS"))) {
            write(store, ROWS);
            store.flush();
            store.compact();
        }
        ForgetfulFolder killed;
        try (Store store = Store.open(recorded, options("PROCESS"))) {
            write(store, MORE);
            killed = recorded.afterKill();
        }
        killed.afterEachOperation((call, disk) -> disks.add(disk.copy()));
        Store.open(killed, options("PROCESS")).close();
        assertTrue(disks.size() > 50, "operations: " + disks.size());
        int wentOn = syncedIsThereAfterPowerLosses(disks);
        assertTrue(wentOn > 2 && wentOn < disks.size() / 2, wentOn + " of " + disks.size());
    }

    /** The same for a backup, whose manifest has no other in front of it. */
    @Test
    void whatWasSyncedAfterOpeningABackupThatWasKilledIsThereAfterAPowerLoss() {
        List<ForgetfulDisk> disks = new ArrayList<>();
        ForgetfulFolder source = closed("SYNC");
        try (Store store = Store.open(source, options("SYNC"))) {
            store.backup(recording(disks));
            write(store, MORE);
            store.backup(recording(disks));
        }
        disks.removeIf(disk -> disk.names().stream().noneMatch(name -> name.endsWith(".manifest")));
        assertTrue(disks.size() >= 4, "operations behind the name of the manifest: " + disks.size());
        assertEquals(0, syncedIsThereAfterPowerLosses(disks), "nobody knows whether its names are durable");
    }

    private static ForgetfulFolder recording(List<ForgetfulDisk> disks) {
        ForgetfulFolder folder = new ForgetfulFolder();
        folder.afterEachOperation((call, disk) -> disks.add(disk.copy()));
        return folder;
    }

    /** Opens each disk, writes with syncs, and loses power; returns how many openings wrote nothing. */
    private static int syncedIsThereAfterPowerLosses(List<ForgetfulDisk> disks) {
        int wentOn = 0;
        for (int i = 0; i < disks.size(); i++) {
            ForgetfulFolder folder = new ForgetfulFolder(disks.get(i).copy());
            try (Store store = Store.open(folder, options("SYNC"))) {
                wentOn += folder.operations() == 0 ? 1 : 0;
                write(store, List.of(new Row(99, 9, 9.0, "synced")));
                List<Row> expected = TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"));
                for (int loss = 0; loss < 60; loss++) {
                    ForgetfulFolder left = folder.afterPowerLoss(new SplittableRandom(loss));
                    try (Store again = Store.open(left, options("SYNC"))) {
                        assertHolds(again, expected, "killed at operation " + (i + 1) + ", loss " + loss);
                    }
                }
            }
        }
        return wentOn;
    }

    @Test
    void noiseBehindTheHeaderOfTheLogIsPassedByAndNewFilesAreMade() {
        SplittableRandom random = new SplittableRandom(1);
        for (int length : new int[] {1, 7, 8, 32, 100, 5_000}) {
            ForgetfulFolder folder = closed("PROCESS");
            String log = only(folder, ".log");
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            noise[length - 1] |= 1;
            byte[] bytes = Arrays.copyOf(folder.files().get(log), FileHeader.SIZE + length);
            System.arraycopy(noise, 0, bytes, FileHeader.SIZE, length);
            folder.put(log, bytes);
            try (Store store = Store.open(folder, options("SYNC"))) {
                assertHolds(store, ROWS, length + " bytes");
                assertEquals(length, store.recovery().tornBytes());
                assertNotEquals(log, only(folder, ".log"));
            }
        }
    }

    /** Zeros are written ahead of a record, which may have been refused, and might come back when the power fails. */
    @Test
    void aLogInWhichARecordMayHaveBegunIsLeft() {
        ForgetfulFolder folder = closed("SYNC");
        String log = only(folder, ".log");
        folder.put(log, Arrays.copyOf(folder.files().get(log), 1 << 20));
        try (Store store = Store.open(folder, options("SYNC"))) {
            assertHolds(store, ROWS, "filled with zeros");
            assertNotEquals(log, only(folder, ".log"));
        }
    }

    @Test
    void aLogWithoutItsHeaderIsLeft() {
        for (int length : new int[] {0, 30, FileHeader.SIZE}) {
            ForgetfulFolder folder = closed("SYNC");
            String log = only(folder, ".log");
            folder.put(log, new byte[length]);
            try (Store store = Store.open(folder, options("SYNC"))) {
                assertHolds(store, ROWS, length + " zeros");
                assertNotEquals(log, only(folder, ".log"));
            }
        }
    }

    @Test
    void aFolderWithoutItsLogGetsOne() {
        ForgetfulFolder folder = closed("SYNC");
        folder.delete(only(folder, ".log"));
        try (Store store = Store.open(folder, options("SYNC"))) {
            assertHolds(store, ROWS, "without a log");
            write(store, MORE);
        }
        try (Store store = Store.open(folder, options("SYNC"))) {
            assertHolds(store, rowsAndMore(), "after it");
        }
    }

    @Test
    void aManifestWithABadHalfIsWrittenAnew() {
        ForgetfulFolder folder = closed("SYNC");
        String manifest = only(folder, ".manifest");
        byte[] bytes = folder.files().get(manifest);
        bytes[bytes.length - 1] ^= 1;
        folder.put(manifest, bytes);
        Store.open(folder, options("SYNC")).close();
        assertNotEquals(manifest, only(folder, ".manifest"));
    }

    @Test
    void aCopyByHardLinksOfAClosedStoreStaysWhatItIs(@TempDir Path folder, @TempDir Path copy) throws IOException {
        try (Store store = Store.open(folder, options("SYNC"))) {
            write(store, ROWS);
        }
        for (String name : StoreFilesOnDisk.read(folder).keySet()) {
            Files.createLink(copy.resolve(name), folder.resolve(name));
        }
        Map<String, byte[]> before = StoreFilesOnDisk.read(copy);
        try (Store store = Store.open(folder, options("SYNC"))) {
            write(store, MORE);
            assertSameFiles(before, StoreFilesOnDisk.read(copy));
        }
        try (Store store = Store.open(copy, options("SYNC"))) {
            assertHolds(store, ROWS, "the copy");
        }
    }

    /** Keeps no index; remembers for which states one was asked for and one would have been kept. */
    private static final class States implements CatalogIndexProvider {
        private String asked = "";

        @Override
        public Optional<Kept> open(String state, long streams) {
            asked = state;
            return Optional.empty();
        }
    }

    @Test
    void anIndexKeptOutsideIsOfOneManifestAndOfNoneOnceTheLogHasRecords() {
        ForgetfulFolder folder = closed("PROCESS");
        States states = new States();
        TreeSet<String> asked = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            Store.open(folder, options("PROCESS").withCatalogIndex(states)).close();
            asked.add(states.asked);
        }
        assertEquals(1, asked.size(), () -> "nothing changed, so the index stays good: " + asked);
        try (Store store = Store.open(folder, options("PROCESS"))) {
            TestEvents.stream(store, "second");
            ForgetfulFolder killed = folder.afterKill();
            Store.open(killed, options("PROCESS").withCatalogIndex(states)).close();
            assertEquals("", states.asked, "the stream stands in the log of the manifest for which the index was kept");
        }
        Store.open(folder, options("PROCESS").withCatalogIndex(states)).close();
        assertTrue(asked.add(states.asked), () -> "a flush makes another state: " + asked);
    }

    @Test
    void aBackupOfAStoreThatHasJustBeenOpenedIsAStore(@TempDir Path folder, @TempDir Path target) throws IOException {
        try (Store store = Store.open(folder, options("SYNC"))) {
            write(store, ROWS);
        }
        try (Store store = Store.open(folder, options("SYNC"))) {
            store.backup(target);
            write(store, MORE);
        }
        try (Store store = Store.open(target, options("SYNC"))) {
            assertHolds(store, ROWS, "the backup");
        }
    }

    @Test
    void aReaderBesideTheWriterOfSuchALogSeesWhatIsInIt(@TempDir Path folder) {
        try (Store store = Store.open(folder, options("PROCESS"))) {
            write(store, ROWS);
        }
        try (Store store = Store.open(folder, options("PROCESS"));
                Store before = Store.openReadOnly(folder, options("PROCESS"))) {
            write(store, MORE);
            assertHolds(before, ROWS, "opened before the write");
            try (Store after = Store.openReadOnly(folder, options("PROCESS"))) {
                assertHolds(after, rowsAndMore(), "opened after it");
            }
        }
    }

    @Test
    void aGroupThatIsWrittenAfterSuchAnOpeningIsSynced() {
        ForgetfulFolder folder = closed("SYNC");
        try (Store store =
                Store.open(folder, StoreOptions.defaults().withDurability(Durability.group(Duration.ofHours(1))))) {
            write(store, MORE);
            store.sync();
            for (int loss = 0; loss < 60; loss++) {
                ForgetfulFolder left = folder.afterPowerLoss(new SplittableRandom(loss));
                try (Store again = Store.open(left, options("SYNC"))) {
                    assertHolds(again, rowsAndMore(), "loss " + loss);
                }
            }
        }
    }
}
