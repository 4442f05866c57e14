package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.seqstore.types.schema.SdsStreamView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a stream view (spec 05, section 1). Says nothing about validity. Stateless; safe for all threads, each
 * with a parser or generator of its own.
 */
public final class StreamViewJson {
    /** Deeper definitions are refused while they are read: a view cannot be deeper than its types. */
    private static final int MAX_DEPTH = 100;

    private final JsonInput input;
    private int depth;

    private StreamViewJson(JsonParser parser) {
        this.input = new JsonInput(parser);
    }

    /**
     * Reads a view from a parser that stands on its first token, and leaves the parser on its last.
     *
     * @throws io.seqstore.types.InvalidRequestException naming the member that is missing or not what it should be
     * @throws IOException when the text is not JSON or cannot be read
     */
    public static SdsStreamView read(JsonParser parser) throws IOException {
        return new StreamViewJson(parser).view();
    }

    /** Writes a view with those nested in it. */
    public static void write(SdsStreamView view, Verbosity verbosity, JsonGenerator generator) throws IOException {
        JsonMembers members = new JsonMembers(generator, verbosity);
        generator.writeStartObject();
        members.text("Id", view.id());
        members.text("Name", view.name());
        members.text("Description", view.description());
        members.text("SourceTypeId", view.sourceTypeId());
        members.text("TargetTypeId", view.targetTypeId());
        members.list("Properties", view.properties(), property -> write(property, verbosity, generator));
        generator.writeEndObject();
    }

    private static void write(SdsStreamView.Property property, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        JsonMembers members = new JsonMembers(generator, verbosity);
        generator.writeStartObject();
        members.text("SourceId", property.sourceId());
        members.text("TargetId", property.targetId());
        members.value("SdsStreamView", property.view(), nested -> write(nested, verbosity, generator));
        generator.writeEndObject();
    }

    private SdsStreamView view() throws IOException {
        depth++;
        if (depth > MAX_DEPTH) {
            throw input.expected("at most " + MAX_DEPTH + " levels of nested views");
        }
        ViewMembers members = new ViewMembers();
        input.object("a stream view", members::read);
        depth--;
        return members.build();
    }

    private SdsStreamView.Property property() throws IOException {
        PropertyMembers members = new PropertyMembers();
        input.object("a property of a stream view", members::read);
        return members.build();
    }

    /** The members of a view while they arrive. */
    private final class ViewMembers {
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String description;
        private @Nullable String sourceTypeId;
        private @Nullable String targetTypeId;
        private List<SdsStreamView.Property> properties = List.of();

        void read(String member) throws IOException {
            switch (member) {
                case "id" -> id = input.text();
                case "name" -> name = input.text();
                case "description" -> description = input.text();
                case "sourcetypeid" -> sourceTypeId = input.text();
                case "targettypeid" -> targetTypeId = input.text();
                case "properties" -> properties = input.list(StreamViewJson.this::property);
                default -> {
                    // Unknown members are ignored.
                }
            }
        }

        SdsStreamView build() {
            if (sourceTypeId == null || targetTypeId == null) {
                throw input.expected("a stream view with a SourceTypeId and a TargetTypeId");
            }
            return new SdsStreamView(id, name, description, sourceTypeId, targetTypeId, properties);
        }
    }

    /** The members of a mapped pair while they arrive. */
    private final class PropertyMembers {
        private @Nullable String sourceId;
        private @Nullable String targetId;
        private @Nullable SdsStreamView view;

        void read(String member) throws IOException {
            switch (member) {
                case "sourceid" -> sourceId = input.text();
                case "targetid" -> targetId = input.text();
                case "sdsstreamview" -> view = input.isNull() ? null : view();
                default -> {
                    // Unknown members are ignored.
                }
            }
        }

        SdsStreamView.Property build() {
            if (sourceId == null || targetId == null) {
                throw input.expected("a property of a stream view with a SourceId and a TargetId");
            }
            return new SdsStreamView.Property(sourceId, targetId, view);
        }
    }
}
