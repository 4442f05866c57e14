package io.seqstore.query.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Events as a table. */
final class EventTable extends Table {
    private static final JsonFactory JSON = new JsonFactory();

    private final ColumnBatch events;
    private final EventJson json;
    private final EventConverter converter;

    EventTable(ColumnBatch events) {
        super(
                events.layout().type(),
                events.layout().properties().stream()
                        .map(property -> new Column(property.id(), property.code()))
                        .toList(),
                events.count());
        this.events = events;
        this.json = EventJson.of(events.layout());
        this.converter = EventConverter.of(events.layout());
    }

    @Override
    void writeCell(int row, int column, JsonGenerator generator) throws IOException {
        json.writeValue(events, row, property(column), Verbosity.VERBOSE, generator);
    }

    private PropertyLayout property(int column) {
        return events.layout().properties().get(column);
    }

    @Override
    @Nullable
    String text(int row, int column) throws IOException {
        PropertyLayout property = property(column);
        Object value = converter.value(events, row, property);
        if (value == null) {
            return null;
        }
        return property.isStructured() ? jsonText(row, column) : ScalarText.print(property.code(), value);
    }

    /** Arrays and objects are JSON inside the text; bytes, which are one string there, stand without its quotes. */
    private String jsonText(int row, int column) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            writeCell(row, column, generator);
        }
        boolean isString = property(column).code() == SdsTypeCode.BYTE_ARRAY;
        return isString ? text.toString().substring(1, text.getBuffer().length() - 1) : text.toString();
    }
}
