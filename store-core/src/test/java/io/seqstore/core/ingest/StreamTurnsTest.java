package io.seqstore.core.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One writer at a time has the turn of a stream, nobody who waits for it is forgotten. */
@Timeout(120)
class StreamTurnsTest {
    private static final int STREAMS = 70;
    private static final int THREADS = 6;
    private static final int ROUNDS = 20_000;

    private final StreamTurns turns = new StreamTurns();
    private final long[] writes = new long[STREAMS];

    @Test
    void aTurnThatIsTakenIsToldAndCountedWhenItIsGivenBack() {
        long before = turns.writes(3);
        turns.take(3);
        assertEquals(StreamTurns.BEING_WRITTEN, turns.writes(3));
        turns.giveBack(3);
        assertTrue(turns.writes(3) > before);
        assertEquals(before, turns.writes(4));
    }

    @Test
    void ofSeveralRowsOfAStreamItsTurnIsTakenOnce() {
        int[] rows = {1, 1, 5, 2000, 2000};
        turns.takeAll(rows, rows.length);
        assertEquals(StreamTurns.BEING_WRITTEN, turns.writes(1));
        assertEquals(StreamTurns.BEING_WRITTEN, turns.writes(2000));
        turns.giveBackAll(rows, rows.length);
        for (int ordinal : rows) {
            turns.take(ordinal);
            turns.giveBack(ordinal);
        }
    }

    @Test
    void aDeletionIsSeenOnceTheTurnWasGivenBack() {
        assertFalse(turns.wasDeleted(7));
        turns.take(7);
        turns.setDeleted(7);
        turns.giveBack(7);
        assertTrue(turns.wasDeleted(7));
        assertFalse(turns.wasDeleted(8));
    }

    @Test
    void whoWaitsIsWokenThoughInterrupted() throws InterruptedException {
        turns.take(9);
        CountDownLatch taken = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            turns.take(9);
            assertTrue(Thread.currentThread().isInterrupted());
            turns.giveBack(9);
            taken.countDown();
        });
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        assertEquals(1, taken.getCount());
        turns.giveBack(9);
        taken.await();
        waiting.join();
    }

    /** Plain counters that only those change who have the turn: one lost shows that two had it. */
    @Test
    void writersOfOneAndOfManyStreamsTakeTurns() throws InterruptedException {
        Thread[] threads = new Thread[THREADS];
        long[][] done = new long[THREADS][STREAMS];
        for (int i = 0; i < THREADS; i++) {
            long seed = 100L + i;
            long[] mine = done[i];
            threads[i] = new Thread(() -> writeAtRandom(new Random(seed), mine), "writer with seed " + seed);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int ordinal = 0; ordinal < STREAMS; ordinal++) {
            long expected = 0;
            for (long[] mine : done) {
                expected += mine[ordinal];
            }
            assertEquals(expected, writes[ordinal], "writes to stream " + ordinal);
        }
    }

    private void writeAtRandom(Random random, long[] mine) {
        for (int round = 0; round < ROUNDS; round++) {
            if (random.nextBoolean()) {
                // Few streams, so that many wait.
                int ordinal = random.nextInt(4);
                turns.take(ordinal);
                write(ordinal, random, mine);
                turns.giveBack(ordinal);
            } else {
                int[] ordinals =
                        random.ints(1 + random.nextInt(10), 0, STREAMS).sorted().toArray();
                turns.takeAll(ordinals, ordinals.length);
                Arrays.stream(ordinals).forEach(ordinal -> write(ordinal, random, mine));
                turns.giveBackAll(ordinals, ordinals.length);
            }
        }
    }

    private void write(int ordinal, Random random, long[] mine) {
        long before = writes[ordinal];
        if (random.nextInt(50) == 0) {
            Thread.yield();
        }
        writes[ordinal] = before + 1;
        mine[ordinal]++;
    }
}
