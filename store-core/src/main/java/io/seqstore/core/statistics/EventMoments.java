package io.seqstore.core.statistics;

/**
 * Mean and central moments of pieces that all weigh the same. Stretches are joined by the pairwise formulas of Chan, Golub and
 * LeVeque (1979) for the second and Pebay (Sandia report SAND2008-6212) for the third and fourth moment.
 */
final class EventMoments {
    /**
     * A difference smaller than this part of what it is taken from has lost more digits than answers may: equal values that are
     * summed up a thousand times may be wrong by hundreds of units of the last digit.
     */
    static final double LEAST_LEFT = 1.0 / 16;

    double count;
    double mean;
    double m2;
    double m3;
    double m4;

    void clear() {
        count = 0;
        mean = 0;
        m2 = 0;
        m3 = 0;
        m4 = 0;
    }

    /** Joins one value. */
    void add(double x) {
        join(1, x, 0, 0, 0);
    }

    /** Joins the first values of an array, in two passes: about their own mean nothing cancels. */
    void addAll(double[] x, int length) {
        if (length == 0) {
            return;
        }
        double middle = sum(x, length) / length;
        double second = 0;
        double third = 0;
        double fourth = 0;
        double otherSecond = 0;
        double otherThird = 0;
        double otherFourth = 0;
        // Two values at a time: one sum alone would wait for each addition before the next.
        for (int i = 0; i + 1 < length; i += 2) {
            double d = x[i] - middle;
            double e = x[i + 1] - middle;
            double square = d * d;
            double otherSquare = e * e;
            second += square;
            otherSecond += otherSquare;
            third += square * d;
            otherThird += otherSquare * e;
            fourth += square * square;
            otherFourth += otherSquare * otherSquare;
        }
        if ((length & 1) != 0) {
            double d = x[length - 1] - middle;
            second += d * d;
            third += d * d * d;
            fourth += d * d * (d * d);
        }
        join(length, middle, second + otherSecond, third + otherThird, fourth + otherFourth);
    }

    private static double sum(double[] x, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int whole = length & -4;
        for (int i = 0; i < whole; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (int i = whole; i < length; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }

    void join(double n, double otherMean, double other2, double other3, double other4) {
        if (n == 0) {
            return;
        }
        double a = count;
        double all = a + n;
        double delta = otherMean - mean;
        double part = delta / all;
        double product = a * n;
        double square = part * part;
        m4 = m4
                + other4
                + delta * part * square * product * (a * a - product + n * n)
                + 6 * square * (a * a * other2 + n * n * m2)
                + 4 * part * (a * other3 - n * m3);
        m3 = m3 + other3 + delta * square * product * (a - n) + 3 * part * (a * other2 - n * m2);
        m2 = m2 + other2 + delta * part * product;
        mean = mean + part * n;
        count = all;
    }

    /**
     * Takes these moments away from those of a stretch that they are a part of.
     *
     * @param shift from the first value of the stretch to where these are counted from
     * @param rest where what is left is put
     * @param toRest from the first value of the stretch to that of the rest
     * @return whether that much is left that the difference keeps its digits
     */
    boolean takeFrom(ColumnStatistics whole, double shift, ColumnStatistics rest, double toRest) {
        double all = (double) whole.known() - 1;
        double n = count;
        double a = all - n;
        if (a < 1) {
            return false;
        }
        double taken = mean + shift;
        double restMean = whole.mean + (whole.mean - taken) * n / a;
        double delta = taken - restMean;
        double part = delta / all;
        double product = a * n;
        double square = part * part;
        // What join does, the other way round.
        rest.mean = restMean - toRest;
        rest.m2 = whole.m2 - m2 - delta * part * product;
        rest.m3 = whole.m3 - m3 - delta * square * product * (a - n) - 3 * part * (a * m2 - n * rest.m2);
        rest.m4 = whole.m4
                - m4
                - delta * part * square * product * (a * a - product + n * n)
                - 6 * square * (a * a * m2 + n * n * rest.m2)
                - 4 * part * (a * m3 - n * rest.m3);
        return a >= n * LEAST_LEFT && rest.m2 >= whole.m2 * LEAST_LEFT && rest.m4 >= whole.m4 * LEAST_LEFT;
    }
}
