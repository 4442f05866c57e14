package io.seqstore.query.calculate;

import io.seqstore.query.plan.NumberForm;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;

/**
 * The values of a property as doubles, a stretch of rows at a time, so that the loops over them need not know its type.
 * Points in time are counted from the first one of an interval, because ticks since year 1 are finer than a double. Reused.
 */
final class NumberReader {
    private final PropertyLayout property;
    private final NumberForm form;
    private double[] converted = new double[0];
    private boolean baseKnown;
    private long base;

    NumberReader(SummaryPlan.Property summarised) {
        this.property = summarised.property();
        this.form = summarised.form();
    }

    /** The column of the values. */
    Column column(ColumnBatch batch) {
        return batch.column(property.column());
    }

    /** Forgets from where points in time are counted. */
    void beginInterval() {
        baseKnown = false;
        base = 0;
    }

    /** The ticks from which points in time are counted in this interval; 0 for everything else. */
    long base() {
        return base;
    }

    /** The same after a value that is not null was met; of the values of one interval the first counts. */
    long baseAt(long bits) {
        if (form == NumberForm.DATE_TIME && !baseKnown) {
            base = bits;
            baseKnown = true;
        }
        return base;
    }

    /** The values of the rows {@code from..to-1}, at their rows; good until the next call. A null row has any value. */
    double[] read(ColumnBatch batch, int from, int to) {
        int column = property.column();
        ColumnKind kind = batch.column(column).kind();
        if (kind == ColumnKind.DOUBLE) {
            return batch.doubles(column);
        }
        if (converted.length < to) {
            converted = new double[Math.max(to, converted.length * 2)];
        }
        if (kind == ColumnKind.BYTES) {
            DecimalColumn.toDoubles(batch, column, from, to, converted);
        } else if (form == NumberForm.DATE_TIME) {
            fixBase(batch, from, to);
            subtract(batch.longs(column), from, to, base, converted);
        } else if (property.code().scalar() == SdsTypeCode.UINT64) {
            unsigned(batch.longs(column), from, to, converted);
        } else {
            subtract(batch.longs(column), from, to, 0, converted);
        }
        return converted;
    }

    private void fixBase(ColumnBatch batch, int from, int to) {
        for (int row = from; row < to && !baseKnown; row++) {
            if (!batch.column(property.column()).isNull(row)) {
                base = batch.longs(property.column())[row];
                baseKnown = true;
            }
        }
    }

    private static void subtract(long[] values, int from, int to, long base, double[] out) {
        for (int row = from; row < to; row++) {
            out[row] = values[row] - base;
        }
    }

    private static void unsigned(long[] values, int from, int to, double[] out) {
        for (int row = from; row < to; row++) {
            out[row] = KeyForm.unsignedToDouble(values[row]);
        }
    }
}
