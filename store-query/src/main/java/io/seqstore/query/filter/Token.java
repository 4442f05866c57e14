package io.seqstore.query.filter;

/**
 * A word, literal or sign of a filter.
 *
 * @param kind what it is
 * @param text what it says, without quotes and prefixes
 * @param position where it begins
 */
record Token(Kind kind, String text, int position) {
    /** What a token is. */
    enum Kind {
        /** An operator, a function, a property, null, true, false, NaN or INF. */
        WORD("a word"),
        /** The id of a property in square brackets. */
        QUOTED_NAME("a property"),
        NUMBER("a number"),
        STRING("a text"),
        DATE_TIME("a time"),
        TIME_SPAN("a time span"),
        GUID("a guid"),
        MINUS("'-'"),
        SLASH("'/'"),
        COMMA("','"),
        OPEN("'('"),
        CLOSE("')'"),
        END("the end");

        private final String inWords;

        Kind(String inWords) {
            this.inWords = inWords;
        }

        /** What it is called in complaints. */
        String inWords() {
            return inWords;
        }
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether this is the word, ignoring case. */
    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** What was found, for complaints. */
    String inWords() {
        return switch (kind) {
            case WORD, QUOTED_NAME, NUMBER, STRING, DATE_TIME, TIME_SPAN, GUID -> "'" + text + "'";
            default -> kind.inWords();
        };
    }
}
