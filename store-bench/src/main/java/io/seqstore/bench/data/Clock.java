package io.seqstore.bench.data;

/** How far events lie off their slots: a random number of steps of the clock. */
enum Clock {
    /** A millisecond clock that is up to 5 ms early or late. */
    MILLISECONDS(-5, 11, 10_000),

    /** The same spread in single ticks. */
    TICKS(-50_000, 100_001, 1),

    /** A microsecond clock that is up to 9 us late. */
    MICROSECONDS(0, 10, 10);

    private final int firstStep;
    private final int steps;
    private final int ticksPerStep;

    Clock(int firstStep, int steps, int ticksPerStep) {
        this.firstStep = firstStep;
        this.steps = steps;
        this.ticksPerStep = ticksPerStep;
    }

    /** How many ticks early (negative) or late an event is. */
    long jitter(long random) {
        return (long) (firstStep + Mixing.below(steps, random)) * ticksPerStep;
    }
}
