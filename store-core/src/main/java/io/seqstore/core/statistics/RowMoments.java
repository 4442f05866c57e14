package io.seqstore.core.statistics;

import io.seqstore.types.event.KeyForm;

/**
 * The moments of the pieces between neighbouring rows, none of them null, straight from the arrays. Two passes: one for the
 * extremes and the sum of the values, one for the powers of the distances from the mean that follows. Reused; not thread-safe.
 */
final class RowMoments {
    /** Below this share of the second moment about the mean of events that about the weighted mean has lost digits. */
    private static final double LEAST_SHARE = 1.0 / 16;

    private final Piece piece;
    private final KeyForm keys;
    private double[] widths = new double[0];

    /** The smallest and the greatest value that was looked at, the earliest of equal ones, and their rows. */
    double smallest;

    double greatest;
    int smallestRow;
    int greatestRow;

    /** Of the values, less the first one. */
    private double sum;

    /** What the pieces were made of: twice the distance of the middle of two values from {@link #center}, or that of one. */
    private double scale;

    private double center;
    private double first;
    private double second;
    private double third;
    private double fourth;
    private double weightedFirst;
    private double weightedSecond;

    RowMoments(Piece piece, KeyForm keys) {
        this.piece = piece;
        this.keys = keys;
    }

    /** Looks at the values of the rows {@code from..to-1}; false when they, or their sum, are not all finite numbers. */
    boolean look(double[] values, int from, int to) {
        double zero = values[from];
        double least = zero;
        double most = zero;
        int leastRow = from;
        int mostRow = from;
        double evens = 0;
        double odds = 0;
        int pairs = from + ((to - from) & ~1);
        // Two values at a time: one sum alone would wait for each addition before the next.
        for (int row = from; row < pairs; row += 2) {
            double value = values[row];
            double other = values[row + 1];
            if (value < least) {
                least = value;
                leastRow = row;
            }
            if (value > most) {
                most = value;
                mostRow = row;
            }
            if (other < least) {
                least = other;
                leastRow = row + 1;
            }
            if (other > most) {
                most = other;
                mostRow = row + 1;
            }
            evens += value - zero;
            odds += other - zero;
        }
        if (pairs < to) {
            double value = values[pairs];
            if (value < least) {
                least = value;
                leastRow = pairs;
            }
            if (value > most) {
                most = value;
                mostRow = pairs;
            }
            evens += value - zero;
        }
        smallest = least;
        greatest = most;
        smallestRow = leastRow;
        greatestRow = mostRow;
        sum = evens + odds;
        // What is not a number, or infinite, is so in the sum as well.
        return Double.isFinite(sum);
    }

    /**
     * Joins the moments of the pieces between the rows {@code from..to-1}, which were looked at, two at least.
     *
     * @param origin from where the joined moments are counted
     */
    void joinTo(
            EventMoments moments,
            IndexMoments weighted,
            double origin,
            long[] rowKeys,
            double[] values,
            int from,
            int to) {
        int count = to - from - 1;
        double weight = keys.distance(rowKeys[from], rowKeys[to - 1]);
        if (smallest == greatest) {
            // States rarely change: then all pieces are the same, and how long they are together is known.
            double same = values[from] - origin;
            moments.join(count, same, 0, 0, 0);
            weighted.join(count, weight, same, 0);
            return;
        }
        if (widths.length < count) {
            widths = new double[Math.max(count, widths.length * 2)];
        }
        keys.distances(rowKeys, from, count, widths);
        center = values[from] + sumOfPieces(values, from, to) / count;
        if (piece == Piece.MIDDLE) {
            addMiddles(values, from, count);
        } else {
            addSingles(values, firstRow(from), count);
        }
        // The center is the mean but for rounding: what is left is corrected, and nothing cancels.
        double off = first / count;
        double m2 = Math.max(0, second - off * first);
        double m3 = third - 3 * off * second + 2 * off * off * first;
        double m4 = Math.max(0, fourth - 4 * off * third + 6 * off * off * second - 3 * off * off * off * first);
        double square = scale * scale;
        moments.join(count, center - origin + scale * off, m2 * square, m3 * square * scale, m4 * square * square);
        double weightedOff = weightedFirst / weight;
        double s = weightedSecond - weightedOff * weightedFirst;
        if (!(s >= weightedSecond * LEAST_SHARE)) {
            s = sumAbout(weightedOff, values, from, count);
        }
        weighted.join(count, weight, center - origin + scale * weightedOff, s * square);
    }

    private int firstRow(int from) {
        return piece == Piece.TRAILING ? from + 1 : from;
    }

    /** The sum of the pieces, less the first value each. */
    private double sumOfPieces(double[] values, int from, int to) {
        double last = values[to - 1] - values[from];
        return switch (piece) {
            case MIDDLE -> sum - last / 2;
            case LEADING -> sum - last;
            case TRAILING -> sum;
        };
    }

    private void addMiddles(double[] values, int from, int count) {
        double zero = center;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double a4 = 0;
        double w1 = 0;
        double w2 = 0;
        double b2 = 0;
        double b3 = 0;
        double b4 = 0;
        double v2 = 0;
        double before = values[from] - zero;
        int pairs = count & ~1;
        for (int i = 0; i < pairs; i += 2) {
            double next = values[from + 1 + i] - zero;
            double behind = values[from + 2 + i] - zero;
            double d = before + next;
            double e = next + behind;
            double square = d * d;
            double other = e * e;
            double width = widths[i];
            double otherWidth = widths[i + 1];
            a1 += d + e;
            a2 += square;
            b2 += other;
            a3 += square * d;
            b3 += other * e;
            a4 += square * square;
            b4 += other * other;
            w1 += width * d + otherWidth * e;
            w2 += width * square;
            v2 += otherWidth * other;
            before = behind;
        }
        if (pairs < count) {
            double d = before + (values[from + count] - zero);
            double square = d * d;
            a1 += d;
            a2 += square;
            a3 += square * d;
            a4 += square * square;
            w1 += widths[count - 1] * d;
            w2 += widths[count - 1] * square;
        }
        keep(a1, a2 + b2, a3 + b3, a4 + b4, w1, w2 + v2, 0.5);
    }

    private void addSingles(double[] values, int from, int count) {
        double zero = center;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double a4 = 0;
        double w1 = 0;
        double w2 = 0;
        double b2 = 0;
        double b3 = 0;
        double b4 = 0;
        double v2 = 0;
        int pairs = count & ~1;
        for (int i = 0; i < pairs; i += 2) {
            double d = values[from + i] - zero;
            double e = values[from + 1 + i] - zero;
            double square = d * d;
            double other = e * e;
            double width = widths[i];
            double otherWidth = widths[i + 1];
            a1 += d + e;
            a2 += square;
            b2 += other;
            a3 += square * d;
            b3 += other * e;
            a4 += square * square;
            b4 += other * other;
            w1 += width * d + otherWidth * e;
            w2 += width * square;
            v2 += otherWidth * other;
        }
        if (pairs < count) {
            double d = values[from + count - 1] - zero;
            double square = d * d;
            a1 += d;
            a2 += square;
            a3 += square * d;
            a4 += square * square;
            w1 += widths[count - 1] * d;
            w2 += widths[count - 1] * square;
        }
        keep(a1, a2 + b2, a3 + b3, a4 + b4, w1, w2 + v2, 1);
    }

    private void keep(double a1, double a2, double a3, double a4, double w1, double w2, double ofScale) {
        first = a1;
        second = a2;
        third = a3;
        fourth = a4;
        weightedFirst = w1;
        weightedSecond = w2;
        scale = ofScale;
    }

    /** The second weighted moment about a point that is far from the mean of events: a few pieces are very long. */
    private double sumAbout(double point, double[] values, int from, int count) {
        double s = 0;
        int at = firstRow(from);
        int other = piece == Piece.MIDDLE ? 1 : 0;
        for (int i = 0; i < count; i++) {
            double distance = values[at + i] - center;
            double d = other == 0 ? distance : distance + (values[at + i + other] - center);
            s += widths[i] * (d - point) * (d - point);
        }
        return s;
    }
}
