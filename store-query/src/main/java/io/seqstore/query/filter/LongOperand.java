package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values that are longs: integers, characters, times. The value of an unknown row has no meaning. Of an integer the bounds
 * within which it lies for every event are known, so that arithmetic that might overflow is done in another way.
 */
abstract non-sealed class LongOperand extends Operand {
    private final long min;
    private final long max;
    private long[] own = new long[0];

    LongOperand(Kind kind, long min, long max) {
        super(kind);
        this.min = min;
        this.max = max;
    }

    /** No value is smaller. */
    final long min() {
        return min;
    }

    /** No value is greater. */
    final long max() {
        return max;
    }

    /** The smallest value in the block that was {@link #look looked} at. */
    long smallest(BlockFigures figures) {
        throw new IllegalStateException("nothing is known");
    }

    /** The greatest value in the block that was {@link #look looked} at. */
    long greatest(BlockFigures figures) {
        throw new IllegalStateException("nothing is known");
    }

    /** The values at their rows. */
    long[] values() {
        return own;
    }

    /** An array of this operand's own with room for so many rows. */
    final long[] room(int rows) {
        if (own.length < rows) {
            own = new long[roomFor(rows, own.length)];
        }
        return own;
    }

    /** The offsets of points in time that were {@link #evaluate evaluated}, in minutes at their rows; null when they are in UTC. */
    long @Nullable [] offsets(ColumnBatch batch) {
        return null;
    }

    /** The same value for every row. */
    static LongOperand constant(Kind kind, long value) {
        return new Constant(kind, value);
    }

    /** The value of a constant. */
    final long constantValue() {
        assert isConstant();
        return min;
    }

    private static final class Constant extends LongOperand {
        private int filled;

        Constant(Kind kind, long value) {
            super(kind, value, value);
        }

        @Override
        boolean isConstant() {
            return true;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            begin(from, to);
            if (filled < to) {
                long[] values = room(to);
                Arrays.fill(values, constantValue());
                filled = values.length;
            }
        }
    }
}
