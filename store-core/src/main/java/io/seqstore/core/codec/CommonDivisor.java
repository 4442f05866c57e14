package io.seqstore.core.codec;

/** Finds the greatest number that divides the distances of all values to a base: a millisecond clock in 100 ns ticks has 10,000. */
final class CommonDivisor {
    private CommonDivisor() {}

    /** The common divisor of {@code values[i] - base}, distances read as signed; 1 when there is none or all are zero. */
    static long of(long[] values, int count, long base) {
        long divisor = 0;
        for (int i = 0; i < count; i++) {
            long distance = values[i] - base;
            if (divisor == 0 || distance % divisor != 0) {
                divisor = gcd(Math.abs(distance), divisor);
                if (divisor == 1) {
                    return 1;
                }
            }
        }
        // The distance Long.MIN_VALUE has no positive twin; such a spread gains nothing from a divisor.
        return Math.max(divisor, 1);
    }

    private static long gcd(long first, long second) {
        long a = first;
        long b = second;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
