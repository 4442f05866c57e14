package io.seqstore.junit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.StreamJson;
import io.seqstore.types.json.TypeJson;
import io.seqstore.types.registry.GetOrCreate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Types, streams and events in the JSON form of the store. */
final class JsonSeed extends Seed {
    private static final JsonFactory FACTORY = new JsonFactory();

    JsonSeed(Class<?> test, String resource) {
        super(test, resource);
    }

    @Override
    void plant(Seqstore store, InputStream bytes) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT, parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                parser.nextToken();
                switch (member.toLowerCase(Locale.ROOT)) {
                    case "types" -> plantTypes(store, parser);
                    case "streams" -> plantStreams(store, parser);
                    case "events" -> plantEvents(store, parser);
                    default -> throw wrong("has a member '" + member + "'; known are types, streams and events");
                }
            }
        } catch (JsonParseException e) {
            throw wrong("is not JSON: " + e.getOriginalMessage() + " in line "
                    + e.getLocation().getLineNr());
        }
    }

    private void plantTypes(Seqstore store, JsonParser parser) throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY, parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            failOnConflict(store.getOrCreateType(TypeJson.read(parser)));
        }
    }

    private void plantStreams(Seqstore store, JsonParser parser) throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY, parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            failOnConflict(store.getOrCreateStream(StreamJson.read(parser)));
        }
    }

    private void failOnConflict(GetOrCreate<?> outcome) {
        if (outcome instanceof GetOrCreate.Conflict<?> conflict) {
            throw wrong("defines something again and otherwise: " + conflict);
        }
    }

    private void plantEvents(Seqstore store, JsonParser parser) throws IOException {
        expect(parser.currentToken(), JsonToken.START_OBJECT, parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            EventStream stream = store.stream(parser.currentName());
            parser.nextToken();
            ColumnBatch batch = stream.newBatch();
            EventJson.of(stream.layout()).read(parser, batch);
            stream.insert(batch);
        }
    }

    private void expect(JsonToken found, JsonToken expected, JsonParser parser) {
        if (found != expected) {
            throw wrong("has " + found + " in line " + parser.currentLocation().getLineNr() + " where " + expected
                    + " is expected");
        }
    }

    private IllegalArgumentException wrong(String how) {
        return new IllegalArgumentException("The seed '" + resource + "' " + how + ".");
    }
}
