package io.seqstore.core.cursor;

import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.LongColumn;

/**
 * How many values of a column there are and what they add up to: of those that are neither null nor not-a-number. Blocks of
 * decimals are added in whole numbers, so that the sum may differ from that of the doubles one by one, by less rounding.
 * Reused after {@link #clear}; one thread.
 */
public final class ColumnTotal {
    private long count;
    private double sum;

    /** Forgets what was added. */
    public void clear() {
        count = 0;
        sum = 0;
    }

    /** How many values were added. */
    public long count() {
        return count;
    }

    /** What they add up to. */
    public double sum() {
        return sum;
    }

    /** Adds some values of which the sum is known. */
    public void add(long values, double sumOfValues) {
        count += values;
        sum += sumOfValues;
    }

    /**
     * Adds rows of a column of numbers.
     *
     * @param from the first row
     * @param to one behind the last
     */
    public void add(ColumnBatch batch, int column, int from, int to) {
        Column values = batch.column(column);
        if (values instanceof DoubleColumn doubles) {
            for (int row = from; row < to; row++) {
                double value = doubles.get(row);
                if (!Double.isNaN(value) && !values.isNull(row)) {
                    add(1, value);
                }
            }
        } else if (values instanceof LongColumn longs) {
            for (int row = from; row < to; row++) {
                if (!values.isNull(row)) {
                    add(1, (double) longs.get(row));
                }
            }
        } else {
            throw new IllegalArgumentException("byte runs have no sum");
        }
    }
}
