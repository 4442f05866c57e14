package io.seqstore.core.cursor;

import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;

/** Which columns of a layout a scan decodes; the others are left untouched in the batches it delivers. Immutable. */
public final class ColumnSet {
    /** Every column. */
    public static final ColumnSet ALL = new ColumnSet(new boolean[0], true);

    /** No column: the keys alone. */
    public static final ColumnSet KEYS_ONLY = new ColumnSet(new boolean[0], false);

    private final boolean[] included;
    private final boolean beyond;

    private ColumnSet(boolean[] included, boolean beyond) {
        this.included = included;
        this.beyond = beyond;
    }

    /** These columns, by their index in the layout. */
    public static ColumnSet of(int... columns) {
        boolean[] included = new boolean[Arrays.stream(columns).max().orElse(-1) + 1];
        for (int column : columns) {
            included[column] = true;
        }
        return new ColumnSet(included, false);
    }

    /** These columns and one more. */
    public ColumnSet with(int column) {
        if (contains(column)) {
            return this;
        }
        boolean[] more = Arrays.copyOf(included, Math.max(included.length, column + 1));
        more[column] = true;
        return new ColumnSet(more, beyond);
    }

    public boolean contains(int column) {
        return column < included.length ? included[column] : beyond;
    }

    /** Appends a row of one batch to another, the key and these columns. */
    public void copyRow(ColumnBatch from, int fromRow, ColumnBatch into) {
        int row = into.addRow(from.key(fromRow));
        for (int i = 0; i < into.columnCount(); i++) {
            if (contains(i)) {
                into.column(i).copyRow(from.column(i), fromRow, row);
            }
        }
    }
}
