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

    /**
     * Adds the rows {@code from..to-1} of these arrays, of which some are null, or not all are finite numbers.
     *
     * @param values good where the row is not null
     */
    void addRows(long[] rowKeys, double[] values, Column nulls, int from, int to) {
        if (from >= to) {
            return;
        }
        addPoint(rowKeys[from], values[from], nulls.isNull(from));
        int count = to - from - 1;
        if (pieces.length < count) {
            int room = Math.max(count, pieces.length * 2);
            pieces = new double[room];
            widths = new double[room];
            weightedPieces = new double[room];
        }
        addWithNulls(rowKeys, values, nulls, from, to);
    }

    /** Adds the rows {@code from..to-1} of these arrays, of which none is null, and which were looked at. */
    void addKnown(long[] rowKeys, double[] values, int from, int to, RowMoments looked) {
        addPoint(rowKeys[from], values[from], false);
        if (to - from > 1) {
            look(looked.smallest);
            look(looked.greatest);
            looked.joinTo(moments, weighted, origin, rowKeys, values, from, to);
            standAt(rowKeys[to - 1], values[to - 1] - origin, to - from - 1);
        }
    }

    /** Adds some neighbouring points that all have one value. */
    void addRun(long firstKey, long lastKey, long points, double value) {
        addPoint(firstKey, value, false);
        if (points > 1) {
            double relative = value - origin;
            moments.join((double) points - 1, relative, 0, 0, 0);
            weighted.join((double) points - 1, keys.distance(firstKey, lastKey), relative, 0);
            standAt(lastKey, relative, points - 1);
        }
    }

    private void standAt(long key, double relative, long morePoints) {
        known += morePoints;
        previousKey = key;
        previousValue = relative;
        previousKnown = relative;
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

    /**
     * What is left of a stretch when the pieces that were added here, all at one end of it, are taken away.
     *
     * @param whole the figures of the stretch, without nulls
     * @param kind how its values are numbers; points in time were counted from its first value here
     * @param rest where the moments are put; its keys, count, first and last value are there
     * @return false when too little is left of the whole for the difference to be exact
     */
    public boolean takeFrom(ColumnStatistics whole, NumberKind kind, ColumnStatistics rest) {
        setFullWeight(rest);
        double zero = kind.toDouble(whole.first, whole.first);
        double toOrigin = origin - zero;
        double toRest = kind.toDouble(rest.first, whole.first) - zero;
        rest.hasMoments = whole.hasMoments
                && isRegular()
                && moments.takeFrom(whole, toOrigin, rest, toRest)
                && weighted.takeFrom(whole, toOrigin, rest, toRest);
        return rest.hasMoments;
    }

    /** Fills in the moments of a stretch without nulls whose values are all the first one; keys and count are there. */
    public void setStill(ColumnStatistics rest) {
        long first = rest.first;
        rest.clearMoments();
        rest.hasMoments = true;
        rest.first = first;
        rest.last = first;
        setFullWeight(rest);
    }

    private void setFullWeight(ColumnStatistics rest) {
        rest.weight = keys.distance(rest.firstKey, rest.lastKey);
        rest.weightedPieces = rest.events - 1;
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
