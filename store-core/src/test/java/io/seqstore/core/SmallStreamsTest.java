package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.core.repair.Salvage;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.core.verify.Verification;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many streams of a few events each: what they take on disk, and that their entries are as safe as directories. */
class SmallStreamsTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);
    private static final int STREAMS = 50;
    private static final long SECOND = 10_000_000;

    private final ForgetfulFolder folder = new ForgetfulFolder();

    private static Row row(int stream, long key) {
        return new Row(key, stream % 4, (stream * 1000 + key) / 8.0, "note " + key % 3);
    }

    private static List<Row> rows(int stream, long from, long to) {
        List<Row> rows = new ArrayList<>();
        for (long key = from; key < to; key++) {
            rows.add(row(stream, key));
        }
        return rows;
    }

    private static void insert(Store store, long from, long to) {
        Stream any = TestEvents.stream(store, "0");
        MultiStreamBatch batch = new MultiStreamBatch(any.layout(), 0);
        for (long key = from; key < to; key++) {
            for (int i = 0; i < STREAMS; i++) {
                Stream stream = TestEvents.stream(store, String.valueOf(i));
                TestEvents.fill(batch.rows(), batch.addRow(stream, key), row(i, key));
            }
        }
        assertEquals(List.of(), store.insert(batch));
    }

    private static void assertHold(ForgetfulFolder folder, long from, long to) {
        try (Store store = Store.open(folder, OPTIONS)) {
            for (int i = 0; i < STREAMS; i++) {
                Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, String.valueOf(i));
                assertNull(TestEvents.difference(TestEvents.readAll(stream), rows(i, from, to)), "stream " + i);
            }
        }
    }

    private String onlyFile(String ending) {
        List<String> names =
                folder.list().stream().filter(name -> name.endsWith(ending)).toList();
        assertEquals(1, names.size(), names.toString());
        return names.get(0);
    }

    private int tableOffset(String segment) {
        byte[] bytes = folder.files().get(segment);
        return (int) LittleEndian.getLong(bytes, bytes.length - SegmentFooter.SIZE);
    }

    @Test
    void streamsThatWereFlushedManyTimesAreMergedToOneBlockEach() {
        try (Store store = Store.open(folder, OPTIONS)) {
            for (int flush = 0; flush < 5; flush++) {
                insert(store, flush * 3L, flush * 3L + 3);
                store.flush();
            }
            store.compact();
        }
        assertEquals(List.of(), Verification.run(folder).damages());
        assertHold(folder, 0, 15);
        String segment = onlyFile(".seg");
        int footer = folder.files().get(segment).length - SegmentFooter.SIZE;
        assertEquals(STREAMS * StreamEntry.SIZE, footer - tableOffset(segment));
    }

    /** What a removal hides in older segments needs a directory; the stream beside it has none. */
    @Test
    void aStreamThatRemovesAndOneThatDoesNotStandSideBySide() {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(store, 0, 10);
            store.flush();
            insert(store, 10, 12);
            store.stream(Registry.DEFAULT_NAMESPACE, "7").removeWindow(new KeyRange(2, 4));
        }
        assertEquals(List.of(), Verification.run(folder).damages());
        try (Store store = Store.open(folder, OPTIONS)) {
            List<Row> left = rows(7, 0, 2);
            left.addAll(rows(7, 5, 12));
            assertNull(TestEvents.difference(TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "7")), left));
            assertNull(TestEvents.difference(
                    TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "8")), rows(8, 0, 12)));
        }
    }

    @Test
    void entriesAreFoundAgainByTheirBlocksWhenTheTableIsDamaged() {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(store, 0, 10);
            store.flush();
            insert(store, 10, 13);
        }
        List<String> segments = folder.list().stream()
                .filter(name -> name.endsWith(".seg"))
                .sorted()
                .toList();
        String newer = segments.get(segments.size() - 1);
        byte[] bytes = folder.files().get(newer);
        // Keys that the table states are not believed: the block has the right ones.
        bytes[tableOffset(newer) + 20 * StreamEntry.SIZE + 8] ^= 1;
        folder.put(newer, bytes);
        try (Store store = Store.open(folder.copy(), OPTIONS)) {
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "20");
            assertThrows(DamagedStoreException.class, () -> TestEvents.readAll(stream));
        }
        List<FoundDamage> found = Verification.run(folder).damages();
        assertEquals(1, found.size(), found.toString());
        ForgetfulFolder target = new ForgetfulFolder();
        Salvage.run(folder, target);
        assertEquals(List.of(), Verification.run(target).damages());
        assertHold(target, 0, 13);
    }

    /** Rows stand in one block while they are few: their damage is told of each stream, and costs none of its other events. */
    @Test
    void aDamagedBlockCostsTheFewRowsThatStandInIt() {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(store, 0, 100);
            store.flush();
            insert(store, 100, 110);
        }
        List<String> segments = folder.list().stream()
                .filter(name -> name.endsWith(".seg"))
                .sorted()
                .toList();
        String newer = segments.get(1);
        byte[] bytes = folder.files().get(newer);
        bytes[FileHeader.SIZE + 30] ^= 1;
        folder.put(newer, bytes);
        List<FoundDamage> found = Verification.run(folder).damages();
        assertEquals(STREAMS, found.size(), found.toString());
        for (FoundDamage damage : found) {
            assertEquals(10, damage.lostEvents());
            assertEquals("100", damage.firstKey());
            assertEquals("109", damage.lastKey());
        }
        try (Store store = Store.open(folder.copy(), OPTIONS)) {
            for (int i = 0; i < STREAMS; i++) {
                Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, String.valueOf(i));
                DamagedStoreException e = assertThrows(DamagedStoreException.class, () -> TestEvents.readAll(stream));
                assertTrue(e.getMessage().contains(newer), e.getMessage());
                try (StreamSnapshot snapshot = stream.snapshot()) {
                    List<Row> older = TestEvents.read(snapshot, new KeyRange(0, 99), Direction.ASCENDING);
                    assertNull(TestEvents.difference(older, rows(i, 0, 100)));
                }
            }
        }
        ForgetfulFolder target = new ForgetfulFolder();
        Salvage.run(folder, target);
        assertEquals(List.of(), Verification.run(target).damages());
        assertHold(target, 0, 100);
    }

    @Test
    void aDamagedBlockOfOneStreamCostsThatStreamAlone() {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(store, 0, 100);
        }
        String segment = onlyFile(".seg");
        byte[] bytes = folder.files().get(segment);
        bytes[FileHeader.SIZE + 30] ^= 1;
        folder.put(segment, bytes);
        List<FoundDamage> found = Verification.run(folder).damages();
        assertEquals(1, found.size(), found.toString());
        assertEquals(100, found.get(0).lostEvents());
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream first = store.stream(Registry.DEFAULT_NAMESPACE, "0");
            DamagedStoreException e = assertThrows(DamagedStoreException.class, () -> TestEvents.readAll(first));
            assertTrue(e.getMessage().contains(segment), e.getMessage());
            Stream second = store.stream(Registry.DEFAULT_NAMESPACE, "1");
            assertNull(TestEvents.difference(TestEvents.readAll(second), rows(1, 0, 100)));
        }
    }

    /** Of each length around the one from which on a stream has a block of its own, with streams of other types between. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 130})
    void streamsOfFewAndOfManyEventsAreReadAlike(int events) {
        SdsType other = SdsType.object("Other")
                .key("Id", SdsTypeCode.INT64)
                .property("Value", SdsTypeCode.INT64)
                .build();
        try (Store store = Store.open(folder, OPTIONS)) {
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, other);
            for (int i = 0; i < STREAMS; i++) {
                String id = "other-" + i;
                store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of(id, "Other"));
                TestEvents.stream(store, String.valueOf(i));
            }
            insert(store, 0, events);
            for (int i = 0; i < STREAMS; i++) {
                insertOthers(store.stream(Registry.DEFAULT_NAMESPACE, "other-" + i), i, events);
            }
            store.flush();
            assertReadAlike(store, events);
            insert(store, events, events + 3);
            store.flush();
            assertReadAlike(store, events + 3);
            store.compact();
            assertReadAlike(store, events + 3);
        }
        assertEquals(List.of(), Verification.run(folder).damages());
    }

    private static void insertOthers(Stream stream, int number, int events) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), events);
        for (int i = 0; i < events; i++) {
            int row = batch.addRow(i);
            ((LongColumn) batch.column(0)).set(row, number * 1000L + i);
        }
        stream.insert(batch);
    }

    private static void assertReadAlike(Store store, int events) {
        for (int i = 0; i < STREAMS; i++) {
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, String.valueOf(i));
            assertNull(TestEvents.difference(TestEvents.readAll(stream), rows(i, 0, events)), "stream " + i);
            KeyRange middle = new KeyRange(events / 3, events / 2);
            try (StreamSnapshot snapshot = stream.snapshot()) {
                List<Row> back = TestEvents.read(snapshot, middle, Direction.DESCENDING);
                Collections.reverse(back);
                assertNull(TestEvents.difference(back, rows(i, middle.from(), middle.to() + 1)), "stream " + i);
                ColumnBatch one = new ColumnBatch(stream.layout(), 1);
                for (long key = -1; key <= events; key++) {
                    one.clear();
                    assertEquals(
                            key >= 0 && key < events,
                            snapshot.find(key, Probe.AT, ColumnSet.ALL, one),
                            "stream " + i + " key " + key);
                }
            }
        }
    }

    /**
     * Some thousands of streams of two types, numbers with nulls and texts, in turn and by chance: what stands in blocks together, in
     * memory and in a segment with a table of several pieces, is what each stream was given.
     */
    @Test
    void thousandsOfStreamsOfTwoTypesStandTogether() {
        int streams = 9_000;
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Row>> expected = new ArrayList<>();
        try (Store store = Store.open(folder, OPTIONS)) {
            store.registry()
                    .getOrCreateType(
                            Registry.DEFAULT_NAMESPACE,
                            SdsType.object("Level")
                                    .key("Id", SdsTypeCode.INT64)
                                    .property("State", SdsTypeCode.INT32)
                                    .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
                                    .build());
            List<Stream> all = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                expected.add(new ArrayList<>());
                all.add(isOfNumbers(i) ? numbers(store, i) : TestEvents.stream(store, String.valueOf(i)));
            }
            MultiStreamBatch ofNumbers = new MultiStreamBatch(all.get(0).layout(), 0);
            MultiStreamBatch ofTexts = new MultiStreamBatch(all.get(1).layout(), 0);
            for (int round = 0; round < 12; round++) {
                ofNumbers.clear();
                ofTexts.clear();
                for (int i = 0; i < streams; i++) {
                    if (random.nextInt(3) > 0) {
                        MultiStreamBatch batch = isOfNumbers(i) ? ofNumbers : ofTexts;
                        Row row = Row.random(round, random);
                        if (isOfNumbers(i)) {
                            fillNumbers(batch.rows(), batch.addRow(all.get(i), round), row);
                        } else {
                            TestEvents.fill(batch.rows(), batch.addRow(all.get(i), round), row);
                        }
                        expected.get(i).add(row);
                    }
                }
                assertEquals(List.of(), store.insert(ofNumbers));
                assertEquals(List.of(), store.insert(ofTexts));
            }
            assertHoldAll(all, expected, seed);
            store.flush();
            assertHoldAll(all, expected, seed);
            store.compact();
            assertHoldAll(all, expected, seed);
        }
        assertEquals(List.of(), Verification.run(folder).damages());
    }

    private static boolean isOfNumbers(int stream) {
        return stream % 3 != 1;
    }

    private static Stream numbers(Store store, int stream) {
        store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("level-" + stream, "Level"));
        return store.stream(Registry.DEFAULT_NAMESPACE, "level-" + stream);
    }

    private static void fillNumbers(ColumnBatch batch, int at, Row row) {
        ((LongColumn) batch.column(0)).set(at, row.state());
        if (row.level() == null) {
            batch.column(1).setNull(at);
        } else {
            ((DoubleColumn) batch.column(1)).set(at, row.level());
        }
    }

    private static void assertHoldAll(List<Stream> streams, List<List<Row>> expected, long seed) {
        for (int i = 0; i < streams.size(); i++) {
            List<Row> found = isOfNumbers(i) ? numbersOf(streams.get(i)) : TestEvents.readAll(streams.get(i));
            List<Row> rows = isOfNumbers(i) ? withoutNotes(expected.get(i)) : expected.get(i);
            assertNull(TestEvents.difference(found, rows), "stream " + i + " seed " + seed);
        }
    }

    private static List<Row> withoutNotes(List<Row> rows) {
        return rows.stream()
                .map(row -> new Row(row.key(), row.state(), row.level(), null))
                .toList();
    }

    private static List<Row> numbersOf(Stream stream) {
        List<Row> rows = new ArrayList<>();
        try (StreamSnapshot snapshot = stream.snapshot();
                BatchCursor cursor = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            while (cursor.advance()) {
                ColumnBatch batch = cursor.batch();
                for (int row = cursor.from(); row < cursor.to(); row++) {
                    rows.add(new Row(
                            batch.key(row),
                            (int) batch.longs(0)[row],
                            batch.column(1).isNull(row) ? null : batch.doubles(1)[row],
                            null));
                }
            }
        }
        return rows;
    }

    @Test
    void streamsThatWereCreatedOneByOneShareRecordsOfTheCatalog() {
        int streams = 1_000;
        try (Store store = Store.open(folder, OPTIONS)) {
            for (int i = 0; i < streams; i++) {
                TestEvents.stream(store, "sensor-" + i);
            }
        }
        int length = folder.files().get(onlyFile(".cat")).length;
        // The id takes ten characters; the other numbers of a stream are small.
        assertTrue(length < 1_500 + streams * 18, length + " bytes");
        try (Store store = Store.open(folder, OPTIONS)) {
            assertEquals(
                    "sensor-777",
                    store.registry().stream(Registry.DEFAULT_NAMESPACE, "sensor-777").stream()
                            .id());
        }
    }

    /** A clock of microseconds, a state that hardly changes, and a measurement of three decimals that wanders. */
    @Test
    void twoHundredEventsTakeFewBytes() {
        int streams = 200;
        int events = 200;
        SdsType type = SdsType.object("Reading")
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("State", SdsTypeCode.INT32)
                .property("Measurement", SdsTypeCode.DOUBLE)
                .build();
        SplittableRandom random = new SplittableRandom(7);
        long[] levels = new long[streams];
        try (Store store = Store.open(folder, OPTIONS)) {
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
            List<Stream> all = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("sensor-" + i, "Reading"));
                all.add(store.stream(Registry.DEFAULT_NAMESPACE, "sensor-" + i));
                levels[i] = 10_000 + i * 37L % 80 * 1000;
            }
            MultiStreamBatch batch = new MultiStreamBatch(all.get(0).layout(), streams);
            for (int event = 0; event < events; event++) {
                batch.clear();
                for (int i = 0; i < streams; i++) {
                    levels[i] += Math.round(random.nextGaussian() * 4.6);
                    long key = 638_712_864_000_000_000L + event * SECOND + i * 100L + random.nextInt(10) * 10L;
                    int row = batch.addRow(all.get(i), key);
                    ((LongColumn) batch.rows().column(0)).set(row, i % 8);
                    ((DoubleColumn) batch.rows().column(1)).set(row, levels[i] / 1000.0);
                }
                assertEquals(List.of(), store.insert(batch));
            }
            store.flush();
            store.compact();
        }
        int length = folder.files().get(onlyFile(".seg")).length;
        assertTrue(length < streams * 385, length / streams + " bytes a stream");
        assertEquals(List.of(), Verification.run(folder).damages());
    }
}
