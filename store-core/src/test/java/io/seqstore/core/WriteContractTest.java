package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the writes of spec 06 promise, wherever the events are kept: keys 10, 20 .. 100 are stored before each test. */
@ParameterizedClass(name = "{0}")
@EnumSource(Backing.class)
class WriteContractTest {
    private final Backing backing;
    private final TreeMap<Long, Row> model = new TreeMap<>();
    private Backing.Place place;

    WriteContractTest(Backing backing) {
        this.backing = backing;
    }

    @BeforeEach
    void storeTenEvents(@TempDir Path folder) {
        place = new Backing.Place(backing, folder);
        for (long key = 10; key <= 100; key += 10) {
            model.put(key, row(key, "stored"));
        }
        place.seed(List.copyOf(model.values()));
        assertStored("before the test");
    }

    @AfterEach
    void checkAgainWhereTheyAreKeptAndClose() {
        place.settle();
        assertStored("at last");
        place.close();
    }

    private static Row row(long key, String note) {
        return new Row(key, (int) (key % 7), key % 3 == 0 ? null : key / 4.0, note);
    }

    private static List<Row> rows(String note, long... keys) {
        List<Row> rows = new ArrayList<>();
        for (long key : keys) {
            rows.add(row(key, note));
        }
        return rows;
    }

    private ColumnBatch batch(List<Row> rows) {
        return TestEvents.batch(place.stream().layout(), rows);
    }

    private void assertStored(String when) {
        assertNull(TestEvents.difference(TestEvents.readAll(place.stream()), model.values()), when);
        List<Row> backwards = List.copyOf(model.descendingMap().values());
        try (StreamSnapshot snapshot = place.stream().snapshot()) {
            assertNull(
                    TestEvents.difference(TestEvents.read(snapshot, KeyRange.ALL, Direction.DESCENDING), backwards),
                    when);
        }
    }

    private <E extends SeqstoreException> void assertRefused(Class<E> kind, String index, Executable call) {
        E refused = assertThrows(kind, call);
        assertEquals(Map.of("StreamId", "pump", "Index", index), refused.parameters(), refused.getMessage());
        assertStored("after the refusal");
    }

    @Test
    void insertTakesEventsInAnyOrder() {
        List<Row> rows = rows("new", 55, 5, 200, 95, 150);
        place.stream().insert(batch(rows));
        rows.forEach(row -> model.put(row.key(), row));
        assertStored("after the insert");
    }

    @Test
    void insertAtAStoredKeyIsRefusedWhollyAndNamesTheFirstInTheOrderOfTheBatch() {
        assertRefused(
                ConflictException.class, "70", () -> place.stream().insert(batch(rows("new", 300, 5, 70, 1, 20))));
    }

    @Test
    void insertOfAKeyTwiceInOneBatchIsRefusedWholly() {
        assertRefused(ConflictException.class, "300", () -> place.stream().insert(batch(rows("new", 300, 5, 300, 7))));
    }

    @ParameterizedTest(name = "{1} is reported first")
    @CsvSource({"'5 20 5', 20", "'5 5 20', 5", "'20 5 5', 20", "'400 300 400 20', 400", "'400 20 300 400', 20"})
    void ofStoredAndRepeatedKeysTheFirstIsReported(String keys, String first) {
        long[] parsed = java.util.Arrays.stream(keys.split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        assertRefused(ConflictException.class, first, () -> place.stream().insert(batch(rows("new", parsed))));
    }

    @Test
    void updateAddsAndReplacesWholeEvents() {
        List<Row> rows = rows("updated", 20, 15, 100, 110);
        place.stream().update(batch(rows));
        rows.forEach(row -> model.put(row.key(), row));
        assertStored("after the update");
    }

    @Test
    void ofAKeyTwiceInAnUpdateTheLastStays() {
        List<Row> rows = new ArrayList<>(rows("first", 20, 15, 120));
        rows.addAll(rows("last", 120, 20));
        place.stream().update(batch(rows));
        rows.forEach(row -> model.put(row.key(), row));
        assertStored("after the update");
    }

    @Test
    void replaceReplacesWholeEvents() {
        List<Row> rows = List.of(row(100, "replaced"), new Row(10, 0, null, null), row(50, "replaced"));
        place.stream().replace(batch(rows));
        rows.forEach(row -> model.put(row.key(), row));
        assertStored("after the replace");
    }

    @Test
    void ofAKeyTwiceInAReplaceTheLastStays() {
        List<Row> rows = new ArrayList<>(rows("first", 20, 30));
        rows.addAll(rows("last", 20));
        place.stream().replace(batch(rows));
        rows.forEach(row -> model.put(row.key(), row));
        assertStored("after the replace");
    }

    @Test
    void replaceOfAMissingEventIsRefusedWhollyAndNamesTheFirstInTheOrderOfTheBatch() {
        assertRefused(NotFoundException.class, "25", () -> place.stream().replace(batch(rows("new", 20, 25, 15, 30))));
    }

    @Test
    void removeTakesASetOfKeys() {
        place.stream().remove(30, 10, 30, 100);
        model.keySet().removeAll(List.of(10L, 30L, 100L));
        assertStored("after the remove");
    }

    @Test
    void removeOfAMissingEventIsRefusedWhollyAndNamesTheFirstInTheOrderGiven() {
        assertRefused(NotFoundException.class, "35", () -> place.stream().remove(30, 35, 10, 15));
    }

    @Test
    void aRemovedEventIsMissingUntilItIsInsertedAgain() {
        place.stream().remove(50);
        model.remove(50L);
        assertStored("after the remove");
        assertRefused(NotFoundException.class, "50", () -> place.stream().remove(50));
        assertRefused(NotFoundException.class, "50", () -> place.stream().replace(batch(rows("new", 50))));
        place.settle();
        assertRefused(NotFoundException.class, "50", () -> place.stream().remove(50));
        place.stream().insert(batch(rows("again", 50)));
        model.put(50L, row(50, "again"));
        assertStored("after the insert");
        assertRefused(ConflictException.class, "50", () -> place.stream().insert(batch(rows("new", 50))));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"30, 50", "31, 49", "-5, 10", "100, 1000", "41, 49", "-9223372036854775808, 9223372036854775807"})
    void removeWindowTakesBothEnds(long from, long to) {
        place.stream().removeWindow(new KeyRange(from, to));
        model.subMap(from, true, to, true).clear();
        assertStored("after the removal");
        place.settle();
        List<Row> again = rows("again", 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
        place.stream().update(batch(again));
        again.forEach(row -> model.put(row.key(), row));
        assertStored("after they were written again");
    }

    @Test
    void theSmallestAndTheGreatestKeyAreKeysLikeOthers() {
        List<Row> ends = rows("end", Long.MAX_VALUE, Long.MIN_VALUE);
        place.stream().insert(batch(ends));
        ends.forEach(row -> model.put(row.key(), row));
        assertStored("after the insert");
        place.settle();
        assertRefused(ConflictException.class, Long.toString(Long.MIN_VALUE), () -> place.stream()
                .insert(batch(rows("new", Long.MIN_VALUE))));
        assertRefused(ConflictException.class, Long.toString(Long.MAX_VALUE), () -> place.stream()
                .insert(batch(rows("new", 101, Long.MAX_VALUE))));
        place.stream().remove(Long.MAX_VALUE);
        model.remove(Long.MAX_VALUE);
        place.stream().replace(batch(rows("other", Long.MIN_VALUE)));
        model.put(Long.MIN_VALUE, row(Long.MIN_VALUE, "other"));
        assertStored("after remove and replace");
        place.stream().removeWindow(KeyRange.only(Long.MIN_VALUE));
        model.remove(Long.MIN_VALUE);
    }

    @Test
    void emptyCallsChangeNothing() {
        ColumnBatch nothing = batch(List.of());
        place.stream().insert(nothing);
        place.stream().update(nothing);
        place.stream().replace(nothing);
        place.stream().remove();
        place.stream().removeWindow(new KeyRange(2, 1));
        assertStored("after empty calls");
    }

    @Test
    void aBatchMayBeReusedAfterTheCall() {
        ColumnBatch reused = new ColumnBatch(place.stream().layout(), 0);
        for (long key : new long[] {200, 15, 300}) {
            reused.clear();
            reused.addCopy(batch(rows("reused", key)), 0);
            place.stream().insert(reused);
            model.put(key, row(key, "reused"));
        }
        reused.clear();
        assertStored("after the batch was cleared");
    }

    @Test
    void valuesThatAreOutsideTheirTypeAreRefusedByTheFirstRow() {
        ColumnBatch batch = batch(rows("new", 1, 2, 3));
        batch.longs(0)[2] = Integer.MAX_VALUE + 1L;
        batch.longs(0)[1] = Integer.MIN_VALUE - 1L;
        assertRefused(InvalidRequestException.class, "2", () -> place.stream().insert(batch));
        ColumnBatch withNull = batch(rows("new", 1, 2, 3));
        withNull.column(0).setNull(1);
        assertRefused(InvalidRequestException.class, "2", () -> place.stream().update(withNull));
    }

    @Test
    void aBatchOfAnotherTypeIsRefused() {
        SdsType other = SdsType.object("Other")
                .key("Time", SdsTypeCode.INT64)
                .property("Level", SdsTypeCode.DOUBLE)
                .build();
        ColumnBatch batch = new ColumnBatch(EventLayout.of(other), 0);
        batch.addRow(1);
        assertThrows(InvalidRequestException.class, () -> place.stream().insert(batch));
        assertStored("after the refusal");
    }

    @Test
    void aSnapshotNeverChanges() {
        List<Row> before = List.copyOf(model.values());
        try (StreamSnapshot snapshot = place.stream().snapshot()) {
            List<Row> late = rows("late", 5, 55, 1000);
            place.stream().insert(batch(late));
            late.forEach(row -> model.put(row.key(), row));
            assertSame(snapshot, before, "an insert");
            place.stream().replace(batch(rows("other", 10, 60)));
            model.put(10L, row(10, "other"));
            model.put(60L, row(60, "other"));
            assertSame(snapshot, before, "a replace");
            place.stream().remove(20, 55);
            model.keySet().removeAll(List.of(20L, 55L));
            assertSame(snapshot, before, "a remove");
            place.store().flush();
            assertSame(snapshot, before, "a flush");
            place.stream().removeWindow(new KeyRange(0, 45));
            model.subMap(0L, true, 45L, true).clear();
            assertSame(snapshot, before, "a removal of a window");
            place.store().flush();
            place.store().compact();
            assertSame(snapshot, before, "a compaction");
            assertStored("beside the snapshot");
        }
    }

    private static void assertSame(StreamSnapshot snapshot, List<Row> before, String what) {
        assertNull(
                TestEvents.difference(TestEvents.read(snapshot, KeyRange.ALL, Direction.ASCENDING), before),
                "after " + what);
    }

    @Test
    void aSnapshotOutlivesTheStore() {
        List<Row> before = List.copyOf(model.values());
        StreamSnapshot snapshot = place.stream().snapshot();
        place.close();
        assertSame(snapshot, before, "the store was closed");
        snapshot.close();
        snapshot.close();
        assertThrows(IllegalStateException.class, () -> TestEvents.read(snapshot, KeyRange.ALL, Direction.ASCENDING));
        if (backing == Backing.IN_MEMORY || backing == Backing.IN_MEMORY_FLUSHED) {
            model.clear();
        }
        place.openAgain();
    }

    @Test
    void aDeletedStreamTakesNoWritesAndANewOneOfThatNameIsEmpty() {
        Stream old = place.stream();
        place.store().registry().deleteStream(Registry.DEFAULT_NAMESPACE, "pump");
        for (Executable call : List.<Executable>of(
                () -> old.insert(batch(rows("new", 500))),
                () -> old.update(batch(rows("new", 10))),
                () -> old.replace(batch(rows("new", 10))),
                () -> old.remove(10),
                () -> old.removeWindow(KeyRange.ALL),
                () -> old.insert(batch(List.of())),
                () -> place.store().stream(Registry.DEFAULT_NAMESPACE, "pump"))) {
            assertThrows(NotFoundException.class, call);
        }
        model.clear();
        Stream again = TestEvents.stream(place.store(), "pump");
        assertEquals(List.of(), TestEvents.readAll(again));
        again.insert(TestEvents.batch(again.layout(), rows("new life", 10, 20)));
        rows("new life", 10, 20).forEach(row -> model.put(row.key(), row));
        assertThrows(NotFoundException.class, () -> old.update(batch(rows("new", 10))));
        place.use(again);
        assertStored("in the new stream");
    }
}
