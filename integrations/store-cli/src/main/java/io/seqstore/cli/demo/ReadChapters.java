package io.seqstore.cli.demo;

import io.seqstore.EventStream;
import io.seqstore.cli.terminal.Table;
import io.seqstore.cli.terminal.Table.Column;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.types.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads that answer with events. */
final class ReadChapters {
    private static final int WINDOW_EVENTS = 5;
    private static final int INTERVALS = 5;

    private final Terminal terminal;
    private final Loaded loaded;
    private final EventStream stream;

    ReadChapters(Terminal terminal, Loaded loaded) {
        this.terminal = terminal;
        this.loaded = loaded;
        this.stream = loaded.stream();
    }

    void show() {
        showEnds();
        showWindow();
        showInterpolatedAt();
        showInterpolatedIntervals();
    }

    private void showEnds() {
        Timed<List<Event>> ends = Timed.of(() -> Stream.of(stream.first(), stream.last())
                .flatMap(found -> found.stream())
                .toList());
        terminal.heading("First and last", ends.time());
        Table table = table("");
        table.row(row("first", ends.answer().get(0)));
        table.row(row("last", ends.answer().get(1)));
        terminal.table(table);
    }

    private void showWindow() {
        List<Event> some = middle(loaded, WINDOW_EVENTS);
        Object from = some.size() < 2
                ? some.get(0).key()
                : KeySpan.between(
                                stream.layout(), some.get(0).key(), some.get(1).key())
                        .at(0.5);
        Object to = some.get(some.size() - 1).key();
        Timed<List<Event>> window = Timed.of(() -> stream.window(from, to)
                .boundary(BoundaryType.EXACT_OR_CALCULATED)
                .events());
        terminal.heading(
                "Window",
                "from " + Cells.text(from) + " to " + Cells.text(to) + ", calculated at the ends if need be, "
                        + window.time());
        showEvents(window.answer());
    }

    private void showInterpolatedAt() {
        KeySpan span = loaded.span();
        Object[] indexes = {span.at(1.0 / 3), span.at(1.0 / 2), span.at(2.0 / 3)};
        Timed<List<Event>> events =
                Timed.of(() -> stream.interpolatedAt(indexes).events());
        terminal.heading("Interpolated at indexes", "a third, a half and two thirds of the way, " + events.time());
        showEvents(events.answer());
    }

    private void showInterpolatedIntervals() {
        Object from = loaded.first().key();
        Object to = loaded.last().key();
        Timed<List<Event>> events =
                Timed.of(() -> stream.interpolated(from, to, INTERVALS).events());
        terminal.heading(
                "Interpolated at intervals", INTERVALS + " indexes from the first event to the last, " + events.time());
        showEvents(events.answer());
    }

    private void showEvents(List<Event> events) {
        Table table = table("event");
        for (Event event : events) {
            boolean isStored = stream.find(event.key()).isPresent();
            table.row(row(isStored ? "stored" : "calculated", event));
        }
        terminal.table(table);
        if (events.isEmpty()) {
            terminal.note("no events");
        }
    }

    private Table table(String firstColumn) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.words(firstColumn));
        columns.addAll(loaded.columns());
        return new Table(columns);
    }

    private static List<String> row(String first, Event event) {
        List<String> cells = new ArrayList<>();
        cells.add(first);
        cells.addAll(Loaded.cells(event));
        return cells;
    }

    /** Some neighbouring events from the middle of the stream, fewer when it ends there. */
    static List<Event> middle(Loaded loaded, int count) {
        List<Event> events =
                loaded.stream().range(loaded.span().at(0.5)).count(count).events();
        return events.size() < count
                ? loaded.stream().range(loaded.first().key()).count(count).events()
                : events;
    }
}
