package io.seqstore.bench.micro;

import java.util.SplittableRandom;

/** Columns as they occur, each with what a reader that knows them must know: a step a row, a divisor, a power of ten. */
public enum ColumnKind {
    /** Keys a second apart, in ticks. */
    CLOCK(true, false, 10_000_000, 10_000, 1),
    /** Keys a second apart, up to 5 whole milliseconds early or late. */
    JITTER_MILLISECONDS(true, false, 10_000_000, 10_000, 1),
    /** Keys a second apart, up to 50,000 ticks early or late. */
    JITTER_TICKS(true, false, 10_000_000, 1, 1),
    /** Integers 0..999 in no order. */
    INTEGERS(false, false, 0, 1, 1),
    /** One integer. */
    CONSTANT(false, false, 0, 1, 1),
    /** Doubles of three decimals that wander. */
    DECIMALS(false, true, 0, 1, 1000),
    /** Doubles of full precision. */
    FULL_REALS(false, true, 0, 1, 0);

    private static final int MOST_ROWS = 8192;
    private static final int JITTER = 11;
    private static final int JITTER_IN_TICKS = 100_001;
    private static final int LEVEL = 20_000;
    private static final int INTEGER_BOUND = 1000;

    private final boolean isKey;
    private final boolean isDouble;
    private final long step;
    private final long divisor;
    private final double power;
    /** Filled once, handed out one by one. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final long[] integers = new long[MOST_ROWS];

    ColumnKind(boolean isKey, boolean isDouble, long step, long divisor, double power) {
        this.isKey = isKey;
        this.isDouble = isDouble;
        this.step = step;
        this.divisor = divisor;
        this.power = power;
        SplittableRandom random = new SplittableRandom(name().length());
        long level = LEVEL;
        for (int i = 0; i < MOST_ROWS; i++) {
            // Steps like those of the series: a standard deviation of 4.6 thousandths.
            level += Long.bitCount(random.nextLong()) + Long.bitCount(random.nextLong() >>> 43) - 42;
            integers[i] = i * step + distance(random, level);
        }
    }

    private long distance(SplittableRandom random, long level) {
        return switch (name()) {
            case "JITTER_MILLISECONDS" -> random.nextInt(JITTER) * divisor;
            case "JITTER_TICKS" -> random.nextInt(JITTER_IN_TICKS);
            case "INTEGERS" -> random.nextInt(INTEGER_BOUND);
            case "DECIMALS" -> level;
            case "FULL_REALS" -> Double.doubleToRawLongBits(random.nextDouble());
            default -> 0;
        };
    }

    /** Whether these are keys, else a column beside steady keys. */
    boolean isKey() {
        return isKey;
    }

    boolean isDouble() {
        return isDouble;
    }

    /** What lies between two rows, about. */
    long step() {
        return step;
    }

    /** What divides the distances from the steps. */
    long divisor() {
        return divisor;
    }

    /** What the integer of a row is divided by for its double; 0 where it is the bits of the double. */
    double power() {
        return power;
    }

    /** The integer of a row. */
    long integer(int row) {
        return integers[row];
    }

    /** The double of a row. */
    double real(int row) {
        return power == 0 ? Double.longBitsToDouble(integers[row]) : integers[row] / power;
    }
}
