package io.seqstore.query.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the text of a filter into tokens (spec 09, 1.1). */
final class FilterLexer {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern DATE_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "(?:[Tt][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,7})?)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?[dDfFmMlL]?");
    private static final Map<String, Token.Kind> PREFIXES = Map.of(
            "datetime", Token.Kind.DATE_TIME,
            "datetimeoffset", Token.Kind.DATE_TIME,
            "time", Token.Kind.TIME_SPAN,
            "duration", Token.Kind.TIME_SPAN,
            "guid", Token.Kind.GUID);
    private static final char QUOTE = '\'';

    private final FilterText filter;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private FilterLexer(FilterText filter) {
        this.filter = filter;
        this.text = filter.text();
    }

    /** The tokens of a filter, an END behind them. */
    static List<Token> tokens(FilterText filter) {
        if (filter.text().length() > FilterText.MAX_LENGTH) {
            throw filter.invalid(FilterText.MAX_LENGTH, "expected at most " + FilterText.MAX_LENGTH + " characters.");
        }
        FilterLexer lexer = new FilterLexer(filter);
        while (lexer.skipBlanks()) {
            lexer.addToken();
        }
        lexer.add(Token.Kind.END, "", lexer.text.length());
        return lexer.tokens;
    }

    private boolean skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private void addToken() {
        char first = text.charAt(at);
        if (isDigit(first) || isNameStart(first)) {
            if (!addMatch(GUID, Token.Kind.GUID) && !addMatch(DATE_TIME, Token.Kind.DATE_TIME)) {
                if (isDigit(first)) {
                    addNumber();
                } else {
                    addWord();
                }
            }
            return;
        }
        int start = at;
        switch (first) {
            case QUOTE -> add(Token.Kind.STRING, quoted(), start);
            case '[' -> addBracketed();
            case '(' -> addSign(Token.Kind.OPEN);
            case ')' -> addSign(Token.Kind.CLOSE);
            case ',' -> addSign(Token.Kind.COMMA);
            case '/' -> addSign(Token.Kind.SLASH);
            case '-' -> addSign(Token.Kind.MINUS);
            default -> throw filter.invalid(at, "unexpected character '" + first + "'.");
        }
    }

    private void add(Token.Kind kind, String value, int position) {
        tokens.add(new Token(kind, value, position));
    }

    private void addSign(Token.Kind kind) {
        add(kind, text.substring(at, at + 1), at);
        at++;
    }

    /** Adds what the pattern matches here, unless a name or number goes on behind it. */
    private boolean addMatch(Pattern pattern, Token.Kind kind) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt() || (matcher.end() < text.length() && isNamePart(text.charAt(matcher.end())))) {
            return false;
        }
        add(kind, matcher.group(), at);
        at = matcher.end();
        return true;
    }

    private void addNumber() {
        if (!addMatch(NUMBER, Token.Kind.NUMBER)) {
            throw filter.invalid(at, "expected a number such as 5, 1.5, 1e3 or 10L, followed by a blank or a sign.");
        }
    }

    private void addWord() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        Token.Kind prefixed = PREFIXES.get(word.toLowerCase(Locale.ROOT));
        if (prefixed != null && at < text.length() && text.charAt(at) == QUOTE) {
            add(prefixed, quoted(), start);
        } else {
            add(Token.Kind.WORD, word, start);
        }
    }

    /** Reads a text in quotes; two quotes in it are one. */
    private String quoted() {
        int start = at;
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != QUOTE) {
                content.append(next);
            } else if (at < text.length() && text.charAt(at) == QUOTE) {
                content.append(QUOTE);
                at++;
            } else {
                return content.toString();
            }
        }
        throw filter.invalid(start, "the text that begins here has no closing quote.");
    }

    private void addBracketed() {
        int end = text.indexOf(']', at);
        if (end <= at + 1) {
            throw filter.invalid(at, "expected the id of a property and ']'.");
        }
        add(Token.Kind.QUOTED_NAME, text.substring(at + 1, end), at);
        at = end + 1;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isNameStart(char character) {
        return Character.isLetter(character) || character == '_';
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }
}
