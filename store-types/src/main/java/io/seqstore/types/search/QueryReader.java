package io.seqstore.types.search;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.fulltext.Tokens;
import io.seqstore.types.search.Condition.Clause;
import io.seqstore.types.search.Condition.Field;
import io.seqstore.types.search.Condition.Value;
import java.util.Map;

/**
 * Reads the characters of a query as parentheses, operators and clauses (spec 04, section 3). Made for one query; not
 * thread-safe.
 */
final class QueryReader {
    private final String query;
    private int at;

    QueryReader(String query) {
        this.query = query;
    }

    /** One element of a query. */
    sealed interface Token {
        /** Parentheses, operators, and the end. */
        enum Sign implements Token {
            OPEN,
            CLOSE,
            AND,
            OR,
            NOT,
            END
        }

        /** A clause. */
        record Term(Clause clause) implements Token {}
    }

    /** What was read between two delimiters: a word or a phrase. */
    private sealed interface Piece {
        record Word(QueryWord word) implements Piece {}

        record Phrase(TextPattern pattern, boolean plain) implements Piece {}
    }

    /** The next element; {@link Token.Sign#END} for ever when there is no more. */
    Token next() {
        while (at < query.length() && Tokens.isSpace(query.charAt(at))) {
            at++;
        }
        if (at == query.length()) {
            return Token.Sign.END;
        }
        if (query.charAt(at) == '(') {
            at++;
            return Token.Sign.OPEN;
        }
        if (query.charAt(at) == ')') {
            at++;
            return Token.Sign.CLOSE;
        }
        return clauseOrOperator();
    }

    private Token clauseOrOperator() {
        Piece first = piece(true);
        if (at < query.length() && query.charAt(at) == ':') {
            Field field = field(first);
            at++;
            return new Token.Term(new Clause(field, value(piece(false))));
        }
        if (first instanceof Piece.Word word) {
            switch (word.word.plainText()) {
                case "AND" -> {
                    return Token.Sign.AND;
                }
                case "OR" -> {
                    return Token.Sign.OR;
                }
                case "NOT" -> {
                    return Token.Sign.NOT;
                }
                default -> {
                    // An ordinary word.
                }
            }
        }
        return new Token.Term(new Clause(null, value(first)));
    }

    private Field field(Piece piece) {
        if (piece instanceof Piece.Word word) {
            return new Field(word.word.wholePattern(this));
        }
        Piece.Phrase phrase = (Piece.Phrase) piece;
        if (!phrase.plain) {
            throw invalid("a quoted field name has no '*' beside it");
        }
        return new Field(phrase.pattern);
    }

    private Value value(Piece piece) {
        return piece instanceof Piece.Word word
                ? new Value(word.word.tokenPattern(this), true)
                : new Value(((Piece.Phrase) piece).pattern, false);
    }

    private Piece piece(boolean mayBeField) {
        boolean starFirst = query.startsWith("*\"", at);
        Piece piece = starFirst || query.startsWith("\"", at) ? phrase(starFirst) : word(mayBeField);
        boolean ends = at == query.length() || isDelimiter(query.charAt(at)) || (mayBeField && query.charAt(at) == ':');
        if (!ends) {
            throw invalid("words and quoted texts stand apart; a space is missing");
        }
        return piece;
    }

    private Piece phrase(boolean starFirst) {
        at += starFirst ? 2 : 1;
        StringBuilder text = new StringBuilder();
        while (at < query.length() && query.charAt(at) != '"') {
            if (query.charAt(at) == '\\') {
                at++;
            }
            if (at < query.length()) {
                text.append(query.charAt(at));
                at++;
            }
        }
        if (at == query.length()) {
            throw invalid("a quotation mark is missing");
        }
        at++;
        boolean starLast = query.startsWith("*", at);
        at += starLast ? 1 : 0;
        return new Piece.Phrase(phrasePattern(text.toString(), starFirst, starLast), !starFirst && !starLast);
    }

    private static TextPattern phrasePattern(String text, boolean starFirst, boolean starLast) {
        if (starFirst && starLast) {
            return TextPattern.inside(text);
        }
        if (starFirst) {
            return TextPattern.ends("", text);
        }
        return starLast ? TextPattern.ends(text, "") : TextPattern.whole(text);
    }

    private Piece word(boolean stopAtColon) {
        QueryWord word = new QueryWord();
        while (at < query.length()) {
            char c = query.charAt(at);
            if (isDelimiter(c) || c == '"' || (c == ':' && (stopAtColon || word.isEmpty()))) {
                break;
            }
            at++;
            if (c == '\\') {
                if (at == query.length()) {
                    throw invalid("a '\\' at the end escapes nothing");
                }
                int character = query.codePointAt(at);
                word.addEscaped(character);
                at += Character.charCount(character);
            } else {
                word.add(c);
            }
        }
        if (word.isEmpty()) {
            throw invalid("a field or a value is missing");
        }
        return new Piece.Word(word);
    }

    private static boolean isDelimiter(char c) {
        return Tokens.isSpace(c) || c == '(' || c == ')';
    }

    /** The refusal of this query, with the place that has been reached. */
    InvalidRequestException invalid(String why) {
        return new InvalidRequestException(
                "The query '" + query + "' is not understood before character " + (at + 1) + ": " + why + ".",
                Map.of("query", query));
    }
}
