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
    /** More runs than this are not remembered. */
    private static final int MAX_RUNS = 64;

    /** Values that change more often than every so many rows are looked at one by one. */
    private static final int FEWEST_IN_RUN = 16;

    private final NumberKind kind;
    private final @Nullable StretchMoments moments;
    private final RowMoments rows;
    /** Where the runs of equal values end that were met last. */
    private final int[] ends = new int[MAX_RUNS];

    private final ColumnStatistics out = new ColumnStatistics();
    private double[] converted = new double[0];
    private boolean anySeen;
    private long base;

    private ColumnSummarizer(NumberKind kind, @Nullable Piece piece, KeyForm keys) {
        this.kind = kind;
        this.moments = piece == null ? null : new StretchMoments(piece, keys);
        this.rows = new RowMoments(piece == null ? Piece.MIDDLE : piece, keys);
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
                all[column] = ofScalar(layout, property);
            }
        }
        return all;
    }

    /**
     * The summariser of a property whose values are numbers of 64 bits.
     *
     * @throws IllegalArgumentException when they are not
     */
    public static ColumnSummarizer of(EventLayout layout, PropertyLayout property) {
        ColumnSummarizer summarizer = ofScalar(layout, property);
        if (summarizer == null) {
            throw new IllegalArgumentException("nothing is kept of property " + property.id());
        }
        return summarizer;
    }

    private static @Nullable ColumnSummarizer ofScalar(EventLayout layout, PropertyLayout property) {
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
            summarize(keys, doubles, from, to);
        } else if (column instanceof LongColumn longs) {
            summarize(keys, longs, from, to);
        } else {
            throw new IllegalStateException("no figures of " + column.kind());
        }
        return finish();
    }

    /** The extremes of some rows, none of which is null, and nothing else. */
    public ColumnStatistics extremes(Column column, int from, int to) {
        clear();
        if (column instanceof LongColumn longs) {
            lookAt(longs.values(), from, to);
        } else if (column instanceof DoubleColumn doubles && rows.look(doubles.values(), from, to)) {
            setExtremes(doubles.values(), from, to);
        } else if (column instanceof DoubleColumn doubles) {
            lookAtEach(doubles, from, to);
        } else {
            throw new IllegalStateException("no figures of " + column.kind());
        }
        return out;
    }

    private void summarize(long[] keys, DoubleColumn column, int from, int to) {
        double[] values = column.values();
        if (hasNull(column, from, to) || !rows.look(values, from, to)) {
            lookAtEach(column, from, to);
            addRows(keys, values, column, from, to);
            return;
        }
        setExtremes(values, from, to);
        if (moments != null) {
            moments.addKnown(keys, values, from, to, rows);
        }
    }

    private void setExtremes(double[] values, int from, int to) {
        see(Double.doubleToRawLongBits(values[from]));
        see(Double.doubleToRawLongBits(values[to - 1]));
        out.hasExtremes = true;
        out.minimum = Double.doubleToRawLongBits(rows.smallest);
        out.maximum = Double.doubleToRawLongBits(rows.greatest);
        out.minimumRow = rows.smallestRow - from;
        out.maximumRow = rows.greatestRow - from;
    }

    private void summarize(long[] keys, LongColumn column, int from, int to) {
        if (hasNull(column, from, to)) {
            lookAtEach(column, from, to);
            addRows(keys, column.values(), column, from, to);
            return;
        }
        int runs = lookAt(column.values(), from, to);
        if (moments == null) {
            return;
        }
        if (runs <= Math.min(MAX_RUNS, 1 + (to - from) / FEWEST_IN_RUN)) {
            addRuns(moments, keys, column.values(), from, to, runs);
            return;
        }
        double[] numbers = numbers(column.values(), from, to);
        boolean finite = rows.look(numbers, from, to);
        assert finite : "sums of integers of 64 bits are finite";
        moments.addKnown(keys, numbers, from, to, rows);
    }

    /** Asked of the rows, not of the column: the figures of a block do not depend on the batch that it came in. */
    private static boolean hasNull(Column column, int from, int to) {
        boolean found = false;
        if (column.hasNulls()) {
            for (int row = from; row < to && !found; row++) {
                found = column.isNull(row);
            }
        }
        return found;
    }

    private void addRows(long[] keys, double[] values, Column nulls, int from, int to) {
        if (moments != null) {
            moments.addRows(keys, values, nulls, from, to);
        }
    }

    private void addRows(long[] keys, long[] values, Column nulls, int from, int to) {
        if (moments != null) {
            moments.addRows(keys, numbers(values, from, to), nulls, from, to);
        }
    }

    /** Looks at the rows, of which none is null; returns how many runs of equal values there are. */
    private int lookAt(long[] values, int from, int to) {
        // Turns unsigned values into signed ones of the same order.
        long flip = kind == NumberKind.UNSIGNED ? Long.MIN_VALUE : 0;
        long before = values[from];
        long least = before ^ flip;
        long most = least;
        int leastRow = from;
        int mostRow = from;
        int runs = 0;
        for (int row = from + 1; row < to; row++) {
            long value = values[row];
            if (value != before) {
                if (runs < MAX_RUNS) {
                    ends[runs] = row;
                }
                runs++;
                before = value;
                long ordered = value ^ flip;
                if (ordered < least) {
                    least = ordered;
                    leastRow = row;
                }
                if (ordered > most) {
                    most = ordered;
                    mostRow = row;
                }
            }
        }
        see(values[from]);
        see(values[to - 1]);
        out.hasExtremes = true;
        out.minimum = least ^ flip;
        out.maximum = most ^ flip;
        out.minimumRow = leastRow - from;
        out.maximumRow = mostRow - from;
        return runs + 1;
    }

    /** States that change now and then: a run of equal values is one step, however long it is. */
    private void addRuns(StretchMoments sums, long[] keys, long[] values, int from, int to, int runs) {
        int begin = from;
        for (int run = 0; run < runs; run++) {
            int end = run == runs - 1 ? to : ends[run];
            sums.addRun(keys[begin], keys[end - 1], end - begin, kind.toDouble(values[begin], base));
            begin = end;
        }
    }

    private void lookAtEach(DoubleColumn column, int from, int to) {
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

    private void lookAtEach(LongColumn column, int from, int to) {
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

    private double[] numbers(long[] values, int from, int to) {
        if (converted.length < to) {
            converted = new double[Math.max(to, converted.length * 2)];
        }
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
