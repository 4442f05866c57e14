package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.value.SdsVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;

/**
 * Values that are objects: texts, great integers, decimals, guids and versions. The value of an unknown row has no meaning.
 */
abstract non-sealed class ObjectOperand extends Operand {
    private static final Object[] NONE = new Object[0];

    private Object[] own = NONE;

    ObjectOperand(Kind kind) {
        super(kind);
    }

    /** The values at their rows. */
    final Object[] values() {
        return own;
    }

    /** An array of this operand's own with room for so many rows. */
    final Object[] room(int rows) {
        if (own.length < rows) {
            own = new Object[roomFor(rows, own.length)];
        }
        return own;
    }

    /** The value of a constant. */
    Object constantValue() {
        throw new IllegalStateException("not a constant");
    }

    /** The same value for every row. */
    static ObjectOperand constant(Kind kind, Object value) {
        return new Constant(kind, value);
    }

    /** Compares two values of a kind; texts by their UTF-16 units, guids by their text. */
    static int compare(Kind kind, Object left, Object right) {
        return switch (kind) {
            case STRING -> ((String) left).compareTo((String) right);
            case BIG_INTEGER -> ((BigInteger) left).compareTo((BigInteger) right);
            case DECIMAL -> ((BigDecimal) left).compareTo((BigDecimal) right);
            case VERSION -> ((SdsVersion) left).compareTo((SdsVersion) right);
            case GUID -> compareGuids((UUID) left, (UUID) right);
            default -> throw new IllegalStateException(kind.name());
        };
    }

    /** The order of the text of guids is that of their bits as unsigned numbers; that of the class UUID is another. */
    private static int compareGuids(UUID left, UUID right) {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    private static final class Constant extends ObjectOperand {
        private final Object value;
        private int filled;

        Constant(Kind kind, Object value) {
            super(kind);
            this.value = value;
        }

        @Override
        boolean isConstant() {
            return true;
        }

        @Override
        Object constantValue() {
            return value;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            begin(from, to);
            if (filled < to) {
                Object[] values = room(to);
                Arrays.fill(values, value);
                filled = values.length;
            }
        }
    }
}
