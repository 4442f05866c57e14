package io.seqstore.types.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.view.StreamViewMap.MappedProperty;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a map (spec 05, section 2); maps are never read. The compact form leaves out mode 0 and what is absent.
 * Stateless; safe for all threads, each with a generator of its own.
 */
public final class StreamViewMapJson {
    private StreamViewMapJson() {}

    /** Writes a map with those nested in it. */
    public static void write(StreamViewMap map, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("SourceTypeId", map.sourceTypeId());
        json.writeStringField("TargetTypeId", map.targetTypeId());
        json.writeArrayFieldStart("Properties");
        for (MappedProperty property : map.properties()) {
            write(property, verbosity, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(MappedProperty property, Verbosity verbosity, JsonGenerator json) throws IOException {
        boolean verbose = verbosity == Verbosity.VERBOSE;
        json.writeStartObject();
        writeId("SourceId", property.sourceId(), verbose, json);
        writeId("TargetId", property.targetId(), verbose, json);
        if (verbose || property.mode() != 0) {
            json.writeNumberField("Mode", property.mode());
        }
        if (property.map() != null) {
            json.writeFieldName("StreamViewMap");
            write(property.map(), verbosity, json);
        } else if (verbose) {
            json.writeNullField("StreamViewMap");
        }
        json.writeEndObject();
    }

    private static void writeId(String name, @Nullable String id, boolean verbose, JsonGenerator json)
            throws IOException {
        if (id != null) {
            json.writeStringField(name, id);
        } else if (verbose) {
            json.writeNullField(name);
        }
    }
}
