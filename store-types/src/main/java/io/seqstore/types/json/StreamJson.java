package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a stream's definition (spec 03, section 1). Tags and metadata are no part of it; a body that carries
 * some is refused, so that they are not lost silently.
 *
 * <p>Stateless; safe for all threads, each with a parser or generator of its own.
 */
public final class StreamJson {
    private final JsonParser parser;
    private final JsonInput input;

    private StreamJson(JsonParser parser) {
        this.parser = parser;
        this.input = new JsonInput(parser);
    }

    /**
     * Reads a stream from a parser that stands on its first token, and leaves the parser on its last.
     *
     * @throws io.seqstore.types.InvalidRequestException naming the member that is missing or not what it should be
     * @throws IOException when the text is not JSON or cannot be read
     */
    public static SdsStream read(JsonParser parser) throws IOException {
        StreamMembers members = new StreamJson(parser).new StreamMembers();
        members.readAll();
        return members.build();
    }

    /** Writes a stream. */
    public static void write(SdsStream stream, Verbosity verbosity, JsonGenerator generator) throws IOException {
        JsonMembers members = new JsonMembers(generator, verbosity);
        generator.writeStartObject();
        members.text("Id", stream.id());
        members.text("Name", stream.name());
        members.text("Description", stream.description());
        members.text("TypeId", stream.typeId());
        members.list("Indexes", stream.indexes(), propertyId -> {
            generator.writeStartObject();
            generator.writeStringField("SdsTypePropertyId", propertyId);
            generator.writeEndObject();
        });
        members.value("InterpolationMode", stream.interpolationMode(), mode -> generator.writeNumber(mode.number()));
        members.value("ExtrapolationMode", stream.extrapolationMode(), mode -> generator.writeNumber(mode.number()));
        members.list(
                "PropertyOverrides", stream.propertyOverrides(), override -> write(override, verbosity, generator));
        generator.writeEndObject();
    }

    private static void write(PropertyOverride override, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        JsonMembers members = new JsonMembers(generator, verbosity);
        generator.writeStartObject();
        members.text("SdsTypePropertyId", override.propertyId());
        members.text("Uom", override.uom());
        members.value("InterpolationMode", override.interpolationMode(), mode -> generator.writeNumber(mode.number()));
        generator.writeEndObject();
    }

    /** The members of a stream while they arrive. */
    private final class StreamMembers {
        private @Nullable String id;
        private @Nullable String typeId;
        private @Nullable String name;
        private @Nullable String description;
        private List<String> indexes = List.of();
        private @Nullable SdsInterpolationMode interpolationMode;
        private @Nullable SdsExtrapolationMode extrapolationMode;
        private List<PropertyOverride> overrides = List.of();

        void readAll() throws IOException {
            input.object("a stream", this::read);
        }

        private void read(String member) throws IOException {
            switch (member) {
                case "id" -> id = input.text();
                case "typeid" -> typeId = input.text();
                case "name" -> name = input.text();
                case "description" -> description = input.text();
                case "indexes" -> indexes = input.list(StreamJson.this::index);
                case "interpolationmode" -> interpolationMode = input.isNull() ? null : ModeJson.interpolation(input);
                case "extrapolationmode" -> extrapolationMode = input.isNull() ? null : ModeJson.extrapolation(input);
                case "propertyoverrides" -> overrides = input.list(StreamJson.this::override);
                case "tags", "metadata" -> refuseContent(member);
                default -> {
                    // Unknown members are ignored.
                }
            }
        }

        SdsStream build() {
            if (id == null) {
                throw input.expected("a stream with an Id");
            }
            if (typeId == null) {
                throw input.expected("a stream with a TypeId");
            }
            return new SdsStream(
                    id, typeId, name, description, indexes, interpolationMode, extrapolationMode, overrides);
        }
    }

    private String index() throws IOException {
        OverrideMembers members = new OverrideMembers();
        members.readAll();
        return members.build("an index").propertyId();
    }

    private PropertyOverride override() throws IOException {
        OverrideMembers members = new OverrideMembers();
        members.readAll();
        return members.build("a property override");
    }

    /** The members of an override while they arrive; those of an index are the first of them. */
    private final class OverrideMembers {
        private @Nullable String propertyId;
        private @Nullable String uom;
        private @Nullable SdsInterpolationMode interpolationMode;

        void readAll() throws IOException {
            input.object("a property of a stream", this::read);
        }

        private void read(String member) throws IOException {
            switch (member) {
                case "sdstypepropertyid" -> propertyId = input.text();
                case "uom" -> uom = input.text();
                case "interpolationmode" -> interpolationMode = input.isNull() ? null : ModeJson.interpolation(input);
                default -> {
                    // Unknown members are ignored.
                }
            }
        }

        PropertyOverride build(String what) {
            if (propertyId == null) {
                throw input.expected(what + " with an SdsTypePropertyId");
            }
            return new PropertyOverride(propertyId, uom, interpolationMode);
        }
    }

    /** Passes over null and empty arrays and objects, and refuses all else. */
    private void refuseContent(String member) throws IOException {
        JsonToken first = parser.currentToken();
        boolean empty = first == JsonToken.VALUE_NULL
                || (first.isStructStart() && parser.nextToken().isStructEnd());
        if (!empty) {
            throw input.expected(
                    "no content; write it to the stream's resource " + (member.equals("tags") ? "Tags" : "Metadata"));
        }
    }
}
