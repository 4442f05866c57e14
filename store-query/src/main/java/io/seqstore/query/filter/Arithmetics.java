package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.value.Ticks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins numbers and times by arithmetic (spec 09, 1.3). Integers are exact: where 64 bits might not do, more are used. */
final class Arithmetics {
    /** A quotient of decimals has as many digits as the greatest decimal. */
    private static final MathContext DECIMAL_DIGITS = new MathContext(29, RoundingMode.HALF_EVEN);

    private Arithmetics() {}

    /** Two numbers joined, after both have become numbers of one kind. */
    static Operand ofNumbers(ArithmeticOperator operator, Operand left, Operand right) {
        if (left.kind() == Kind.DOUBLE || right.kind() == Kind.DOUBLE) {
            return new OfDoubles(operator, Numbers.toDouble(left), Numbers.toDouble(right));
        }
        if (left.kind() == Kind.DECIMAL || right.kind() == Kind.DECIMAL) {
            return new OfObjects(operator, Numbers.toDecimal(left), Numbers.toDecimal(right));
        }
        if (left.kind() == Kind.INTEGER && right.kind() == Kind.INTEGER) {
            LongOperand a = (LongOperand) left;
            LongOperand b = (LongOperand) right;
            BigInteger[] bounds = bounds(operator, a, b);
            if (bounds[0].bitLength() < Long.SIZE && bounds[1].bitLength() < Long.SIZE) {
                return new OfLongs(operator, a, b, bounds[0].longValue(), bounds[1].longValue());
            }
        }
        return new OfObjects(operator, Numbers.toBigInteger(left), Numbers.toBigInteger(right));
    }

    /** Between which values the result lies for all values of the operands. */
    private static BigInteger[] bounds(ArithmeticOperator operator, LongOperand left, LongOperand right) {
        BigInteger a = BigInteger.valueOf(left.min());
        BigInteger b = BigInteger.valueOf(left.max());
        BigInteger c = BigInteger.valueOf(right.min());
        BigInteger d = BigInteger.valueOf(right.max());
        return switch (operator) {
            case ADD -> new BigInteger[] {a.add(c), b.add(d)};
            case SUB -> new BigInteger[] {a.subtract(d), b.subtract(c)};
            case MUL -> {
                BigInteger[] corners = Stream.of(a.multiply(c), a.multiply(d), b.multiply(c), b.multiply(d))
                        .sorted()
                        .toArray(BigInteger[]::new);
                yield new BigInteger[] {corners[0], corners[corners.length - 1]};
            }
            case DIV -> {
                BigInteger greatest = a.abs().max(b.abs());
                boolean changesSign = c.signum() < 0;
                BigInteger low = changesSign ? greatest.negate() : a.min(BigInteger.ZERO);
                yield new BigInteger[] {low, changesSign ? greatest : b.max(BigInteger.ZERO)};
            }
            case MOD -> new BigInteger[] {a.min(BigInteger.ZERO), b.max(BigInteger.ZERO)};
        };
    }

    /** The negative of a number. */
    static Operand negative(Operand number) {
        Operand zero =
                number.kind() == Kind.DOUBLE ? DoubleOperand.constant(-0.0) : LongOperand.constant(Kind.INTEGER, 0);
        return ofNumbers(ArithmeticOperator.SUB, zero, number);
    }

    /** The length of time between two points. */
    static LongOperand between(LongOperand later, LongOperand earlier) {
        return new OfLongs(Kind.TIME_SPAN, ArithmeticOperator.SUB, later, earlier, -Ticks.MAX - 1, Ticks.MAX);
    }

    /** A point in time moved by a length of time; unknown where there is no such point. */
    static LongOperand moved(ArithmeticOperator operator, LongOperand point, LongOperand length) {
        return new Moved(operator, point, length);
    }

    private static final class OfLongs extends LongOperand {
        private final ArithmeticOperator operator;
        private final LongOperand left;
        private final LongOperand right;

        OfLongs(ArithmeticOperator operator, LongOperand left, LongOperand right, long min, long max) {
            this(Kind.INTEGER, operator, left, right, min, max);
        }

        OfLongs(Kind kind, ArithmeticOperator operator, LongOperand left, LongOperand right, long min, long max) {
            super(kind, min, max);
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            left.evaluate(batch, from, to);
            right.evaluate(batch, from, to);
            begin(from, to, left, right);
            long[] a = left.values();
            long[] b = right.values();
            long[] out = room(to);
            switch (operator) {
                case ADD -> {
                    for (int row = from; row < to; row++) {
                        out[row] = a[row] + b[row];
                    }
                }
                case SUB -> {
                    for (int row = from; row < to; row++) {
                        out[row] = a[row] - b[row];
                    }
                }
                case MUL -> {
                    for (int row = from; row < to; row++) {
                        out[row] = a[row] * b[row];
                    }
                }
                case DIV, MOD -> divide(a, b, from, to, out);
            }
        }

        private void divide(long[] a, long[] b, int from, int to, long[] out) {
            boolean rest = operator == ArithmeticOperator.MOD;
            for (int row = from; row < to; row++) {
                if (b[row] == 0) {
                    setUnknown(row);
                } else {
                    out[row] = rest ? a[row] % b[row] : a[row] / b[row];
                }
            }
        }
    }

    private static final class OfDoubles extends DoubleOperand {
        private final ArithmeticOperator operator;
        private final DoubleOperand left;
        private final DoubleOperand right;

        OfDoubles(ArithmeticOperator operator, DoubleOperand left, DoubleOperand right) {
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            left.evaluate(batch, from, to);
            right.evaluate(batch, from, to);
            begin(from, to, left, right);
            double[] a = left.values();
            double[] b = right.values();
            double[] out = room(to);
            for (int row = from; row < to; row++) {
                out[row] = switch (operator) {
                    case ADD -> a[row] + b[row];
                    case SUB -> a[row] - b[row];
                    case MUL -> a[row] * b[row];
                    case DIV -> a[row] / b[row];
                    case MOD -> a[row] % b[row];
                };
            }
        }
    }

    /** Integers of any size, and decimals. */
    private static final class OfObjects extends ObjectOperand {
        private final ArithmeticOperator operator;
        private final ObjectOperand left;
        private final ObjectOperand right;

        OfObjects(ArithmeticOperator operator, ObjectOperand left, ObjectOperand right) {
            super(left.kind());
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            left.evaluate(batch, from, to);
            right.evaluate(batch, from, to);
            begin(from, to, left, right);
            Object[] a = left.values();
            Object[] b = right.values();
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                if (isUnknown(row)) {
                    continue;
                }
                if (isDivision() && isZero(b[row])) {
                    setUnknown(row);
                } else {
                    out[row] = kind() == Kind.DECIMAL
                            ? decimal((BigDecimal) a[row], (BigDecimal) b[row])
                            : integer((BigInteger) a[row], (BigInteger) b[row]);
                }
            }
        }

        private boolean isDivision() {
            return operator == ArithmeticOperator.DIV || operator == ArithmeticOperator.MOD;
        }

        private static boolean isZero(Object number) {
            return (number instanceof BigDecimal decimal ? decimal.signum() : ((BigInteger) number).signum()) == 0;
        }

        private BigDecimal decimal(BigDecimal a, BigDecimal b) {
            return switch (operator) {
                case ADD -> a.add(b);
                case SUB -> a.subtract(b);
                case MUL -> a.multiply(b);
                case DIV -> a.divide(b, DECIMAL_DIGITS);
                case MOD -> a.remainder(b);
            };
        }

        private BigInteger integer(BigInteger a, BigInteger b) {
            return switch (operator) {
                case ADD -> a.add(b);
                case SUB -> a.subtract(b);
                case MUL -> a.multiply(b);
                case DIV -> a.divide(b);
                case MOD -> a.remainder(b);
            };
        }
    }

    private static final class Moved extends LongOperand {
        private final ArithmeticOperator operator;
        private final LongOperand point;
        private final LongOperand length;

        Moved(ArithmeticOperator operator, LongOperand point, LongOperand length) {
            super(Kind.DATE_TIME, Ticks.MIN, Ticks.MAX);
            this.operator = operator;
            this.point = point;
            this.length = length;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            point.evaluate(batch, from, to);
            length.evaluate(batch, from, to);
            begin(from, to, point, length);
            long[] points = point.values();
            long[] lengths = length.values();
            long[] out = room(to);
            for (int row = from; row < to; row++) {
                // A point is less than half of what 64 bits hold, so that an overflow ends far outside its range.
                long moved =
                        operator == ArithmeticOperator.ADD ? points[row] + lengths[row] : points[row] - lengths[row];
                out[row] = moved;
                if (moved < Ticks.MIN || moved > Ticks.MAX) {
                    setUnknown(row);
                }
            }
        }

        @Override
        long @Nullable [] offsets(ColumnBatch batch) {
            return point.offsets(batch);
        }
    }
}
