package io.seqstore.bench.report;

import java.util.List;

/**
 * One figure of one engine, measured once or several times.
 *
 * @param number of the workload in the documents, such as W5
 * @param workload what was done
 * @param engine by whom
 * @param metric what was measured
 * @param unit in what
 * @param samples one value a run, in the order of the runs; at least one
 */
public record Result(String number, String workload, String engine, String metric, String unit, List<Double> samples) {
    public Result {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a result needs at least one sample");
        }
        samples = List.copyOf(samples);
    }

    /** The middle sample; of an even number of them the mean of the middle two. */
    public double median() {
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double min() {
        return samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
