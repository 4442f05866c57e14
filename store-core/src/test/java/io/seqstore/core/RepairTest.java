package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.repair.RepairReport;
import io.seqstore.core.repair.Salvage;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.core.verify.Verification;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repair saves of one damaged file, and what it says is lost. The test of damage tries all places. */
class RepairTest {
    /** Where the second half of a short manifest begins. */
    private static final int SECTOR = 4096;

    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.SYNC);
    private static final int EVENTS = 3_000;

    private final ForgetfulFolder target = new ForgetfulFolder();

    private static Row row(long key) {
        return new Row(key, (int) (key % 5), key / 4.0, "note " + key % 9);
    }

    private static List<Row> rows(long from, long to) {
        List<Row> rows = new ArrayList<>();
        for (long key = from; key < to; key++) {
            rows.add(row(key));
        }
        return rows;
    }

    private static void insert(Stream stream, List<Row> rows) {
        stream.insert(TestEvents.batch(stream.layout(), rows));
    }

    private static String fileOf(ForgetfulFolder folder, String ending) {
        return folder.list().stream()
                .filter(name -> name.endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    /** Two segments: the second one removes what the first has between 100 and 199. */
    private static ForgetfulFolder twoSegments() {
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream stream = TestEvents.stream(store, "pump");
            insert(stream, rows(0, EVENTS));
            store.flush();
            stream.removeWindow(new KeyRange(100, 199));
            insert(stream, rows(EVENTS, 2 * EVENTS));
        }
        return folder.afterKill();
    }

    private List<Row> repaired() {
        assertEquals(List.of(), Verification.run(target).damages());
        try (Store store = Store.open(target, OPTIONS)) {
            return TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"));
        }
    }

    @Test
    void aWholeStoreIsTakenOverAsItIs() {
        RepairReport report = Salvage.run(twoSegments(), target);
        assertEquals(List.of(), report.damages());
        assertEquals(0, report.lostEvents());
        List<Row> expected = rows(0, 100);
        expected.addAll(rows(200, 2 * EVENTS));
        assertNull(TestEvents.difference(repaired(), expected));
    }

    @Test
    void ofALogTheRecordsBehindABrokenOneAreTaken() {
        ForgetfulFolder folder = new ForgetfulFolder();
        ForgetfulFolder killed;
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream stream = TestEvents.stream(store, "pump");
            for (int batch = 0; batch < 10; batch++) {
                insert(stream, rows(batch * 10L, batch * 10L + 10));
            }
            killed = folder.afterKill();
        }
        String log = fileOf(killed, ".log");
        byte[] bytes = killed.files().get(log);
        // Type, stream, and then batch 4.
        int at = FileHeader.SIZE;
        for (int record = 0; record < 6; record++) {
            at = (int) RecordHeader.next(at, RecordHeader.length(bytes, at));
        }
        bytes[at + RecordHeader.SIZE + 9] ^= 4;
        killed.put(log, bytes);
        assertThrows(DamagedStoreException.class, () -> Store.open(killed.copy(), OPTIONS)
                .close());
        List<FoundDamage> found = Verification.run(killed).damages();
        assertEquals(1, found.size(), found.toString());
        assertEquals(log, found.get(0).file());
        assertEquals(at, found.get(0).offset());
        RepairReport report = Salvage.run(killed, target);
        assertEquals(found, report.damages());
        List<Row> expected = rows(0, 40);
        expected.addAll(rows(50, 100));
        assertNull(TestEvents.difference(repaired(), expected));
    }

    @Test
    void aTornEndOfTheLogIsNoDamage() {
        ForgetfulFolder folder = new ForgetfulFolder();
        ForgetfulFolder killed;
        try (Store store = Store.open(folder, OPTIONS.withDurability(Durability.PROCESS))) {
            insert(TestEvents.stream(store, "pump"), rows(0, 50));
            killed = folder.afterKill();
        }
        String log = fileOf(killed, ".log");
        byte[] bytes = killed.files().get(log);
        killed.put(log, Arrays.copyOf(bytes, bytes.length - 20));
        assertTrue(Verification.run(killed).isWhole());
        assertTrue(Verification.run(killed).tornBytes() > 0);
    }

    @Test
    void aSegmentThatWasCutKeepsItsBlocks() {
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(TestEvents.stream(store, "pump"), rows(0, EVENTS));
        }
        String segment = fileOf(folder, ".seg");
        byte[] bytes = folder.files().get(segment);
        // Footer, table and most of the directory are gone.
        folder.put(segment, Arrays.copyOf(bytes, bytes.length - 200));
        assertThrows(DamagedStoreException.class, () -> Store.open(folder.copy(), OPTIONS)
                .close());
        assertFalse(Salvage.run(folder, target).damages().isEmpty());
        assertNull(TestEvents.difference(repaired(), rows(0, EVENTS)));
    }

    /** All names begin with the same eight bytes, which is all that a directory knows of them. */
    @Test
    void aBadBlockOfLongKeysHidesNoMoreThanItsOwnNames() {
        SdsType type = SdsType.object("Named")
                .key("Name", SdsTypeCode.STRING)
                .property("Value", SdsTypeCode.INT32)
                .build();
        ForgetfulFolder folder = new ForgetfulFolder();
        String segment;
        try (Store store = Store.open(folder, OPTIONS)) {
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
            store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("named", "Named"));
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "named");
            stream.insert(named(stream, 0, 4 * EVENTS, 1));
            store.flush();
            stream.update(named(stream, 1_000, 1_000 + EVENTS, 2));
        }
        segment = folder.list().stream()
                .filter(name -> name.endsWith(".seg"))
                .reduce((first, second) -> second)
                .orElseThrow();
        folder.put(segment, flipped(folder.files().get(segment), FileHeader.SIZE + 100));
        RepairReport report = Salvage.run(folder, target);
        assertEquals(1, report.damages().size(), report.damages().toString());
        assertTrue(
                report.damages().get(0).lastKey().startsWith("station/"),
                report.damages().toString());
        try (Store store = Store.open(target, OPTIONS)) {
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "named");
            try (StreamSnapshot snapshot = stream.snapshot();
                    EventCursor cursor = snapshot.events(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
                int events = 0;
                while (cursor.next()) {
                    String name = EventConverter.of(stream.layout()).keyText(cursor.batch(), cursor.row());
                    int number = Integer.parseInt(name.substring("station/".length()));
                    boolean newer = number >= 1_000 && number < 1_000 + EVENTS;
                    assertEquals(newer ? 2 : 1, cursor.batch().longs(1)[cursor.row()], name);
                    events++;
                }
                // The first block of the newer segment is hidden from the beginning of the stream on.
                assertEquals(4 * EVENTS - 1_000 - 1_024, events);
            }
        }
    }

    private static ColumnBatch named(Stream stream, int from, int to, int value) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
        for (int number = from; number < to; number++) {
            Event event = Event.builder(stream.layout())
                    .set("Name", String.format(Locale.ROOT, "station/%05d", number))
                    .set("Value", value)
                    .build();
            EventConverter.of(stream.layout()).append(event, batch);
        }
        return batch;
    }

    @Test
    void aSegmentThatIsMissingIsToldAndTheOthersAreTaken() {
        ForgetfulFolder folder = twoSegments();
        String oldest = fileOf(folder, ".seg");
        folder.delete(oldest);
        RepairReport report = Salvage.run(folder, target);
        assertEquals(
                List.of(oldest),
                report.damages().stream().map(FoundDamage::file).toList());
        assertNull(TestEvents.difference(repaired(), rows(EVENTS, 2 * EVENTS)));
    }

    @Test
    void theManifestIsKeptTwice() {
        ForgetfulFolder whole = twoSegments();
        String manifest = fileOf(whole, ".manifest");
        byte[] bytes = whole.files().get(manifest);
        for (byte[] damaged : List.of(
                flipped(bytes, 90),
                flipped(bytes, SECTOR - 1),
                flipped(bytes, SECTOR + 90),
                Arrays.copyOf(bytes, bytes.length - 1),
                Arrays.copyOf(bytes, bytes.length + 1))) {
            ForgetfulFolder folder = whole.copy();
            folder.put(manifest, damaged);
            assertEquals(1, Verification.run(folder).damages().size());
            try (Store store = Store.open(folder, OPTIONS)) {
                assertEquals(
                        2 * EVENTS - 100,
                        TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump"))
                                .size());
            }
        }
        ForgetfulFolder folder = whole.copy();
        folder.put(manifest, flipped(flipped(bytes, 90), SECTOR + 95));
        assertThrows(DamagedStoreException.class, () -> Verification.run(folder));
        assertThrows(DamagedStoreException.class, () -> Salvage.run(folder, target));
        assertEquals(List.of(), target.list());
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    @Test
    void aStoreThatIsWrittenIsNotRepaired(@TempDir Path folder) {
        Path source = folder.resolve("store");
        try (Store store = Store.open(source, OPTIONS)) {
            insert(TestEvents.stream(store, "pump"), rows(0, 10));
            UnavailableException refused = assertThrows(
                    UnavailableException.class, () -> StoreCare.repair(source, folder.resolve("repaired")));
            assertTrue(refused.getMessage().contains("this process"), refused.getMessage());
        }
        assertFalse(Files.exists(folder.resolve("repaired")));
    }

    @Test
    void aFolderThatHoldsAnythingIsRefusedAndTheSourceStays(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("store");
        try (Store store = Store.open(source, OPTIONS)) {
            insert(TestEvents.stream(store, "pump"), rows(0, 10));
        }
        Map<String, byte[]> before = StoreFilesOnDisk.read(source);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("holiday.txt"), "sun");
        assertThrows(UnavailableException.class, () -> StoreCare.repair(source, taken));
        assertThrows(UnavailableException.class, () -> StoreCare.repair(source, source));
        assertThrows(NotFoundException.class, () -> StoreCare.repair(folder.resolve("missing"), folder.resolve("new")));
        assertFalse(Files.exists(taken.resolve("LOCK")));
        StoreCare.repair(source, folder.resolve("repaired"));
        Map<String, byte[]> after = StoreFilesOnDisk.read(source);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertTrue(Arrays.equals(bytes, after.get(name)), name));
    }
}
