package io.seqstore.bench.data;

/**
 * The values that one or more sensors measure. The measurement is a level, a daily swing that all share, and a
 * mean-reverting random walk with steps of 4.6 thousandths (standard deviation); rounded to three decimals, or not. The
 * state is one of eight and changes about once in a thousand events.
 */
final class Sensors {
    private static final int STATES = 8;

    /** A state changes when these bits of a random number are all zero: once in 1,024 events. */
    private static final long STATE_CHANGE_BITS = 0x3FFL << 21;

    /** The number of one bits among 85 random ones has a standard deviation of 4.6 and a mean of 42.5. */
    private static final long STEP_BITS = (1L << 21) - 1;

    private static final double MEAN_OF_STEP = 42.5;
    private static final double REVERSION = 0.9999;
    private static final double THOUSANDTHS = 1000.0;
    private static final int LEVELS = 80;
    private static final int LOWEST_LEVEL = 10;

    private final long seed;
    private final boolean decimals;
    private final int firstStream;
    private final double[] walks;
    private final int[] states;
    private final DailySwing swing = new DailySwing();

    /**
     * Sensors with consecutive stream numbers, before their first event.
     *
     * @param decimals whether measurements are rounded to three decimals
     */
    Sensors(long seed, boolean decimals, int firstStream, int count) {
        this.seed = seed;
        this.decimals = decimals;
        this.firstStream = firstStream;
        this.walks = new double[count];
        this.states = new int[count];
    }

    /** Lets a second pass for all of them. */
    void tick() {
        swing.tick();
    }

    /** Appends the next event of a sensor. */
    void emit(int sensor, long index, long slot, Clock clock, EventChunk chunk) {
        int stream = firstStream + sensor;
        long first = Mixing.random(seed, stream, index);
        long second = Mixing.next(first);
        double step = Long.bitCount(first) + Long.bitCount(second & STEP_BITS) - MEAN_OF_STEP;
        double walk = walks[sensor] * REVERSION + step;
        walks[sensor] = walk;
        if ((second & STATE_CHANGE_BITS) == 0) {
            states[sensor] = (states[sensor] + 1 + Mixing.below(STATES - 1, Mixing.next(second))) % STATES;
        }
        double thousandths = (level(stream) + swing.now()) * THOUSANDTHS + walk;
        double measurement = (decimals ? Math.rint(thousandths) : thousandths) / THOUSANDTHS;
        long key = slot + clock.jitter(second);
        chunk.add(stream, key, states[sensor], measurement);
    }

    private static int level(int stream) {
        return LOWEST_LEVEL + (int) (stream * 37L % LEVELS);
    }
}
