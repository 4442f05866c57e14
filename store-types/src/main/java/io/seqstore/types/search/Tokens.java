package io.seqstore.types.search;

/**
 * How a value is cut into tokens (spec 04, section 2): at whitespace, and each piece without the punctuation at its ends.
 * Stateless.
 */
final class Tokens {
    private static final int NO_BREAK_SPACE = 0xA0;

    private Tokens() {}

    /** Whether some token of a value matches. */
    static boolean anyMatches(String value, TextPattern pattern) {
        int length = value.length();
        int start = 0;
        while (start < length) {
            int end = start;
            while (end < length && !isSpace(value.charAt(end))) {
                end++;
            }
            int from = skipPunctuation(value, start, end);
            int to = dropPunctuation(value, from, end);
            if (from < to && pattern.matches(value, from, to)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** The first index of {@code start..end} that is no punctuation, or {@code end}. */
    static int skipPunctuation(String text, int start, int end) {
        int at = start;
        while (at < end) {
            int character = text.codePointAt(at);
            if (!isPunctuation(character)) {
                return at;
            }
            at += Character.charCount(character);
        }
        return end;
    }

    /** The index behind the last of {@code start..end} that is no punctuation, or {@code start}. */
    static int dropPunctuation(String text, int start, int end) {
        int at = end;
        while (at > start) {
            int character = text.codePointBefore(at);
            if (!isPunctuation(character)) {
                return at;
            }
            at -= Character.charCount(character);
        }
        return start;
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == NO_BREAK_SPACE;
    }

    static boolean isPunctuation(int character) {
        if (character == '_' || Character.isLetterOrDigit(character)) {
            return false;
        }
        int type = Character.getType(character);
        return type != Character.NON_SPACING_MARK
                && type != Character.COMBINING_SPACING_MARK
                && type != Character.ENCLOSING_MARK;
    }
}
