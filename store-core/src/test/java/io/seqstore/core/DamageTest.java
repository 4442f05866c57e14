package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.core.repair.RepairReport;
import io.seqstore.core.repair.Salvage;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.core.verify.Verification;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any byte of any file changed, cut or put elsewhere: the right answer, or an error that names the place; never a wrong answer.
 * What is damaged is found by a verification, and what is not is saved by a repair. Every kind of damage is tried at {@code
 * -Dseqstore.damage.samples} places a file, 10 unless told, single bits at four times as many.
 */
class DamageTest {
    private static final String[] STREAMS = {"one", "two", "three"};
    private static final int SAMPLES = Integer.getInteger("seqstore.damage.samples", 10);
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    private final TreeMap<String, List<Row>> expected = new TreeMap<>();
    private final ForgetfulFolder closed = closedStore();

    /** What happens to the bytes of a file. */
    private enum Kind {
        FLIPPED {
            @Override
            byte[] apply(byte[] bytes, int at, SplittableRandom random) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            }
        },
        ZEROED {
            @Override
            byte[] apply(byte[] bytes, int at, SplittableRandom random) {
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(600)), (byte) 0);
                return bytes;
            }
        },
        /** Eight bytes that make a great count, length or offset of whatever stands there. */
        GREAT_NUMBER {
            @Override
            byte[] apply(byte[] bytes, int at, SplittableRandom random) {
                byte[] number = new byte[Long.BYTES];
                long value = random.nextBoolean() ? Long.MAX_VALUE >>> random.nextInt(40) : -1L;
                LittleEndian.putLong(number, 0, value);
                System.arraycopy(number, 0, bytes, at, Math.min(number.length, bytes.length - at));
                return bytes;
            }
        },
        CUT {
            @Override
            byte[] apply(byte[] bytes, int at, SplittableRandom random) {
                return Arrays.copyOf(bytes, at);
            }
        },
        EXTENDED {
            @Override
            byte[] apply(byte[] bytes, int at, SplittableRandom random) {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(200));
                longer[bytes.length] = 1;
                return longer;
            }
        },
        /** A piece stands where another one belongs. */
        SWAPPED {
            @Override
            byte[] apply(byte[] bytes, int at, SplittableRandom random) {
                int length = Math.min(1 + random.nextInt(2_000), bytes.length / 3);
                int from = random.nextInt(bytes.length - length + 1);
                int to = Math.min(at, bytes.length - length);
                System.arraycopy(bytes.clone(), from, bytes, to, length);
                return bytes;
            }
        };

        abstract byte[] apply(byte[] bytes, int at, SplittableRandom random);
    }

    /** A closed store of two segments, with erased ranges, several blocks, and two catalog files. */
    private ForgetfulFolder closedStore() {
        ForgetfulFolder folder = new ForgetfulFolder();
        SplittableRandom random = new SplittableRandom(5);
        try (Store store = Store.open(folder, OPTIONS)) {
            for (String id : STREAMS) {
                Stream stream = TestEvents.stream(store, id);
                List<Row> rows = new ArrayList<>();
                for (long key = 0; key < 2_100; key++) {
                    rows.add(Row.random(key * 10, random));
                }
                stream.insert(TestEvents.batch(stream.layout(), rows));
                expected.put(id, rows);
            }
            store.flush();
            for (String id : STREAMS) {
                Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, id);
                stream.removeWindow(new KeyRange(500, 700));
                expected.get(id).removeIf(row -> row.key() >= 500 && row.key() <= 700);
            }
            changeTwo(store, random);
            TestEvents.stream(store, "empty");
        }
        return folder.afterKill();
    }

    /** The newer segment replaces events of the older one. */
    private void changeTwo(Store store, SplittableRandom random) {
        List<Row> changed = new ArrayList<>();
        expected.get("two").replaceAll(row -> {
            if (row.key() % 50 != 0) {
                return row;
            }
            Row newer = Row.random(row.key(), random);
            changed.add(newer);
            return newer;
        });
        Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "two");
        stream.update(TestEvents.batch(stream.layout(), changed));
    }

    @Test
    void theStoreIsWholeBeforeItIsDamaged() {
        assertEquals("", wrongAnswers(closed.copy(), "untouched"));
        assertTrue(
                closed.list().stream().filter(name -> name.endsWith(".seg")).count() == 2,
                closed.list().toString());
        assertTrue(
                closed.list().stream().filter(name -> name.endsWith(".cat")).count() == 2,
                closed.list().toString());
    }

    /** What became of the damaged copies of one kind. */
    private static final class Tally {
        private int copies;
        private int right;
        private int refused;
        private int partial;
        private int unnoticed;
        private int notRepaired;
        private int blocks;
        private int blocksOpen;
        private long blockEvents;
        private long blockEventsRead;

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d copies: %d right, %d refused, %d partial, 0 wrong, 0 crashes; verify passed by %d in unused bytes; "
                            + "repair refused %d; of %d damaged blocks %d leave the store open and %.2f %% of events readable",
                    copies,
                    right,
                    refused,
                    partial,
                    unnoticed,
                    notRepaired,
                    blocks,
                    blocksOpen,
                    blocks == 0 ? 100 : 100.0 * blockEventsRead / blockEvents);
        }
    }

    @SuppressWarnings("SystemOut") // The counts are the result.
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void damageIsFoundOrDoesNoHarm(Kind kind) {
        Tally tally = new Tally();
        closed.files().forEach((name, bytes) -> {
            SplittableRandom random = new SplittableRandom(name.hashCode());
            int step = Math.max(1, bytes.length / (kind == Kind.FLIPPED ? 4 * SAMPLES : SAMPLES));
            for (int i = 0; i < bytes.length; i += step) {
                int at = Math.min(bytes.length - 1, i + random.nextInt(step));
                byte[] damaged = kind.apply(bytes.clone(), at, random);
                if (!Arrays.equals(damaged, bytes)) {
                    String where = kind + " at " + at + " of " + bytes.length + " of " + name;
                    check(name, damaged, where, tally);
                }
            }
        });
        System.out.println("damage " + kind + ": " + tally);
        // A damaged block costs that block: here one of nine, so what must stay readable is everything else.
        assertEquals(tally.blocks, tally.blocksOpen, tally::toString);
    }

    private void check(String name, byte[] damaged, String where, Tally tally) {
        ForgetfulFolder copy = closed.copy();
        copy.put(name, damaged);
        boolean ofBlock = onlyBlocks(name, damaged);
        int refused = tally.refused;
        Reading reading = readAll(copy.copy(), where);
        assertEquals("", reading.wrong(), where);
        tally.copies++;
        tally.right += reading.isRight() ? 1 : 0;
        tally.refused += reading.refused() ? 1 : 0;
        tally.partial += reading.isRight() || reading.refused() ? 0 : 1;
        if (ofBlock) {
            tally.blocks++;
            tally.blocksOpen += tally.refused == refused ? 1 : 0;
            tally.blockEvents += expected.values().stream().mapToInt(List::size).sum();
            tally.blockEventsRead += reading.readable();
        }
        verify(copy, name, damaged, where, tally);
        repair(copy, where, tally);
        assertEquals(Map.of(), differences(copy, name, damaged), where + ": a look changed the store");
    }

    private Map<String, String> differences(ForgetfulFolder folder, String name, byte[] damaged) {
        Map<String, byte[]> before = closed.files();
        before.put(name, damaged);
        Map<String, String> differences = new TreeMap<>();
        folder.files().forEach((file, bytes) -> {
            if (!Arrays.equals(bytes, before.remove(file))) {
                differences.put(file, "changed");
            }
        });
        before.keySet().forEach(gone -> differences.put(gone, "gone"));
        return differences;
    }

    private void verify(ForgetfulFolder copy, String name, byte[] damaged, String where, Tally tally) {
        List<FoundDamage> found;
        try {
            found = Verification.run(copy).damages();
        } catch (DamagedStoreException e) {
            assertNamesPlace(e, where);
            return;
        }
        if (found.isEmpty()) {
            assertTrue(isOfUnusedBytes(name, damaged), where + ": not found by the verification");
            tally.unnoticed++;
        } else {
            assertTrue(found.stream().anyMatch(damage -> damage.file().equals(name)), where + ": " + found);
        }
    }

    /** What is missing in the repaired store must be told as lost, and nothing in it may be wrong. */
    private void repair(ForgetfulFolder copy, String where, Tally tally) {
        ForgetfulFolder target = new ForgetfulFolder();
        RepairReport report;
        try {
            report = Salvage.run(copy, target);
        } catch (DamagedStoreException e) {
            assertTrue(where.endsWith(".manifest"), where + ": " + e.getMessage());
            tally.notRepaired++;
            return;
        }
        assertTrue(Verification.run(target).isWhole(), where + ": what was repaired is damaged");
        try (Store store = Store.open(target, OPTIONS)) {
            for (String id : STREAMS) {
                List<FoundDamage> ofStream = report.damages().stream()
                        .filter(damage -> damage.stream() == null
                                || damage.stream().equals("default/" + id)
                                || damage.stream().startsWith("number"))
                        .toList();
                Optional<StreamEntry> entry = store.registry().findStream(Registry.DEFAULT_NAMESPACE, id);
                List<Row> rows =
                        entry.isEmpty() ? List.of() : TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, id));
                checkRepaired(id, rows, ofStream, where);
            }
        }
    }

    private void checkRepaired(String id, List<Row> repaired, List<FoundDamage> damages, String where) {
        Map<Long, Row> right = new TreeMap<>();
        expected.get(id).forEach(row -> right.put(row.key(), row));
        // A segment of which nothing is left hides what it removed and replaced, which is told.
        boolean inDoubt = damages.stream().anyMatch(damage -> damage.stream() == null);
        for (Row row : repaired) {
            Row there = right.remove(row.key());
            assertTrue(inDoubt || row.equals(there), where + ": " + id + " has " + row + ", expected " + there);
        }
        for (long key : right.keySet()) {
            assertTrue(
                    damages.stream().anyMatch(damage -> tellsOf(damage, key)),
                    where + ": " + id + " has lost " + key + ", told is " + damages);
        }
    }

    private static boolean tellsOf(FoundDamage damage, long key) {
        return damage.firstKey() == null
                || (Long.parseLong(damage.firstKey()) <= key && key <= Long.parseLong(damage.lastKey()));
    }

    /** The bytes of a segment that belong to blocks. */
    private BitSet blocksOf(String name) {
        return piecesOf(name, false);
    }

    /** The bytes of a file that mean anything. */
    private BitSet piecesOf(String name, boolean all) {
        BitSet used = new BitSet();
        ReadableFile file = closed.open(name);
        Manifest manifest = ManifestFile.findNewest(closed).orElseThrow();
        Optional<Long> segment = FileKind.SEGMENT.numberIn(name);
        if (segment.isEmpty()) {
            used.set(0, (int) file.size());
            return used;
        }
        SegmentFooter footer = SegmentFooter.decode(file, manifest.file(FileKind.SEGMENT, segment.get()));
        if (all) {
            used.set(0, FileHeader.SIZE);
            used.set((int) footer.tableOffset(), (int) file.size());
        }
        for (int i = 0; i < footer.streams(); i++) {
            io.seqstore.core.format.StreamEntry entry = io.seqstore.core.format.StreamEntry.decode(
                    file, footer.tableOffset() + (long) i * io.seqstore.core.format.StreamEntry.SIZE);
            if (all) {
                used.set((int) entry.offset(), (int) (entry.offset() + entry.directoryLength()));
            }
            for (int block = 0; block < entry.blocks(); block++) {
                long at = entry.blockEntryOffset(block);
                int from = (int) (entry.hasDirectory() ? BlockEntry.offset(file, at) : entry.offset());
                int length = entry.hasDirectory() ? BlockEntry.bodyLength(file, at) : entry.check();
                used.set(from, from + BlockHeader.SIZE + length);
            }
        }
        return used;
    }

    private BitSet changedBytes(String name, byte[] damaged) {
        byte[] before = closed.files().get(name);
        BitSet changed = new BitSet();
        for (int i = 0; i < Math.max(before.length, damaged.length); i++) {
            changed.set(i, i >= before.length || i >= damaged.length || before[i] != damaged[i]);
        }
        return changed;
    }

    private boolean onlyBlocks(String name, byte[] damaged) {
        BitSet others = changedBytes(name, damaged);
        others.andNot(blocksOf(name));
        return others.isEmpty() && name.endsWith(".seg");
    }

    /** Gaps behind records and blocks, and what a log has behind its last record. */
    private boolean isOfUnusedBytes(String name, byte[] damaged) {
        if (name.endsWith(".log")) {
            // A closed store has an empty log; an empty file is one too, and what stands behind the header a torn
            // write.
            return true;
        }
        BitSet changed = changedBytes(name, damaged);
        changed.and(piecesOf(name, true));
        return changed.isEmpty() || name.endsWith(".cat") && isBehindRecords(name, changed);
    }

    private boolean isBehindRecords(String name, BitSet changed) {
        byte[] bytes = closed.files().get(name);
        BitSet gaps = new BitSet();
        for (int at : recordEnds(name, bytes)) {
            int length = RecordHeader.length(bytes, at);
            gaps.set(at + RecordHeader.SIZE + length, (int) RecordHeader.next(at, length));
        }
        changed.andNot(gaps);
        return changed.isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".seg", ".cat", ".manifest"})
    void aFileThatIsTooShortOrTooLongIsFound(String ending) {
        closed.files().forEach((name, bytes) -> {
            if (name.endsWith(ending)) {
                List<Integer> lengths = new ArrayList<>(List.of(0, 1, 63, 64, bytes.length - 1, bytes.length + 1));
                lengths.addAll(recordEnds(name, bytes));
                for (int length : lengths) {
                    ForgetfulFolder damaged = closed.copy();
                    damaged.put(name, Arrays.copyOf(bytes, length));
                    String where = name + " of " + bytes.length + " bytes cut to " + length;
                    assertEquals("", wrongAnswers(damaged, where), where);
                }
            }
        });
    }

    /** The places where a catalog can be cut so that every record left is whole. */
    private static List<Integer> recordEnds(String name, byte[] bytes) {
        List<Integer> ends = new ArrayList<>();
        int at = FileHeader.SIZE;
        while (name.endsWith(".cat") && at + RecordHeader.SIZE <= bytes.length && RecordHeader.length(bytes, at) > 0) {
            ends.add(at);
            at = (int) RecordHeader.next(at, RecordHeader.length(bytes, at));
        }
        return ends;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".seg", ".cat", ".manifest"})
    void aMissingFileIsFound(String ending) {
        for (String name : closed.list()) {
            if (name.endsWith(ending)) {
                ForgetfulFolder damaged = closed.copy();
                damaged.delete(name);
                assertThrows(
                        DamagedStoreException.class,
                        () -> Store.open(damaged, OPTIONS).close(),
                        name);
            }
        }
    }

    @Test
    void oneSegmentInThePlaceOfAnotherIsFound() {
        List<String> segments =
                closed.list().stream().filter(name -> name.endsWith(".seg")).toList();
        ForgetfulFolder damaged = closed.copy();
        damaged.put(segments.get(0), closed.files().get(segments.get(1)));
        assertThrows(
                DamagedStoreException.class, () -> Store.open(damaged, OPTIONS).close());
    }

    @Test
    void aFileOfAnotherStoreIsFound() {
        ForgetfulFolder other = new DamageTest().closed;
        String segment = closed.list().stream()
                .filter(name -> name.endsWith(".seg") && other.list().contains(name))
                .findFirst()
                .orElseThrow();
        ForgetfulFolder damaged = closed.copy();
        damaged.put(segment, other.files().get(segment));
        assertThrows(
                DamagedStoreException.class, () -> Store.open(damaged, OPTIONS).close());
    }

    @Test
    void aBadBlockCostsItsOwnRangeOnly() {
        String segment = closed.list().stream()
                .filter(name -> name.endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = closed.files().get(segment);
        // Behind the file header stands the first block of the first stream; this is inside its body.
        bytes[FileHeader.SIZE + 200] ^= 1;
        ForgetfulFolder damaged = closed.copy();
        damaged.put(segment, bytes);
        try (Store store = Store.open(damaged, OPTIONS)) {
            Stream bad = store.stream(Registry.DEFAULT_NAMESPACE, "one");
            DamagedStoreException found = assertThrows(DamagedStoreException.class, () -> TestEvents.readAll(bad));
            assertEquals(segment, found.parameters().get("File"));
            assertEquals(Integer.toString(FileHeader.SIZE), found.parameters().get("Offset"));
            assertTrue(found.getMessage().contains("keys 0 to 10230"), found.getMessage());
            assertEquals("0", found.parameters().get("FirstKey"));
            assertEquals("10230", found.parameters().get("LastKey"));
            assertEquals(Integer.toString(bad.ordinal()), found.parameters().get("StreamNumber"));
            try (StreamSnapshot snapshot = bad.snapshot()) {
                KeyRange behind = new KeyRange(10_240, Long.MAX_VALUE);
                assertNull(TestEvents.difference(
                        TestEvents.read(snapshot, behind, Direction.ASCENDING),
                        expected.get("one").stream()
                                .filter(row -> behind.contains(row.key()))
                                .toList()));
            }
            for (String id : List.of("two", "three")) {
                assertNull(TestEvents.difference(
                        TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, id)), expected.get(id)));
            }
            // The bad block is never copied, and what it was read from stays.
            assertThrows(DamagedStoreException.class, store::compact);
            assertTrue(damaged.list().contains(segment));
            Stream good = store.stream(Registry.DEFAULT_NAMESPACE, "two");
            good.insert(TestEvents.batch(good.layout(), List.of(new Row(99_999, 1, 1.0, ""))));
            store.flush();
            assertEquals(
                    expected.get("two").size() + 1, TestEvents.readAll(good).size());
        }
    }

    /** A block is compared once by its readers; a compaction must not put a right checksum over what changed since. */
    @Test
    void whatChangesAfterItWasReadIsNotCopied(@TempDir Path folder) throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream stream = TestEvents.stream(store, "one");
            stream.insert(TestEvents.batch(stream.layout(), expected.get("one")));
            store.flush();
            stream.remove(20_990);
            store.flush();
            TestEvents.readAll(stream);
            Path segment = folder.resolve(StoreFilesOnDisk.read(folder).keySet().stream()
                    .filter(name -> name.endsWith(".seg"))
                    .findFirst()
                    .orElseThrow());
            try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), FileHeader.SIZE + 300);
            }
            assertThrows(DamagedStoreException.class, store::compact);
            assertTrue(Files.exists(segment));
            assertFalse(StoreCare.verify(folder).isWhole());
        }
    }

    /** R5: of a store with a hundred blocks a damaged one leaves 98 of 100 events readable, and a repair saves as many. */
    @Test
    void aBadBlockOfManyLeavesNearlyEverything() {
        int blocks = 100;
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream stream = TestEvents.stream(store, "long");
            List<Row> rows = new ArrayList<>();
            for (int key = 0; key < blocks * SegmentWriter.BLOCK_ROWS; key++) {
                rows.add(new Row(key, key % 7, key / 8.0, null));
            }
            stream.insert(TestEvents.batch(stream.layout(), rows));
        }
        String segment = folder.list().stream()
                .filter(name -> name.endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        SplittableRandom random = new SplittableRandom(11);
        long worst = Long.MAX_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            byte[] bytes = folder.files().get(segment);
            // Blocks take nine tenths of the file; directory and table stand behind them.
            bytes[FileHeader.SIZE + random.nextInt(bytes.length * 7 / 10)] ^= 1;
            ForgetfulFolder damaged = folder.copy();
            damaged.put(segment, bytes);
            ForgetfulFolder target = new ForgetfulFolder();
            RepairReport report = Salvage.run(damaged, target);
            assertEquals(1, report.damages().size(), () -> report.damages().toString());
            assertEquals(SegmentWriter.BLOCK_ROWS, report.lostEvents());
            assertEquals((blocks - 1L) * SegmentWriter.BLOCK_ROWS, report.events());
            worst = Math.min(worst, readableOf(damaged, blocks));
        }
        assertTrue(worst >= 0.98 * blocks * SegmentWriter.BLOCK_ROWS, "only " + worst + " events are readable");
    }

    private static long readableOf(ForgetfulFolder folder, int blocks) {
        long readable = 0;
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "long");
            for (long block = 0; block < blocks; block++) {
                long from = block * SegmentWriter.BLOCK_ROWS;
                try (StreamSnapshot snapshot = stream.snapshot();
                        BatchCursor cursor = snapshot.scan(
                                new KeyRange(from, from + SegmentWriter.BLOCK_ROWS - 1),
                                Direction.ASCENDING,
                                ColumnSet.ALL)) {
                    while (cursor.advance()) {
                        readable += cursor.to() - cursor.from();
                    }
                } catch (DamagedStoreException found) {
                    assertNamesPlace(found, "block " + block);
                }
            }
        }
        return readable;
    }

    /**
     * What opening and reading everything gave.
     *
     * @param wrong answers that are not right, in words
     * @param refused whether the store was not opened
     * @param readable events that were read and right
     * @param isRight whether there was no error at all
     */
    private record Reading(String wrong, boolean refused, long readable, boolean isRight) {}

    private String wrongAnswers(ForgetfulFolder folder, String where) {
        return readAll(folder, where).wrong();
    }

    /** Opens and reads everything; a stream that cannot be read as a whole is read block by block. */
    private Reading readAll(ForgetfulFolder folder, String where) {
        try (Store store = Store.open(folder, OPTIONS)) {
            StringBuilder wrong = new StringBuilder();
            long readable = 0;
            boolean right = true;
            for (String id : STREAMS) {
                if (store.registry().findStream(Registry.DEFAULT_NAMESPACE, id).isEmpty()) {
                    wrong.append("stream ").append(id).append(" is gone\n");
                    continue;
                }
                Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, id);
                List<Row> rows = expected.get(id);
                try {
                    String difference = TestEvents.difference(TestEvents.readAll(stream), rows);
                    if (difference != null) {
                        wrong.append(id).append(": ").append(difference).append('\n');
                    }
                    readable += rows.size();
                } catch (DamagedStoreException found) {
                    assertNamesPlace(found, where);
                    right = false;
                    readable += readInParts(stream, rows, wrong);
                }
            }
            if (store.registry().findStream(Registry.DEFAULT_NAMESPACE, "empty").isEmpty()) {
                wrong.append("stream empty is gone\n");
            }
            return new Reading(wrong.toString(), false, readable, right);
        } catch (DamagedStoreException found) {
            assertNamesPlace(found, where);
            return new Reading("", true, 0, false);
        } catch (RuntimeException | Error e) {
            return fail(where + ": neither an answer nor damage", e);
        }
    }

    /** Reads a stream in short ranges; those that hold nothing of the damage must be right. */
    private static long readInParts(Stream stream, List<Row> expectedRows, StringBuilder wrong) {
        long readable = 0;
        int part = 50;
        for (int from = 0; from < expectedRows.size(); from += part) {
            List<Row> rows = expectedRows.subList(from, Math.min(expectedRows.size(), from + part));
            KeyRange range =
                    new KeyRange(rows.get(0).key(), rows.get(rows.size() - 1).key());
            try (StreamSnapshot snapshot = stream.snapshot()) {
                String difference = TestEvents.difference(TestEvents.read(snapshot, range, Direction.ASCENDING), rows);
                if (difference != null) {
                    wrong.append(difference).append('\n');
                }
                readable += rows.size();
            } catch (DamagedStoreException found) {
                // This range holds the damage.
            }
        }
        return readable;
    }

    private static void assertNamesPlace(DamagedStoreException found, String where) {
        assertTrue(found.parameters().containsKey("File"), where + ": " + found.getMessage());
        assertTrue(found.parameters().containsKey("Offset"), where + ": " + found.getMessage());
    }
}
