package io.seqstore.core.statistics;

/** Mean and second moment of pieces weighted by their length on the index; joined like {@link EventMoments}. */
final class IndexMoments {
    double count;
    double weight;
    double mean;
    double s;

    void clear() {
        count = 0;
        weight = 0;
        mean = 0;
        s = 0;
    }

    /** Joins one piece; a piece without length is none. */
    void add(double w, double x) {
        if (w > 0) {
            join(1, w, x, 0);
        }
    }

    /** Joins the first pieces of two arrays, in two passes; a piece without length is none. */
    void addAll(double[] w, double[] x, int length) {
        double total = 0;
        int pieces = 0;
        for (int i = 0; i < length; i++) {
            total += w[i];
            pieces += w[i] > 0 ? 1 : 0;
        }
        if (pieces > 0) {
            addAll(w, x, length, pieces, total);
        }
    }

    private void addAll(double[] w, double[] x, int length, int pieces, double total) {
        // Two values at a time: one sum alone would wait for each addition before the next.
        double sum = 0;
        double otherSum = 0;
        int even = length & -2;
        for (int i = 0; i < even; i += 2) {
            sum += w[i] * x[i];
            otherSum += w[i + 1] * x[i + 1];
        }
        if (even < length) {
            sum += w[even] * x[even];
        }
        double middle = (sum + otherSum) / total;
        double second = 0;
        double otherSecond = 0;
        for (int i = 0; i < even; i += 2) {
            double d = x[i] - middle;
            double e = x[i + 1] - middle;
            second += w[i] * d * d;
            otherSecond += w[i + 1] * e * e;
        }
        if (even < length) {
            double d = x[even] - middle;
            second += w[even] * d * d;
        }
        join(pieces, total, middle, second + otherSecond);
    }

    void join(double n, double w, double otherMean, double otherS) {
        if (n == 0) {
            return;
        }
        double all = weight + w;
        double delta = otherMean - mean;
        double r = delta * w / all;
        s = s + otherS + weight * delta * r;
        mean = mean + r;
        weight = all;
        count = count + n;
    }

    /** As {@link EventMoments#takeFrom}; how long the rest is and how many pieces it has is there. */
    boolean takeFrom(ColumnStatistics whole, double shift, ColumnStatistics rest, double toRest) {
        double a = rest.weight;
        double taken = mean + shift;
        double restMean = whole.weightedMean + (whole.weightedMean - taken) * weight / a;
        double delta = taken - restMean;
        rest.weightedMean = restMean - toRest;
        rest.s = whole.s - s - a * delta * (delta * weight / whole.weight);
        return a >= whole.weight * EventMoments.LEAST_LEFT && rest.s >= whole.s * EventMoments.LEAST_LEFT;
    }
}
