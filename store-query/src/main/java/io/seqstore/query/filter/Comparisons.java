package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;

/** Compares operands of one kind, row by row. */
final class Comparisons {
    /** The place of "not comparable" among the outcomes; less, equal and greater are 0, 1 and 2. */
    private static final int UNORDERED = 3;

    private Comparisons() {}

    /** Whether an outcome (its sign) is one of those for which an operator is true. */
    static byte truth(int outcomes, int sign) {
        return truthAt(outcomes, sign + 1);
    }

    private static byte truthAt(int outcomes, int place) {
        // TRUE is 2 and FALSE is 0, so that no branch is needed.
        return (byte) ((outcomes >>> place & 1) << 1);
    }

    /** The comparison of two operands of the same kind. */
    static Condition of(ComparisonOperator operator, Operand left, Operand right) {
        if (left instanceof LongOperand longs && right instanceof LongOperand others) {
            if (others.isConstant()) {
                return new LongRange(longs, operator, others.constantValue());
            }
            return longs.isConstant()
                    ? new LongRange(others, operator.flipped(), longs.constantValue())
                    : new Longs(operator, longs, others);
        }
        if (left instanceof DoubleOperand doubles && right instanceof DoubleOperand others) {
            if (others.isConstant()) {
                return new DoubleRange(doubles, operator, others.constantValue());
            }
            return doubles.isConstant()
                    ? new DoubleRange(others, operator.flipped(), doubles.constantValue())
                    : new Doubles(operator, doubles, others);
        }
        if (left instanceof ObjectOperand objects && right instanceof ObjectOperand others) {
            return new Objects(operator, objects, others);
        }
        throw new IllegalStateException(left.kind() + " and " + right.kind());
    }

    /** Comparison with a constant, as "between two values" or "not between them": one loop for all six operators. */
    private static final class LongRange extends Condition {
        private final LongOperand operand;
        private final long low;
        private final long high;
        private final byte inside;

        LongRange(LongOperand operand, ComparisonOperator operator, long constant) {
            this.operand = operand;
            boolean never = (operator == ComparisonOperator.LT && constant == Long.MIN_VALUE)
                    || (operator == ComparisonOperator.GT && constant == Long.MAX_VALUE);
            switch (operator) {
                case LT -> {
                    low = never ? 1 : Long.MIN_VALUE;
                    high = never ? 0 : constant - 1;
                }
                case LE -> {
                    low = Long.MIN_VALUE;
                    high = constant;
                }
                case GT -> {
                    low = never ? 1 : constant + 1;
                    high = never ? 0 : Long.MAX_VALUE;
                }
                case GE -> {
                    low = constant;
                    high = Long.MAX_VALUE;
                }
                default -> {
                    low = constant;
                    high = constant;
                }
            }
            this.inside = operator == ComparisonOperator.NE ? FALSE : TRUE;
        }

        @Override
        int possible(BlockFigures figures) {
            if (!operand.look(figures)) {
                return super.possible(figures);
            }
            if (!figures.hasExtremes()) {
                return 0;
            }
            long smallest = operand.smallest(figures);
            long greatest = operand.greatest(figures);
            boolean anyInside = smallest <= high && greatest >= low;
            boolean anyOutside = smallest < low || greatest > high;
            return possible(anyInside, anyOutside, inside);
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            operand.evaluate(batch, from, to);
            begin(from, to, operand);
            compare(operand.values(), from, to, low, high, inside, room(to));
            putUnknown(from, to);
        }

        private static void compare(long[] values, int from, int to, long low, long high, byte inside, byte[] out) {
            byte outside = (byte) (TRUE - inside);
            for (int row = from; row < to; row++) {
                long value = values[row];
                out[row] = value >= low && value <= high ? inside : outside;
            }
        }
    }

    /** The same for doubles; not-a-number lies between no two values. */
    private static final class DoubleRange extends Condition {
        private final DoubleOperand operand;
        private final double low;
        private final double high;
        private final byte inside;

        DoubleRange(DoubleOperand operand, ComparisonOperator operator, double constant) {
            this.operand = operand;
            double infinity = Double.POSITIVE_INFINITY;
            switch (operator) {
                case LT -> {
                    low = constant == -infinity ? infinity : -infinity;
                    high = Math.nextDown(constant);
                }
                case LE -> {
                    low = -infinity;
                    high = constant;
                }
                case GT -> {
                    low = Math.nextUp(constant);
                    high = constant == infinity ? -infinity : infinity;
                }
                case GE -> {
                    low = constant;
                    high = infinity;
                }
                default -> {
                    low = constant;
                    high = constant;
                }
            }
            this.inside = operator == ComparisonOperator.NE ? FALSE : TRUE;
        }

        @Override
        int possible(BlockFigures figures) {
            if (!operand.look(figures)) {
                return super.possible(figures);
            }
            boolean anyInside = false;
            boolean anyOutside = figures.hasNaN();
            if (figures.hasExtremes()) {
                double smallest = operand.smallest(figures);
                double greatest = operand.greatest(figures);
                anyInside = smallest <= high && greatest >= low;
                // Written so that everything is outside of bounds that are not-a-number.
                anyOutside |= !(smallest >= low && greatest <= high);
            }
            return possible(anyInside, anyOutside, inside);
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            operand.evaluate(batch, from, to);
            begin(from, to, operand);
            compare(operand.values(), from, to, low, high, inside, room(to));
            putUnknown(from, to);
        }

        private static void compare(
                double[] values, int from, int to, double low, double high, byte inside, byte[] out) {
            byte outside = (byte) (TRUE - inside);
            for (int row = from; row < to; row++) {
                double value = values[row];
                out[row] = value >= low && value <= high ? inside : outside;
            }
        }
    }

    /** Two operands of one kind, compared row by row. */
    private abstract static class Compared<O extends Operand> extends Condition {
        final int outcomes;
        final O left;
        final O right;

        Compared(ComparisonOperator operator, O left, O right) {
            this.outcomes = operator.outcomes();
            this.left = left;
            this.right = right;
        }

        @Override
        final void evaluate(ColumnBatch batch, int from, int to) {
            left.evaluate(batch, from, to);
            right.evaluate(batch, from, to);
            begin(from, to, left, right);
            compare(from, to, room(to));
            putUnknown(from, to);
        }

        /** Decides rows {@code from..to-1}; what it says of those that are unknown does not count. */
        abstract void compare(int from, int to, byte[] out);
    }

    private static final class Longs extends Compared<LongOperand> {
        Longs(ComparisonOperator operator, LongOperand left, LongOperand right) {
            super(operator, left, right);
        }

        @Override
        void compare(int from, int to, byte[] out) {
            long[] a = left.values();
            long[] b = right.values();
            for (int row = from; row < to; row++) {
                out[row] = truth(outcomes, Long.compare(a[row], b[row]));
            }
        }
    }

    private static final class Doubles extends Compared<DoubleOperand> {
        Doubles(ComparisonOperator operator, DoubleOperand left, DoubleOperand right) {
            super(operator, left, right);
        }

        @Override
        void compare(int from, int to, byte[] out) {
            double[] a = left.values();
            double[] b = right.values();
            for (int row = from; row < to; row++) {
                double x = a[row];
                double y = b[row];
                int place = x < y ? 0 : x == y ? 1 : x > y ? 2 : UNORDERED;
                out[row] = truthAt(outcomes, place);
            }
        }
    }

    private static final class Objects extends Compared<ObjectOperand> {
        Objects(ComparisonOperator operator, ObjectOperand left, ObjectOperand right) {
            super(operator, left, right);
        }

        @Override
        void compare(int from, int to, byte[] out) {
            Object[] a = left.values();
            Object[] b = right.values();
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    out[row] = truth(outcomes, Integer.signum(ObjectOperand.compare(left.kind(), a[row], b[row])));
                }
            }
        }
    }
}
