package io.seqstore.bench.macro;

import io.seqstore.bench.macro.EngineSession.ColumnSink;

/**
 * The first, smallest, greatest and last measurement of equal parts: what W10 asks of peers, who give the values, not the
 * events that have them. Parts are cut like {@link IntervalFigures}. Not thread-safe.
 */
public final class CurveFigures implements ColumnSink {
    private final long from;
    private final long length;
    private final int parts;
    private long nextBorder;
    private boolean begun;
    private double first;
    private double smallest;
    private double greatest;
    private double last;
    private double answer;

    public CurveFigures(long from, long to, int parts) {
        this.from = from;
        this.length = Math.subtractExact(to, from);
        this.parts = parts;
        Math.multiplyExact(length, (long) parts);
        this.nextBorder = from;
    }

    @Override
    public void accept(long[] keys, long[] states, double[] measurements, int start, int end) {
        for (int i = start; i < end; i++) {
            long key = keys[i];
            if (key < from || key >= from + length) {
                continue;
            }
            double value = measurements[i];
            if (key >= nextBorder) {
                close();
                long part = (key - from) * parts / length;
                nextBorder = border((int) part + 1);
                begun = true;
                first = value;
                smallest = value;
                greatest = value;
            }
            smallest = Math.min(smallest, value);
            greatest = Math.max(greatest, value);
            last = value;
        }
    }

    /** The first key of a part; of the one behind the last, the end. */
    public long border(int ofPart) {
        return from + (length * ofPart + parts - 1) / parts;
    }

    private void close() {
        if (begun) {
            addPart(first, smallest, greatest, last);
        }
        begun = false;
    }

    /** Adds a part whose figures are known. */
    public void addPart(double ofFirst, double ofSmallest, double ofGreatest, double ofLast) {
        answer += 1 + ofFirst + ofSmallest + ofGreatest + ofLast;
    }

    /** The four values of all parts, and one for each part that has events, added up. Ends the feeding. */
    public double answer() {
        close();
        return answer;
    }
}
