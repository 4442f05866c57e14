package io.seqstore.core.statistics;

import io.seqstore.types.event.Column;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsTypeCode;
import org.jspecify.annotations.Nullable;

/**
 * Makes the figures of one column of a stretch, either of the rows of one block or of the figures of consecutive stretches.
 * Reused; not thread-safe.
 */
public final class ColumnSummarizer {
    private final NumberKind kind;
    private final @Nullable StretchMoments moments;
    private final ColumnStatistics out = new ColumnStatistics();
    private double[] converted = new double[0];
    private boolean anySeen;
    private long base;

    private ColumnSummarizer(NumberKind kind, @Nullable Piece piece, KeyForm keys) {
        this.kind = kind;
        this.moments = piece == null ? null : new StretchMoments(piece, keys);
    }

    /**
     * The summarisers of the columns of a layout; null for columns of which nothing is kept. Moments are made for the mode
     * that the type gives a property, extremes of everything that is held as 64 bits.
     */
    public static @Nullable ColumnSummarizer[] of(EventLayout layout) {
        @Nullable ColumnSummarizer[] all = new ColumnSummarizer[layout.columns().size()];
        for (PropertyLayout property : layout.properties()) {
            int column = property.column();
            if (column != PropertyLayout.NONE && property.code().isScalar()) {
                all[column] = of(layout, property);
            }
        }
        return all;
    }

    private static @Nullable ColumnSummarizer of(EventLayout layout, PropertyLayout property) {
        boolean isNumber = NumberKind.of(property.code()).isPresent();
        NumberKind kind =
                switch (layout.columns().get(property.column())) {
                    case BYTES -> null;
                    case DOUBLE -> NumberKind.DOUBLE;
                    case LONG -> longKind(property);
                };
        return kind == null
                ? null
                : new ColumnSummarizer(kind, isNumber ? piece(layout, property) : null, layout.keyForm());
    }

    /** Enums are no numbers, but their extremes are kept as those of the integers behind. */
    private static NumberKind longKind(PropertyLayout property) {
        boolean isUnsigned = property.code().scalar() == SdsTypeCode.UINT64;
        return NumberKind.of(property.code()).orElse(isUnsigned ? NumberKind.UNSIGNED : NumberKind.INTEGER);
    }

    /** The piece for which moments of a property are kept; null when its type says that it is not summarised. */
    public static @Nullable Piece piece(EventLayout layout, PropertyLayout property) {
        SdsInterpolationMode ofType = layout.type().interpolationMode();
        SdsInterpolationMode own = property.property().interpolationMode();
        SdsInterpolationMode mode = own == null ? ofType : own;
        boolean isDiscrete = ofType == SdsInterpolationMode.DISCRETE || mode == SdsInterpolationMode.DISCRETE;
        return isDiscrete || layout.hasKeyTail() ? null : Piece.of(mode);
    }

    /** Begins a new stretch. */
    public void clear() {
        out.clear();
        anySeen = false;
        base = 0;
        if (moments != null) {
            moments.clear();
        }
    }

    /** The rows {@code from..to-1} of a block, which are its whole stretch. */
    public ColumnStatistics summarize(long[] keys, Column column, int from, int to) {
        clear();
        out.firstKey = keys[from];
        out.lastKey = keys[to - 1];
        out.events = (long) to - from;
        out.firstNull = column.isNull(from);
        out.lastNull = column.isNull(to - 1);
        if (column instanceof DoubleColumn doubles) {
            lookAt(doubles, from, to);
        } else if (column instanceof LongColumn longs) {
            lookAt(longs, from, to);
        } else {
            throw new IllegalStateException("no figures of " + column.kind());
        }
        if (moments != null) {
            moments.addRows(keys, numbers(column, from, to), column, from, to);
        }
        return finish();
    }

    private void lookAt(DoubleColumn column, int from, int to) {
        boolean anyNull = column.hasNulls();
        for (int row = from; row < to; row++) {
            if (anyNull && column.isNull(row)) {
                out.nulls++;
                continue;
            }
            double value = column.get(row);
            see(Double.doubleToRawLongBits(value));
            if (Double.isNaN(value)) {
                out.hasNaN = true;
            } else {
                compare(Double.doubleToRawLongBits(value), row - from);
            }
        }
    }

    private void lookAt(LongColumn column, int from, int to) {
        boolean anyNull = column.hasNulls();
        for (int row = from; row < to; row++) {
            if (anyNull && column.isNull(row)) {
                out.nulls++;
            } else {
                see(column.get(row));
                compare(column.get(row), row - from);
            }
        }
    }

    private void see(long bits) {
        if (!anySeen) {
            anySeen = true;
            out.first = bits;
            base = bits;
        }
        out.last = bits;
    }

    private void compare(long bits, int row) {
        if (!out.hasExtremes || kind.isLess(bits, out.minimum)) {
            out.minimum = bits;
            out.minimumRow = row;
        }
        if (!out.hasExtremes || kind.isLess(out.maximum, bits)) {
            out.maximum = bits;
            out.maximumRow = row;
        }
        out.hasExtremes = true;
    }

    private double[] numbers(Column column, int from, int to) {
        if (column instanceof DoubleColumn doubles) {
            return doubles.values();
        }
        if (converted.length < to) {
            converted = new double[Math.max(to, converted.length * 2)];
        }
        long[] values = ((LongColumn) column).values();
        for (int row = from; row < to; row++) {
            converted[row] = kind.toDouble(values[row], base);
        }
        return converted;
    }

    /** Adds the figures of the stretch that follows. */
    public void add(ColumnStatistics next) {
        if (out.events == 0) {
            out.firstKey = next.firstKey;
            out.firstNull = next.firstNull;
        }
        out.lastKey = next.lastKey;
        out.lastNull = next.lastNull;
        out.events += next.events;
        out.nulls += next.nulls;
        out.hasNaN |= next.hasNaN;
        if (next.hasExtremes) {
            compare(next.minimum, 0);
            compare(next.maximum, 0);
        }
        if (next.known() > 0) {
            see(next.first);
            see(next.last);
        }
        if (moments != null) {
            moments.addStretch(next, kind, base);
        }
    }

    /** The figures; good until the next {@link #clear} or {@link #summarize}. */
    public ColumnStatistics finish() {
        if (moments != null) {
            moments.writeTo(out);
        }
        if (!out.hasMoments) {
            out.clearMoments();
        }
        return out;
    }
}
