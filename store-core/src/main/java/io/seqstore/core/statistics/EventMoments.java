package io.seqstore.core.statistics;

/**
 * Mean and central moments of pieces that all weigh the same. Stretches are joined by the pairwise formulas of Chan, Golub and
 * LeVeque (1979) for the second and Pebay (Sandia report SAND2008-6212) for the third and fourth moment.
 */
final class EventMoments {
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
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += x[i];
        }
        double middle = sum / length;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < length; i++) {
            double d = x[i] - middle;
            double square = d * d;
            second += square;
            third += square * d;
            fourth += square * square;
        }
        join(length, middle, second, third, fourth);
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
}
