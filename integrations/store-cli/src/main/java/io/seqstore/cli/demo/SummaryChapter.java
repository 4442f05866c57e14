package io.seqstore.cli.demo;

import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Table;
import io.seqstore.cli.terminal.Table.Column;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.event.PropertyLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Statistics of intervals. */
final class SummaryChapter {
    private static final int INTERVALS = 4;

    private static final List<Statistic> MAIN = List.of(
            Statistic.COUNT, Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.MEAN, Statistic.STANDARD_DEVIATION);

    private SummaryChapter() {}

    /** All thirteen statistics of one property, for some intervals. */
    static void showIntervals(Terminal terminal, Loaded loaded, PropertyLayout property) {
        Object from = loaded.first().key();
        Object to = loaded.last().key();
        Timed<List<Summary>> summaries = Timed.of(() -> loaded.stream().summaries(from, to, INTERVALS));
        String unit = Loaded.unit(property);
        terminal.heading(
                "Summaries",
                property.id() + (unit.isEmpty() ? "" : " in " + unit) + ", " + INTERVALS + " equal intervals, "
                        + summaries.time());
        List<Column> columns = new ArrayList<>();
        columns.add(Column.words("from"));
        for (Summary summary : summaries.answer()) {
            columns.add(Column.numbers(Cells.label(summary.start().key(), from, to), ""));
        }
        Table table = new Table(columns);
        for (Statistic statistic : Statistic.values()) {
            List<String> cells = new ArrayList<>();
            cells.add(name(statistic));
            for (Summary summary : summaries.answer()) {
                cells.add(cell(summary, statistic, property));
            }
            table.row(cells);
        }
        terminal.table(table);
    }

    /** Some statistics of all properties that are numbers, for one interval. */
    static void showProperties(Terminal terminal, Loaded loaded) {
        Object from = loaded.first().key();
        Object to = loaded.last().key();
        Timed<Summary> summary = Timed.of(() -> loaded.stream().summary(from, to));
        terminal.heading("Summary", "all columns from the first event to the last, " + summary.time());
        List<Column> columns = new ArrayList<>();
        columns.add(Column.words("property"));
        columns.add(Column.words("unit"));
        MAIN.forEach(statistic -> columns.add(Column.numbers(name(statistic), "")));
        Table table = new Table(columns);
        for (PropertyLayout property : loaded.numbers()) {
            List<String> cells = new ArrayList<>();
            cells.add(property.id());
            cells.add(Loaded.unit(property));
            MAIN.forEach(statistic -> cells.add(cell(summary.answer(), statistic, property)));
            table.row(cells);
        }
        terminal.table(table);
    }

    private static String cell(Summary summary, Statistic statistic, PropertyLayout property) {
        double value = summary.number(statistic, property.id());
        return statistic == Statistic.COUNT ? Figures.count((long) value) : Figures.number(value);
    }

    /** The name of a statistic in words: {@code weighted std dev}. */
    private static String name(Statistic statistic) {
        return statistic.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("standard deviation", "std dev");
    }
}
