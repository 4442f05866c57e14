package io.seqstore.server.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.types.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies that are not definitions: lists and maps of strings. */
public final class JsonBody {
    private JsonBody() {}

    /** Reads one JSON value from a text. */
    static <T> T read(String text, JsonText.Reading<T> reading) {
        return JsonText.read(text, reading);
    }

    /** An array of strings. */
    public static List<String> texts(ApiRequest request, String what) {
        return request.body().json(json -> {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw Problems.invalid("The request body is not a JSON array of " + what + ".");
            }
            List<String> texts = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                texts.add(text(json, "an element"));
            }
            return texts;
        });
    }

    /** An object whose values are strings. */
    static Map<String, String> textsByKey(ApiRequest request, String what) {
        return request.body().json(json -> {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw Problems.invalid("The request body is not a JSON object of " + what + ".");
            }
            Map<String, String> texts = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                if (texts.put(key, text(json, "'" + key + "'")) != null) {
                    throw Problems.invalid("The request body has the key '" + key + "' twice.");
                }
            }
            return texts;
        });
    }

    private static String text(JsonParser json, String where) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Problems.invalid("The request body has " + where + " that is not a string.");
        }
        return json.getText();
    }
}
