package io.seqstore.core.statistics;

import io.seqstore.types.event.Column;
import io.seqstore.types.event.KeyForm;

/**
 * Moments of the pieces of one column over a stretch of points, put together of single points, of rows, and of the figures of
 * whole stretches (spec 08, section 2). Points come in key order. Everything is counted from the first known value, so that a
 * great offset costs no digits. The order of operations is not that of spec 08, section 3: results agree to rounding, not to
 * the last digit. Reused; not thread-safe.
 */
public final class StretchMoments {
    /** Outside these sizes the fourth power of a distance is no ordinary double any more. */
    private static final double GREATEST = 0x1p200;

    private static final double SMALLEST = 0x1p-200;

    /** Deviations below this share of the greatest value are rounding, or nothing. */
    private static final double FLAT = 0x1p-42;

    private final Piece piece;
    private final KeyForm keys;
    private final EventMoments moments = new EventMoments();
    private final IndexMoments weighted = new IndexMoments();

    private double origin;
    private double magnitude;
    private boolean regular;
    private boolean anyPoint;
    private long previousKey;
    private double previousValue;
    private boolean previousNull;
    private long known;
    private double previousKnown;
    private double[] pieces = new double[0];
    private double[] widths = new double[0];
    private double[] weightedPieces = new double[0];

    public StretchMoments(Piece piece, KeyForm keys) {
        this.piece = piece;
        this.keys = keys;
        clear();
    }

    /** Begins a new stretch. */
    public void clear() {
        moments.clear();
        weighted.clear();
        origin = 0;
        magnitude = 0;
        regular = true;
        anyPoint = false;
        previousNull = false;
        known = 0;
    }

    /** Adds a point; the value of one that is null has no meaning. */
    public void addPoint(long key, double value, boolean isNull) {
        if (!isNull) {
            beginAt(value);
        }
        double relative = value - origin;
        addWeighted(key, relative, isNull);
        if (!isNull) {
            look(value);
            if (known > 0) {
                moments.add(between(previousKnown, relative));
            }
            known++;
            previousKnown = relative;
        }
        anyPoint = true;
        previousKey = key;
        previousValue = relative;
        previousNull = isNull;
    }

    private void beginAt(double value) {
        if (known == 0) {
            origin = value;
        }
    }

    private void look(double value) {
        // Not-a-number is handed on by Math.max, so that it is seen in the end.
        magnitude = Math.max(magnitude, Math.abs(value));
    }

    /** The piece from the point before; dropped when the value that decides is null (spec 08, section 2, table of nulls). */
    private void addWeighted(long key, double relative, boolean isNull) {
        if (anyPoint && !isDropped(previousNull, isNull)) {
            weighted.add(keys.distance(previousKey, key), between(previousValue, relative));
        }
    }

    private boolean isDropped(boolean firstNull, boolean secondNull) {
        return switch (piece) {
            case MIDDLE -> firstNull || secondNull;
            case LEADING -> firstNull;
            case TRAILING -> secondNull;
        };
    }

    private double between(double a, double b) {
        return switch (piece) {
            case MIDDLE -> (a + b) / 2;
            case LEADING -> a;
            case TRAILING -> b;
        };
    }

    /** Adds the rows {@code from..to-1} of these arrays. */
    public void addRows(long[] rowKeys, double[] values, Column nulls, int from, int to) {
        if (from >= to) {
            return;
        }
        addPoint(rowKeys[from], values[from], nulls.isNull(from));
        int count = to - from - 1;
        makeRoom(count);
        if (nulls.hasNulls()) {
            addWithNulls(rowKeys, values, nulls, from, to);
        } else {
            addKnown(rowKeys, values, from, count);
        }
    }

    private void makeRoom(int count) {
        if (pieces.length < count) {
            int room = Math.max(count, pieces.length * 2);
            pieces = new double[room];
            widths = new double[room];
            weightedPieces = new double[room];
        }
    }

    /** Adds {@code count} rows behind the one at {@code from}, which was added. */
    private void addKnown(long[] rowKeys, double[] values, int from, int count) {
        double first = values[from];
        double greatest = magnitude;
        boolean still = true;
        for (int i = 1; i <= count; i++) {
            double value = values[from + i];
            double size = Math.abs(value);
            // A branch that is hardly ever taken costs less than Math.max; not-a-number takes it, too.
            if (!(size <= greatest)) {
                greatest = Math.max(greatest, size);
            }
            still &= value == first;
        }
        magnitude = greatest;
        if (still) {
            addStill(rowKeys[from], rowKeys[from + count], count);
        } else {
            addPieces(rowKeys, values, from, count);
        }
    }

    /** States rarely change: then all pieces are the same, and how long they are together is known. */
    private void addStill(long firstKey, long lastKey, int count) {
        moments.join(count, previousValue, 0, 0, 0);
        weighted.join(count, keys.distance(firstKey, lastKey), previousValue, 0);
        known += count;
        previousKey = lastKey;
    }

    private void addPieces(long[] rowKeys, double[] values, int from, int count) {
        fillPieces(values, from, count);
        keys.distances(rowKeys, from, count, widths);
        moments.addAll(pieces, count);
        weighted.addAll(widths, pieces, count, keys.distance(rowKeys[from], rowKeys[from + count]));
        known += count;
        previousKey = rowKeys[from + count];
        previousValue = values[from + count] - origin;
        previousKnown = previousValue;
    }

    /** Adds some rows of one value. */
    void addRun(double value, int rows, long firstKey, long lastKey) {
        addPoint(firstKey, value, false);
        if (rows > 1) {
            addStill(firstKey, lastKey, rows - 1);
        }
    }

    /** Adds the rows {@code from..to-1} of these arrays, none of them null or not-a-number, the greatest of that size. */
    void addVarying(long[] rowKeys, double[] values, int from, int to, double greatest) {
        addPoint(rowKeys[from], values[from], false);
        look(greatest);
        makeRoom(to - from - 1);
        addPieces(rowKeys, values, from, to - from - 1);
    }

    private void fillPieces(double[] values, int from, int count) {
        double zero = origin;
        switch (piece) {
            case MIDDLE -> {
                for (int i = 0; i < count; i++) {
                    pieces[i] = ((values[from + i] - zero) + (values[from + i + 1] - zero)) / 2;
                }
            }
            case LEADING -> relative(values, from, count, zero, pieces);
            case TRAILING -> relative(values, from + 1, count, zero, pieces);
        }
    }

    private static void relative(double[] values, int from, int count, double zero, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = values[from + i] - zero;
        }
    }

    private void addWithNulls(long[] rowKeys, double[] values, Column nulls, int from, int to) {
        int count = 0;
        int weightedCount = 0;
        for (int row = from + 1; row < to; row++) {
            boolean isNull = nulls.isNull(row);
            if (!isNull) {
                beginAt(values[row]);
                look(values[row]);
            }
            double relative = values[row] - origin;
            if (!isDropped(previousNull, isNull)) {
                widths[weightedCount] = keys.distance(previousKey, rowKeys[row]);
                weightedPieces[weightedCount++] = between(previousValue, relative);
            }
            if (!isNull) {
                if (known > 0) {
                    pieces[count++] = between(previousKnown, relative);
                }
                known++;
                previousKnown = relative;
            }
            previousKey = rowKeys[row];
            previousValue = relative;
            previousNull = isNull;
        }
        moments.addAll(pieces, count);
        weighted.addAll(widths, weightedPieces, weightedCount);
    }

    /**
     * Adds a stretch of which the figures are known, and the piece that joins it to the point before.
     *
     * @param stretch its figures
     * @param kind how its values are numbers
     * @param base from where points in time are counted
     */
    public void addStretch(ColumnStatistics stretch, NumberKind kind, long base) {
        if (!stretch.hasMoments) {
            regular = false;
            return;
        }
        double firstValue = kind.toDouble(stretch.first, base);
        double lastValue = kind.toDouble(stretch.last, base);
        long values = stretch.known();
        if (values > 0) {
            beginAt(firstValue);
            look(kind.toDouble(stretch.minimum, base));
            look(kind.toDouble(stretch.maximum, base));
        }
        double shift = firstValue - origin;
        addWeighted(stretch.firstKey, shift, stretch.firstNull);
        if (values > 0) {
            if (known > 0) {
                moments.add(between(previousKnown, shift));
            }
            moments.join((double) values - 1, stretch.mean + shift, stretch.m2, stretch.m3, stretch.m4);
            previousKnown = lastValue - origin;
        }
        weighted.join((double) stretch.weightedPieces, stretch.weight, stretch.weightedMean + shift, stretch.s);
        known += values;
        anyPoint = true;
        previousKey = stretch.lastKey;
        previousValue = lastValue - origin;
        previousNull = stretch.lastNull;
    }

    /** Writes the moments of a stretch whose other figures are there. */
    void writeTo(ColumnStatistics out) {
        out.hasMoments = isRegular();
        out.mean = moments.mean;
        out.m2 = moments.m2;
        out.m3 = moments.m3;
        out.m4 = moments.m4;
        out.weightedMean = weighted.mean;
        out.s = weighted.s;
        out.weight = weighted.weight;
        out.weightedPieces = (long) weighted.count;
    }

    /** Whether all values were numbers of a usual size, so that what is calculated of them is what spec 08 says. */
    private boolean isRegular() {
        return regular && (magnitude == 0 || (magnitude >= SMALLEST && magnitude <= GREATEST));
    }

    /**
     * Ends the stretch.
     *
     * @return whether the results are those of spec 08 to rounding; if not, the points must be looked at one by one
     */
    public boolean finish() {
        if (known == 1) {
            moments.add(previousKnown);
        }
        double flat = FLAT * magnitude;
        return isRegular()
                && (moments.m2 == 0 || Math.sqrt(moments.m2 / moments.count) > flat)
                && (weighted.s == 0 || Math.sqrt(weighted.s / weighted.weight) > flat);
    }

    /** Sum of the pieces. */
    public double total() {
        return moments.count == 0 ? Double.NaN : moments.count * origin + moments.count * moments.mean;
    }

    public double mean() {
        return moments.count == 0 ? Double.NaN : origin + moments.mean;
    }

    public double populationStandardDeviation() {
        return moments.count == 0 ? Double.NaN : Math.sqrt(moments.m2 / moments.count);
    }

    public double standardDeviation() {
        return moments.count < 2 ? Double.NaN : Math.sqrt(moments.m2 / (moments.count - 1));
    }

    public double skewness() {
        double m2 = moments.m2;
        return m2 == 0 ? Double.NaN : Math.sqrt(moments.count) * moments.m3 / (m2 * Math.sqrt(m2));
    }

    public double kurtosis() {
        double m2 = moments.m2;
        return m2 == 0 ? Double.NaN : moments.count * moments.m4 / (m2 * m2) - 3;
    }

    public double weightedMean() {
        return weighted.count == 0 ? Double.NaN : origin + weighted.mean;
    }

    public double weightedPopulationStandardDeviation() {
        return weighted.count == 0 ? Double.NaN : Math.sqrt(weighted.s / weighted.weight);
    }

    public double weightedStandardDeviation() {
        return weighted.count < 2
                ? Double.NaN
                : Math.sqrt(weighted.s / weighted.weight * weighted.count / (weighted.count - 1));
    }
}
