package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.types.InvalidRequestException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words the complaints about JSON: where, what was found, what was expected. */
final class JsonErrors {
    private static final int MAX_SHOWN = 60;

    private JsonErrors() {}

    /** The present value is well-formed, but not what it should be. */
    static InvalidRequestException unexpected(JsonParser parser, String expected) {
        return new InvalidRequestException(
                "At " + pathOf(parser) + " found " + found(parser) + ", expected " + expected + ".");
    }

    /** The text is not JSON at all. */
    static InvalidRequestException malformed(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new InvalidRequestException(
                InvalidRequestException.NOT_VALID,
                "The text is not JSON" + where + ": " + e.getOriginalMessage() + ".",
                "Correct the request and send it again.",
                Map.of(),
                e);
    }

    /** The path of the present value as a JSON pointer, or words for the root. */
    static String pathOf(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "the top" : pointer;
    }

    /** The present value as it may stand in a message. */
    static String found(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "the end of the text";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string \"" + shortened(textOf(parser)) + "\"";
            default -> shortened(textOf(parser));
        };
    }

    private static String textOf(JsonParser parser) {
        try {
            @Nullable String text = parser.getText();
            return text == null ? "nothing" : text;
        } catch (IOException e) {
            return "something unreadable";
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
