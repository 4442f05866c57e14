package io.seqstore.server.reads;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The units that the body of a read asks for (spec 05, section 6.2). */
final class UnitOverrides {
    private UnitOverrides() {}

    /** The list; empty when there is no body. */
    static List<PropertyOverride> of(ApiRequest request) {
        String text = request.body().text();
        return text.isBlank() ? List.of() : JsonText.read(text, UnitOverrides::list);
    }

    private static List<PropertyOverride> list(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Problems.invalid("The request body is not a JSON array of properties and units.");
        }
        List<PropertyOverride> units = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            units.add(one(json));
        }
        return units;
    }

    private static PropertyOverride one(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problems.invalid("The request body has an element that is not an object with a property and a unit.");
        }
        String property = null;
        String uom = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName().toLowerCase(Locale.ROOT);
            json.nextToken();
            switch (member) {
                case "sdstypepropertyid" -> property = text(json);
                case "uom" -> uom = text(json);
                default -> json.skipChildren();
            }
        }
        if (property == null) {
            throw Problems.invalid("The request body has an element without SdsTypePropertyId.");
        }
        return new PropertyOverride(property, uom, null);
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Problems.invalid("The request body has a '" + json.currentName() + "' that is not a string.");
        }
        return json.getText();
    }
}
