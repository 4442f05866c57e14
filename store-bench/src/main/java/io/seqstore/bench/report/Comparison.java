package io.seqstore.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The medians of all engines side by side, a line a metric; where there are peers, with the best of them and how much better
 * than it the first engine is.
 *
 * @param engines their names, the one that is compared with the peers first
 * @param rows one a metric, in the order of the results; those of a workload together
 */
public record Comparison(List<String> engines, List<Row> rows) {
    /** Units of which more is better; of all others less is. */
    private static final String A_SECOND = "/s";

    /** What says how large a thing is, not how good. */
    private static final Set<String> NEUTRAL = Set.of("", "events");

    public Comparison {
        engines = List.copyOf(engines);
        rows = List.copyOf(rows);
    }

    /**
     * One metric of all engines.
     *
     * @param number of the workload in the documents
     * @param workload what was done
     * @param metric what was measured
     * @param unit in what
     * @param medians by the names of the engines that gave figures
     * @param bestPeer the peer with the best median; null when there is none, or no better and worse
     * @param ratio how many times better than that the first engine is, below 1 when it is worse; NaN when not known
     */
    public record Row(
            String number,
            String workload,
            String metric,
            String unit,
            Map<String, Double> medians,
            @Nullable String bestPeer,
            double ratio) {}

    private record What(String number, String workload, String metric, String unit) {}

    /**
     * Compares.
     *
     * @param asked the names of engines that have a column, whether they gave figures or not
     * @param isPeer of the names of engines
     */
    public static Comparison of(List<String> asked, List<Result> results, Predicate<String> isPeer) {
        Set<String> engines = new LinkedHashSet<>(asked);
        Map<String, Map<What, Map<String, Double>>> workloads = new LinkedHashMap<>();
        for (Result result : results) {
            engines.add(result.engine());
            workloads
                    .computeIfAbsent(result.workload(), workload -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            new What(result.number(), result.workload(), result.metric(), result.unit()),
                            what -> new LinkedHashMap<>())
                    .put(result.engine(), result.median());
        }
        List<Row> rows = new ArrayList<>();
        String first = engines.isEmpty() ? "" : engines.iterator().next();
        workloads
                .values()
                .forEach(medians -> medians.forEach((what, values) -> rows.add(row(what, values, first, isPeer))));
        return new Comparison(List.copyOf(engines), rows);
    }

    private static Row row(What what, Map<String, Double> medians, String first, Predicate<String> isPeer) {
        boolean moreIsBetter = what.unit().endsWith(A_SECOND);
        String best = null;
        double median = Double.NaN;
        for (Map.Entry<String, Double> entry : medians.entrySet()) {
            double value = entry.getValue();
            if (!isPeer.test(entry.getKey()) || NEUTRAL.contains(what.unit())) {
                continue;
            }
            if (best == null || (moreIsBetter ? value > median : value < median)) {
                best = entry.getKey();
                median = value;
            }
        }
        double own = medians.getOrDefault(first, Double.NaN);
        double ratio = moreIsBetter ? own / median : median / own;
        return new Row(
                what.number(),
                what.workload(),
                what.metric(),
                what.unit(),
                medians,
                best,
                isPeer.test(first) || best == null ? Double.NaN : ratio);
    }

    /** The lines of the comparison, a heading first. */
    public List<String> lines() {
        boolean hasPeers = rows.stream().anyMatch(row -> row.bestPeer() != null);
        List<String> lines = new ArrayList<>();
        lines.add(line("no.", "workload", "median of", "unit", engines)
                + (hasPeers ? String.format(Locale.ROOT, " %15s %8s", "best peer", "ratio") : ""));
        for (Row row : rows) {
            List<String> cells = engines.stream()
                    .map(engine -> Figures.human(row.medians().getOrDefault(engine, Double.NaN)))
                    .toList();
            String best = row.bestPeer() == null ? "-" : row.bestPeer();
            lines.add(line(row.number(), row.workload(), row.metric(), row.unit(), cells)
                    + (hasPeers ? String.format(Locale.ROOT, " %15s %8s", best, Figures.human(row.ratio())) : ""));
        }
        return lines;
    }

    private static String line(String number, String workload, String metric, String unit, List<String> cells) {
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "%-4s %-17s %-44s %-9s", number, workload, metric, unit));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, " %15s", cell)));
        return line.toString();
    }
}
