package io.seqstore.core.codec;

/**
 * Finds the greatest number that divides the distances of all values to a base, and divides by it: a millisecond clock in 100
 * ns ticks has 10,000.
 *
 * <p>The processor takes longer to divide two longs than for all else that encoding a row needs. So multiples are found, and
 * divided, by the reciprocal as a double, which is exact for them as long as they are not too large.
 */
final class CommonDivisor {
    /** Distances of at most so many bits: the product with the reciprocal is off by less than a half before it is rounded. */
    private static final int MAX_BITS = 51;

    private CommonDivisor() {}

    /** The common divisor of {@code values[i] - base}, distances read as signed; 1 when there is none or all are zero. */
    static long of(long[] values, int count, long base) {
        long divisor = 0;
        double reciprocal = 0;
        for (int i = 0; i < count; i++) {
            long distance = values[i] - base;
            if (divisor == 0 || !isMultiple(distance, divisor, reciprocal)) {
                divisor = gcd(Math.abs(distance), divisor);
                if (divisor == 1) {
                    return 1;
                }
                reciprocal = 1.0 / divisor;
            }
        }
        // The distance Long.MIN_VALUE has no positive twin; such a spread gains nothing from a divisor.
        return Math.max(divisor, 1);
    }

    private static boolean isMultiple(long distance, long divisor, double reciprocal) {
        return isSmall(distance)
                ? (long) Math.rint(distance * reciprocal) * divisor == distance
                : distance % divisor == 0;
    }

    private static boolean isSmall(long distance) {
        return (distance + (1L << MAX_BITS)) >>> (MAX_BITS + 1) == 0;
    }

    /** Replaces each value by its distance to a base in units of a divisor of all distances. */
    static void divide(long[] values, int count, long base, long divisor) {
        if (divisor == 1) {
            for (int i = 0; i < count; i++) {
                values[i] -= base;
            }
            return;
        }
        double reciprocal = 1.0 / divisor;
        for (int i = 0; i < count; i++) {
            long distance = values[i] - base;
            values[i] = isSmall(distance) ? (long) Math.rint(distance * reciprocal) : distance / divisor;
        }
    }

    /** The greatest common divisor without divisions; numbers are read as unsigned. */
    private static long gcd(long first, long second) {
        if (first == 0 || second == 0) {
            return first | second;
        }
        int twos = Long.numberOfTrailingZeros(first | second);
        long a = first >>> Long.numberOfTrailingZeros(first);
        long b = second;
        while (b != 0) {
            b >>>= Long.numberOfTrailingZeros(b);
            long difference = b - a;
            a = Math.min(a, b);
            b = Math.abs(difference);
        }
        return a << twos;
    }
}
