package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.log.LogWriter;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opening makes of a log that a crash or damage left. */
class LogRecoveryTest {
    /** Where the second half of a short manifest begins. */
    private static final int SECTOR = 4096;

    private static final int BATCHES = 6;

    private static StoreOptions options(Durability durability) {
        return StoreOptions.defaults().withDurability(durability);
    }

    /** What is on the disk after some batches of three rows and no close. */
    private static ForgetfulFolder killedAfterBatches(Durability durability) {
        ForgetfulFolder folder = new ForgetfulFolder();
        Store store = Store.open(folder, options(durability));
        writeBatches(store, 0);
        ForgetfulFolder left = folder.afterKill();
        store.close();
        return left;
    }

    private static void writeBatches(Store store, int first) {
        Stream stream = TestEvents.stream(store, "pump");
        for (int i = first; i < first + BATCHES; i++) {
            stream.insert(TestEvents.batch(stream.layout(), batch(i)));
        }
    }

    private static List<Row> batch(int number) {
        List<Row> rows = new ArrayList<>();
        for (long key = 0; key < 3; key++) {
            rows.add(new Row(number * 10 + key, number, number / 2.0, "batch " + number));
        }
        return rows;
    }

    private static List<Row> batches(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.addAll(batch(i));
        }
        return rows;
    }

    private static String newestLog(ForgetfulFolder folder) {
        return folder.list().stream()
                .filter(name -> name.endsWith(".log"))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Where the records of a log begin, and behind them where the last one ends. */
    private static List<Integer> recordBounds(byte[] log) {
        List<Integer> bounds = new ArrayList<>();
        int at = FileHeader.SIZE;
        while (at + RecordHeader.SIZE <= log.length && RecordHeader.length(log, at) > 0) {
            bounds.add(at);
            at = (int) RecordHeader.next(at, RecordHeader.length(log, at));
        }
        bounds.add(at);
        return bounds;
    }

    private static void assertHolds(Store store, List<Row> rows) {
        assertNull(TestEvents.difference(TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump")), rows));
    }

    @Test
    void everythingHandedToTheOperatingSystemIsThere() {
        ForgetfulFolder folder = killedAfterBatches(Durability.PROCESS);
        try (Store store = Store.open(folder, options(Durability.PROCESS))) {
            assertHolds(store, batches(BATCHES));
            assertEquals(BATCHES + 2, store.recovery().logRecords(), "a type, a stream, and the batches");
            assertEquals(0, store.recovery().tornBytes());
        }
    }

    @TestFactory
    List<DynamicTest> aLastRecordThatIsCutAnywhereIsDroppedAndReported() {
        ForgetfulFolder folder = killedAfterBatches(Durability.PROCESS);
        String log = newestLog(folder);
        byte[] whole = folder.files().get(log);
        List<Integer> bounds = recordBounds(whole);
        int last = bounds.get(bounds.size() - 2);
        // The gap behind the body is zero: bytes cut there are not missed.
        int needed = last + RecordHeader.SIZE + RecordHeader.length(whole, last);
        List<DynamicTest> tests = new ArrayList<>();
        for (int length = last; length < needed; length++) {
            int cutAt = length;
            tests.add(DynamicTest.dynamicTest("cut " + (needed - cutAt) + " bytes before its end", () -> {
                ForgetfulFolder torn = folder.copy();
                torn.put(log, Arrays.copyOf(whole, cutAt));
                try (Store store = Store.open(torn, options(Durability.PROCESS))) {
                    assertHolds(store, batches(BATCHES - 1));
                    assertEquals(cutTail(whole, last, cutAt), store.recovery().tornBytes());
                }
            }));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> aRecordOfManyStreamsThatIsCutAnywhereIsDroppedForAllOfThem() {
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, options(Durability.PROCESS))) {
            writeToMany(store, 0);
            writeToMany(store, 100);
            ForgetfulFolder left = folder.afterKill();
            folder = left;
        }
        ForgetfulFolder killed = folder;
        String log = newestLog(killed);
        byte[] whole = killed.files().get(log);
        List<Integer> bounds = recordBounds(whole);
        int last = bounds.get(bounds.size() - 2);
        int needed = last + RecordHeader.SIZE + RecordHeader.length(whole, last);
        List<DynamicTest> tests = new ArrayList<>();
        for (int length = last; length <= needed; length++) {
            int cutAt = length;
            tests.add(DynamicTest.dynamicTest("cut " + (needed - cutAt) + " bytes before its end", () -> {
                // What was there before the record may be zeros, as in a file that is filled ahead, or other bytes.
                for (int rest : new int[] {0, 0x5a}) {
                    byte[] torn = Arrays.copyOf(whole, whole.length + 64);
                    Arrays.fill(torn, cutAt, torn.length, (byte) rest);
                    ForgetfulFolder damaged = killed.copy();
                    damaged.put(log, torn);
                    try (Store store = Store.open(damaged, options(Durability.PROCESS))) {
                        boolean isWhole = Arrays.equals(torn, last, needed, whole, last, needed);
                        for (String id : MANY) {
                            List<Row> expected = new ArrayList<>(manyRows(id, 0));
                            if (isWhole) {
                                expected.addAll(manyRows(id, 100));
                            }
                            assertNull(
                                    TestEvents.difference(
                                            TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, id)), expected),
                                    id + ", filled with " + rest);
                        }
                    }
                }
            }));
        }
        return tests;
    }

    private static final List<String> MANY = List.of("north", "east", "south", "west");

    private static List<Row> manyRows(String id, long firstKey) {
        List<Row> rows = new ArrayList<>();
        for (long key = firstKey; key < firstKey + 2; key++) {
            rows.add(new Row(key, id.length(), key / 2.0, id));
        }
        return rows;
    }

    private static void writeToMany(Store store, long firstKey) {
        MultiStreamBatch batch =
                new MultiStreamBatch(TestEvents.stream(store, MANY.get(0)).layout(), 0);
        for (int i = 0; i < 2; i++) {
            for (String id : MANY) {
                Row row = manyRows(id, firstKey).get(i);
                TestEvents.fill(batch.rows(), batch.addRow(TestEvents.stream(store, id), row.key()), row);
            }
        }
        assertEquals(List.of(), store.insert(batch));
    }

    /** How many bytes of a cut record can be seen: up to the last that is not zero. */
    private static int cutTail(byte[] whole, int from, int to) {
        int end = to;
        while (end > from && whole[end - 1] == 0) {
            end--;
        }
        return end - from;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "PROCESS"})
    void aTornTailIsCutEvenWhenTheNextLogFileWasMadeAlready(String mode) {
        // A flush makes the next log file before it takes the old one out of use; recovery makes one before its
        // manifest.
        Durability durability = mode.equals("SYNC") ? Durability.SYNC : Durability.PROCESS;
        ForgetfulFolder folder = killedAfterBatches(durability);
        String log = newestLog(folder);
        byte[] whole = folder.files().get(log);
        List<Integer> bounds = recordBounds(whole);
        byte[] torn = whole.clone();
        Arrays.fill(torn, bounds.get(bounds.size() - 1) - 24, torn.length, (byte) 0);
        folder.put(log, torn);
        Manifest manifest = ManifestFile.findNewest(folder).orElseThrow();
        long number = FileKind.LOG.numberIn(log).orElseThrow();
        LogWriter.create(folder, manifest.file(FileKind.LOG, number + 1), 1, false)
                .close();
        try (Store store = Store.open(folder, options(durability))) {
            assertHolds(store, batches(BATCHES - 1));
            assertTrue(store.recovery().tornBytes() > 0);
        }
    }

    @Test
    void aLogFileWhoseHeaderNeverReachedTheDiskIsEmpty() {
        ForgetfulFolder folder = killedAfterBatches(Durability.PROCESS);
        long number = FileKind.LOG.numberIn(newestLog(folder)).orElseThrow();
        folder.put(FileKind.LOG.fileName(number + 1), new byte[FileHeader.SIZE]);
        try (Store store = Store.open(folder, options(Durability.PROCESS))) {
            assertHolds(store, batches(BATCHES));
        }
    }

    @Test
    void aLogFileThatLostRecordsWhichALaterFileGoesOnFromIsDamage() {
        // Power fails between the change of log files and the manifest: both files belong to the store.
        ForgetfulFolder folder = new ForgetfulFolder();
        Store store = Store.open(folder, options(Durability.PROCESS));
        writeBatches(store, 0);
        long before = folder.operations();
        folder.losePowerAt(before + 5, true);
        try {
            store.flush();
        } catch (RuntimeException noPower) {
            // Expected: the manifest was not written.
        }
        ForgetfulFolder left = folder.afterKill();
        closeQuietly(store);
        String first = left.list().stream()
                .filter(name -> name.endsWith(".log"))
                .findFirst()
                .orElseThrow();
        String second = newestLog(left);
        assertTrue(!first.equals(second), "two log files are needed: " + left.list());
        // The second file goes on behind the first.
        Manifest manifest = ManifestFile.findNewest(left).orElseThrow();
        byte[] log = left.files().get(first);
        List<Integer> bounds = recordBounds(log);
        copyRecordInto(left, manifest, log, bounds.get(bounds.size() - 2), bounds.size() - 1, second);
        left.put(first, Arrays.copyOf(log, bounds.get(bounds.size() - 2)));
        // Batch 5 is gone from the first file, and the record in the second file says so by its number.
        DamagedStoreException damage =
                assertThrows(DamagedStoreException.class, () -> Store.open(left, options(Durability.PROCESS))
                        .close());
        assertTrue(damage.getMessage().contains(".log"), damage.getMessage());
    }

    private static void closeQuietly(Store store) {
        try {
            store.close();
        } catch (RuntimeException noPower) {
            // The disk is gone.
        }
    }

    /** Makes a record of one log file the first of another, with a number one more than it had. */
    private static void copyRecordInto(
            ForgetfulFolder folder, Manifest manifest, byte[] log, int from, int bodyNumber, String target) {
        long number = FileKind.LOG.numberIn(target).orElseThrow();
        folder.delete(target);
        FileIdentity identity = manifest.file(FileKind.LOG, number);
        long sequence = RecordHeader.sequence(log, from) + 1;
        assertEquals(bodyNumber + 1, sequence);
        try (LogWriter writer = LogWriter.create(folder, identity, sequence, false)) {
            io.seqstore.core.memory.ByteOutput record = new io.seqstore.core.memory.ByteOutput(64);
            LogWriter.begin(record);
            record.putBytes(log, from + RecordHeader.SIZE, RecordHeader.length(log, from));
            writer.append(io.seqstore.core.log.RecordKind.EVENTS, RecordHeader.ordinal(log, from), record);
        }
    }

    @Test
    void aFlippedByteInASyncedRecordIsDamageAndChangesNothing() {
        ForgetfulFolder folder = killedAfterBatches(Durability.SYNC);
        String log = newestLog(folder);
        byte[] whole = folder.files().get(log);
        List<Integer> bounds = recordBounds(whole);
        int bad = bounds.get(bounds.size() - 4);
        for (int at = bad; at < bounds.get(bounds.size() - 3); at++) {
            if (at >= bad + RecordHeader.SIZE + RecordHeader.length(whole, bad)) {
                // The gap behind the body belongs to nothing.
                break;
            }
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            ForgetfulFolder damaged = folder.copy();
            damaged.put(log, flipped);
            Map<String, byte[]> before = damaged.files();
            String where = "byte " + (at - bad) + " of the record";
            DamagedStoreException damage = assertThrows(
                    DamagedStoreException.class, () -> Store.open(damaged, options(Durability.SYNC)), where);
            assertEquals(log, damage.parameters().get("File"), where);
            assertEquals(Integer.toString(bad), damage.parameters().get("Offset"), where);
            assertSameFiles(before, damaged.files(), where);
        }
    }

    private static void assertSameFiles(Map<String, byte[]> before, Map<String, byte[]> after, String where) {
        assertEquals(before.keySet(), after.keySet(), where);
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), where + ": " + name));
    }

    @Test
    void anOpenThatIsRefusedLeavesNoNewFiles() {
        // So much log that recovery writes segments on its way to the damage.
        ForgetfulFolder folder = new ForgetfulFolder();
        Store store = Store.open(folder, options(Durability.SYNC));
        Stream stream = TestEvents.stream(store, "pump");
        for (int i = 0; i < 40; i++) {
            List<Row> rows = new ArrayList<>();
            for (long key = 0; key < 1000; key++) {
                rows.add(new Row(i * 1000L + key, i, key / 2.0, "batch " + i));
            }
            stream.insert(TestEvents.batch(stream.layout(), rows));
        }
        ForgetfulFolder left = folder.afterKill();
        store.close();
        String log = newestLog(left);
        byte[] bytes = left.files().get(log);
        List<Integer> bounds = recordBounds(bytes);
        bytes[bounds.get(bounds.size() - 4) + RecordHeader.SIZE + 5] ^= 1;
        left.put(log, bytes);
        Map<String, byte[]> before = left.files();
        assertThrows(
                DamagedStoreException.class,
                () -> Store.open(left, options(Durability.SYNC).withMemoryBudget(2 << 20)));
        assertSameFiles(before, left.files(), "after the refusal");
    }

    @Test
    void noiseBehindATornRecordIsPassedInNoTime() {
        ForgetfulFolder folder = killedAfterBatches(Durability.PROCESS);
        String log = newestLog(folder);
        byte[] whole = folder.files().get(log);
        List<Integer> bounds = recordBounds(whole);
        byte[] noisy = Arrays.copyOf(whole, 4 << 20);
        // Every word looks like the length of a record that fills a quarter of the file.
        for (int at = bounds.get(bounds.size() - 1); at <= noisy.length - Integer.BYTES; at += Integer.BYTES) {
            LittleEndian.putInt(noisy, at, 1 << 20);
        }
        folder.put(log, noisy);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try (Store store = Store.open(folder, options(Durability.PROCESS))) {
                assertHolds(store, batches(BATCHES));
                assertTrue(store.recovery().tornBytes() > 1 << 20);
            }
        });
    }

    @Test
    void unfinishedAndForgottenFilesAreRemoved() {
        ForgetfulFolder folder = killedAfterBatches(Durability.PROCESS);
        folder.put("0000000077.seg.tmp", new byte[100]);
        folder.put("0000000078.seg", new byte[100]);
        folder.put("0000000079.cat", new byte[100]);
        folder.put("0000000080.manifest.tmp", new byte[100]);
        try (Store store = Store.open(folder, options(Durability.PROCESS))) {
            assertHolds(store, batches(BATCHES));
            assertTrue(
                    store.recovery().removedFiles() >= 4,
                    "removed " + store.recovery().removedFiles());
            for (String stranger :
                    List.of("0000000077.seg.tmp", "0000000078.seg", "0000000079.cat", "0000000080.manifest.tmp")) {
                assertTrue(!folder.list().contains(stranger), folder.list().toString());
            }
            // A number that a forgotten file had is not given out again.
            assertTrue(FileKind.LOG.numberIn(newestLog(folder)).orElseThrow() > 80, newestLog(folder));
        }
    }

    @Test
    void aFolderInWhichCreationWasCutShortOpens() {
        ForgetfulFolder folder = new ForgetfulFolder();
        folder.put("0000000001.manifest.tmp", new byte[10]);
        try (Store store = Store.open(folder, options(Durability.PROCESS))) {
            writeBatches(store, 0);
            assertHolds(store, batches(BATCHES));
        }
    }

    @Test
    void segmentsWithoutAManifestAreNoNewStore() {
        ForgetfulFolder folder = new ForgetfulFolder();
        folder.put("0000000003.seg", new byte[100]);
        DamagedStoreException damage =
                assertThrows(DamagedStoreException.class, () -> Store.open(folder, options(Durability.PROCESS)));
        assertTrue(damage.getMessage().contains("manifest"), damage.getMessage());
        assertEquals(List.of("0000000003.seg"), folder.list());
    }

    @Test
    void theSecondHalfOfAManifestServesWhenTheFirstIsBad() {
        ForgetfulFolder folder = killedAfterBatches(Durability.PROCESS);
        String manifest = folder.list().stream()
                .filter(name -> name.endsWith(".manifest"))
                .findFirst()
                .orElseThrow();
        byte[] whole = folder.files().get(manifest);
        int half = whole.length - SECTOR;
        // All bytes of the halves, and some of the zeros between them.
        for (int at = 0; at < whole.length; at += at < half || at >= SECTOR ? 1 : Math.min(500, SECTOR - at)) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x04;
            ForgetfulFolder damaged = folder.copy();
            damaged.put(manifest, flipped);
            try (Store store = Store.open(damaged, options(Durability.PROCESS))) {
                assertHolds(store, batches(BATCHES));
            }
        }
        byte[] both = whole.clone();
        both[70] ^= 1;
        both[SECTOR + 90] ^= 1;
        folder.put(manifest, both);
        DamagedStoreException damage =
                assertThrows(DamagedStoreException.class, () -> Store.open(folder, options(Durability.PROCESS)));
        assertEquals(manifest, damage.parameters().get("File"));
    }

    @Test
    void aGroupOfWritesIsSyncedWithoutAnybodyAskingForIt() throws InterruptedException {
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, options(Durability.group(Duration.ofMillis(20))))) {
            writeBatches(store, 0);
            int before = folder.forces();
            writeBatchesWithoutSync(store);
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (folder.forces() == before && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertTrue(folder.forces() > before, "nothing was synced");
        }
    }

    private static void writeBatchesWithoutSync(Store store) {
        writeBatches(store, BATCHES);
    }
}
