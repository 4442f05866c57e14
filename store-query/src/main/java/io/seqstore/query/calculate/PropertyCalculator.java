package io.seqstore.query.calculate;

import io.seqstore.query.axis.Between;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;

/** Calculates one property between and outside events, as its mode and type want it (spec 07, sections 3 and 4). */
final class PropertyCalculator {
    /** What Continuous means for a type. */
    private enum Continuous {
        DOUBLE,
        SINGLE,
        DECIMAL,
        INTEGER,
        UNSIGNED,
        NEAREST,
        DEFAULT
    }

    private final PropertyLayout property;
    private final SdsInterpolationMode mode;
    private final Continuous continuous;

    private PropertyCalculator(PropertyLayout property, SdsInterpolationMode mode) {
        this.property = property;
        this.mode = mode;
        this.continuous = continuous(property.code());
    }

    static PropertyCalculator of(PropertyLayout property, SdsInterpolationMode mode) {
        return new PropertyCalculator(property, mode);
    }

    private static Continuous continuous(SdsTypeCode code) {
        if (code.isEnum() || !code.isScalar()) {
            return Continuous.DEFAULT;
        }
        return switch (code.scalar()) {
            case DOUBLE -> Continuous.DOUBLE;
            case SINGLE -> Continuous.SINGLE;
            case DECIMAL -> Continuous.DECIMAL;
            case UINT64 -> Continuous.UNSIGNED;
            case BOOLEAN, CHAR -> Continuous.NEAREST;
            case STRING, GUID, VERSION -> Continuous.DEFAULT;
            default -> Continuous.INTEGER;
        };
    }

    void interpolate(
            ColumnBatch previous,
            int previousRow,
            ColumnBatch next,
            int nextRow,
            Between between,
            ColumnBatch out,
            int row) {
        boolean bothKnown = !isNull(previous, previousRow) && !isNull(next, nextRow);
        switch (mode) {
            case STEPWISE_CONTINUOUS_LEADING -> copy(previous, previousRow, out, row);
            case STEPWISE_CONTINUOUS_TRAILING -> copy(next, nextRow, out, row);
            case DISCRETE -> setDefault(out, row);
            case CONTINUOUS -> {
                if (bothKnown) {
                    calculate(previous, previousRow, next, nextRow, between, out, row);
                } else {
                    setDefault(out, row);
                }
            }
            case CONTINUOUS_NULLABLE_LEADING -> {
                if (bothKnown) {
                    calculate(previous, previousRow, next, nextRow, between, out, row);
                } else {
                    copy(previous, previousRow, out, row);
                }
            }
            case CONTINUOUS_NULLABLE_TRAILING -> {
                if (bothKnown) {
                    calculate(previous, previousRow, next, nextRow, between, out, row);
                } else {
                    copy(next, nextRow, out, row);
                }
            }
        }
    }

    void extrapolate(ColumnBatch edge, int edgeRow, ColumnBatch out, int row) {
        switch (mode) {
            case CONTINUOUS, STEPWISE_CONTINUOUS_LEADING, STEPWISE_CONTINUOUS_TRAILING -> copy(edge, edgeRow, out, row);
            case DISCRETE, CONTINUOUS_NULLABLE_LEADING, CONTINUOUS_NULLABLE_TRAILING -> setDefault(out, row);
        }
    }

    private boolean isNull(ColumnBatch batch, int row) {
        return batch.column(property.column()).isNull(row);
    }

    private void copy(ColumnBatch from, int fromRow, ColumnBatch out, int row) {
        out.column(property.column()).copyRow(from.column(property.column()), fromRow, row);
        if (property.offsetColumn() != PropertyLayout.NONE) {
            out.column(property.offsetColumn()).copyRow(from.column(property.offsetColumn()), fromRow, row);
        }
    }

    /** Sets the default value of the property's type (spec 01, 6.5). */
    void setDefault(ColumnBatch out, int row) {
        DefaultValue.set(property, out, row);
    }

    /** Continuous, both values known. */
    private void calculate(
            ColumnBatch previous,
            int previousRow,
            ColumnBatch next,
            int nextRow,
            Between between,
            ColumnBatch out,
            int row) {
        Column from = previous.column(property.column());
        Column to = next.column(property.column());
        Column result = out.column(property.column());
        switch (continuous) {
            case DOUBLE ->
                ((DoubleColumn) result)
                        .set(row, floating(doubleAt(from, previousRow), doubleAt(to, nextRow), between.fraction()));
            case SINGLE ->
                ((DoubleColumn) result).set(row, (float)
                        floating(doubleAt(from, previousRow), doubleAt(to, nextRow), between.fraction()));
            case INTEGER -> {
                long value = between.integer(longAt(from, previousRow), longAt(to, nextRow));
                ((LongColumn) result).set(row, value);
                if (property.offsetColumn() != PropertyLayout.NONE) {
                    CalculatedOffset.set(property, value, previous, previousRow, out, row);
                }
            }
            case UNSIGNED ->
                ((LongColumn) result).set(row, between.unsigned(longAt(from, previousRow), longAt(to, nextRow)));
            case DECIMAL -> {
                BigDecimal start = DecimalColumn.read(previous, property.column(), previousRow);
                BigDecimal end = DecimalColumn.read(next, property.column(), nextRow);
                BigDecimal value = DecimalInterpolation.between(start, end, between, property.id());
                DecimalColumn.set(out, property.column(), row, value);
            }
            case NEAREST -> {
                if (between.isNearerToEnd()) {
                    copy(next, nextRow, out, row);
                } else {
                    copy(previous, previousRow, out, row);
                }
            }
            case DEFAULT -> setDefault(out, row);
        }
    }

    private static double doubleAt(Column column, int row) {
        return ((DoubleColumn) column).get(row);
    }

    private static long longAt(Column column, int row) {
        return ((LongColumn) column).get(row);
    }

    /** {@code from + (to - from) * fraction}, in that order; the other form when the difference overflows. */
    static double floating(double from, double to, double fraction) {
        double step = to - from;
        boolean overflows = Double.isInfinite(step) && Double.isFinite(from) && Double.isFinite(to);
        return overflows ? from * (1 - fraction) + to * fraction : from + step * fraction;
    }
}
