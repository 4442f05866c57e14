package io.seqstore.types.event;

import java.util.Arrays;

/**
 * The values of one column of a {@link ColumnBatch}, row by row. Grows by doubling and never shrinks, so that a reused
 * batch stops allocating. Not thread-safe.
 *
 * <p>Which rows are null is a bit set beside the values; the value of a null row is zero or empty.
 */
public abstract sealed class Column permits LongColumn, DoubleColumn, BytesColumn {
    private long[] nulls = new long[0];
    private boolean anyNull;

    Column() {}

    /** How the values are held. */
    public abstract ColumnKind kind();

    /** Makes room for rows {@code 0..rows-1}, keeping what is there. */
    public abstract void ensureCapacity(int rows);

    /** Copies one row of a column of the same kind, null or not. Rows are filled in ascending order. */
    public final void copyRow(Column from, int fromRow, int toRow) {
        if (from.isNull(fromRow)) {
            setNull(toRow);
        } else {
            copyValue(from, fromRow, toRow);
        }
    }

    /** Copies rows {@code fromRow..toRow-1} of a column of the same kind behind the rows {@code 0..atRow-1}. */
    final void copyRows(Column from, int fromRow, int toRow, int atRow) {
        copyValues(from, fromRow, toRow, atRow);
        if (from.hasNulls()) {
            for (int row = fromRow; row < toRow; row++) {
                if (from.isNull(row)) {
                    setNull(atRow + row - fromRow);
                }
            }
        }
    }

    /** Copies the first {@code count} rows that an array names behind the rows {@code 0..atRow-1}. */
    final void copyRows(Column from, int[] rows, int count, int atRow) {
        if (from.hasNulls()) {
            for (int i = 0; i < count; i++) {
                copyRow(from, rows[i], atRow + i);
            }
        } else {
            copyValues(from, rows, count, atRow);
        }
    }

    abstract void copyValues(Column from, int[] rows, int count, int atRow);

    abstract void copyValue(Column from, int fromRow, int toRow);

    abstract void copyValues(Column from, int fromRow, int toRow, int atRow);

    abstract void clearValue(int row);

    /** Whether the value of a row is null. */
    public final boolean isNull(int row) {
        int word = row >>> 6;
        return anyNull && word < nulls.length && (nulls[word] & (1L << row)) != 0;
    }

    /** Whether any row was set to null since the last {@link #clear}. */
    public final boolean hasNulls() {
        return anyNull;
    }

    /** Makes the value of a row null. */
    public final void setNull(int row) {
        markNull(row);
        clearValue(row);
    }

    /** Makes the value of a row null whose slot is zero or empty already, in whatever order rows are filled. */
    public final void markNull(int row) {
        int word = row >>> 6;
        if (word >= nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(word + 1, nulls.length * 2));
        }
        nulls[word] |= 1L << row;
        anyNull = true;
    }

    /** Makes the value of a row not null; the caller sets it. */
    public final void clearNull(int row) {
        int word = row >>> 6;
        if (anyNull && word < nulls.length) {
            nulls[word] &= ~(1L << row);
        }
    }

    /** Forgets the rows from this one on. */
    final void truncate(int rows) {
        for (int row = rows; anyNull && row < nulls.length * Long.SIZE; row++) {
            clearNull(row);
        }
    }

    /** The bit set of null rows: bit {@code row & 63} of word {@code row >>> 6}; may be shorter than the rows need. */
    public final long[] nullBits() {
        return nulls;
    }

    /** Forgets all rows. */
    public void clear() {
        if (anyNull) {
            Arrays.fill(nulls, 0L);
            anyNull = false;
        }
    }

    /** A new, empty column of the given kind. */
    public static Column create(ColumnKind kind) {
        return switch (kind) {
            case LONG -> new LongColumn();
            case DOUBLE -> new DoubleColumn();
            case BYTES -> new BytesColumn();
        };
    }
}
