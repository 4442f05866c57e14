package io.seqstore.query.calculate;

/**
 * Total, mean and central moments of values that all weigh the same, in one pass (spec 08, section 3). The order of the
 * operations is part of the contract: another one differs in the last digits.
 */
final class SequentialMoments {
    private double count;
    private double total;
    private double mean;
    private double m2;
    private double m3;
    private double m4;

    void clear() {
        count = 0;
        total = 0;
        mean = 0;
        m2 = 0;
        m3 = 0;
        m4 = 0;
    }

    void add(double x) {
        double before = count;
        double n = before + 1;
        double d = x - mean;
        double dn = d / n;
        double dn2 = dn * dn;
        double t1 = d * dn * before;
        count = n;
        mean = mean + dn;
        m4 = ((m4 + t1 * dn2 * (n * n - 3 * n + 3)) + 6 * dn2 * m2) - 4 * dn * m3;
        m3 = m3 + (t1 * dn * (n - 2) - 3 * dn * m2);
        m2 = m2 + t1;
        total = total + x;
    }

    /** Adds the first values of an array, one after the other. */
    void addAll(double[] values, int length) {
        // The same operations as above, in the same order; the state stays in registers meanwhile.
        double sum = total;
        double middle = mean;
        double second = m2;
        double third = m3;
        double fourth = m4;
        double before = count;
        for (int i = 0; i < length; i++) {
            double n = before + 1;
            double d = values[i] - middle;
            double dn = d / n;
            double dn2 = dn * dn;
            double t1 = d * dn * before;
            before = n;
            middle = middle + dn;
            fourth = ((fourth + t1 * dn2 * (n * n - 3 * n + 3)) + 6 * dn2 * second) - 4 * dn * third;
            third = third + (t1 * dn * (n - 2) - 3 * dn * second);
            second = second + t1;
            sum = sum + values[i];
        }
        count = before;
        total = sum;
        mean = middle;
        m2 = second;
        m3 = third;
        m4 = fourth;
    }

    boolean isEmpty() {
        return count == 0;
    }

    double total() {
        return isEmpty() ? Double.NaN : total;
    }

    double mean() {
        return isEmpty() ? Double.NaN : mean;
    }

    double populationStandardDeviation() {
        return isEmpty() ? Double.NaN : Math.sqrt(m2 / count);
    }

    double standardDeviation() {
        return count < 2 ? Double.NaN : Math.sqrt(m2 / (count - 1));
    }

    double skewness() {
        return m2 == 0 ? Double.NaN : Math.sqrt(count) * m3 / (m2 * Math.sqrt(m2));
    }

    double kurtosis() {
        return m2 == 0 ? Double.NaN : count * m4 / (m2 * m2) - 3;
    }
}
