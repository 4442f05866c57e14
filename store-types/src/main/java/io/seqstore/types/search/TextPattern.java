package io.seqstore.types.search;

import io.seqstore.types.schema.IdOrder;

/**
 * A text with at most one gap: what is looked for begins with {@code head}, ends with {@code tail}, and has anything
 * between; or it contains {@code head} anywhere. Case is ignored. Immutable.
 *
 * @param shape how head and tail are meant
 * @param head folded text
 * @param tail folded text
 */
record TextPattern(Shape shape, String head, String tail) {
    /** The shapes of spec 04, section 4. */
    enum Shape {
        /** {@code x} */
        WHOLE,
        /** {@code x*}, {@code *x}, {@code x*y}: head and tail, one of them perhaps empty. */
        ENDS,
        /** {@code *x*} */
        INSIDE,
        /** {@code *} */
        ANYTHING,
        /** What nothing matches: a word of nothing but punctuation. */
        NOTHING
    }

    TextPattern {
        head = folded(head);
        tail = folded(tail);
    }

    static TextPattern whole(String text) {
        return new TextPattern(Shape.WHOLE, text, "");
    }

    static TextPattern ends(String head, String tail) {
        return new TextPattern(Shape.ENDS, head, tail);
    }

    static TextPattern inside(String text) {
        return new TextPattern(Shape.INSIDE, text, "");
    }

    static TextPattern anything() {
        return new TextPattern(Shape.ANYTHING, "", "");
    }

    static TextPattern nothing() {
        return new TextPattern(Shape.NOTHING, "", "");
    }

    boolean matches(String text) {
        return matches(text, 0, text.length());
    }

    /** Whether the characters from {@code start} to before {@code end} match. */
    boolean matches(String text, int start, int end) {
        int length = end - start;
        return switch (shape) {
            case ANYTHING -> true;
            case NOTHING -> false;
            case WHOLE -> length == head.length() && standsAt(start, head, text);
            case ENDS ->
                length >= head.length() + tail.length()
                        && standsAt(start, head, text)
                        && standsAt(end - tail.length(), tail, text);
            case INSIDE -> standsWithin(text, start, end);
        };
    }

    /** What everything that matches begins with; empty when that cannot be said. */
    String certainBeginning() {
        return shape == Shape.WHOLE || shape == Shape.ENDS ? head : "";
    }

    private boolean standsWithin(String text, int start, int end) {
        for (int at = start; at + head.length() <= end; at++) {
            if (standsAt(at, head, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean standsAt(int at, String folded, String text) {
        for (int i = 0; i < folded.length(); i++) {
            if (IdOrder.fold(text.charAt(at + i)) != folded.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) {
            folded.setCharAt(i, IdOrder.fold(folded.charAt(i)));
        }
        return folded.toString();
    }
}
