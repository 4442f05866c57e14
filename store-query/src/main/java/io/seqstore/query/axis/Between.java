package io.seqstore.query.axis;

import io.seqstore.types.event.ColumnBatch;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Where a key lies between two others, as the interpolation of the different kinds of values needs it (spec 07, section 3).
 * Set again for every key; not thread-safe.
 */
public abstract sealed class Between permits LongBetween, DecimalBetween {
    Between() {}

    /**
     * Goes to a key.
     *
     * @param before the batch of the event before it
     * @param beforeRow its row
     * @param key lies between the keys of the two events
     * @param after the batch of the event behind it
     * @param afterRow its row
     */
    public abstract void set(ColumnBatch before, int beforeRow, KeyPoint key, ColumnBatch after, int afterRow);

    /** The way that lies behind, as a part of the whole, in double precision: 0 at the earlier event, 1 at the later. */
    public abstract double fraction();

    /** Whether the later event is the nearer one; in the exact middle it is not. */
    public abstract boolean isNearerToEnd();

    /** The way that lies behind and the whole way, as exact integers of one unit. */
    public abstract BigInteger[] ratio();

    /**
     * {@code start + (end - start) * way / whole} in exact arithmetic, rounded half to even.
     *
     * @param start the value at the earlier key
     * @param end the value at the later key
     */
    public long integer(long start, long end) {
        return integer(BigInteger.valueOf(start), BigInteger.valueOf(end)).longValue();
    }

    /** The same for the bits of unsigned integers. */
    public final long unsigned(long start, long end) {
        return start >= 0 && end >= 0
                ? integer(start, end)
                : integer(unsignedOf(start), unsignedOf(end)).longValue();
    }

    private BigInteger integer(BigInteger start, BigInteger end) {
        BigInteger[] ratio = ratio();
        BigInteger way = ratio[0];
        BigInteger whole = ratio[1];
        BigInteger[] parts =
                end.subtract(start).multiply(way).add(start.multiply(whole)).divideAndRemainder(whole);
        BigInteger quotient = parts[0];
        int half = parts[1].abs().shiftLeft(1).compareTo(whole);
        boolean away = half > 0 || (half == 0 && quotient.testBit(0));
        return away ? quotient.add(BigInteger.valueOf(parts[1].signum())) : quotient;
    }

    /** Two lengths in units of the last decimal that either has. */
    static BigInteger[] ratio(BigDecimal way, BigDecimal whole) {
        int scale = Math.max(way.scale(), whole.scale());
        return new BigInteger[] {
            way.setScale(scale).unscaledValue(), whole.setScale(scale).unscaledValue()
        };
    }

    static BigInteger unsignedOf(long bits) {
        BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? low.setBit(Long.SIZE - 1) : low;
    }
}
