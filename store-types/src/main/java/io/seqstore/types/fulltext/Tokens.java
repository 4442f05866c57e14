package io.seqstore.types.fulltext;

/**
 * How a value is cut into tokens (spec 04, section 2): at whitespace, and each piece without the punctuation at its ends.
 * Stateless.
 */
public final class Tokens {
    private static final int NO_BREAK_SPACE = 0xA0;

    private Tokens() {}

    /** Looks at the characters of a text from {@code start} to before {@code end}. */
    @FunctionalInterface
    public interface Visitor {
        /** Whether this was enough. */
        boolean isDoneWith(int start, int end);
    }

    /** Shows the tokens of a value one after the other, until the visitor has seen enough; true when it has. */
    public static boolean visit(String value, Visitor visitor) {
        int length = value.length();
        int start = 0;
        while (start < length) {
            int end = start;
            while (end < length && !isSpace(value.charAt(end))) {
                end++;
            }
            int from = skipPunctuation(value, start, end);
            int to = dropPunctuation(value, from, end);
            if (from < to && visitor.isDoneWith(from, to)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** The first index of {@code start..end} that is no punctuation, or {@code end}. */
    private static int skipPunctuation(String text, int start, int end) {
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
    private static int dropPunctuation(String text, int start, int end) {
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

    /** Whether a character separates tokens. */
    public static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == NO_BREAK_SPACE;
    }

    /** Whether a character is dropped at the ends of a token. */
    public static boolean isPunctuation(int character) {
        if (character == '_' || Character.isLetterOrDigit(character)) {
            return false;
        }
        int type = Character.getType(character);
        return type != Character.NON_SPACING_MARK
                && type != Character.COMBINING_SPACING_MARK
                && type != Character.ENCLOSING_MARK;
    }
}
