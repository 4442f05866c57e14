package io.seqstore.server.writes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.json.EventJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events of a patch, reduced to what is to be changed, since the rest is not even looked at (spec 06, 1.3).
 *
 * @param events the keys and the new values; what was not given has its default
 * @param given for each event the properties that were given
 */
record PatchBody(ColumnBatch events, List<Set<PropertyLayout>> given) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a body.
     *
     * @param select the properties that are to be changed; empty for all that an event has
     */
    static PatchBody read(ApiRequest request, EventLayout layout, List<String> select) {
        Set<PropertyLayout> wanted = new LinkedHashSet<>(layout.keys());
        select.forEach(id -> wanted.add(layout.property(id)));
        Set<PropertyLayout> kept = select.isEmpty() ? new LinkedHashSet<>(layout.properties()) : wanted;
        List<Set<PropertyLayout>> given = new ArrayList<>();
        StringWriter reduced = new StringWriter();
        request.body().jsonStream(parser -> {
            try (JsonGenerator out = JSON.createGenerator(reduced)) {
                reduce(parser, layout, kept, given, out);
            }
            return given.size();
        });
        ColumnBatch events = new ColumnBatch(layout, Math.max(1, given.size()));
        try (JsonParser parser = JSON.createParser(reduced.toString())) {
            EventJson.of(layout).read(parser, events);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
        return new PatchBody(events, given);
    }

    private static void reduce(
            JsonParser parser,
            EventLayout layout,
            Set<PropertyLayout> kept,
            List<Set<PropertyLayout>> given,
            JsonGenerator out)
            throws IOException {
        JsonToken first = parser.nextToken();
        out.writeStartArray();
        if (first == JsonToken.START_OBJECT) {
            reduceEvent(parser, layout, kept, given, out);
        } else if (first == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                reduceEvent(parser, layout, kept, given, out);
            }
        } else {
            throw Problems.invalid("The request body is not a JSON array of events.");
        }
        out.writeEndArray();
    }

    private static void reduceEvent(
            JsonParser parser,
            EventLayout layout,
            Set<PropertyLayout> kept,
            List<Set<PropertyLayout>> given,
            JsonGenerator out)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Problems.invalid("The request body is not a JSON array of events: at position " + given.size()
                    + " something else stands.");
        }
        Set<PropertyLayout> here = new LinkedHashSet<>();
        out.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            PropertyLayout property = layout.find(name).filter(kept::contains).orElse(null);
            if (property == null) {
                parser.skipChildren();
            } else {
                here.add(property);
                out.writeFieldName(name);
                out.copyCurrentStructureExact(parser);
            }
        }
        out.writeEndObject();
        given.add(here);
    }

    /** For each event its key and the values that were given. */
    List<Map<String, Object>> givenValues() {
        EventConverter converter = EventConverter.of(events.layout());
        List<Map<String, Object>> values = new ArrayList<>();
        for (int row = 0; row < events.count(); row++) {
            Event event = converter.read(events, row);
            Map<String, Object> some = new LinkedHashMap<>();
            for (PropertyLayout property : given.get(row)) {
                some.put(property.id(), event.get(property.id()));
            }
            values.add(some);
        }
        return values;
    }
}
