package io.seqstore.query.calculate;

/** Smallest and greatest of some values; not-a-number is ignored unless there is nothing else (spec 08, section 3). */
final class Extremes {
    private long count;
    private double minimum;
    private double maximum;

    void clear() {
        count = 0;
        minimum = Double.NaN;
        maximum = Double.NaN;
    }

    void add(double value) {
        count++;
        // Written so that a first number replaces not-a-number, and later not-a-numbers replace nothing.
        if (!(value >= minimum) && !Double.isNaN(value)) {
            minimum = value;
        }
        if (!(value <= maximum) && !Double.isNaN(value)) {
            maximum = value;
        }
    }

    /** Adds the rows {@code from..to-1} of an array. */
    void addAll(double[] values, int from, int to) {
        double smallest = minimum;
        double greatest = maximum;
        for (int row = from; row < to; row++) {
            double value = values[row];
            if (!(value >= smallest) && !Double.isNaN(value)) {
                smallest = value;
            }
            if (!(value <= greatest) && !Double.isNaN(value)) {
                greatest = value;
            }
        }
        count += to - from;
        minimum = smallest;
        maximum = greatest;
    }

    /** Adds values of which the smallest and greatest are known. */
    void addKnown(long values, double smallest, double greatest) {
        add(smallest);
        add(greatest);
        count += values - 2;
    }

    /** Adds numbers that were counted already. */
    void widen(double smallest, double greatest) {
        addKnown(0, smallest, greatest);
    }

    /** Adds values that are all not-a-number. */
    void addNaNs(long values) {
        count += values;
    }

    /** How many values there were, not-a-number among them. */
    long count() {
        return count;
    }

    /** The smallest value, or not-a-number when there is none. */
    double minimum() {
        return minimum;
    }

    /** The greatest value, or not-a-number when there is none. */
    double maximum() {
        return maximum;
    }
}
