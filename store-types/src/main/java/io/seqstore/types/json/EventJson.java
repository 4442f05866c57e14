package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.value.TypedValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the events of one layout (spec 06, 1.1; spec 09, section 3): an object for each event with a member for each
 * property.
 *
 * <p>Immutable; safe for all threads, each with a parser or generator and a batch of its own.
 */
public final class EventJson {
    private static final String NOT_EVENTS = "The request body is not a JSON array of events";

    private final EventConverter converter;
    private final List<PropertyLayout> properties;
    private final List<String> ids;

    private EventJson(EventLayout layout) {
        this.converter = EventConverter.of(layout);
        this.properties = layout.properties();
        this.ids = properties.stream().map(PropertyLayout::id).toList();
    }

    /** The JSON of events of this layout. */
    public static EventJson of(EventLayout layout) {
        return new EventJson(layout);
    }

    /**
     * Reads an array of events, or a single one, and appends a row for each. Absent properties other than the key get the
     * default of their type, unknown members are ignored. All or nothing: when a row is refused, none was added.
     *
     * @param parser stands before or on the first token; is left on the last
     * @param batch of this layout
     * @return how many events there were
     * @throws InvalidRequestException naming the position of the event (0 for the first) and the property
     * @throws IOException when the source of the text fails
     */
    public int read(JsonParser parser, ColumnBatch batch) throws IOException {
        return read(parser, batch, property -> true);
    }

    /**
     * The same of the key and some properties: members of other ones are passed over whatever they hold, and have the default
     * of their type (spec 06, 1.3).
     *
     * @param selected ids of the properties to read, in any case; a key among them makes no difference
     * @throws InvalidRequestException when the type has no such property, or as {@link #read(JsonParser, ColumnBatch)}
     */
    public int read(JsonParser parser, ColumnBatch batch, Collection<String> selected) throws IOException {
        Set<PropertyLayout> wanted = new HashSet<>();
        selected.forEach(id -> wanted.add(batch.layout().property(id)));
        return read(parser, batch, wanted::contains);
    }

    private int read(JsonParser parser, ColumnBatch batch, Predicate<PropertyLayout> selected) throws IOException {
        int before = batch.count();
        try {
            readRows(parser, batch, selected);
        } catch (JsonProcessingException e) {
            batch.truncate(before);
            throw new InvalidRequestException(
                    InvalidRequestException.NOT_VALID,
                    NOT_EVENTS + ". " + JsonErrors.malformed(e).reason(),
                    "Correct the request and send it again.",
                    Map.of(),
                    e);
        } catch (InvalidRequestException | IOException e) {
            batch.truncate(before);
            throw e;
        }
        return batch.count() - before;
    }

    private void readRows(JsonParser parser, ColumnBatch batch, Predicate<PropertyLayout> selected) throws IOException {
        if (parser.currentToken() == null) {
            parser.nextToken();
        }
        Row row = new Row(parser, batch, selected);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            row.read(0);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
                row.read(position);
            }
        } else {
            throw new InvalidRequestException(NOT_EVENTS + ", but " + JsonErrors.found(parser) + ".");
        }
    }

    /** The values of one event while they arrive. */
    private final class Row {
        private final JsonParser parser;
        private final ColumnBatch batch;
        /** Which properties are read, by their position. */
        private final BitSet isRead = new BitSet();

        private final PropertyNames names = new PropertyNames(ids);
        private final List<@Nullable Object> values = new ArrayList<>(Collections.nCopies(ids.size(), null));

        Row(JsonParser parser, ColumnBatch batch, Predicate<PropertyLayout> selected) {
            this.parser = parser;
            this.batch = batch;
            for (int i = 0; i < properties.size(); i++) {
                isRead.set(i, properties.get(i).isKey() || selected.test(properties.get(i)));
            }
        }

        void read(int position) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new InvalidRequestException(NOT_EVENTS + ": at position " + position + " found "
                        + JsonErrors.found(parser) + ", expected an object.");
            }
            names.reset();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readMember(position);
            }
            fillGaps(position);
            converter.appendValues(batch, values);
        }

        private void readMember(int position) throws IOException {
            int property = names.accept(parser.currentName());
            parser.nextToken();
            if (property < 0 || !isRead.get(property)) {
                parser.skipChildren();
            } else {
                values.set(property, value(position, properties.get(property)));
            }
        }

        private @Nullable Object value(int position, PropertyLayout property) throws IOException {
            SdsType type = TypedValues.typeOf(property.property());
            if (property.isKey() && parser.currentToken() == JsonToken.VALUE_NULL) {
                throw noKey(position, property, ".");
            }
            try {
                Object value = ValueJson.read(parser, type);
                return property.isKey() ? converter.normaliseKey(property, value) : value;
            } catch (InvalidRequestException e) {
                throw property.isKey()
                        ? noKey(position, property, ": " + e.reason())
                        : new InvalidRequestException("Property '" + property.id() + "' of the event at position "
                                + position + ": " + e.reason());
            }
        }

        private void fillGaps(int position) {
            for (int i = 0; i < values.size(); i++) {
                if (!names.hasSeen(i) || !isRead.get(i)) {
                    if (properties.get(i).isKey()) {
                        throw noKey(position, properties.get(i), ".");
                    }
                    SdsType type = TypedValues.typeOf(properties.get(i).property());
                    values.set(i, TypedValues.defaultValue(type));
                }
            }
        }

        private InvalidRequestException noKey(int position, PropertyLayout part, String detail) {
            return new InvalidRequestException("The event at position " + position
                    + " has no valid value for key property '" + part.id() + "'" + detail);
        }
    }

    /** Writes all rows of a batch as an array. */
    public void write(ColumnBatch batch, Verbosity verbosity, JsonGenerator generator) throws IOException {
        generator.writeStartArray();
        for (int row = 0; row < batch.count(); row++) {
            write(batch, row, verbosity, generator);
        }
        generator.writeEndArray();
    }

    /**
     * Writes one row as an object, its members in the order of the properties. The compact form leaves out what has its
     * default value, except the key.
     */
    public void write(ColumnBatch batch, int row, Verbosity verbosity, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        for (PropertyLayout property : properties) {
            SdsType type = TypedValues.typeOf(property.property());
            Object value = converter.value(batch, row, property);
            if (property.isKey() || verbosity == Verbosity.VERBOSE || !TypedValues.isDefault(type, value)) {
                generator.writeFieldName(property.id());
                ValueJson.write(generator, type, value, verbosity);
            }
        }
        generator.writeEndObject();
    }

    /** Writes the value of one property of a row, whatever it is. */
    public void writeValue(
            ColumnBatch batch, int row, PropertyLayout property, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        SdsType type = TypedValues.typeOf(property.property());
        ValueJson.write(generator, type, converter.value(batch, row, property), verbosity);
    }
}
