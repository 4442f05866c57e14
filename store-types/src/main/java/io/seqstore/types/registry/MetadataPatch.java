package io.seqstore.types.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Patch on the metadata of a stream (spec 03, section 8): all of it or nothing. Immutable.
 *
 * @param operations what is done, in this order
 */
public record MetadataPatch(List<Operation> operations) {
    public MetadataPatch {
        operations = List.copyOf(operations);
    }

    /** One step of a patch; keys are plain, not JSON pointers. */
    public sealed interface Operation {
        /** Sets a value, whether or not the key is there. */
        record Add(String key, String value) implements Operation {}

        /** Takes a key away. */
        record Remove(String key) implements Operation {}

        /** Sets the value of a key that is there. */
        record Replace(String key, String value) implements Operation {}

        /** Gives a value another key. */
        record Move(String from, String key) implements Operation {}

        /** Gives a value a second key. */
        record Copy(String from, String key) implements Operation {}

        /** Goes on only if a key has this value. */
        record Test(String key, String value) implements Operation {}
    }

    /** What came of a patch. */
    public sealed interface Outcome {
        /** Done; this is the metadata now. */
        record Patched(Map<String, String> metadata) implements Outcome {}

        /** A key that has to be there is not; nothing was changed. */
        record KeyMissing(String key) implements Outcome {}

        /** A test failed; nothing was changed. */
        record TestFailed(
                String key, String expected, @Nullable String found) implements Outcome {}
    }

    /**
     * Reads the array of operations of a JSON Patch.
     *
     * @throws InvalidRequestException when the text is none, a path is not {@code /key}, or a value is not a string
     */
    public static MetadataPatch fromJson(String json) {
        return JsonText.read(json, MetadataPatch::read);
    }

    /** Applies the operations to a copy. */
    public Outcome apply(Map<String, String> metadata) {
        Map<String, String> patched = new LinkedHashMap<>(metadata);
        for (Operation operation : operations) {
            String required = requiredKey(operation);
            if (required != null && !patched.containsKey(required)) {
                return new Outcome.KeyMissing(required);
            }
            if (operation instanceof Operation.Add add) {
                patched.put(add.key, add.value);
            } else if (operation instanceof Operation.Remove remove) {
                patched.remove(remove.key);
            } else if (operation instanceof Operation.Replace replace) {
                patched.put(replace.key, replace.value);
            } else if (operation instanceof Operation.Move move) {
                patched.put(move.key, Objects.requireNonNull(patched.remove(move.from)));
            } else if (operation instanceof Operation.Copy copy) {
                patched.put(copy.key, Objects.requireNonNull(patched.get(copy.from)));
            } else if (operation instanceof Operation.Test test && !test.value.equals(patched.get(test.key))) {
                return new Outcome.TestFailed(test.key, test.value, patched.get(test.key));
            }
        }
        return new Outcome.Patched(Collections.unmodifiableMap(patched));
    }

    /** The key without which an operation fails, if any; a test of an absent key fails as a test. */
    private static @Nullable String requiredKey(Operation operation) {
        if (operation instanceof Operation.Remove remove) {
            return remove.key;
        }
        if (operation instanceof Operation.Replace replace) {
            return replace.key;
        }
        if (operation instanceof Operation.Move move) {
            return move.from;
        }
        return operation instanceof Operation.Copy copy ? copy.from : null;
    }

    private static MetadataPatch read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new InvalidRequestException("A JSON Patch is an array of operations.");
        }
        List<Operation> operations = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            operations.add(readOperation(json, operations.size()));
        }
        return new MetadataPatch(operations);
    }

    private static Operation readOperation(JsonParser json, int position) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(position, "is not an object");
        }
        Map<String, String> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken token = json.nextToken();
            if (List.of("op", "path", "from", "value").contains(member)) {
                if (token != JsonToken.VALUE_STRING) {
                    throw invalid(position, "has a member '" + member + "' that is not a string");
                }
                members.put(member, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return operation(members, position);
    }

    private static Operation operation(Map<String, String> members, int position) {
        String name = given(members, "op", position);
        String key = key(given(members, "path", position), position);
        return switch (name) {
            case "add" -> new Operation.Add(key, given(members, "value", position));
            case "remove" -> new Operation.Remove(key);
            case "replace" -> new Operation.Replace(key, given(members, "value", position));
            case "move" -> new Operation.Move(key(given(members, "from", position), position), key);
            case "copy" -> new Operation.Copy(key(given(members, "from", position), position), key);
            case "test" -> new Operation.Test(key, given(members, "value", position));
            default -> throw invalid(position, "is '" + name + "'; expected add, remove, replace, move, copy or test");
        };
    }

    private static String given(Map<String, String> members, String member, int position) {
        String value = members.get(member);
        if (value == null) {
            throw invalid(position, "lacks the member '" + member + "'");
        }
        return value;
    }

    /** The key that a JSON pointer of one step names. */
    private static String key(String path, int position) {
        if (path.length() < 2 || path.charAt(0) != '/' || path.indexOf('/', 1) >= 0) {
            throw invalid(position, "has the path '" + path + "'; expected '/' and one key");
        }
        StringBuilder key = new StringBuilder();
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '~') {
                i++;
                char escaped = i < path.length() ? path.charAt(i) : ' ';
                if (escaped != '0' && escaped != '1') {
                    throw invalid(position, "has the path '" + path + "', in which a '~' is not followed by 0 or 1");
                }
                key.append(escaped == '0' ? '~' : '/');
            } else {
                key.append(c);
            }
        }
        return key.toString();
    }

    private static InvalidRequestException invalid(int position, String what) {
        return new InvalidRequestException("Operation " + position + " of the JSON Patch " + what + ".");
    }
}
