package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single events, wherever they lie: those of a sorted map, and for nothing. */
class PointReadTest {
    private static final int KEYS = 4_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyProbeFindsWhatASortedMapFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, Row> model = new TreeMap<>();
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = TestEvents.stream(store, "pump");
            PointReader reader = new PointReader();
            for (int step = 0; step < 120; step++) {
                change(stream, model, random, step);
                if (random.nextInt(6) == 0) {
                    store.flush();
                }
                if (random.nextInt(30) == 0) {
                    store.compact();
                }
                for (int i = 0; i < 20; i++) {
                    check(stream, reader, model, random, "seed " + seed + ", step " + step);
                }
            }
        }
    }

    private static void change(Stream stream, TreeMap<Long, Row> model, SplittableRandom random, int step) {
        int choice = random.nextInt(10);
        if (choice < 2 && !model.isEmpty()) {
            long from = random.nextLong(KEYS);
            long to = from + random.nextInt(random.nextInt(5) == 0 ? KEYS / 2 : 30);
            stream.removeWindow(new KeyRange(from, to));
            model.subMap(from, true, to, true).clear();
        } else if (choice < 4 && !model.isEmpty()) {
            long key = random.nextBoolean() ? model.firstKey() : model.lastKey();
            stream.remove(key);
            model.remove(key);
        } else {
            TreeMap<Long, Row> rows = new TreeMap<>();
            long from = choice < 7 ? step * (KEYS / 120) : random.nextLong(KEYS);
            int count = 1 + random.nextInt(choice < 7 ? 300 : 20);
            for (int i = 0; i < count; i++) {
                long key = from + random.nextInt(400);
                rows.put(key, Row.random(key, random));
            }
            stream.update(TestEvents.batch(stream.layout(), new ArrayList<>(rows.values())));
            model.putAll(rows);
        }
    }

    private static void check(
            Stream stream, PointReader reader, TreeMap<Long, Row> model, SplittableRandom random, String when) {
        long key =
                switch (random.nextInt(12)) {
                    case 0 -> Long.MIN_VALUE;
                    case 1 -> Long.MAX_VALUE;
                    default -> random.nextLong(KEYS + 500) - 50;
                };
        for (Probe probe : Probe.values()) {
            Row expected = expected(model, key, probe);
            String what = when + ", " + probe + " " + key;
            assertRow(expected, stream, batch -> stream.find(key, probe, ColumnSet.ALL, batch), what);
            assertRow(expected, stream, batch -> stream.find(reader, key, probe, ColumnSet.ALL, batch), what);
            try (StreamSnapshot snapshot = stream.snapshot()) {
                assertRow(expected, stream, batch -> snapshot.find(key, probe, ColumnSet.ALL, batch), what);
            }
        }
        checkTotal(stream, model, key, key + random.nextInt(KEYS), when);
        checkLimit(stream, model, key, 1 + random.nextInt(1_500), when);
        ColumnBatch before = new ColumnBatch(stream.layout(), 1);
        ColumnBatch atOrAfter = new ColumnBatch(stream.layout(), 1);
        stream.findNeighbours(reader, key, before, atOrAfter);
        assertEquals(model.lowerKey(key), before.count() == 0 ? null : (Long) before.key(0), when + " before " + key);
        assertEquals(
                model.ceilingKey(key), atOrAfter.count() == 0 ? null : (Long) atOrAfter.key(0), when + " from " + key);
    }

    private static void checkTotal(Stream stream, TreeMap<Long, Row> model, long from, long to, String when) {
        ColumnTotal total = new ColumnTotal();
        try (StreamSnapshot snapshot = stream.snapshot()) {
            snapshot.total(new KeyRange(from, to), 1, total);
        }
        List<Double> expected = from > to
                ? List.of()
                : model.subMap(from, true, to, true).values().stream()
                        .map(Row::level)
                        .filter(Objects::nonNull)
                        .toList();
        String what = when + ", total of " + from + ".." + to;
        assertEquals(expected.size(), total.count(), what);
        assertEquals(expected.stream().mapToDouble(Double::doubleValue).sum(), total.sum(), 1e-6, what);
    }

    /** A scan for somebody who takes so many events has at least those, or all. */
    private static void checkLimit(Stream stream, TreeMap<Long, Row> model, long key, int limit, String when) {
        checkLimit(stream, KeyRange.from(key), Direction.ASCENDING, model.tailMap(key, true), limit, when);
        checkLimit(
                stream,
                KeyRange.to(key),
                Direction.DESCENDING,
                model.headMap(key, true).descendingMap(),
                limit,
                when);
    }

    private static void checkLimit(
            Stream stream, KeyRange range, Direction direction, Map<Long, Row> expected, int limit, String when) {
        List<Long> keys = new ArrayList<>();
        try (StreamSnapshot snapshot = stream.snapshot();
                EventCursor cursor =
                        new EventCursor(snapshot.scan(range, direction, ColumnSet.KEYS_ONLY, limit), direction)) {
            while (keys.size() < limit && cursor.next()) {
                keys.add(cursor.key());
            }
        }
        assertEquals(expected.keySet().stream().limit(limit).toList(), keys, when + ", " + direction + " " + limit);
    }

    private interface Finding {
        boolean into(ColumnBatch batch);
    }

    private static void assertRow(Row expected, Stream stream, Finding finding, String what) {
        ColumnBatch found = new ColumnBatch(stream.layout(), 0);
        assertEquals(expected != null, finding.into(found), what);
        List<Row> rows = TestEvents.rows(found);
        assertEquals(expected == null ? List.of() : List.of(expected), rows, what);
    }

    private static Row expected(TreeMap<Long, Row> model, long key, Probe probe) {
        Map.Entry<Long, Row> found =
                switch (probe) {
                    case AT -> model.containsKey(key) ? model.floorEntry(key) : null;
                    case AT_OR_BEFORE -> model.floorEntry(key);
                    case AT_OR_AFTER -> model.ceilingEntry(key);
                    case BEFORE -> model.lowerEntry(key);
                    case AFTER -> model.higherEntry(key);
                };
        return found == null ? null : found.getValue();
    }

    private static long allocatedBy(Runnable reads) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // The compiler needs a while; what it does not get rid of stays.
        for (int round = 0; round < 40 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            reads.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Backing.class,
            names = {"IN_MEMORY", "IN_MEMORY_FLUSHED", "REOPENED"})
    void singleEventsAreReadWithoutAllocating(Backing backing, @TempDir Path folder) {
        SplittableRandom random = new SplittableRandom(8);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(Row.random(i * 10L, random));
        }
        try (Backing.Place place = new Backing.Place(backing, folder)) {
            place.seed(rows);
            Stream stream = place.stream();
            Stream other = TestEvents.stream(place.store(), "other");
            PointReader reader = new PointReader();
            ColumnBatch batch = new ColumnBatch(stream.layout(), 1);
            long[] key = {0};
            Probe[] probes = Probe.values();
            assertEquals(0, allocatedBy(() -> {
                for (int i = 0; i < 2_000; i++) {
                    key[0] = (key[0] + 7_919) % 50_000;
                    for (Probe probe : probes) {
                        batch.clear();
                        stream.find(reader, key[0], probe, ColumnSet.ALL, batch);
                        batch.clear();
                        stream.find(key[0], probe, ColumnSet.ALL, batch);
                    }
                    batch.clear();
                    // To another stream and back, so that the stream is looked up again.
                    other.find(reader, Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, batch);
                    assertTrue(stream.find(reader, Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, batch));
                }
            }));
        }
    }

    @Test
    void aCursorOverALongWindowAllocatesNothingPerEvent() {
        SplittableRandom random = new SplittableRandom(9);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            rows.add(Row.random(i * 10L, random));
        }
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), rows));
            store.flush();
            long few = allocatedBy(() -> walk(stream, 10));
            long many = allocatedBy(() -> walk(stream, 20_000));
            // What is left is the cursor itself.
            assertEquals(few, many, 0.0, "allocated by 10 and by 20,000 events");
            assertTrue(many < 2_000, "a cursor costs " + many + " bytes");
        }
    }

    private static void walk(Stream stream, int events) {
        long from = 40_000;
        int seen = 0;
        try (StreamSnapshot snapshot = stream.snapshot();
                EventCursor cursor = snapshot.events(
                        new KeyRange(from, from + (events - 1) * 10L), Direction.ASCENDING, ColumnSet.ALL)) {
            while (cursor.next()) {
                seen++;
            }
        }
        assertEquals(events, seen);
    }

    @Test
    void aBatchOfAClosedCursorIsNotReadByAccident() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), List.of(Row.random(1, new SplittableRandom(1)))));
            store.flush();
            try (StreamSnapshot snapshot = stream.snapshot()) {
                BatchCursor first = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
                BatchCursor second = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
                assertTrue(first.advance());
                assertTrue(second.advance());
                assertFalse(first.batch() == second.batch(), "two cursors share a batch");
                first.close();
                first.close();
                BatchCursor third = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
                BatchCursor fourth = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
                assertTrue(third.advance());
                assertTrue(fourth.advance());
                assertFalse(third.batch() == fourth.batch(), "closing twice gave a batch to two cursors");
                assertEquals(1, second.batch().count());
            }
        }
    }
}
