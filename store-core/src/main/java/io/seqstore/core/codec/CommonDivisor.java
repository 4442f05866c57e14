package io.seqstore.core.codec;

/**
 * The greatest number that divides the distances of all values to a base: a millisecond clock in 100 ns ticks has 10,000. Dividing
 * by it, and asking whether it divides, is a multiplication by its inverse modulo 2^64: division is the slowest instruction there
 * is, and these are two of them for each row. Immutable.
 */
final class CommonDivisor {
    /** Divides everything. */
    static final CommonDivisor ONE = new CommonDivisor(1);

    private final long divisor;

    /** Zeros at the end of the divisor. */
    private final int shift;

    /** What the odd part of the divisor must be multiplied by to give 1. */
    private final long inverse;

    /** The greatest quotient of an unsigned number. */
    private final long greatestQuotient;

    private CommonDivisor(long divisor) {
        this.divisor = divisor;
        this.shift = Long.numberOfTrailingZeros(divisor);
        this.inverse = inverse(divisor >>> shift);
        this.greatestQuotient = Long.divideUnsigned(-1L, divisor);
    }

    /** By Newton's method: an odd number is its own inverse in the last three bits, and each step doubles how many are right. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int right = 3; right < Long.SIZE; right *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /** The common divisor of {@code values[i] - base}, distances read as signed; 1 when there is none or all are zero. */
    static CommonDivisor of(long[] values, int count, long base) {
        CommonDivisor common = ONE;
        int row = 0;
        while (row < count && values[row] == base) {
            row++;
        }
        if (row < count) {
            common = ofPositive(Math.abs(values[row] - base));
        }
        while (common.divisor > 1) {
            row = common.firstUndivided(values, row, count, base);
            if (row == count) {
                return common;
            }
            common = ofPositive(gcd(Math.abs(values[row] - base), common.divisor));
        }
        return ONE;
    }

    /** The distance Long.MIN_VALUE has no positive twin; such a spread gains nothing from a divisor. */
    private static CommonDivisor ofPositive(long divisor) {
        return divisor > 1 ? new CommonDivisor(divisor) : ONE;
    }

    /** The first row from one on whose distance is no multiple; {@code count} when there is none. */
    private int firstUndivided(long[] values, int from, int count, long base) {
        for (int i = from; i < count; i++) {
            // The product of a multiple is its quotient, and products of all others lie above every quotient.
            long product = Math.abs(values[i] - base) * inverse;
            if (Long.compareUnsigned(Long.rotateRight(product, shift), greatestQuotient) > 0) {
                return i;
            }
        }
        return count;
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

    /** The divisor, at least 1. */
    long value() {
        return divisor;
    }

    /** How many times the divisor goes into a multiple of it, read as signed. */
    long quotient(long multiple) {
        return (multiple >> shift) * inverse;
    }
}
