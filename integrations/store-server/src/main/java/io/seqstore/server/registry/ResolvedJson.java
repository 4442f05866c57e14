package io.seqstore.server.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.ResolvedStream;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.TypeJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The JSON of a resolved stream (spec 03, section 9): a stream and its type, in which codes and modes are names. */
final class ResolvedJson {
    private ResolvedJson() {}

    static void write(ResolvedStream resolved, Verbosity verbosity, JsonGenerator json) throws IOException {
        SdsStream stream = resolved.stream();
        boolean verbose = verbosity == Verbosity.VERBOSE;
        json.writeStartObject();
        json.writeStringField("Id", stream.id());
        text("Name", stream.name(), verbose, json);
        text("Description", stream.description(), verbose, json);
        json.writeStringField("TypeId", stream.typeId());
        if (!stream.indexes().isEmpty()) {
            json.writeArrayFieldStart("Indexes");
            for (String index : stream.indexes()) {
                json.writeStartObject();
                json.writeStringField("SdsTypePropertyId", index);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else if (verbose) {
            json.writeNullField("Indexes");
        }
        json.writeBooleanField("Resolved", true);
        json.writeFieldName("Type");
        writeType(resolved.type(), verbosity, json);
        json.writeEndObject();
    }

    private static void text(String name, @Nullable String value, boolean verbose, JsonGenerator json)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        } else if (verbose) {
            json.writeNullField(name);
        }
    }

    /** A type as it is written everywhere, with names where numbers of codes and modes stand. */
    private static void writeType(SdsType type, Verbosity verbosity, JsonGenerator json) throws IOException {
        String numbers = JsonText.write(generator -> TypeJson.write(type, verbosity, generator));
        JsonText.read(numbers, parser -> {
            boolean modesNeeded = verbosity == Verbosity.COMPACT;
            copy(parser, json);
            return modesNeeded;
        });
    }

    private static void copy(JsonParser parser, JsonGenerator json) throws IOException {
        String member = "";
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.FIELD_NAME) {
                member = parser.currentName();
                json.writeFieldName(member);
            } else if (token == JsonToken.VALUE_NUMBER_INT
                    && nameOf(member, parser).isPresent()) {
                json.writeString(nameOf(member, parser).orElseThrow());
            } else {
                json.copyCurrentEvent(parser);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }

    private static Optional<String> nameOf(String member, JsonParser parser) throws IOException {
        return switch (member) {
            case "SdsTypeCode" -> name(parser, SdsTypeCode::ofNumber, SdsTypeCode::sdsName);
            case "InterpolationMode" -> name(parser, SdsInterpolationMode::ofNumber, SdsInterpolationMode::sdsName);
            case "ExtrapolationMode" -> name(parser, SdsExtrapolationMode::ofNumber, SdsExtrapolationMode::sdsName);
            default -> Optional.empty();
        };
    }

    private static <E> Optional<String> name(
            JsonParser parser, IntFunction<Optional<E>> byNumber, Function<E, String> nameOf) throws IOException {
        return byNumber.apply(parser.getIntValue()).map(nameOf);
    }
}
