package io.seqstore.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of text in aligned columns: names, units where there are any, a line, the rows. Columns that do not fit the width are
 * left out, and the last line says so. Not thread-safe.
 */
public final class Table {
    private static final int GAP = 3;
    private static final int WIDEST_CELL = 36;

    /** How the cells of a column stand. */
    public enum Align {
        /** Words. */
        LEFT,
        /** Counts. */
        RIGHT,
        /** Numbers, below each other by their decimal points. */
        POINT
    }

    /**
     * One column.
     *
     * @param name its heading
     * @param unit what its numbers count, or nothing
     * @param align how its cells stand
     */
    public record Column(String name, String unit, Align align) {
        /** A column of words. */
        public static Column words(String name) {
            return new Column(name, "", Align.LEFT);
        }

        /** A column of counts. */
        public static Column counts(String name) {
            return new Column(name, "", Align.RIGHT);
        }

        /** A column of numbers of a unit, which may be empty. */
        public static Column numbers(String name, String unit) {
            return new Column(name, unit, Align.POINT);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    public Table(Column... columns) {
        this(List.of(columns));
    }

    /** Adds a row: a cell for each column. */
    public Table row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells in a table of " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Adds a row: a cell for each column. */
    public Table row(String... cells) {
        return row(List.of(cells));
    }

    /**
     * The lines of the table.
     *
     * @param alphabet what can be shown
     * @param width how many columns of the screen a line may take
     */
    List<TableLine> lines(Alphabet alphabet, int width) {
        List<List<String>> laidOut = new ArrayList<>();
        int used = -GAP;
        for (int i = 0; i < columns.size(); i++) {
            List<String> column = lay(i, alphabet, width);
            int needed = GAP + Alphabet.width(column.get(0));
            if (used + needed > width) {
                break;
            }
            used += needed;
            laidOut.add(column);
        }
        List<TableLine> lines = joined(laidOut);
        lines.add(headings(), new TableLine(alphabet.rule().repeat(used), Ink.FAINT));
        if (laidOut.size() < columns.size()) {
            lines.add(new TableLine(alphabet.fit(leftOut(alphabet, laidOut.size()), width), Ink.FAINT));
        }
        return lines;
    }

    private String leftOut(Alphabet alphabet, int shown) {
        List<String> names = columns.subList(shown, columns.size()).stream()
                .map(column -> alphabet.show(column.name()))
                .toList();
        return "and " + Figures.count(names.size(), "column") + " more: " + String.join(", ", names);
    }

    private int headings() {
        return hasUnits() ? 2 : 1;
    }

    private boolean hasUnits() {
        return columns.stream().anyMatch(column -> !column.unit().isEmpty());
    }

    private List<TableLine> joined(List<List<String>> laidOut) {
        List<TableLine> lines = new ArrayList<>();
        for (int line = 0; line < headings() + rows.size(); line++) {
            List<String> cells = new ArrayList<>();
            for (List<String> column : laidOut) {
                cells.add(column.get(line));
            }
            String text = String.join(" ".repeat(GAP), cells).stripTrailing();
            lines.add(new TableLine(text, line < headings() ? Ink.FAINT : null));
        }
        return lines;
    }

    /** Headings and cells of a column, all of one width. */
    private List<String> lay(int index, Alphabet alphabet, int width) {
        Column column = columns.get(index);
        int widest = Math.min(width, WIDEST_CELL);
        List<String> cells = rows.stream()
                .map(row -> alphabet.fit(alphabet.show(row.get(index)), widest))
                .toList();
        if (column.align() == Align.POINT) {
            cells = onPoint(cells);
        }
        List<String> all = new ArrayList<>();
        all.add(alphabet.fit(alphabet.show(column.name()), widest));
        if (hasUnits()) {
            all.add(alphabet.fit(alphabet.show(column.unit()), widest));
        }
        all.addAll(cells);
        int wide = all.stream().mapToInt(Alphabet::width).max().orElse(0);
        return all.stream().map(cell -> pad(cell, wide, column.align())).toList();
    }

    private static String pad(String cell, int width, Align align) {
        String blanks = " ".repeat(width - Alphabet.width(cell));
        return align == Align.LEFT ? cell + blanks : blanks + cell;
    }

    /** Cells with blanks at their ends, so that flush right their points stand below each other. */
    private static List<String> onPoint(List<String> cells) {
        int longest = cells.stream().mapToInt(Table::fraction).max().orElse(0);
        return IntStream.range(0, cells.size())
                .mapToObj(i -> cells.get(i) + " ".repeat(longest - fraction(cells.get(i))))
                .toList();
    }

    /** How many characters stand behind the whole part of a number. */
    private static int fraction(String cell) {
        if (!isNumber(cell)) {
            return 0;
        }
        int end = cell.length();
        for (String mark : List.of(".", "e")) {
            int at = cell.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        return cell.length() - end;
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty() && cell.chars().allMatch(c -> "0123456789+-.,eE".indexOf(c) >= 0);
    }
}
