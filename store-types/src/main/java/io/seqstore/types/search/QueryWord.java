package io.seqstore.types.search;

import io.seqstore.types.fulltext.Tokens;
import java.util.BitSet;

/**
 * A word of a query while it is read: its characters, and which of them stand for themselves whatever they are (spec 04,
 * section 4). Not thread-safe.
 */
final class QueryWord {
    private final StringBuilder text = new StringBuilder();
    private final BitSet escaped = new BitSet();
    private final BitSet stars = new BitSet();

    void add(char c) {
        if (c == '*') {
            stars.set(text.length());
        }
        text.append(c);
    }

    /** Adds a whole character: both halves of a pair are escaped. */
    void addEscaped(int character) {
        escaped.set(text.length(), text.length() + Character.charCount(character));
        text.appendCodePoint(character);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The text, if nothing in it is escaped; else something that is no operator. */
    String plainText() {
        return escaped.isEmpty() ? text.toString() : "";
    }

    /** The pattern of a metadata key: nothing is trimmed. */
    TextPattern wholePattern(QueryReader reader) {
        return pattern(reader, false);
    }

    /** The pattern of a token: trimmed as tokens are, where no star keeps what stands beside it. */
    TextPattern tokenPattern(QueryReader reader) {
        return pattern(reader, true);
    }

    private TextPattern pattern(QueryReader reader, boolean trims) {
        int length = text.length();
        int first = stars.nextSetBit(0);
        return switch (stars.cardinality()) {
            case 0 -> whole(part(0, length, trims, trims));
            case 1 -> length == 1 ? TextPattern.anything() : withOneStar(first, trims);
            case 2 -> {
                boolean around = first == 0 && stars.get(length - 1) && length > 2;
                if (!around) {
                    throw unsupported(reader);
                }
                String inside = part(1, length - 1, false, trims);
                yield inside.isEmpty() ? TextPattern.nothing() : TextPattern.inside(inside);
            }
            default -> throw unsupported(reader);
        };
    }

    private static TextPattern whole(String part) {
        return part.isEmpty() ? TextPattern.nothing() : TextPattern.whole(part);
    }

    private TextPattern withOneStar(int star, boolean trims) {
        String tail = part(star + 1, text.length(), false, trims);
        // Punctuation before a star is dropped when the star ends the word, and kept when more follows.
        String head = part(0, star, trims, trims && tail.isEmpty());
        return head.isEmpty() && tail.isEmpty() ? TextPattern.nothing() : TextPattern.ends(head, tail);
    }

    /** The characters from {@code start} to before {@code end}, without punctuation at the sides that are trimmed. */
    private String part(int start, int end, boolean trimsStart, boolean trimsEnd) {
        int from = start;
        int to = end;
        while (trimsStart && from < to && !escaped.get(from) && Tokens.isPunctuation(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (trimsEnd && to > from && !escaped.get(to - 1) && Tokens.isPunctuation(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(Math.min(from, to), to);
    }

    private static RuntimeException unsupported(QueryReader reader) {
        return reader.invalid(
                "a word has one '*' (x*, *x, x*y) or one at each end (*x*); escape a '*' that is meant as such");
    }
}
