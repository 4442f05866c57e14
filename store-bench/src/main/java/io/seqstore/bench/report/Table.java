package io.seqstore.bench.report;

import java.util.Locale;

/** Results as lines of one table, so that each can be printed when it is known. */
public final class Table {
    private static final String LINE = "%-4s %-17s %-18s %-44s %10s %10s %10s  %s";

    private Table() {}

    /** The names of the columns. */
    public static String heading() {
        return String.format(Locale.ROOT, LINE, "no.", "workload", "engine", "metric", "median", "min", "max", "unit");
    }

    /** One result. */
    public static String line(Result result) {
        boolean once = result.samples().size() == 1;
        return String.format(
                        Locale.ROOT,
                        LINE,
                        result.number(),
                        result.workload(),
                        result.engine(),
                        result.metric(),
                        Figures.human(result.median()),
                        once ? "" : Figures.human(result.min()),
                        once ? "" : Figures.human(result.max()),
                        result.unit())
                .stripTrailing();
    }

    /** What there is no figure of. */
    public static String line(Absence absence) {
        return String.format(
                        Locale.ROOT,
                        LINE,
                        absence.number(),
                        absence.workload(),
                        absence.engine(),
                        "-  " + absence.reason(),
                        "",
                        "",
                        "",
                        "")
                .stripTrailing();
    }

    /** Whether a line is one of a workload, and not something that an engine printed. */
    public static boolean isLine(String line, String number, String workload) {
        return line.startsWith(String.format(Locale.ROOT, "%-4s %-17s ", number, workload));
    }
}
