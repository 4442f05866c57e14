package io.seqstore.query.filter;

import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;

/**
 * A part of a filter that has a value for each row of a batch. After {@link #evaluate} the values of the rows asked for stand
 * at those rows of an array; where a value is null or cannot be calculated it is unknown. Keeps its arrays for the next
 * batch; not thread-safe.
 */
abstract sealed class Operand permits LongOperand, DoubleOperand, ObjectOperand, Condition, NullOperand {
    private static final boolean[] NONE = new boolean[0];

    private final Kind kind;
    private boolean[] unknown = NONE;
    private boolean anyUnknown;
    private int from;
    private int to;

    Operand(Kind kind) {
        this.kind = kind;
    }

    final Kind kind() {
        return kind;
    }

    /** Whether the value is the same for all rows and known. */
    boolean isConstant() {
        return false;
    }

    /**
     * Looks at the figures of this operand's values in a block.
     *
     * @return false when nothing is known of them
     */
    boolean look(BlockFigures figures) {
        return false;
    }

    /** Calculates the values of the rows {@code fromRow..toRow-1}. */
    abstract void evaluate(ColumnBatch batch, int fromRow, int toRow);

    /** Whether any of the rows is unknown. */
    final boolean anyUnknown() {
        return anyUnknown;
    }

    final boolean isUnknown(int row) {
        return anyUnknown && unknown[row];
    }

    /** Begins a calculation for some rows: unknown is what is unknown in any of the operands it uses. */
    final void begin(int fromRow, int toRow, Operand... used) {
        from = fromRow;
        to = toRow;
        anyUnknown = false;
        for (Operand operand : used) {
            if (operand.anyUnknown) {
                for (int row = fromRow; row < toRow; row++) {
                    if (operand.unknown[row]) {
                        setUnknown(row);
                    }
                }
            }
        }
    }

    /** Begins a calculation whose unknown rows are the null rows of a column. */
    final void begin(int fromRow, int toRow, Column column) {
        begin(fromRow, toRow);
        if (column.hasNulls()) {
            for (int row = fromRow; row < toRow; row++) {
                if (column.isNull(row)) {
                    setUnknown(row);
                }
            }
        }
    }

    /** Makes a row of the present calculation unknown. */
    final void setUnknown(int row) {
        if (!anyUnknown) {
            if (unknown.length < to) {
                unknown = new boolean[roomFor(to, unknown.length)];
            }
            Arrays.fill(unknown, from, to, false);
            anyUnknown = true;
        }
        unknown[row] = true;
    }

    /** How long an array for so many rows is made, so that it need not grow often. */
    static int roomFor(int rows, int length) {
        return Math.max(rows, length * 2);
    }
}
