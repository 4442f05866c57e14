package io.seqstore.cli.demo;

import io.seqstore.EventStream;
import io.seqstore.cli.terminal.Table;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stream with events in it.
 *
 * @param stream the stream
 * @param first its first event
 * @param last its last event
 */
record Loaded(EventStream stream, Event first, Event last) {
    /** A stream, if it has events. */
    static Optional<Loaded> of(EventStream stream) {
        return stream.first().flatMap(first -> stream.last().map(last -> new Loaded(stream, first, last)));
    }

    /** From the first key to the last. */
    KeySpan span() {
        return KeySpan.between(stream.layout(), first.key(), last.key());
    }

    /** The properties that are numbers. */
    List<PropertyLayout> numbers() {
        return stream.layout().properties().stream()
                .filter(property -> !property.isKey())
                .filter(property -> switch (property.code().scalar()) {
                    case INT32, INT64, DOUBLE -> true;
                    default -> false;
                })
                .toList();
    }

    /** How many events there are. */
    long count() {
        return stream.summary(first.key(), last.key()).count();
    }

    /** The unit of a property; empty when it has none. */
    static String unit(PropertyLayout property) {
        String uom = property.property().uom();
        return uom == null ? "" : uom;
    }

    /** A column of a table for a property. */
    static Table.Column column(PropertyLayout property) {
        SdsTypeCode code = property.code().scalar();
        return code == SdsTypeCode.DOUBLE || code == SdsTypeCode.INT32 || code == SdsTypeCode.INT64
                ? Table.Column.numbers(property.id(), unit(property))
                : new Table.Column(property.id(), unit(property), Table.Align.LEFT);
    }

    /** The columns of all properties, the key first. */
    List<Table.Column> columns() {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(column(stream.layout().key()));
        stream.layout().properties().stream()
                .filter(property -> !property.isKey())
                .map(Loaded::column)
                .forEach(columns::add);
        return columns;
    }

    /** The values of an event, the key first. */
    static List<String> cells(Event event) {
        List<String> cells = new ArrayList<>();
        cells.add(Cells.text(event.key()));
        for (PropertyLayout property : event.layout().properties()) {
            if (!property.isKey()) {
                cells.add(Cells.text(event.get(property.id())));
            }
        }
        return cells;
    }
}
