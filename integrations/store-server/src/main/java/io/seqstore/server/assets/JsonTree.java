package io.seqstore.server.assets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.server.problem.Problems;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object as it arrived; names of members match ignoring case, null is as good as absent. Immutable. */
final class JsonTree {
    private final String where;
    private final Map<String, Object> members;

    private JsonTree(String where, Map<String, Object> members) {
        this.where = where;
        this.members = members;
    }

    /** The object at which a parser stands. */
    static JsonTree object(JsonParser json, String where) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problems.invalid(where + " is not a JSON object.");
        }
        return new JsonTree(where, members(json));
    }

    /** The objects of the array at which a parser stands. */
    static List<JsonTree> objects(JsonParser json, String where) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Problems.invalid(where + " is not a JSON array.");
        }
        List<JsonTree> objects = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            objects.add(object(json, where + "[" + objects.size() + "]"));
        }
        return objects;
    }

    private static Map<String, Object> members(JsonParser json) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName().toLowerCase(Locale.ROOT);
            json.nextToken();
            Object value = value(json);
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(json));
                }
                yield items;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> number(json);
        };
    }

    private static BigDecimal number(JsonParser json) throws IOException {
        if (json.getTextLength() > 100) {
            throw Problems.invalid("The request body has a number of " + json.getTextLength() + " digits.");
        }
        try {
            BigDecimal number = new BigDecimal(json.getText());
            if (Math.abs((long) number.scale()) <= 1000) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The exponent does not even fit; said below.
        }
        throw Problems.invalid("The request body has the number " + json.getText() + ", which is out of range.");
    }

    /** A member, whatever it is. */
    Optional<Object> any(String name) {
        return Optional.ofNullable(members.get(name.toLowerCase(Locale.ROOT)));
    }

    /** A member that is text. */
    Optional<String> text(String name) {
        return any(name).map(value -> {
            if (value instanceof String text) {
                return text;
            }
            throw wrong(name, "a string");
        });
    }

    /** A member that is text or a number, as text. */
    Optional<String> word(String name) {
        return any(name)
                .map(value -> value instanceof BigDecimal number ? number.toPlainString() : value)
                .map(value -> {
                    if (value instanceof String text) {
                        return text;
                    }
                    throw wrong(name, "a name or a number");
                });
    }

    /** A member that is an object. */
    Optional<JsonTree> child(String name) {
        return any(name).map(value -> of(value, name));
    }

    @SuppressWarnings("unchecked") // Only members() makes maps.
    private JsonTree of(Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return new JsonTree(where + "." + name, (Map<String, Object>) map);
        }
        throw wrong(name, "an object");
    }

    /** The objects of a member that is an array; none when it is absent. */
    List<JsonTree> children(String name) {
        List<JsonTree> children = new ArrayList<>();
        for (Object item : items(name)) {
            children.add(of(item, name + "[" + children.size() + "]"));
        }
        return children;
    }

    /** The texts of a member that is an array; none when it is absent. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : items(name)) {
            if (!(item instanceof String text)) {
                throw wrong(name, "strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private List<Object> items(String name) {
        Object value = any(name).orElse(List.of());
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "an array");
        }
        List<Object> items = new ArrayList<>();
        for (Object item : list) {
            if (item == null) {
                throw wrong(name, "an array without null");
            }
            items.add(item);
        }
        return items;
    }

    /** The complaint that a member is not what it should be. */
    RuntimeException wrong(String name, String expected) {
        return Problems.invalid(where + "." + name + " is not what it should be; expected " + expected + ".");
    }

    /** Where the object stands in the body. */
    String where() {
        return where;
    }
}
