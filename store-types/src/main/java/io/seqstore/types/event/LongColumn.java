package io.seqstore.types.event;

import java.util.Arrays;

/** A column of 64-bit integers. */
public final class LongColumn extends Column {
    private long[] values = new long[0];

    LongColumn() {}

    @Override
    public ColumnKind kind() {
        return ColumnKind.LONG;
    }

    /** The array behind the column; replaced when the column grows. */
    public long[] values() {
        return values;
    }

    public long get(int row) {
        return values[row];
    }

    /** Sets a row that {@link #ensureCapacity} made room for. */
    public void set(int row, long value) {
        values[row] = value;
    }

    @Override
    public void ensureCapacity(int rows) {
        if (rows > values.length) {
            values = Arrays.copyOf(values, Math.max(rows, values.length * 2));
        }
    }

    @Override
    void copyValue(Column from, int fromRow, int toRow) {
        values[toRow] = ((LongColumn) from).values[fromRow];
    }

    @Override
    void copyValues(Column from, int[] rows, int count, int atRow) {
        long[] source = ((LongColumn) from).values;
        for (int i = 0; i < count; i++) {
            values[atRow + i] = source[rows[i]];
        }
    }

    @Override
    void copyValues(Column from, int fromRow, int toRow, int atRow) {
        System.arraycopy(((LongColumn) from).values, fromRow, values, atRow, toRow - fromRow);
    }

    @Override
    void clearValue(int row) {
        values[row] = 0L;
    }
}
