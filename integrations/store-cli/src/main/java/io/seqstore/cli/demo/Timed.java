package io.seqstore.cli.demo;

import io.seqstore.cli.terminal.Figures;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What a read answered, and how long it takes.
 *
 * @param answer what it answered
 * @param nanos the median of several runs, because the first ones show how the JVM warms up
 * @param <T> what it answers
 */
record Timed<T>(T answer, long nanos) {
    static final int RUNS = 21;
    private static final long ENOUGH_NANOS = 300_000_000L;

    /** Runs a read several times. */
    static <T> Timed<T> of(Supplier<T> read) {
        long[] nanos = new long[RUNS];
        long begun = System.nanoTime();
        int runs = 0;
        T answer;
        do {
            long before = System.nanoTime();
            answer = read.get();
            nanos[runs++] = System.nanoTime() - before;
        } while (runs < RUNS && System.nanoTime() - begun < ENOUGH_NANOS);
        Arrays.sort(nanos, 0, runs);
        return new Timed<>(answer, nanos[runs / 2]);
    }

    /** The time as it stands behind a heading. */
    String time() {
        return Figures.duration(nanos);
    }
}
