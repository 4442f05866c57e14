package io.seqstore.types.schema;

import io.seqstore.types.InvalidRequestException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an identifier of a type, property, stream or stream view may be, and when two of them are the same (spec 01,
 * section 7).
 */
public final class IdRule {
    /** The longest identifier, in UTF-16 units, unless a setting of the store allows more. */
    public static final int MAX_LENGTH = 100;

    private static final char NO_BREAK_SPACE = '\u00A0';

    private IdRule() {}

    /**
     * Refuses what is not an identifier of at most {@link #MAX_LENGTH} units.
     *
     * @param what what is identified, as it should stand in the message, for example {@code Stream}
     * @param id the candidate
     * @return the identifier, unchanged
     * @throws InvalidRequestException when the candidate breaks a rule
     */
    public static String check(String what, @Nullable String id) {
        return check(what, id, MAX_LENGTH);
    }

    /** The same as {@link #check(String, String)} with another longest length in UTF-16 units. */
    public static String check(String what, @Nullable String id, int maxLength) {
        if (id == null) {
            throw new InvalidRequestException(what + " has no Id; it needs one.");
        }
        String fault = faultOf(id, maxLength);
        if (fault != null) {
            throw new InvalidRequestException(
                    InvalidRequestException.NOT_VALID,
                    what + " has the Id '" + id + "', which is not valid: " + fault + ".",
                    "Use 1 to " + maxLength + " characters, no '/', no whitespace at either end.",
                    Map.of("Id", id));
        }
        return id;
    }

    /**
     * The form of an identifier that is equal for equal identifiers: each character on its own to upper, then to lower
     * case, without locale, as {@link String#equalsIgnoreCase} compares them.
     */
    public static String fold(String id) {
        char[] units = id.toCharArray();
        for (int i = 0; i < units.length; i++) {
            units[i] = Character.toLowerCase(Character.toUpperCase(units[i]));
        }
        return new String(units);
    }

    private static boolean isSpace(char unit) {
        return Character.isWhitespace(unit) || unit == NO_BREAK_SPACE;
    }

    private static boolean isOnlySpace(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!isSpace(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String faultOf(String id, int maxLength) {
        if (isOnlySpace(id)) {
            return id.isEmpty() ? "it is empty" : "it is only whitespace";
        }
        if (isSpace(id.charAt(0)) || isSpace(id.charAt(id.length() - 1))) {
            return "it begins or ends with whitespace";
        }
        if (id.indexOf('/') >= 0) {
            return "it holds a '/'";
        }
        return id.length() > maxLength ? "it has " + id.length() + " characters" : null;
    }
}
