package io.seqstore.server.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.seqstore.server.problem.Problems;
import io.seqstore.types.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the only JSON value of a body. */
final class JsonBodies {
    private JsonBodies() {}

    static <T> T read(JsonFactory factory, String text, JsonText.Reading<T> reading) {
        try (JsonParser parser = factory.createParser(text)) {
            return toEnd(parser, json -> {
                json.nextToken();
                return reading.from(json);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T toEnd(JsonParser parser, JsonText.Reading<T> reading) throws IOException {
        try {
            T value = reading.from(parser);
            if (parser.nextToken() != null) {
                throw Problems.invalid("The request body goes on after its JSON value.");
            }
            return value;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw Problems.invalid("The request body is not JSON" + where + ": " + e.getOriginalMessage() + ".");
        }
    }
}
