package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;
import java.util.List;

/**
 * What is true, false or unknown for each row. The three are numbers in this order, so that "and" is the smaller, "or" the
 * greater, and "not" the mirror image (spec 09, null rule).
 */
abstract non-sealed class Condition extends Operand {
    static final byte FALSE = 0;
    static final byte UNKNOWN = 1;
    static final byte TRUE = 2;

    /** Of {@link #possible}: it may be true of an event. */
    static final int MAY_BE_TRUE = 1;

    /** Of {@link #possible}: it may be false of an event. */
    static final int MAY_BE_FALSE = 2;

    private static final int MAY_BE_EITHER = MAY_BE_TRUE | MAY_BE_FALSE;

    private byte[] own = new byte[0];

    Condition() {
        super(Kind.BOOLEAN);
    }

    /** What this may be of the events of a block; in doubt everything. Of an event that it is unknown of, it is neither. */
    int possible(BlockFigures figures) {
        return MAY_BE_EITHER;
    }

    /** {@link #possible} of a comparison with a constant. */
    static int possible(boolean anyInside, boolean anyOutside, byte inside) {
        boolean mayBeTrue = inside == TRUE ? anyInside : anyOutside;
        boolean mayBeFalse = inside == TRUE ? anyOutside : anyInside;
        return (mayBeTrue ? MAY_BE_TRUE : 0) | (mayBeFalse ? MAY_BE_FALSE : 0);
    }

    /** {@link #TRUE}, {@link #FALSE} or {@link #UNKNOWN} at each row. */
    final byte[] values() {
        return own;
    }

    /** The array of values with room for so many rows. */
    final byte[] room(int rows) {
        if (own.length < rows) {
            own = new byte[roomFor(rows, own.length)];
        }
        return own;
    }

    /** Ends a calculation: the rows that {@link #begin} found unknown are so. */
    final void putUnknown(int from, int to) {
        if (anyUnknown()) {
            for (int row = from; row < to; row++) {
                if (isUnknown(row)) {
                    own[row] = UNKNOWN;
                }
            }
        }
    }

    static Condition constant(byte truth) {
        return new Constant(truth);
    }

    static Condition not(Condition condition) {
        return new Not(condition);
    }

    static Condition all(List<Condition> conditions) {
        return new Joined(conditions, TRUE);
    }

    static Condition any(List<Condition> conditions) {
        return new Joined(conditions, FALSE);
    }

    /** Whether two conditions are the same, or are not. */
    static Condition equality(Condition left, Condition right, boolean same) {
        return new Equality(left, right, same);
    }

    private static final class Constant extends Condition {
        private final byte truth;

        Constant(byte truth) {
            this.truth = truth;
        }

        @Override
        boolean isConstant() {
            return truth != UNKNOWN;
        }

        @Override
        int possible(BlockFigures figures) {
            return truth == UNKNOWN ? 0 : truth == TRUE ? MAY_BE_TRUE : MAY_BE_FALSE;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            Arrays.fill(room(to), from, to, truth);
        }
    }

    private static final class Not extends Condition {
        private final Condition condition;

        Not(Condition condition) {
            this.condition = condition;
        }

        @Override
        int possible(BlockFigures figures) {
            int opposite = condition.possible(figures);
            return ((opposite & MAY_BE_TRUE) != 0 ? MAY_BE_FALSE : 0)
                    | ((opposite & MAY_BE_FALSE) != 0 ? MAY_BE_TRUE : 0);
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            condition.evaluate(batch, from, to);
            byte[] values = condition.values();
            byte[] out = room(to);
            for (int row = from; row < to; row++) {
                out[row] = (byte) (TRUE - values[row]);
            }
        }
    }

    /** "and" or "or" of two and more conditions, named by what it is when it has none. */
    private static final class Joined extends Condition {
        private final List<Condition> conditions;
        private final byte neutral;

        Joined(List<Condition> conditions, byte neutral) {
            this.conditions = List.copyOf(conditions);
            this.neutral = neutral;
        }

        @Override
        int possible(BlockFigures figures) {
            int common = MAY_BE_EITHER;
            int any = 0;
            for (Condition condition : conditions) {
                int one = condition.possible(figures);
                common &= one;
                any |= one;
            }
            // "and" is true where all are, and false where any is; "or" the other way round.
            int needsAll = neutral == TRUE ? MAY_BE_TRUE : MAY_BE_FALSE;
            return (common & needsAll) | (any & ~needsAll);
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            byte[] out = room(to);
            Arrays.fill(out, from, to, neutral);
            for (int i = 0; i < conditions.size() && (i == 0 || isOpen(out, from, to)); i++) {
                Condition condition = conditions.get(i);
                condition.evaluate(batch, from, to);
                if (neutral == TRUE) {
                    takeSmaller(condition.values(), out, from, to);
                } else {
                    takeGreater(condition.values(), out, from, to);
                }
            }
        }

        /** Whether another condition could change any row. */
        private boolean isOpen(byte[] values, int from, int to) {
            byte settled = (byte) (TRUE - neutral);
            for (int row = from; row < to; row++) {
                if (values[row] != settled) {
                    return true;
                }
            }
            return false;
        }

        private static void takeSmaller(byte[] values, byte[] out, int from, int to) {
            for (int row = from; row < to; row++) {
                out[row] = (byte) Math.min(out[row], values[row]);
            }
        }

        private static void takeGreater(byte[] values, byte[] out, int from, int to) {
            for (int row = from; row < to; row++) {
                out[row] = (byte) Math.max(out[row], values[row]);
            }
        }
    }

    private static final class Equality extends Condition {
        private final Condition left;
        private final Condition right;
        private final boolean same;

        Equality(Condition left, Condition right, boolean same) {
            this.left = left;
            this.right = right;
            this.same = same;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            left.evaluate(batch, from, to);
            right.evaluate(batch, from, to);
            byte[] a = left.values();
            byte[] b = right.values();
            byte[] out = room(to);
            for (int row = from; row < to; row++) {
                boolean unknown = a[row] == UNKNOWN || b[row] == UNKNOWN;
                out[row] = unknown ? UNKNOWN : (a[row] == b[row]) == same ? TRUE : FALSE;
            }
        }
    }
}
