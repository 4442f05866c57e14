package io.seqstore.types.registry;

import io.seqstore.types.InvalidRequestException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A closed world of definitions: nothing in it refers to anything outside (spec 02, section 1).
 *
 * @param id the identifier, unique ignoring case
 * @param name free text
 * @param description free text
 */
public record Namespace(
        String id, @Nullable String name, @Nullable String description) {
    private static final int MAX_LENGTH = 100;

    /** A namespace without name and description. */
    public static Namespace of(String id) {
        return new Namespace(id, null, null);
    }

    /** The first member in which another namespace of this id differs, in words; empty when it is the same. */
    Optional<String> firstDifference(Namespace given) {
        return new FirstDifference()
                .member("Name", name, given.name)
                .member("Description", description, given.description)
                .words();
    }

    /** Throws when the id breaks a rule of spec 02, section 1, and says which. */
    void checkId() {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            throw wrongId("has " + id.length() + " characters; 1 to " + MAX_LENGTH + " are allowed");
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_- .".indexOf(c) < 0) {
                throw wrongId("holds '" + c + "'; letters, digits, '_', '-', space and '.' are allowed");
            }
        }
        if (id.startsWith(" ") || id.endsWith(" ")) {
            throw wrongId("begins or ends with a space");
        }
        if (id.startsWith(".") || id.endsWith(".") || id.contains("..")) {
            throw wrongId("begins or ends with '.' or holds '..'");
        }
        if (id.startsWith("__")) {
            throw wrongId("begins with '__', which is reserved");
        }
    }

    private InvalidRequestException wrongId(String how) {
        return new InvalidRequestException(
                "The namespace id '" + id + "' " + how + ".", Map.of(Problems.NAMESPACE_ID, id));
    }
}
