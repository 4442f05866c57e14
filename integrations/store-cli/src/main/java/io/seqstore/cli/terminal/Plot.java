package io.seqstore.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * A curve drawn with characters, between two labelled axes.
 *
 * @param points the curve from left to right, straight between its points and open where a value is NaN
 * @param marks what stands below the horizontal axis, from left to right
 */
public record Plot(List<Point> points, List<Mark> marks) {
    private static final int MOST_STEPS = 5;
    private static final int BETWEEN_LABELS = 2;

    /**
     * A point of the curve.
     *
     * @param at where it stands, from 0 at the left to 1 at the right
     * @param value how high it stands
     */
    public record Point(double at, double value) {}

    /**
     * A label of the horizontal axis.
     *
     * @param at where it stands, from 0 at the left to 1 at the right
     * @param label what it says
     */
    public record Mark(double at, String label) {}

    public Plot {
        points = List.copyOf(points);
        marks = List.copyOf(marks);
    }

    /**
     * The lines of the plot; none when the curve has no values.
     *
     * @param alphabet what can be shown
     * @param width how many columns of the screen a line may take
     * @param height how many lines the curve takes; the axis takes two more
     */
    List<TableLine> lines(Alphabet alphabet, int width, int height) {
        if (values().findAny().isEmpty()) {
            return List.of();
        }
        Scale scale = Scale.of(values().min().getAsDouble(), values().max().getAsDouble());
        int labelWidth = scale.ticks().stream()
                .mapToInt(tick -> Figures.number(tick).length())
                .max()
                .orElse(0);
        DotCanvas canvas = new DotCanvas(alphabet, width - labelWidth - 2, height);
        draw(canvas, scale);
        List<TableLine> lines = new ArrayList<>(curve(alphabet, canvas, scale, labelWidth, height));
        lines.addAll(axis(alphabet, labelWidth + 1, width - labelWidth - 2));
        return lines;
    }

    private DoubleStream values() {
        return points.stream().mapToDouble(Point::value).filter(Double::isFinite);
    }

    private void draw(DotCanvas canvas, Scale scale) {
        boolean open = true;
        int lastX = 0;
        int lastY = 0;
        for (Point point : points) {
            if (!Double.isFinite(point.value())) {
                open = true;
                continue;
            }
            int x = (int) Math.round(point.at() * (canvas.width() - 1));
            int y = scale.row(point.value(), canvas.height());
            canvas.line(open ? x : lastX, open ? y : lastY, x, y);
            open = false;
            lastX = x;
            lastY = y;
        }
    }

    private static List<TableLine> curve(Alphabet alphabet, DotCanvas canvas, Scale scale, int labelWidth, int height) {
        TreeMap<Integer, String> labels = new TreeMap<>();
        scale.ticks()
                .forEach(tick -> labels.put(canvas.lineOf(scale.row(tick, canvas.height())), Figures.number(tick)));
        List<TableLine> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            String label = labels.getOrDefault(line, "");
            String axis = labels.containsKey(line) ? alphabet.tick() : alphabet.bar();
            String blanks = " ".repeat(labelWidth - label.length());
            lines.add(new TableLine(blanks + label + " " + axis, canvas.text(line), Ink.CURVE));
        }
        return lines;
    }

    private List<TableLine> axis(Alphabet alphabet, int indent, int width) {
        StringBuilder line = new StringBuilder(alphabet.rule().repeat(width));
        StringBuilder labels = new StringBuilder(" ".repeat(width));
        int free = 0;
        for (int i = 0; i < marks.size(); i++) {
            String label = alphabet.show(marks.get(i).label());
            int start = startOf(i, alphabet, width);
            // The last label goes before those that it would overlap.
            boolean isLast = i == marks.size() - 1;
            int limit = isLast ? width : startOf(marks.size() - 1, alphabet, width) - BETWEEN_LABELS;
            if (start >= free && start + label.length() <= limit) {
                int column = columnOf(i, width);
                line.replace(column, column + 1, alphabet.branch());
                labels.replace(start, start + label.length(), label);
                free = start + label.length() + BETWEEN_LABELS;
            }
        }
        String blanks = " ".repeat(indent);
        return List.of(
                new TableLine(blanks + alphabet.corner() + line, Ink.FAINT),
                new TableLine((blanks + " " + labels).stripTrailing(), Ink.FAINT));
    }

    private int columnOf(int mark, int width) {
        return (int) Math.round(marks.get(mark).at() * (width - 1));
    }

    /** Where a label begins: its middle is below the mark, as far as the width allows. */
    private int startOf(int mark, Alphabet alphabet, int width) {
        int length = alphabet.show(marks.get(mark).label()).length();
        return Math.max(0, Math.min(columnOf(mark, width) - length / 2, width - length));
    }

    /**
     * The vertical axis.
     *
     * @param least the value of the lowest row
     * @param greatest the value of the highest row
     * @param step the distance of two labels
     */
    private record Scale(double least, double greatest, double step) {
        static Scale of(double least, double greatest) {
            double margin = least < greatest ? 0 : least == 0 ? 1 : Math.abs(least) * 0.1;
            double rough = (greatest - least + 2 * margin) / MOST_STEPS;
            double decade = Math.pow(10, Math.floor(Math.log10(rough)));
            double leading = rough / decade;
            double step = decade * (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 2.5 ? 2.5 : leading <= 5 ? 5 : 10);
            return new Scale(least - margin, greatest + margin, step);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (double tick = Math.ceil(least / step); tick * step <= greatest; tick++) {
                ticks.add(tick * step);
            }
            return ticks;
        }

        int row(double value, int rows) {
            return (int) Math.round((greatest - value) / (greatest - least) * (rows - 1));
        }
    }
}
