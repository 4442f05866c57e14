package io.seqstore.bench.macro;

import io.seqstore.bench.report.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples of the figures of one workload and engine, run by run. */
final class Samples {
    private final String workload;
    private final String engine;
    private final Map<Metric, List<Double>> samples = new LinkedHashMap<>();

    /**
     * What is measured.
     *
     * @param name in words
     * @param unit of the numbers
     */
    private record Metric(String name, String unit) {}

    Samples(String workload, String engine) {
        this.workload = workload;
        this.engine = engine;
    }

    void add(String metric, String unit, double sample) {
        samples.computeIfAbsent(new Metric(metric, unit), key -> new ArrayList<>())
                .add(sample);
    }

    void add(String metric, String unit, long sample) {
        add(metric, unit, (double) sample);
    }

    void reportTo(Console console) {
        samples.forEach((metric, values) -> console.add(
                new Result(Workload.of(workload).number(), workload, engine, metric.name(), metric.unit(), values)));
    }
}
