package io.seqstore.types.registry;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.json.StreamJson;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.json.TypeJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.RegistryChange.MetadataReplaced;
import io.seqstore.types.registry.RegistryChange.NamespaceCreated;
import io.seqstore.types.registry.RegistryChange.NamespaceDeleted;
import io.seqstore.types.registry.RegistryChange.NamespaceUpdated;
import io.seqstore.types.registry.RegistryChange.OrdinalsSpent;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamDeleted;
import io.seqstore.types.registry.RegistryChange.StreamTypeChanged;
import io.seqstore.types.registry.RegistryChange.StreamUpdated;
import io.seqstore.types.registry.RegistryChange.StreamViewDeleted;
import io.seqstore.types.registry.RegistryChange.StreamViewStored;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.registry.RegistryChange.TagsReplaced;
import io.seqstore.types.registry.RegistryChange.TypeDeleted;
import io.seqstore.types.registry.RegistryChange.TypesCreated;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.value.Ticks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The logged form of a change: one JSON object in UTF-8, its kind in the member {@code Change}. Types that are nested in a
 * logged type stand as references by id, since they are logged before it; the size of a record does not depend on how much
 * they hold. Stateless; safe for all threads.
 */
public final class RegistryChangeJson {
    /**
     * Escaped to ASCII, so that every Java string comes back as it was, also one with half a surrogate pair; and reading what
     * was written, however long its texts are: what cannot be read back is lost with everything that was logged behind it.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private RegistryChangeJson() {}

    /** The bytes of a change. */
    public static byte[] encode(RegistryChange change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("Change", change.getClass().getSimpleName());
            json.writeStringField("Namespace", change.namespace());
            writeMembers(change, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The change that was encoded. The types of {@link TypesCreated} come back with references by id in place of the types
     * nested in them; {@link Registry#replay} replaces them.
     *
     * @throws IllegalArgumentException when the bytes are no change that this version knows
     */
    public static RegistryChange decode(byte[] bytes) {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            Members members = new Members();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a registry change is a JSON object, found " + json.currentToken());
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                members.read(member, json);
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("there is something behind the registry change");
            }
            return members.build();
        } catch (IOException | SeqstoreException e) {
            throw new IllegalArgumentException("not a registry change: " + e.getMessage(), e);
        }
    }

    private static void writeMembers(RegistryChange change, JsonGenerator json) throws IOException {
        if (change instanceof NamespaceCreated created) {
            writeText("Name", created.name(), json);
            writeText("Description", created.description(), json);
        } else if (change instanceof NamespaceUpdated updated) {
            writeText("Name", updated.name(), json);
            writeText("Description", updated.description(), json);
        } else if (change instanceof NamespaceDeleted deleted) {
            json.writeArrayFieldStart("Ordinals");
            for (int ordinal : deleted.streamOrdinals()) {
                json.writeNumber(ordinal);
            }
            json.writeEndArray();
        } else if (change instanceof TypesCreated created) {
            writeTime(created.created(), json);
            json.writeArrayFieldStart("Types");
            for (SdsType type : created.types()) {
                TypeJson.write(TypeReferences.withBareReferences(type), Verbosity.COMPACT, json);
            }
            json.writeEndArray();
        } else if (change instanceof TypeDeleted deleted) {
            json.writeStringField("Id", deleted.typeId());
        } else if (change instanceof StreamCreated created) {
            writeTime(created.created(), json);
            writeStream(created.ordinal(), created.stream(), json);
        } else if (change instanceof StreamsCreated) {
            throw new IllegalArgumentException("streams that are created together have a form of their own");
        } else if (change instanceof StreamUpdated updated) {
            writeTime(updated.modified(), json);
            writeStream(updated.ordinal(), updated.stream(), json);
        } else if (change instanceof StreamDeleted deleted) {
            json.writeNumberField("Ordinal", deleted.ordinal());
            json.writeStringField("Id", deleted.streamId());
        } else if (change instanceof StreamTypeChanged changed) {
            writeTime(changed.modified(), json);
            writeStream(changed.ordinal(), changed.stream(), json);
            json.writeNumberField("NewOrdinal", changed.newOrdinal());
            json.writeStringField("Id", changed.streamViewId());
        } else if (change instanceof TagsReplaced replaced) {
            writeTime(replaced.modified(), json);
            json.writeNumberField("Ordinal", replaced.ordinal());
            json.writeStringField("Id", replaced.streamId());
            json.writeArrayFieldStart("Tags");
            for (String tag : replaced.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
        } else if (change instanceof MetadataReplaced replaced) {
            writeTime(replaced.modified(), json);
            json.writeNumberField("Ordinal", replaced.ordinal());
            json.writeStringField("Id", replaced.streamId());
            // Keys as values, not as names of members: a name with half a surrogate pair could be written, but not
            // read.
            json.writeArrayFieldStart("Metadata");
            for (Map.Entry<String, String> entry : replaced.metadata().entrySet()) {
                json.writeString(entry.getKey());
                json.writeString(entry.getValue());
            }
            json.writeEndArray();
        } else if (change instanceof StreamViewStored stored) {
            writeTime(stored.modified(), json);
            json.writeFieldName("StreamView");
            StreamViewJson.write(stored.view(), Verbosity.COMPACT, json);
        } else if (change instanceof StreamViewDeleted deleted) {
            json.writeStringField("Id", deleted.streamViewId());
        } else if (change instanceof OrdinalsSpent spent) {
            json.writeNumberField("Ordinal", spent.next());
        } else {
            throw new IllegalStateException("no way to write " + change);
        }
    }

    private static void writeStream(int ordinal, SdsStream stream, JsonGenerator json) throws IOException {
        json.writeNumberField("Ordinal", ordinal);
        json.writeFieldName("Stream");
        StreamJson.write(stream, Verbosity.COMPACT, json);
    }

    private static void writeTime(Instant time, JsonGenerator json) throws IOException {
        json.writeNumberField("Ticks", Ticks.of(time));
    }

    private static void writeText(String member, @Nullable String text, JsonGenerator json) throws IOException {
        if (text != null) {
            json.writeStringField(member, text);
        }
    }

    /** The members of a change while they arrive. */
    private static final class Members {
        private @Nullable String kind;
        private @Nullable String namespace;
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String description;
        private @Nullable Integer ordinal;
        private @Nullable Integer newOrdinal;
        private @Nullable Instant time;
        private @Nullable SdsStream stream;
        private @Nullable SdsStreamView view;
        private @Nullable List<SdsType> types;
        private @Nullable List<String> tags;
        private @Nullable Map<String, String> metadata;
        private @Nullable List<Integer> ordinals;

        void read(String member, JsonParser json) throws IOException {
            switch (member) {
                case "Change" -> kind = text(json);
                case "Namespace" -> namespace = text(json);
                case "Id" -> id = text(json);
                case "Name" -> name = text(json);
                case "Description" -> description = text(json);
                case "Ordinal" -> ordinal = json.getIntValue();
                case "NewOrdinal" -> newOrdinal = json.getIntValue();
                case "Ticks" -> time = Ticks.toInstant(json.getLongValue());
                case "Stream" -> stream = StreamJson.read(json);
                case "Types" -> types = list(json, TypeJson::read);
                case "StreamView" -> view = StreamViewJson.read(json);
                case "Tags" -> tags = list(json, Members::text);
                case "Metadata" -> metadata = map(json);
                case "Ordinals" -> ordinals = list(json, JsonParser::getIntValue);
                default -> throw new IllegalArgumentException("a registry change has no member " + member);
            }
        }

        RegistryChange build() {
            String kindOfChange = given("Change", kind);
            String where = given("Namespace", namespace);
            return switch (kindOfChange) {
                case "NamespaceCreated" -> new NamespaceCreated(where, name, description);
                case "NamespaceUpdated" -> new NamespaceUpdated(where, name, description);
                case "NamespaceDeleted" -> new NamespaceDeleted(where, given("Ordinals", ordinals));
                case "TypesCreated" -> new TypesCreated(where, given("Types", types), given("Ticks", time));
                case "TypeDeleted" -> new TypeDeleted(where, given("Id", id));
                case "StreamCreated" ->
                    new StreamCreated(where, given("Ordinal", ordinal), given("Stream", stream), given("Ticks", time));
                case "StreamUpdated" ->
                    new StreamUpdated(where, given("Ordinal", ordinal), given("Stream", stream), given("Ticks", time));
                case "StreamDeleted" -> new StreamDeleted(where, given("Ordinal", ordinal), given("Id", id));
                case "StreamTypeChanged" ->
                    new StreamTypeChanged(
                            where,
                            given("Ordinal", ordinal),
                            given("NewOrdinal", newOrdinal),
                            given("Stream", stream),
                            given("Id", id),
                            given("Ticks", time));
                case "TagsReplaced" ->
                    new TagsReplaced(
                            where,
                            given("Ordinal", ordinal),
                            given("Id", id),
                            given("Tags", tags),
                            given("Ticks", time));
                case "MetadataReplaced" ->
                    new MetadataReplaced(
                            where,
                            given("Ordinal", ordinal),
                            given("Id", id),
                            given("Metadata", metadata),
                            given("Ticks", time));
                case "StreamViewStored" -> new StreamViewStored(where, given("StreamView", view), given("Ticks", time));
                case "StreamViewDeleted" -> new StreamViewDeleted(where, given("Id", id));
                case "OrdinalsSpent" -> new OrdinalsSpent(where, given("Ordinal", ordinal));
                default -> throw new IllegalArgumentException("there is no registry change " + kindOfChange);
            };
        }

        private <T> T given(String member, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("the registry change " + kind + " lacks the member " + member);
            }
            return value;
        }

        private static String text(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("the member " + json.currentName()
                        + " of a registry change is a string, found " + json.currentToken());
            }
            return json.getText();
        }

        /** Keys and values by turns. */
        private static Map<String, String> map(JsonParser json) throws IOException {
            List<String> keysAndValues = list(json, Members::text);
            if (keysAndValues.size() % 2 != 0) {
                throw new IllegalArgumentException(
                        "the member Metadata of a registry change has a key without a value at its end");
            }
            Map<String, String> entries = new LinkedHashMap<>();
            for (int i = 0; i < keysAndValues.size(); i += 2) {
                entries.put(keysAndValues.get(i), keysAndValues.get(i + 1));
            }
            return entries;
        }

        private static <T> List<T> list(JsonParser json, Element<T> element) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException("the member " + json.currentName()
                        + " of a registry change is an array, found " + json.currentToken());
            }
            List<T> elements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(element.read(json));
            }
            return elements;
        }
    }

    /** Reads one element of an array. */
    @FunctionalInterface
    private interface Element<T> {
        T read(JsonParser json) throws IOException;
    }
}
