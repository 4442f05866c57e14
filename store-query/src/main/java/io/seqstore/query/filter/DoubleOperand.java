package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;

/** Values that are doubles. The value of an unknown row has no meaning. */
abstract non-sealed class DoubleOperand extends Operand {
    private double[] own = new double[0];

    DoubleOperand() {
        super(Kind.DOUBLE);
    }

    /** The smallest value in the block that was {@link #look looked} at. */
    double smallest(BlockFigures figures) {
        throw new IllegalStateException("nothing is known");
    }

    /** The greatest value in the block that was {@link #look looked} at. */
    double greatest(BlockFigures figures) {
        throw new IllegalStateException("nothing is known");
    }

    /** The values at their rows. */
    double[] values() {
        return own;
    }

    /** An array of this operand's own with room for so many rows. */
    final double[] room(int rows) {
        if (own.length < rows) {
            own = new double[roomFor(rows, own.length)];
        }
        return own;
    }

    /** The value of a constant. */
    double constantValue() {
        throw new IllegalStateException("not a constant");
    }

    /** The same value for every row. */
    static DoubleOperand constant(double value) {
        return new Constant(value);
    }

    private static final class Constant extends DoubleOperand {
        private final double value;
        private int filled;

        Constant(double value) {
            this.value = value;
        }

        @Override
        boolean isConstant() {
            return true;
        }

        @Override
        double constantValue() {
            return value;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            begin(from, to);
            if (filled < to) {
                double[] values = room(to);
                Arrays.fill(values, value);
                filled = values.length;
            }
        }
    }
}
