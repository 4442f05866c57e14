package io.seqstore.core.statistics;

import io.seqstore.types.event.KeyForm;

/**
 * The moments of the pieces between neighbouring rows, none of them null, straight from the arrays. Two passes: one for the
 * extremes and the sum of the values, one for the powers of the distances from the mean that follows. Reused; not thread-safe.
 */
final class RowMoments {
    /** Below this share of the second moment about the mean of events that about the weighted mean has lost digits. */
    private static final double LEAST_SHARE = 1.0 / 16;

    /** Pieces are summed up as twice their distance from {@link #center}; to halve them costs no digit. */
    private static final double SCALE = 0.5;

    private static final double SQUARE = SCALE * SCALE;

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
        int row = piece == Piece.TRAILING ? from + 1 : from;
        int other = piece == Piece.MIDDLE ? from + 1 : row;
        addPieces(values, row, other, count);
        // The center is the mean but for rounding: what is left is corrected, and nothing cancels.
        double off = first / count;
        double m2 = Math.max(0, second - off * first);
        double m3 = third - 3 * off * second + 2 * off * off * first;
        double m4 = Math.max(0, fourth - 4 * off * third + 6 * off * off * second - 3 * off * off * off * first);
        moments.join(count, center - origin + SCALE * off, m2 * SQUARE, m3 * SQUARE * SCALE, m4 * SQUARE * SQUARE);
        double weightedOff = weightedFirst / weight;
        double s = weightedSecond - weightedOff * weightedFirst;
        if (!(s >= weightedSecond * LEAST_SHARE)) {
            s = sumAbout(weightedOff, values, row, other, count);
        }
        weighted.join(count, weight, center - origin + SCALE * weightedOff, s * SQUARE);
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

    /**
     * Adds the powers of the pieces, each of which is the middle of two values: of a row and its neighbour, or twice of the
     * same row. What is added is twice their distance to the centre, in two chains, so that no addition waits for the one before.
     *
     * @param from the first row
     * @param other the first of the rows whose values are the second ones
     */
    private void addPieces(double[] values, int from, int other, int count) {
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
            double d = (values[from + i] - zero) + (values[other + i] - zero);
            double e = (values[from + i + 1] - zero) + (values[other + i + 1] - zero);
            double square = d * d;
            double squareOfNext = e * e;
            double width = widths[i];
            double widthOfNext = widths[i + 1];
            a1 += d + e;
            a2 += square;
            b2 += squareOfNext;
            a3 += square * d;
            b3 += squareOfNext * e;
            a4 += square * square;
            b4 += squareOfNext * squareOfNext;
            w1 += width * d + widthOfNext * e;
            w2 += width * square;
            v2 += widthOfNext * squareOfNext;
        }
        if (pairs < count) {
            double d = (values[from + pairs] - zero) + (values[other + pairs] - zero);
            double square = d * d;
            a1 += d;
            a2 += square;
            a3 += square * d;
            a4 += square * square;
            w1 += widths[pairs] * d;
            w2 += widths[pairs] * square;
        }
        first = a1;
        second = a2 + b2;
        third = a3 + b3;
        fourth = a4 + b4;
        weightedFirst = w1;
        weightedSecond = w2 + v2;
    }

    /** The second weighted moment about a point that is far from the mean of events: a few pieces are very long. */
    private double sumAbout(double point, double[] values, int from, int other, int count) {
        double s = 0;
        for (int i = 0; i < count; i++) {
            double d = (values[from + i] - center) + (values[other + i] - center);
            s += widths[i] * (d - point) * (d - point);
        }
        return s;
    }
}
