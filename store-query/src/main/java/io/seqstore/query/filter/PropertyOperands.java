package io.seqstore.query.filter;

import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.IntegerRange;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarBytes;
import io.seqstore.types.value.Ticks;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of properties, as they stand in the columns of a batch. */
final class PropertyOperands {
    private PropertyOperands() {}

    /** What the values of a scalar type are in a filter. */
    static Kind kindOf(SdsTypeCode code) {
        return switch (code.scalar()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case CHAR -> Kind.CHAR;
            case UINT64 -> Kind.UNSIGNED;
            case SINGLE, DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> Kind.DECIMAL;
            case DATE_TIME, DATE_TIME_OFFSET -> Kind.DATE_TIME;
            case TIME_SPAN -> Kind.TIME_SPAN;
            case STRING -> Kind.STRING;
            case GUID -> Kind.GUID;
            case VERSION -> Kind.VERSION;
            default -> Kind.INTEGER;
        };
    }

    /** The values of a scalar property. */
    static Operand of(EventLayout layout, PropertyLayout property) {
        return switch (kindOf(property.code())) {
            case BOOLEAN -> new Flag(property);
            case DOUBLE -> new Doubles(property);
            case STRING, GUID, VERSION, DECIMAL -> new Objects(layout, property);
            default -> new Longs(property);
        };
    }

    /** No value of a type that is held as a long is smaller. */
    static long smallest(SdsTypeCode code) {
        return bound(code, true);
    }

    /** No value of a type that is held as a long is greater. */
    static long greatest(SdsTypeCode code) {
        return bound(code, false);
    }

    private static long bound(SdsTypeCode code, boolean smallest) {
        return switch (code.scalar()) {
            case CHAR -> smallest ? Character.MIN_VALUE : Character.MAX_VALUE;
            case DATE_TIME, DATE_TIME_OFFSET -> smallest ? Ticks.MIN : Ticks.MAX;
            case TIME_SPAN, UINT64 -> smallest ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> {
                IntegerRange range = IntegerRange.of(code.scalar());
                BigInteger bound = smallest ? range.min() : range.max();
                yield bound.longValueExact();
            }
        };
    }

    static boolean isUnsigned(SdsTypeCode code) {
        return code.scalar() == SdsTypeCode.UINT64;
    }

    private static final class Longs extends LongOperand {
        private final PropertyLayout property;
        private long[] values = new long[0];

        Longs(PropertyLayout property) {
            super(
                    kindOf(property.code()),
                    PropertyOperands.smallest(property.code()),
                    PropertyOperands.greatest(property.code()));
            this.property = property;
        }

        @Override
        boolean look(BlockFigures figures) {
            return figures.look(property);
        }

        @Override
        long smallest(BlockFigures figures) {
            return turned(figures.minimum());
        }

        @Override
        long greatest(BlockFigures figures) {
            return turned(figures.maximum());
        }

        /** A value of the column as one of this kind; keys are so already. */
        private long turned(long bits) {
            boolean isTurned = property.column() != PropertyLayout.NONE && isUnsigned(property.code());
            return isTurned ? KeyForm.ofUnsigned(bits) : bits;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            if (property.column() == PropertyLayout.NONE) {
                // A 64-bit key is the value itself; that of a UInt64 has its top bit turned, as this kind wants it.
                begin(from, to);
                values = batch.keys();
                return;
            }
            begin(from, to, batch.column(property.column()));
            values = batch.longs(property.column());
            if (isUnsigned(property.code())) {
                values = turned(values, from, to);
            }
        }

        private long[] turned(long[] bits, int from, int to) {
            long[] out = room(to);
            for (int row = from; row < to; row++) {
                out[row] = KeyForm.ofUnsigned(bits[row]);
            }
            return out;
        }

        @Override
        long[] values() {
            return values;
        }

        @Override
        long @Nullable [] offsets(ColumnBatch batch) {
            return property.offsetColumn() == PropertyLayout.NONE ? null : batch.longs(property.offsetColumn());
        }
    }

    private static final class Doubles extends DoubleOperand {
        private final PropertyLayout property;
        private double[] values = new double[0];

        Doubles(PropertyLayout property) {
            this.property = property;
        }

        @Override
        boolean look(BlockFigures figures) {
            return figures.look(property);
        }

        @Override
        double smallest(BlockFigures figures) {
            return toDouble(figures.minimum());
        }

        @Override
        double greatest(BlockFigures figures) {
            return toDouble(figures.maximum());
        }

        private double toDouble(long bits) {
            return property.column() == PropertyLayout.NONE ? KeyForm.toDouble(bits) : Double.longBitsToDouble(bits);
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            if (property.column() != PropertyLayout.NONE) {
                begin(from, to, batch.column(property.column()));
                values = batch.doubles(property.column());
                return;
            }
            begin(from, to);
            values = room(to);
            for (int row = from; row < to; row++) {
                values[row] = KeyForm.toDouble(batch.key(row));
            }
        }

        @Override
        double[] values() {
            return values;
        }
    }

    private static final class Flag extends Condition {
        private final PropertyLayout property;

        Flag(PropertyLayout property) {
            this.property = property;
        }

        @Override
        int possible(BlockFigures figures) {
            if (!figures.look(property)) {
                return super.possible(figures);
            }
            boolean anyTrue = figures.hasExtremes() && (figures.minimum() != 0 || figures.maximum() != 0);
            boolean anyFalse = figures.hasExtremes() && figures.minimum() <= 0 && figures.maximum() >= 0;
            return possible(anyTrue, anyFalse, TRUE);
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            long[] bits;
            if (property.column() == PropertyLayout.NONE) {
                begin(from, to);
                bits = batch.keys();
            } else {
                begin(from, to, batch.column(property.column()));
                bits = batch.longs(property.column());
            }
            byte[] out = room(to);
            for (int row = from; row < to; row++) {
                out[row] = bits[row] == 0 ? FALSE : TRUE;
            }
            putUnknown(from, to);
        }
    }

    private static final class Objects extends ObjectOperand {
        private final EventConverter converter;
        private final PropertyLayout property;

        Objects(EventLayout layout, PropertyLayout property) {
            super(kindOf(property.code()));
            this.converter = EventConverter.of(layout);
            this.property = property;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            if (property.column() == PropertyLayout.NONE) {
                begin(from, to);
            } else {
                begin(from, to, batch.column(property.column()));
            }
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                Object value = converter.value(batch, row, property);
                if (value != null) {
                    out[row] = value;
                }
            }
        }
    }

    /** Compares the bytes of a text or guid property with those of a constant, so that nothing is decoded. */
    static Condition bytesComparison(PropertyLayout property, ComparisonOperator operator, Object constant) {
        return new BytesComparison(property, operator, ScalarBytes.encode(property.code(), constant));
    }

    private static final class BytesComparison extends Condition {
        private final PropertyLayout property;
        private final int outcomes;
        private final byte[] constant;

        BytesComparison(PropertyLayout property, ComparisonOperator operator, byte[] constant) {
            this.property = property;
            this.outcomes = operator.outcomes();
            this.constant = constant;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            Column column = batch.column(property.column());
            begin(from, to, column);
            BytesColumn bytes = batch.bytes(property.column());
            byte[] all = bytes.bytes();
            byte[] out = room(to);
            for (int row = from; row < to; row++) {
                int order = Arrays.compareUnsigned(all, bytes.start(row), bytes.end(row), constant, 0, constant.length);
                out[row] = Comparisons.truth(outcomes, Integer.signum(order));
            }
            putUnknown(from, to);
        }
    }
}
