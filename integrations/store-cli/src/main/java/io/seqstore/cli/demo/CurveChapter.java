package io.seqstore.cli.demo;

import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Plot;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.PropertyLayout;
import java.util.ArrayList;
import java.util.List;

/** A sampled read, and the curve that it draws. */
final class CurveChapter {
    /** More than there are columns on the screen would not be seen. */
    private static final int INTERVALS = 90;

    private static final int MARKS = 4;

    private CurveChapter() {}

    static void show(Terminal terminal, Loaded loaded, PropertyLayout property) {
        Object from = loaded.first().key();
        Object to = loaded.last().key();
        Timed<List<Event>> sampled = Timed.of(() ->
                loaded.stream().sampled(from, to, INTERVALS, property.id()).events());
        String unit = Loaded.unit(property);
        terminal.heading(
                "Sampled",
                property.id() + (unit.isEmpty() ? "" : " in " + unit) + ": "
                        + Figures.count(sampled.answer().size()) + " of "
                        + Figures.count(loaded.count(), "event") + " draw the same curve, "
                        + sampled.time());
        terminal.plot(plot(loaded, property, sampled.answer()));
    }

    private static Plot plot(Loaded loaded, PropertyLayout property, List<Event> events) {
        KeySpan span = loaded.span();
        List<Plot.Point> points = new ArrayList<>();
        for (Event event : events) {
            double value = event.get(property.id()) instanceof Number number ? number.doubleValue() : Double.NaN;
            points.add(new Plot.Point(span.partOf(event.key()), value));
        }
        List<Plot.Mark> marks = new ArrayList<>();
        for (int i = 0; i <= MARKS; i++) {
            double at = (double) i / MARKS;
            String label =
                    Cells.label(span.at(at), loaded.first().key(), loaded.last().key());
            marks.add(new Plot.Mark(at, label));
        }
        return new Plot(points, marks);
    }
}
