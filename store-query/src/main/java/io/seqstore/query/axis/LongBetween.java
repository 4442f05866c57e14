package io.seqstore.query.axis;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.KeyForm;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Where a key of 64 bits lies between two others. */
final class LongBetween extends Between {
    private final KeyForm form;
    private final boolean floating;
    private long from;
    private long at;
    private long to;

    LongBetween(KeyForm form) {
        this.form = form;
        this.floating = form == KeyForm.FLOATING;
    }

    @Override
    public void set(ColumnBatch before, int beforeRow, KeyPoint key, ColumnBatch after, int afterRow) {
        from = before.key(beforeRow);
        at = key.head();
        to = after.key(afterRow);
    }

    @Override
    public double fraction() {
        double whole = form.distance(from, to);
        if (Double.isInfinite(whole)) {
            // Only floating point keys more than the greatest double apart: measured at half their size.
            double start = KeyForm.toDouble(from) / 2;
            return (KeyForm.toDouble(at) / 2 - start) / (KeyForm.toDouble(to) / 2 - start);
        }
        return form.distance(from, at) / whole;
    }

    @Override
    public boolean isNearerToEnd() {
        if (floating) {
            BigDecimal twice = exact(at).add(exact(at));
            return twice.compareTo(exact(from).add(exact(to))) > 0;
        }
        return Long.compareUnsigned(at - from, to - at) > 0;
    }

    @Override
    public long integer(long start, long end) {
        long step = end - start;
        long way = at - from;
        long whole = to - from;
        boolean stepFits = ((end ^ start) & (end ^ step)) >= 0;
        if (!floating && stepFits && whole > 0 && Math.multiplyHigh(step, way) == (step * way) >> 63) {
            return start + divideHalfEven(step * way, whole, start);
        }
        return super.integer(start, end);
    }

    @Override
    public BigInteger[] ratio() {
        return floating
                ? ratio(exact(at).subtract(exact(from)), exact(to).subtract(exact(from)))
                : new BigInteger[] {unsignedOf(at - from), unsignedOf(to - from)};
    }

    /** The exact value of a floating point key. */
    private static BigDecimal exact(long key) {
        return new BigDecimal(KeyForm.toDouble(key));
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
}
