package io.seqstore.query.calculate;

/** Mean and deviation of values weighted by their length on the index, in one pass and a fixed order (spec 08, section 3). */
final class SequentialWeightedMoments {
    private double count;
    private double weight;
    private double mean;
    private double s;

    void clear() {
        count = 0;
        weight = 0;
        mean = 0;
        s = 0;
    }

    void add(double w, double x) {
        if (w > 0) {
            double v = weight + w;
            double d = x - mean;
            double r = d * w / v;
            count = count + 1;
            mean = mean + r;
            s = s + weight * d * r;
            weight = v;
        }
    }

    /** Adds the first pieces of two arrays, one after the other. */
    void addAll(double[] widths, double[] values, int length) {
        double n = count;
        double total = weight;
        double middle = mean;
        double sum = s;
        for (int i = 0; i < length; i++) {
            double w = widths[i];
            if (w > 0) {
                double v = total + w;
                double d = values[i] - middle;
                double r = d * w / v;
                n = n + 1;
                middle = middle + r;
                sum = sum + total * d * r;
                total = v;
            }
        }
        count = n;
        weight = total;
        mean = middle;
        s = sum;
    }

    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    double populationStandardDeviation() {
        return count == 0 ? Double.NaN : Math.sqrt(s / weight);
    }

    double standardDeviation() {
        return count < 2 ? Double.NaN : Math.sqrt(s / weight * count / (count - 1));
    }
}
