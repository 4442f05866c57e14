package io.seqstore.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The medians of all engines side by side, a line a metric. */
public final class Comparison {
    private Comparison() {}

    /**
     * What is compared.
     *
     * @param workload what was done
     * @param metric what was measured
     * @param unit in what
     */
    private record Row(String workload, String metric, String unit) {}

    /** The lines of the comparison, a heading first. */
    public static List<String> lines(List<Result> results) {
        Set<String> engines = new LinkedHashSet<>();
        Map<Row, Map<String, Double>> rows = new LinkedHashMap<>();
        for (Result result : results) {
            engines.add(result.engine());
            rows.computeIfAbsent(
                            new Row(result.workload(), result.metric(), result.unit()), row -> new LinkedHashMap<>())
                    .put(result.engine(), result.median());
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(new Row("workload", "median of", "unit"), List.copyOf(engines)));
        rows.forEach((row, medians) -> lines.add(line(
                row,
                engines.stream()
                        .map(engine -> Figures.human(medians.getOrDefault(engine, Double.NaN)))
                        .toList())));
        return lines;
    }

    private static String line(Row row, List<String> cells) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%-14s %-36s %-9s", row.workload(), row.metric(), row.unit()));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, " %12s", cell)));
        return line.toString();
    }
}
