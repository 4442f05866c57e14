package io.seqstore.bench.macro;

/** Adds numbers as fast as plain Java can: four sums side by side, since one would wait for itself. */
public final class Sums {
    private static final int CHAINS = 4;

    private Sums() {}

    /** The sum of {@code values[from..to)}. */
    public static double of(double[] values, int from, int to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i <= to - CHAINS; i += CHAINS) {
            first += values[i];
            second += values[i + 1];
            third += values[i + 2];
            fourth += values[i + 3];
        }
        for (; i < to; i++) {
            first += values[i];
        }
        return first + second + (third + fourth);
    }

    /** The sum of {@code values[from..to)}, wrapping around. */
    public static long of(long[] values, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }
}
