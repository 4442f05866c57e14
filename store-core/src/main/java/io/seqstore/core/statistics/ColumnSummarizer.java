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
    /** With more runs of equal values than this in a block, its rows are looked at one by one. */
    private static final int MAX_RUNS = 64;

    private final NumberKind kind;
    private final @Nullable StretchMoments moments;
    private final ColumnStatistics out = new ColumnStatistics();
    /** Where runs of equal values begin, of the first so many. */
    private final int[] runStarts = new int[MAX_RUNS];

    private int runs;
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
        runs = 0;
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
        // Of these rows, not of the batch: the figures must be the same whatever the block was made of.
        boolean anyNull = hasNull(column, from, to);
        if (anyNull) {
            lookAtKnown(column, from, to);
            if (moments != null) {
                moments.addRows(keys, numbers(column, from, to), column, from, to);
            }
            return finish();
        }
        if (column instanceof DoubleColumn doubles) {
            lookAt(doubles.values(), from, to);
        } else if (column instanceof LongColumn longs) {
            lookAt(longs.values(), from, to, kind == NumberKind.UNSIGNED ? Long.MIN_VALUE : 0);
        }
        if (moments != null) {
            addMoments(moments, keys, column, from, to);
        }
        return finish();
    }

    private void addMoments(StretchMoments into, long[] keys, Column column, int from, int to) {
        if (runs > MAX_RUNS) {
            double[] numbers = numbers(column, from, to);
            double greatest = out.hasNaN
                    ? Double.NaN
                    : Math.max(Math.abs(kind.toDouble(out.minimum, base)), Math.abs(kind.toDouble(out.maximum, base)));
            into.addVarying(keys, numbers, from, to, greatest);
            return;
        }
        for (int run = 0; run < runs; run++) {
            int first = runStarts[run];
            int end = run + 1 < runs ? runStarts[run + 1] : to;
            double value = column instanceof DoubleColumn doubles
                    ? doubles.get(first)
                    : kind.toDouble(((LongColumn) column).get(first), base);
            into.addRun(value, end - first, keys[first], keys[end - 1]);
        }
    }

    private void beginRun(int row) {
        if (runs < MAX_RUNS) {
            runStarts[runs] = row;
        }
        runs++;
    }

    private static boolean hasNull(Column column, int from, int to) {
        boolean found = false;
        if (column.hasNulls()) {
            for (int row = from; row < to && !found; row++) {
                found = column.isNull(row);
            }
        }
        return found;
    }

    /** Doubles without nulls. */
    private void lookAt(double[] values, int from, int to) {
        begin(Double.doubleToRawLongBits(values[from]), Double.doubleToRawLongBits(values[to - 1]));
        beginRun(from);
        double before = values[from];
        double least = Double.NaN;
        double greatest = Double.NaN;
        int leastRow = from;
        int greatestRow = from;
        boolean anyNaN = Double.isNaN(before);
        if (!anyNaN) {
            least = before;
            greatest = before;
        }
        for (int row = from + 1; row < to; row++) {
            double value = values[row];
            if (value == before) {
                continue;
            }
            before = value;
            beginRun(row);
            if (Double.isNaN(value)) {
                anyNaN = true;
                continue;
            }
            // So that the first number is both.
            if (!(value >= least)) {
                least = value;
                leastRow = row;
            }
            if (!(value <= greatest)) {
                greatest = value;
                greatestRow = row;
            }
        }
        out.hasNaN = anyNaN;
        if (!Double.isNaN(least)) {
            setExtremes(
                    Double.doubleToRawLongBits(least),
                    leastRow - from,
                    Double.doubleToRawLongBits(greatest),
                    greatestRow - from);
        }
    }

    /**
     * Integers without nulls.
     *
     * @param turned the bits that are turned for signed order to be theirs
     */
    private void lookAt(long[] values, int from, int to, long turned) {
        begin(values[from], values[to - 1]);
        beginRun(from);
        long before = values[from] ^ turned;
        long least = before;
        long greatest = before;
        int leastRow = from;
        int greatestRow = from;
        for (int row = from + 1; row < to; row++) {
            long value = values[row] ^ turned;
            if (value == before) {
                continue;
            }
            before = value;
            beginRun(row);
            if (value < least) {
                least = value;
                leastRow = row;
            }
            if (value > greatest) {
                greatest = value;
                greatestRow = row;
            }
        }
        setExtremes(least ^ turned, leastRow - from, greatest ^ turned, greatestRow - from);
    }

    private void begin(long firstBits, long lastBits) {
        see(firstBits);
        out.last = lastBits;
    }

    private void setExtremes(long least, int leastRow, long greatest, int greatestRow) {
        out.hasExtremes = true;
        out.minimum = least;
        out.minimumRow = leastRow;
        out.maximum = greatest;
        out.maximumRow = greatestRow;
    }

    /** The rows that are not null. */
    private void lookAtKnown(Column column, int from, int to) {
        if (column instanceof DoubleColumn doubles) {
            lookAtKnown(doubles, from, to);
        } else if (column instanceof LongColumn longs) {
            lookAtKnown(longs, from, to);
        }
    }

    private void lookAtKnown(DoubleColumn column, int from, int to) {
        for (int row = from; row < to; row++) {
            if (column.isNull(row)) {
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

    private void lookAtKnown(LongColumn column, int from, int to) {
        for (int row = from; row < to; row++) {
            if (column.isNull(row)) {
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
        if (kind == NumberKind.INTEGER) {
            for (int row = from; row < to; row++) {
                converted[row] = values[row];
            }
        } else {
            for (int row = from; row < to; row++) {
                converted[row] = kind.toDouble(values[row], base);
            }
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
