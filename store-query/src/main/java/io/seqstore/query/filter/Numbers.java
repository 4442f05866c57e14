package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.KeyForm;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of one kind as numbers of another (spec 09, 1.2: mixed operands). */
final class Numbers {
    private Numbers() {}

    /** An integer of any size as the narrowest constant. */
    static Operand constant(BigInteger value) {
        return value.bitLength() < Long.SIZE
                ? LongOperand.constant(Kind.INTEGER, value.longValue())
                : ObjectOperand.constant(Kind.BIG_INTEGER, value);
    }

    /** The integer that an integer constant is. */
    static BigInteger valueOf(Operand constant) {
        return constant instanceof LongOperand longs
                ? integer(longs.kind(), longs.constantValue())
                : (BigInteger) ((ObjectOperand) constant).constantValue();
    }

    private static BigInteger integer(Kind kind, long value) {
        return kind == Kind.UNSIGNED
                ? BigInteger.valueOf(value).subtract(BigInteger.valueOf(Long.MIN_VALUE))
                : BigInteger.valueOf(value);
    }

    /** Any number as a double, the nearest one. */
    static DoubleOperand toDouble(Operand operand) {
        if (operand instanceof DoubleOperand doubles) {
            return doubles;
        }
        if (operand.isConstant()) {
            return DoubleOperand.constant(constantAsDouble(operand));
        }
        return new ToDouble(operand);
    }

    private static double constantAsDouble(Operand constant) {
        return constant.kind().isInteger()
                ? valueOf(constant).doubleValue()
                : ((BigDecimal) ((ObjectOperand) constant).constantValue()).doubleValue();
    }

    /** An integer constant beside unsigned integers as one of them, if it is in their range. */
    static Operand asUnsignedBeside(Operand operand, Operand other) {
        if (other.kind() != Kind.UNSIGNED || !operand.isConstant() || operand.kind() == Kind.UNSIGNED) {
            return operand;
        }
        BigInteger value = valueOf(operand);
        return value.signum() >= 0 && value.bitLength() <= Long.SIZE
                ? LongOperand.constant(Kind.UNSIGNED, KeyForm.ofUnsigned(value.longValue()))
                : operand;
    }

    /** Any integer as a BigInteger. */
    static ObjectOperand toBigInteger(Operand operand) {
        if (operand instanceof ObjectOperand objects) {
            return objects;
        }
        return operand.isConstant()
                ? ObjectOperand.constant(Kind.BIG_INTEGER, valueOf(operand))
                : new ToObject(Kind.BIG_INTEGER, (LongOperand) operand);
    }

    /** Any integer or decimal as a BigDecimal. */
    static ObjectOperand toDecimal(Operand operand) {
        if (operand.kind() == Kind.DECIMAL) {
            return (ObjectOperand) operand;
        }
        if (operand.isConstant()) {
            return ObjectOperand.constant(Kind.DECIMAL, new BigDecimal(valueOf(operand)));
        }
        return operand instanceof LongOperand longs
                ? new ToObject(Kind.DECIMAL, longs)
                : new BigToDecimal((ObjectOperand) operand);
    }

    private static final class ToDouble extends DoubleOperand {
        private final Operand operand;

        ToDouble(Operand operand) {
            this.operand = operand;
        }

        @Override
        boolean look(BlockFigures figures) {
            return operand instanceof LongOperand && operand.look(figures);
        }

        // Rounding to doubles keeps the order, so that the ends of a range are those of the rounded range.

        @Override
        double smallest(BlockFigures figures) {
            return rounded(((LongOperand) operand).smallest(figures));
        }

        @Override
        double greatest(BlockFigures figures) {
            return rounded(((LongOperand) operand).greatest(figures));
        }

        private double rounded(long value) {
            return operand.kind() == Kind.UNSIGNED ? KeyForm.unsignedToDouble(KeyForm.ofUnsigned(value)) : value;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            operand.evaluate(batch, from, to);
            begin(from, to, operand);
            double[] out = room(to);
            if (operand instanceof LongOperand longs) {
                convert(longs.values(), from, to, longs.kind() == Kind.UNSIGNED, out);
                return;
            }
            Object[] values = ((ObjectOperand) operand).values();
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    out[row] = ((Number) values[row]).doubleValue();
                }
            }
        }

        private static void convert(long[] values, int from, int to, boolean unsigned, double[] out) {
            for (int row = from; row < to; row++) {
                out[row] = unsigned ? KeyForm.unsignedToDouble(KeyForm.ofUnsigned(values[row])) : values[row];
            }
        }
    }

    private static final class ToObject extends ObjectOperand {
        private final LongOperand longs;

        ToObject(Kind kind, LongOperand longs) {
            super(kind);
            this.longs = longs;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            longs.evaluate(batch, from, to);
            begin(from, to, longs);
            long[] values = longs.values();
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                BigInteger integer = integer(longs.kind(), values[row]);
                out[row] = kind() == Kind.DECIMAL ? new BigDecimal(integer) : integer;
            }
        }
    }

    private static final class BigToDecimal extends ObjectOperand {
        private final ObjectOperand integers;

        BigToDecimal(ObjectOperand integers) {
            super(Kind.DECIMAL);
            this.integers = integers;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            integers.evaluate(batch, from, to);
            begin(from, to, integers);
            Object[] values = integers.values();
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    out[row] = new BigDecimal((BigInteger) values[row]);
                }
            }
        }
    }
}
