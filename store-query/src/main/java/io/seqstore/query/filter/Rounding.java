package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds numbers to whole ones of the same kind (spec 09, 1.3). */
enum Rounding {
    /** The middle goes away from zero. */
    NEAREST(RoundingMode.HALF_UP),
    DOWN(RoundingMode.FLOOR),
    UP(RoundingMode.CEILING);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    Operand of(Operand number) {
        if (number instanceof DoubleOperand doubles) {
            return new OfDoubles(this, doubles);
        }
        return number.kind() == Kind.DECIMAL ? new OfDecimals(mode, (ObjectOperand) number) : number;
    }

    private double round(double value) {
        return switch (this) {
            case DOWN -> Math.floor(value);
            case UP -> Math.ceil(value);
            case NEAREST -> {
                // Adding a half first would lift the number just below it.
                double whole = Math.floor(Math.abs(value));
                yield Math.copySign(Math.abs(value) - whole >= 0.5 ? whole + 1 : whole, value);
            }
        };
    }

    private static final class OfDoubles extends DoubleOperand {
        private final Rounding rounding;
        private final DoubleOperand numbers;

        OfDoubles(Rounding rounding, DoubleOperand numbers) {
            this.rounding = rounding;
            this.numbers = numbers;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            numbers.evaluate(batch, from, to);
            begin(from, to, numbers);
            double[] values = numbers.values();
            double[] out = room(to);
            for (int row = from; row < to; row++) {
                out[row] = rounding.round(values[row]);
            }
        }
    }

    private static final class OfDecimals extends ObjectOperand {
        private final RoundingMode mode;
        private final ObjectOperand numbers;

        OfDecimals(RoundingMode mode, ObjectOperand numbers) {
            super(Kind.DECIMAL);
            this.mode = mode;
            this.numbers = numbers;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            numbers.evaluate(batch, from, to);
            begin(from, to, numbers);
            Object[] values = numbers.values();
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    out[row] = ((BigDecimal) values[row]).setScale(0, mode);
                }
            }
        }
    }
}
