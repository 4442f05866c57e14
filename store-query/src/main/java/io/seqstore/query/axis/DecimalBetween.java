package io.seqstore.query.axis;

import io.seqstore.types.event.ColumnBatch;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Where a decimal lies between two others: exact, but for the fraction, which is the quotient of two doubles. */
final class DecimalBetween extends Between {
    private final DecimalAxis axis;
    private BigDecimal way = BigDecimal.ZERO;
    private BigDecimal whole = BigDecimal.ONE;

    DecimalBetween(DecimalAxis axis) {
        this.axis = axis;
    }

    @Override
    public void set(ColumnBatch before, int beforeRow, KeyPoint key, ColumnBatch after, int afterRow) {
        BigDecimal from = axis.number(before, beforeRow);
        way = axis.number(key.key()).subtract(from);
        whole = axis.number(after, afterRow).subtract(from);
    }

    @Override
    public double fraction() {
        return way.doubleValue() / whole.doubleValue();
    }

    @Override
    public boolean isNearerToEnd() {
        return way.add(way).compareTo(whole) > 0;
    }

    @Override
    public BigInteger[] ratio() {
        return ratio(way, whole);
    }
}
