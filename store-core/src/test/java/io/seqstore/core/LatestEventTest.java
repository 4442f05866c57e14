package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.latest.LatestEvents;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.types.KeyRange;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last event of a stream is kept for those who ask again, and never outlives a write. */
class LatestEventTest {
    private static final int COUNT = 0;
    private static final int LEVEL = 1;

    private static final SdsType GAUGE = SdsType.object("Gauge")
            .key("Time", SdsTypeCode.INT64)
            .property("Count", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
            .build();

    private final PointReader reader = new PointReader();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.inMemory(StoreOptions.defaults());
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, GAUGE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Stream stream(String id) {
        store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of(id, "Gauge"));
        return store.stream(Registry.DEFAULT_NAMESPACE, id);
    }

    /** Rows whose two values follow from the key and a number, so that a torn row shows; null levels among them. */
    private static ColumnBatch rows(Stream stream, long number, long... keys) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), keys.length);
        for (long key : keys) {
            addRow(batch, key, number);
        }
        return batch;
    }

    private static void addRow(ColumnBatch batch, long key, long number) {
        int row = batch.addRow(key);
        batch.longs(COUNT)[row] = number;
        if (isNull(number)) {
            batch.column(LEVEL).setNull(row);
        } else {
            batch.doubles(LEVEL)[row] = level(key, number);
        }
    }

    private static boolean isNull(long number) {
        return number % 5 == 0;
    }

    private static double level(long key, long number) {
        return key * 1000.0 + number;
    }

    /** The number of the event that is found, which must be a whole one with this key; -1 when there is none. */
    private long number(Stream stream, long at, Probe probe, long expectedKey) {
        ColumnBatch found = new ColumnBatch(stream.layout(), 1);
        if (!stream.find(reader, at, probe, ColumnSet.ALL, found)) {
            return -1;
        }
        assertEquals(1, found.count());
        assertEquals(expectedKey, found.key(0));
        return wholeRow(found);
    }

    private static long wholeRow(ColumnBatch found) {
        long number = found.longs(COUNT)[0];
        assertEquals(isNull(number), found.column(LEVEL).isNull(0), "null of " + number);
        if (!isNull(number)) {
            assertEquals(level(found.key(0), number), found.doubles(LEVEL)[0], 0.0);
        }
        return number;
    }

    @Test
    void layoutsWithoutBytesAndWithShortKeysAreKept() {
        assertTrue(LatestEvents.canKeep(stream("pump").layout()));
        assertFalse(LatestEvents.canKeep(TestEvents.stream(store, "notes").layout()));
    }

    @Test
    void onlyColumnsThatAreAskedForAreRead() {
        Stream stream = stream("pump");
        stream.insert(rows(stream, 7, 10));
        for (int i = 0; i < 3; i++) {
            ColumnBatch found = new ColumnBatch(stream.layout(), 1);
            assertTrue(stream.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, found));
            found.clear();
            found.longs(COUNT)[0] = -5;
            assertTrue(stream.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.of(LEVEL), found));
            assertEquals(-5, found.longs(COUNT)[0]);
            assertEquals(level(10, 7), found.doubles(LEVEL)[0], 0.0);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void afterEveryKindOfWriteTheLastEventIsThatOfASortedMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Stream> streams = new ArrayList<>();
        List<TreeMap<Long, Long>> models = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            streams.add(stream("stream-" + i));
            models.add(new TreeMap<>());
        }
        for (int step = 1; step <= 600; step++) {
            int which = random.nextInt(3);
            if (random.nextInt(8) == 0) {
                writeToAll(streams, models, random, step);
            } else {
                write(streams.get(which), models.get(which), random, step);
            }
            if (random.nextInt(40) == 0) {
                store.flush();
            }
            for (int i = 0; i < 3; i++) {
                check(streams.get(i), models.get(i), random, "seed " + seed + ", step " + step);
            }
        }
    }

    private static void write(Stream stream, TreeMap<Long, Long> model, SplittableRandom random, long number) {
        long last = model.isEmpty() ? 0 : model.lastKey();
        switch (random.nextInt(6)) {
            case 0 -> {
                stream.insert(rows(stream, number, last + 1, last + 4));
                model.put(last + 1, number);
                model.put(last + 4, number);
            }
            case 1 -> {
                long late = random.nextLong(last + 3);
                stream.update(rows(stream, number, late));
                model.put(late, number);
            }
            case 2 -> {
                if (model.remove(last) != null) {
                    stream.remove(last);
                }
            }
            case 3 -> {
                stream.removeWindow(new KeyRange(last - 3, last + 3));
                model.subMap(last - 3, true, last + 3, true).clear();
            }
            case 4 -> {
                if (!model.isEmpty()) {
                    stream.rewrite(events -> rows(stream, number, last));
                    model.put(last, number);
                }
            }
            default -> {
                if (!model.isEmpty()) {
                    stream.replace(rows(stream, number, last));
                    model.put(last, number);
                }
            }
        }
    }

    private void writeToAll(
            List<Stream> streams, List<TreeMap<Long, Long>> models, SplittableRandom random, long number) {
        MultiStreamBatch batch = new MultiStreamBatch(streams.get(0).layout(), 3);
        for (int i = 0; i < streams.size(); i++) {
            long key = (models.get(i).isEmpty() ? 0 : models.get(i).lastKey()) + random.nextInt(3);
            batch.addRow(streams.get(i), key);
            batch.rows().longs(COUNT)[i] = number;
            if (isNull(number)) {
                batch.rows().column(LEVEL).setNull(i);
            } else {
                batch.rows().doubles(LEVEL)[i] = level(key, number);
            }
            models.get(i).put(key, number);
        }
        assertEquals(List.of(), store.update(batch));
    }

    private void check(Stream stream, TreeMap<Long, Long> model, SplittableRandom random, String when) {
        for (int again = 0; again < 2; again++) {
            check(stream, Long.MAX_VALUE, Probe.AT_OR_BEFORE, model.lastEntry(), when);
            long last = model.isEmpty() ? 5 : model.lastKey();
            long key = last + random.nextInt(5) - 2;
            check(stream, key, Probe.AT_OR_BEFORE, model.floorEntry(key), when);
            check(stream, key, Probe.BEFORE, model.lowerEntry(key), when);
            check(stream, key, Probe.AT, model.containsKey(key) ? model.floorEntry(key) : null, when);
            check(stream, key, Probe.AT_OR_AFTER, model.ceilingEntry(key), when);
        }
    }

    private void check(Stream stream, long key, Probe probe, Map.Entry<Long, Long> expected, String when) {
        long expectedKey = expected == null ? 0 : expected.getKey();
        long expectedNumber = expected == null ? -1 : expected.getValue();
        assertEquals(expectedNumber, number(stream, key, probe, expectedKey), () -> when + ", " + probe + " at " + key);
    }

    @Test
    void readersBesideAWriterNeverGoBackAndNeverSeeHalfARow() throws Exception {
        Stream stream = stream("pump");
        stream.insert(rows(stream, 0, 0));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(pool.submit(readForwards(stream, done)));
            }
            for (long number = 1; number <= 60_000; number++) {
                stream.update(rows(stream, number, number / 3));
            }
            done.set(true);
            for (Future<Long> seen : readers) {
                assertTrue(seen.get() > 100, "the reader did not read");
            }
            assertEquals(60_000, number(stream, Long.MAX_VALUE, Probe.AT_OR_BEFORE, 20_000));
        } finally {
            done.set(true);
            pool.shutdownNow();
        }
    }

    /** Every read, kept or from a snapshot, shows what the read before showed, or something newer. */
    private static Callable<Long> readForwards(Stream stream, AtomicBoolean done) {
        return () -> {
            PointReader reader = new PointReader();
            ColumnBatch found = new ColumnBatch(stream.layout(), 1);
            long newest = 0;
            long reads = 0;
            for (; !done.get(); reads++) {
                found.clear();
                if (reads % 3 == 0) {
                    try (StreamSnapshot snapshot = stream.snapshot()) {
                        assertTrue(snapshot.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, found));
                    }
                } else {
                    assertTrue(stream.find(reader, Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, found));
                }
                long number = wholeRow(found);
                assertTrue(number >= newest, number + " after " + newest);
                newest = number;
            }
            return reads;
        };
    }

    @Test
    void aDeletedStreamAndAClosedStoreHaveNone() {
        Stream stream = stream("pump");
        Stream other = stream("other");
        for (Stream each : List.of(stream, other)) {
            each.insert(rows(each, 1, 10));
            assertEquals(1, number(each, Long.MAX_VALUE, Probe.AT_OR_BEFORE, 10));
        }
        store.registry().deleteStream(Registry.DEFAULT_NAMESPACE, "pump");
        Stream again = stream("pump");
        assertEquals(-1, number(again, Long.MAX_VALUE, Probe.AT_OR_BEFORE, 10));
        store.close();
        assertThrows(UnavailableException.class, () -> number(other, Long.MAX_VALUE, Probe.AT_OR_BEFORE, 10));
    }
}
