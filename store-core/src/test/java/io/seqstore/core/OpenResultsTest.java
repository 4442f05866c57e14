package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.types.KeyRange;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStreamView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spec 02, C-9: a reader whose stream is deleted, or changes its type, in the middle of a result completes on what it began
 * with or fails; it never gets less, and nothing from before and after together.
 */
@Timeout(300)
class OpenResultsTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final String SAME = "same";
    /** More than one batch of a cursor, in a segment and in memory. */
    private static final int EVENTS = 1_500;
    /** More with {@code -Dseqstore.races.rounds=}. */
    private static final int ROUNDS = Integer.getInteger("seqstore.races.rounds", 1_000);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    /** What happens to a stream while it is read. */
    private enum Blow {
        DELETED {
            @Override
            void strike(Store store) {
                store.registry().deleteStream(NS, "pump");
            }
        },
        MADE_ANEW {
            @Override
            void strike(Store store) {
                store.registry().deleteStream(NS, "pump");
                fill(store, 1_000_000);
            }
        },
        RETYPED {
            @Override
            void strike(Store store) {
                store.changeStreamType(NS, "pump", SAME);
                Stream pump = store.stream(NS, "pump");
                pump.insert(TestEvents.batch(pump.layout(), List.of(new Row(5_000_000, 1, 1.0, "after"))));
            }
        };

        abstract void strike(Store store);
    }

    private static void define(Store store) {
        store.registry().getOrCreateType(NS, TestEvents.TYPE);
        store.registry().streamViews().createOrUpdate(NS, SdsStreamView.of(SAME, "Pump", "Pump"));
    }

    /** Fills the stream with one generation of events: their keys begin there, their states say so as well. */
    private static void fill(Store store, long firstKey) {
        Stream pump = TestEvents.stream(store, "pump");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            rows.add(new Row(firstKey + i, (int) firstKey, (double) i, "note"));
        }
        pump.insert(TestEvents.batch(pump.layout(), rows.subList(0, EVENTS / 2)));
        store.flush();
        pump.insert(TestEvents.batch(pump.layout(), rows.subList(EVENTS / 2, EVENTS)));
    }

    private static List<Long> keysFrom(long firstKey) {
        return LongStream.range(firstKey, firstKey + EVENTS).boxed().toList();
    }

    /** Reads what is left of a result. */
    private static List<Long> rest(EventCursor cursor, long firstKey) {
        List<Long> keys = new ArrayList<>();
        while (cursor.next()) {
            long key = cursor.batch().key(cursor.row());
            assertEquals(firstKey, cursor.batch().longs(0)[cursor.row()], "the state of " + key);
            keys.add(key);
        }
        return keys;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Blow.class)
    void aResultThatWasBegunCompletesOnItsSnapshot(Blow blow) {
        try (Store store = Store.open(folder, StoreOptions.defaults())) {
            define(store);
            fill(store, 0);
            try (StreamSnapshot snapshot = store.stream(NS, "pump").snapshot();
                    EventCursor cursor = snapshot.events(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
                assertTrue(cursor.next());
                blow.strike(store);
                // The files and the memory of the old events are gone for everybody else.
                store.flush();
                store.compact();
                assertEquals(keysFrom(0).subList(1, EVENTS), rest(cursor, 0));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Blow.class)
    void whoLookedTheStreamUpBeforeIsRefusedAfterwards(Blow blow) {
        try (Store store = Store.open(folder, StoreOptions.defaults())) {
            define(store);
            fill(store, 0);
            Stream pump = store.stream(NS, "pump");
            PointReader reader = new PointReader();
            blow.strike(store);
            // Leaves out what was in memory, while a segment still has the first half.
            store.flush();
            ColumnBatch found = new ColumnBatch(pump.layout(), 1);
            assertThrows(SeqstoreException.class, pump::snapshot);
            for (long key : new long[] {0, EVENTS - 1, Long.MAX_VALUE}) {
                assertThrows(
                        SeqstoreException.class,
                        () -> pump.find(key, Probe.AT_OR_BEFORE, ColumnSet.ALL, found),
                        () -> "event at " + key);
                assertThrows(SeqstoreException.class, () -> pump.findNeighbours(reader, key, found, found));
            }
            assertEquals(0, found.count());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1})
    void aResultThatIsRacedWithIsWholeOrRefused(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int whole = 0;
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            define(store);
            for (int round = 0; round < ROUNDS; round++) {
                String where = "seed " + seed + ", round " + round;
                fill(store, 0);
                Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
                int delay = random.nextInt(20_000);
                CountDownLatch start = new CountDownLatch(1);
                Future<List<Long>> reader = threads.submit(() -> {
                    start.await();
                    return readAll(store);
                });
                Future<?> other = threads.submit(() -> {
                    start.await();
                    spin(delay);
                    blow.strike(store);
                    store.flush();
                    return null;
                });
                start.countDown();
                other.get();
                List<Long> read = reader.get();
                if (read != null) {
                    assertTrue(isOneState(read, blow), where + ", " + blow + ": " + read.size() + " events");
                    whole += read.equals(keysFrom(0)) ? 1 : 0;
                }
                if (blow != Blow.DELETED) {
                    store.registry().deleteStream(NS, "pump");
                }
            }
        }
        assertTrue(whole > ROUNDS / 20, "reads that completed on what was there before: " + whole);
    }

    /** The keys of all events, or null when the store refuses. */
    private static List<Long> readAll(Store store) {
        try (StreamSnapshot snapshot = store.stream(NS, "pump").snapshot();
                EventCursor cursor = snapshot.events(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            List<Long> keys = new ArrayList<>();
            while (cursor.next()) {
                keys.add(cursor.batch().key(cursor.row()));
            }
            return keys;
        } catch (SeqstoreException refused) {
            return null;
        }
    }

    /** All events from before; or what was there at one moment after. */
    private static boolean isOneState(List<Long> read, Blow blow) {
        if (read.equals(keysFrom(0))) {
            return true;
        }
        return switch (blow) {
            case DELETED -> false;
            // It is made, then filled by two writes.
            case MADE_ANEW ->
                List.of(List.of(), keysFrom(1_000_000).subList(0, EVENTS / 2), keysFrom(1_000_000))
                        .contains(read);
            case RETYPED ->
                read.size() == EVENTS + 1
                        && read.subList(0, EVENTS).equals(keysFrom(0))
                        && read.get(EVENTS) == 5_000_000L;
        };
    }

    private static void spin(int nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}
