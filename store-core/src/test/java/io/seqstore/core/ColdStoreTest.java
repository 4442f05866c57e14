package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that is packed cold takes less space and answers as before, until somebody asks for hot again. */
class ColdStoreTest {
    private static final int EVENTS = 10_000;
    private static final int LEVEL = 1;
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    /** How keys follow each other. */
    private enum Clock {
        STEADY,
        JITTERING,
        IRREGULAR
    }

    private static List<Row> rows(Clock clock, int first, int count) {
        SplittableRandom random = new SplittableRandom(first + clock.ordinal());
        List<Row> rows = new ArrayList<>(count);
        long key = first * 10_000_000L;
        int thousandths = 20_000;
        int state = 0;
        for (int i = 0; i < count; i++) {
            key = switch (clock) {
                case STEADY -> (first + i) * 10_000_000L;
                case JITTERING -> (first + i) * 10_000_000L + (random.nextInt(11) - 5) * 10_000L;
                case IRREGULAR -> key + 1 + (long) (-Math.log(random.nextDouble()) * 1_000_000);
            };
            thousandths += random.nextInt(21) - 10;
            state = random.nextInt(1_000) == 0 ? random.nextInt(8) : state;
            String note = i % 100 == 0 ? null : "pump " + "abcdabca".charAt(random.nextInt(8));
            rows.add(new Row(key, state, random.nextInt(500) == 0 ? null : thousandths / 1000.0, note));
        }
        return rows;
    }

    private static Stream fill(Store store, List<Row> rows) {
        Stream stream = TestEvents.stream(store, "pump");
        stream.insert(TestEvents.batch(stream.layout(), rows));
        store.flush();
        return stream;
    }

    @ParameterizedTest
    @EnumSource(Clock.class)
    void everyEventIsFoundAtItsKeyBetweenKeysAndInBothDirections(Clock clock) {
        List<Row> rows = rows(clock, 1, EVENTS);
        try (Store store = Store.inMemory(OPTIONS)) {
            Stream stream = fill(store, rows);
            store.compact(Packing.COLD);
            assertEquals(rows, TestEvents.readAll(stream));
            List<Row> newestFirst = new ArrayList<>(rows);
            Collections.reverse(newestFirst);
            try (StreamSnapshot snapshot = stream.snapshot()) {
                assertEquals(newestFirst, TestEvents.read(snapshot, KeyRange.ALL, Direction.DESCENDING));
            }
            PointReader reader = new PointReader();
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 2_000; i++) {
                int at = random.nextInt(1, EVENTS);
                Row before = rows.get(at - 1);
                Row row = rows.get(at);
                assertEquals(row, find(stream, reader, row.key(), Probe.AT));
                assertEquals(row, find(stream, reader, before.key() + 1, Probe.AT_OR_AFTER));
                assertEquals(before, find(stream, reader, row.key(), Probe.BEFORE));
            }
        }
    }

    private static Row find(Stream stream, PointReader reader, long key, Probe probe) {
        ColumnBatch into = new ColumnBatch(stream.layout(), 1);
        assertTrue(stream.find(reader, key, probe, ColumnSet.ALL, into), "key " + key);
        return TestEvents.rows(into).get(0);
    }

    @ParameterizedTest
    @EnumSource(Clock.class)
    void windowsAndSumsAreThoseOfTheHotStore(Clock clock) {
        List<Row> rows = rows(clock, 1, EVENTS);
        try (Store hot = Store.inMemory(OPTIONS);
                Store cold = Store.inMemory(OPTIONS)) {
            Stream expected = fill(hot, rows);
            Stream found = fill(cold, rows);
            cold.compact(Packing.COLD);
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(EVENTS);
                int to = Math.min(EVENTS - 1, from + random.nextInt(i % 2 == 0 ? 300 : EVENTS));
                KeyRange range = new KeyRange(rows.get(from).key(), rows.get(to).key());
                try (StreamSnapshot snapshot = found.snapshot();
                        StreamSnapshot hotSnapshot = expected.snapshot()) {
                    assertEquals(rows.subList(from, to + 1), TestEvents.read(snapshot, range, Direction.ASCENDING));
                    ColumnTotal total = new ColumnTotal();
                    snapshot.total(range, LEVEL, total);
                    ColumnTotal hotTotal = new ColumnTotal();
                    hotSnapshot.total(range, LEVEL, hotTotal);
                    assertEquals(hotTotal.count(), total.count());
                    assertEquals(hotTotal.sum(), total.sum(), 1e-9 * Math.abs(hotTotal.sum()));
                }
            }
        }
    }

    @Test
    void coldIsSmallerAndStaysColdUntilHotIsAskedFor(@TempDir Path folder) {
        List<Row> rows = rows(Clock.JITTERING, 1, EVENTS);
        long hotBytes;
        long coldBytes;
        try (Store store = Store.open(folder, OPTIONS)) {
            fill(store, rows);
            store.compact();
            hotBytes = store.metrics().segmentBytes();
            store.compact(Packing.COLD);
            coldBytes = store.metrics().segmentBytes();
        }
        assertTrue(coldBytes < 0.85 * hotBytes, coldBytes + " for " + hotBytes + " bytes");
        try (Store store = Store.open(folder, OPTIONS)) {
            assertEquals(coldBytes, store.metrics().segmentBytes());
            store.compact(Packing.COLD);
            assertEquals(coldBytes, store.metrics().segmentBytes(), "nothing was to be done");
            assertEquals(rows, TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump")));
            store.compact();
            assertEquals(hotBytes, store.metrics().segmentBytes());
            assertEquals(rows, TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump")));
        }
    }

    @Test
    void whatIsWrittenLaterIsReadWithWhatIsCold(@TempDir Path folder) {
        List<Row> rows = rows(Clock.JITTERING, 1, EVENTS);
        List<Row> later = rows(Clock.JITTERING, EVENTS + 1, 3_000);
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream stream = fill(store, rows);
            store.compact(Packing.COLD);
            stream.insert(TestEvents.batch(stream.layout(), later));
            store.flush();
            stream.remove(rows.get(5_000).key());
            Row replaced = new Row(rows.get(700).key(), 3, 1.5, "late");
            stream.update(TestEvents.batch(stream.layout(), List.of(replaced)));
            List<Row> expected = new ArrayList<>(rows);
            expected.set(700, replaced);
            expected.remove(5_000);
            expected.addAll(later);
            assertEquals(expected, TestEvents.readAll(stream));
            store.flush();
            assertEquals(expected, TestEvents.readAll(stream));
            store.compact(Packing.COLD);
            assertEquals(expected, TestEvents.readAll(stream));
        }
        assertTrue(StoreCare.verify(folder).isWhole());
    }

    @Test
    void blocksAreLargerSoThatThereAreFewerOfThem() {
        try (Store store = Store.inMemory(OPTIONS)) {
            Stream stream = fill(store, rows(Clock.STEADY, 1, EVENTS));
            store.compact(Packing.COLD);
            try (StreamSnapshot snapshot = stream.snapshot();
                    BatchCursor cursor = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
                List<Integer> sizes = new ArrayList<>();
                while (cursor.advance()) {
                    sizes.add(cursor.to() - cursor.from());
                }
                assertEquals(List.of(4_096, 4_096, 1_808), sizes);
            }
        }
    }
}
