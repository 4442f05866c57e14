package io.seqstore.core.statistics;

/**
 * The figures of one column over a stretch of consecutive events: what a segment keeps of each block. A plain holder that is
 * filled again and again; not thread-safe.
 *
 * <p>Values are the 64 bits as they stand in the column. Moments are those of the pieces inside the stretch (spec 08, section
 * 2); means are counted from the {@link #first} value, so that a great offset costs no digits.
 */
public final class ColumnStatistics {
    /** Of the first event. */
    public long firstKey;

    /** Of the last event. */
    public long lastKey;

    /** How many there are. */
    public long events;

    /** How many of them are null. */
    public long nulls;

    /** Whether any value is neither null nor not-a-number. */
    public boolean hasExtremes;

    /** The smallest value, the earliest of equal ones; not-a-number is none. */
    public long minimum;

    /** The greatest value, the earliest of equal ones; not-a-number is none. */
    public long maximum;

    /** The row of the minimum in its block; meaningless for more than one block. */
    public int minimumRow;

    /** The row of the maximum in its block; meaningless for more than one block. */
    public int maximumRow;

    /** Whether any value is not-a-number. */
    public boolean hasNaN;

    /** Whether the first event is null. */
    public boolean firstNull;

    /** Whether the last event is null. */
    public boolean lastNull;

    /** Whether the figures below are known: the column is summarised, and all values are numbers of a usual size. */
    public boolean hasMoments;

    /** The first value that is not null; 0 when all are. */
    public long first;

    /** The last value that is not null; 0 when all are. */
    public long last;

    /** Mean of the pieces between neighbouring values that are not null, less the first value. */
    public double mean;

    /** Sum of the squared distances of these pieces from their mean. */
    public double m2;

    /** The same, cubed. */
    public double m3;

    /** The same, to the fourth. */
    public double m4;

    /** Mean of the pieces weighted by their length on the index, less the first value. */
    public double weightedMean;

    /** Weighted sum of the squared distances from that mean. */
    public double s;

    /** Length of the weighted pieces. */
    public double weight;

    /** How many weighted pieces there are. */
    public long weightedPieces;

    /** Events that are not null. */
    public long known() {
        return events - nulls;
    }

    /** Whether all events have the same value. */
    public boolean isConstant() {
        return nulls == 0 && !hasNaN && hasMoments && minimum == maximum && first == minimum && last == minimum;
    }

    /** Forgets everything. */
    public void clear() {
        events = 0;
        nulls = 0;
        hasExtremes = false;
        minimum = 0;
        maximum = 0;
        minimumRow = 0;
        maximumRow = 0;
        hasNaN = false;
        firstNull = false;
        lastNull = false;
        clearMoments();
    }

    /** Forgets the moments. */
    public void clearMoments() {
        hasMoments = false;
        first = 0;
        last = 0;
        mean = 0;
        m2 = 0;
        m3 = 0;
        m4 = 0;
        weightedMean = 0;
        s = 0;
        weight = 0;
        weightedPieces = 0;
    }
}
