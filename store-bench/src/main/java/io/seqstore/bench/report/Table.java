package io.seqstore.bench.report;

import java.util.Locale;

/** Results as lines of one table, so that each can be printed when it is known. */
public final class Table {
    private static final String LINE = "%-14s %-10s %-36s %10s %10s %10s  %s";

    private Table() {}

    /** The names of the columns. */
    public static String heading() {
        return String.format(Locale.ROOT, LINE, "workload", "engine", "metric", "median", "min", "max", "unit");
    }

    /** One result. */
    public static String line(Result result) {
        boolean once = result.samples().size() == 1;
        return String.format(
                        Locale.ROOT,
                        LINE,
                        result.workload(),
                        result.engine(),
                        result.metric(),
                        Figures.human(result.median()),
                        once ? "" : Figures.human(result.min()),
                        once ? "" : Figures.human(result.max()),
                        result.unit())
                .stripTrailing();
    }
}
