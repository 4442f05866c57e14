package io.seqstore.cli.demo;

import io.seqstore.EventStream;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Table;
import io.seqstore.cli.terminal.Table.Column;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event that comes late, is changed and is removed again; the stream is in order at all times. */
final class ChangeChapter {
    private static final int NEIGHBOURS = 4;
    private static final List<String> STEPS = List.of("before", "late insert", "update", "removed");

    private final Terminal terminal;
    private final Loaded loaded;
    private final EventStream stream;
    private final EventConverter converter;

    /** The property that changes: a number. */
    private final PropertyLayout shown;

    ChangeChapter(Terminal terminal, Loaded loaded, PropertyLayout shown) {
        this.terminal = terminal;
        this.loaded = loaded;
        this.stream = loaded.stream();
        this.converter = EventConverter.of(stream.layout());
        this.shown = shown;
    }

    /** Shows it between two events of the middle, or before the first one when there is no room between any. */
    void show() {
        List<Event> middle = ReadChapters.middle(loaded, NEIGHBOURS);
        Optional<Object> between = keyBetween(middle);
        if (between.isPresent()) {
            show(middle, between.get());
            return;
        }
        long first = converter.key(loaded.first().key());
        long least = stream.layout().key().code() == SdsTypeCode.DATE_TIME ? Ticks.MIN : Long.MIN_VALUE;
        if (first > least) {
            Object start = loaded.first().key();
            show(stream.range(start).count(NEIGHBOURS).events(), converter.keyValue(first - 1));
        }
    }

    private Optional<Object> keyBetween(List<Event> neighbours) {
        for (int i = 0; i < neighbours.size() - 1; i++) {
            Object left = neighbours.get(i).key();
            Object right = neighbours.get(i + 1).key();
            Object key = KeySpan.between(stream.layout(), left, right).at(0.5);
            if (stream.find(key).isEmpty()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private void show(List<Event> neighbours, Object lateKey) {
        Map<Long, List<String>> rows = new TreeMap<>();
        neighbours.forEach(event -> rows.put(converter.key(event.key()), emptyRow()));
        rows.put(converter.key(lateKey), emptyRow());
        Event model = neighbours.get(0);
        long before = loaded.count();

        note(rows, 0);
        stream.insert(like(model, lateKey, 0));
        note(rows, 1);
        stream.update(like(model, lateKey, 1));
        note(rows, 2);
        stream.remove(lateKey);
        note(rows, 3);

        terminal.heading("Late, changed, removed", shown.id() + " of the events around " + Cells.text(lateKey));
        terminal.table(table(rows));
        terminal.note(Figures.count(before, "event") + " before, " + Figures.count(loaded.count()) + " after");
    }

    private static List<String> emptyRow() {
        return new ArrayList<>(Collections.nCopies(STEPS.size(), Cells.NOTHING));
    }

    /** Reads the rows as they are now. */
    private void note(Map<Long, List<String>> rows, int step) {
        rows.forEach((key, cells) -> stream.find(converter.keyValue(key))
                .ifPresent(event -> cells.set(step, Cells.text(event.get(shown.id())))));
    }

    /** An event like another, with a round number that shows. */
    private Event like(Event model, Object key, int step) {
        Event.Builder event = stream.event();
        model.toMap().forEach(event::set);
        return event.set(stream.layout().key().id(), key)
                .set(shown.id(), round(model.get(shown.id()), step))
                .build();
    }

    private Object round(@Nullable Object value, int step) {
        double number = value instanceof Number given ? Math.rint(given.doubleValue()) : 0;
        if (shown.code().scalar() == SdsTypeCode.DOUBLE) {
            return Double.isFinite(number) ? number + step : step;
        }
        long whole = (long) number;
        return whole > 0 ? whole - step : whole + step;
    }

    private Table table(Map<Long, List<String>> rows) {
        List<Column> columns = new ArrayList<>();
        columns.add(Loaded.column(stream.layout().key()));
        STEPS.forEach(step -> columns.add(Column.numbers(step, Loaded.unit(shown))));
        Table table = new Table(columns);
        rows.forEach((key, cells) -> {
            List<String> row = new ArrayList<>();
            row.add(Cells.text(converter.keyValue(key)));
            row.addAll(cells);
            table.row(row);
        });
        return table;
    }
}
