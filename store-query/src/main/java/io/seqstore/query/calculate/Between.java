package io.seqstore.query.calculate;

import io.seqstore.query.plan.KeyAxis;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Where a key lies between two others, as the interpolation of the different kinds of values needs it. Reused. */
final class Between {
    private final KeyAxis axis;
    private long from;
    private long at;
    private long to;

    Between(KeyAxis axis) {
        this.axis = axis;
    }

    void set(long newFrom, long newAt, long newTo) {
        this.from = newFrom;
        this.at = newAt;
        this.to = newTo;
    }

    /** The way that lies behind, as a part of the whole, in double precision. */
    double fraction() {
        return axis.fraction(from, at, to);
    }

    /** Whether the later key is the nearer one; in the exact middle it is not. */
    boolean isNearerToEnd() {
        return axis.isNearerToEnd(from, at, to);
    }

    /**
     * {@code start + (end - start) * way / whole} in exact arithmetic, rounded half to even.
     *
     * @param start the value at the earlier key
     * @param end the value at the later key
     */
    long integer(long start, long end) {
        long step = end - start;
        long way = at - from;
        long whole = to - from;
        boolean stepFits = ((end ^ start) & (end ^ step)) >= 0;
        if (!axis.isFloating() && stepFits && whole > 0 && Math.multiplyHigh(step, way) == (step * way) >> 63) {
            return start + divideHalfEven(step * way, whole, start);
        }
        return integer(BigInteger.valueOf(start), BigInteger.valueOf(end)).longValue();
    }

    /** The same for the bits of unsigned integers. */
    long unsigned(long start, long end) {
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

    /** The way that lies behind and the whole way, as exact integers of one unit. */
    BigInteger[] ratio() {
        if (!axis.isFloating()) {
            return new BigInteger[] {unsignedOf(at - from), unsignedOf(to - from)};
        }
        BigDecimal first = KeyAxis.exact(from);
        BigDecimal exactWay = KeyAxis.exact(at).subtract(first);
        BigDecimal exactWhole = KeyAxis.exact(to).subtract(first);
        int scale = Math.max(exactWay.scale(), exactWhole.scale());
        return new BigInteger[] {
            exactWay.setScale(scale).unscaledValue(), exactWhole.setScale(scale).unscaledValue()
        };
    }

    /** {@code dividend / divisor} rounded so that {@code start} plus the result is half to even; the divisor is positive. */
    private static long divideHalfEven(long dividend, long divisor, long start) {
        long quotient = Math.floorDiv(dividend, divisor);
        long remainder = dividend - quotient * divisor;
        // Compares the remainder with the rest of the divisor, because twice the remainder might overflow.
        int half = Long.compare(remainder, divisor - remainder);
        boolean up = half > 0 || (half == 0 && ((start + quotient) & 1) != 0);
        return up ? quotient + 1 : quotient;
    }

    private static BigInteger unsignedOf(long bits) {
        BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? low.setBit(Long.SIZE - 1) : low;
    }
}
