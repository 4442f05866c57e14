package io.seqstore.types.event;

import java.util.Arrays;

/** A column of doubles. */
public final class DoubleColumn extends Column {
    private double[] values = new double[0];

    DoubleColumn() {}

    @Override
    public ColumnKind kind() {
        return ColumnKind.DOUBLE;
    }

    /** The array behind the column; replaced when the column grows. */
    public double[] values() {
        return values;
    }

    public double get(int row) {
        return values[row];
    }

    /** Sets a row that {@link #ensureCapacity} made room for. */
    public void set(int row, double value) {
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
        values[toRow] = ((DoubleColumn) from).values[fromRow];
    }

    @Override
    void copyValues(Column from, int[] rows, int count, int atRow) {
        double[] source = ((DoubleColumn) from).values;
        for (int i = 0; i < count; i++) {
            values[atRow + i] = source[rows[i]];
        }
    }

    @Override
    void copyValues(Column from, int fromRow, int toRow, int atRow) {
        System.arraycopy(((DoubleColumn) from).values, fromRow, values, atRow, toRow - fromRow);
    }

    @Override
    void clearValue(int row) {
        values[row] = 0.0;
    }
}
