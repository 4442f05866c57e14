package io.seqstore.bench.macro;

import io.seqstore.bench.macro.EngineSession.ColumnSink;

/**
 * Count, smallest, greatest, sum and sum of squares of the measurements in equal intervals: what W9 asks of peers. They are
 * fewer than the thirteen statistics that Seqstore calculates, and leave out events calculated at borders. The events from
 * {@code from} up to, not including, {@code to} count; that with key k is in interval {@code (k - from) * intervals / (to - from)}.
 * Fed with events in the order of their keys, or with the figures of whole intervals. Not thread-safe.
 */
public final class IntervalFigures implements ColumnSink {
    private final long from;
    private final long length;
    private final int intervals;
    private int interval = -1;
    private long nextBorder;
    private long count;
    private double smallest;
    private double greatest;
    private double sum;
    private double squares;
    private double answer;

    public IntervalFigures(long from, long to, int intervals) {
        this.from = from;
        this.length = Math.subtractExact(to, from);
        this.intervals = intervals;
        Math.multiplyExact(length, (long) intervals);
        this.nextBorder = from;
    }

    /** The first key of an interval; of the one behind the last, the end. */
    public long border(int ofInterval) {
        return from + (length * ofInterval + intervals - 1) / intervals;
    }

    @Override
    public void accept(long[] keys, long[] states, double[] measurements, int start, int end) {
        for (int i = start; i < end; i++) {
            long key = keys[i];
            if (key >= nextBorder) {
                if (key >= from + length) {
                    return;
                }
                close();
                interval = (int) ((key - from) * intervals / length);
                nextBorder = border(interval + 1);
            } else if (interval < 0) {
                continue;
            }
            double value = measurements[i];
            count++;
            smallest = Math.min(smallest, value);
            greatest = Math.max(greatest, value);
            sum += value;
            squares += value * value;
        }
    }

    private void close() {
        addInterval(count, smallest, greatest, sum, squares);
        count = 0;
        smallest = Double.POSITIVE_INFINITY;
        greatest = Double.NEGATIVE_INFINITY;
        sum = 0;
        squares = 0;
    }

    /** Adds an interval whose figures are known; one without events changes nothing. */
    public void addInterval(long ofEvents, double ofSmallest, double ofGreatest, double ofSum, double ofSquares) {
        if (ofEvents > 0) {
            answer += ofEvents + ofSmallest + ofGreatest + ofSum / ofEvents + ofSquares / ofEvents;
        }
    }

    /** Count, smallest, greatest, mean and mean square of all intervals, added up. Ends the feeding. */
    public double answer() {
        close();
        return answer;
    }
}
