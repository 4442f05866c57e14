package io.seqstore.query.filter;

import io.seqstore.query.filter.Node.LiteralKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a filter by recursive descent, a method for each rule of the grammar (spec 09, 1.1). {@code not} binds weaker than a
 * comparison, and comparisons do not chain.
 */
final class FilterParser {
    private final FilterText filter;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private FilterParser(FilterText filter) {
        this.filter = filter;
        this.tokens = FilterLexer.tokens(filter);
    }

    /**
     * The tree of a filter.
     *
     * @throws io.seqstore.types.InvalidRequestException when the text is no filter
     */
    static Node parse(FilterText filter) {
        FilterParser parser = new FilterParser(filter);
        Node whole = parser.any();
        Token rest = parser.peek();
        if (!rest.is(Token.Kind.END)) {
            boolean chained = ComparisonOperator.of(rest).isPresent();
            throw filter.invalid(
                    rest.position(),
                    chained
                            ? "comparisons do not chain; join them with 'and'."
                            : "expected an operator or the end, found " + rest.inWords() + ".");
        }
        return whole;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(at++);
    }

    private boolean skipWord(String word) {
        boolean found = peek().isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(Token.Kind kind) {
        if (!peek().is(kind)) {
            throw filter.invalid(peek().position(), "expected " + kind.inWords() + ", found " + peek().inWords() + ".");
        }
        at++;
    }

    private void enter() {
        depth++;
        if (depth > FilterText.MAX_DEPTH) {
            throw filter.invalid(
                    peek().position(), "nested too deeply; expected at most " + FilterText.MAX_DEPTH + " levels.");
        }
    }

    private Node any() {
        enter();
        int position = peek().position();
        List<Node> parts = new ArrayList<>();
        do {
            parts.add(all());
        } while (skipWord("or"));
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Node.Any(position, parts);
    }

    private Node all() {
        int position = peek().position();
        List<Node> parts = new ArrayList<>();
        do {
            parts.add(not());
        } while (skipWord("and"));
        return parts.size() == 1 ? parts.get(0) : new Node.All(position, parts);
    }

    private Node not() {
        Token token = peek();
        if (!skipWord("not")) {
            return comparison();
        }
        enter();
        Node condition = not();
        depth--;
        return new Node.Not(token.position(), condition);
    }

    private Node comparison() {
        Node left = sum();
        Optional<ComparisonOperator> operator = ComparisonOperator.of(peek());
        if (operator.isEmpty()) {
            return left;
        }
        int position = next().position();
        return new Node.Comparison(position, operator.get(), left, sum());
    }

    private Node sum() {
        Node left = product();
        int depthBefore = depth;
        while (peek().isWord("add") || peek().isWord("sub")) {
            left = arithmetic(left);
        }
        depth = depthBefore;
        return left;
    }

    /** A chain is a tree that leans to the left: every link makes it deeper. */
    private Node arithmetic(Node left) {
        enter();
        Token operator = next();
        ArithmeticOperator kind = ArithmeticOperator.valueOf(operator.text().toUpperCase(Locale.ROOT));
        boolean isSum = kind == ArithmeticOperator.ADD || kind == ArithmeticOperator.SUB;
        return new Node.Arithmetic(operator.position(), kind, left, isSum ? product() : unary());
    }

    private Node product() {
        Node left = unary();
        int depthBefore = depth;
        while (peek().isWord("mul") || peek().isWord("div") || peek().isWord("mod")) {
            left = arithmetic(left);
        }
        depth = depthBefore;
        return left;
    }

    private Node unary() {
        if (!peek().is(Token.Kind.MINUS)) {
            return primary();
        }
        int position = next().position();
        enter();
        Node number = unary();
        depth--;
        return new Node.Negative(position, number);
    }

    private Node primary() {
        Token token = next();
        int position = token.position();
        return switch (token.kind()) {
            case NUMBER -> new Node.Literal(position, LiteralKind.NUMBER, token.text());
            case STRING -> new Node.Literal(position, LiteralKind.STRING, token.text());
            case DATE_TIME -> new Node.Literal(position, LiteralKind.DATE_TIME, token.text());
            case TIME_SPAN -> new Node.Literal(position, LiteralKind.TIME_SPAN, token.text());
            case GUID -> new Node.Literal(position, LiteralKind.GUID, token.text());
            case QUOTED_NAME -> property(token);
            case WORD -> word(token);
            case OPEN -> {
                Node inside = any();
                expect(Token.Kind.CLOSE);
                yield inside;
            }
            default ->
                throw filter.invalid(position, "expected a value, a property or '(', found " + token.inWords() + ".");
        };
    }

    private Node word(Token word) {
        if (peek().is(Token.Kind.OPEN)) {
            return call(word);
        }
        return switch (word.text().toLowerCase(Locale.ROOT)) {
            case "null" -> new Node.Literal(word.position(), LiteralKind.NULL, word.text());
            case "true", "false" -> new Node.Literal(word.position(), LiteralKind.BOOLEAN, word.text());
            case "nan", "inf" ->
                isNumberName(word)
                        ? new Node.Literal(word.position(), LiteralKind.NUMBER, word.text())
                        : property(word);
            default -> property(word);
        };
    }

    /** NaN and INF are numbers in exactly this spelling; any other may be a property. */
    private static boolean isNumberName(Token word) {
        return word.text().equals("NaN") || word.text().equals("INF");
    }

    private Node property(Token first) {
        List<String> path = new ArrayList<>();
        path.add(first.text());
        while (peek().is(Token.Kind.SLASH)) {
            next();
            Token part = next();
            if (!part.is(Token.Kind.WORD) && !part.is(Token.Kind.QUOTED_NAME)) {
                throw filter.invalid(part.position(), "expected the id of a property, found " + part.inWords() + ".");
            }
            path.add(part.text());
        }
        return new Node.Property(first.position(), List.copyOf(path));
    }

    private Node call(Token function) {
        expect(Token.Kind.OPEN);
        List<Node> arguments = new ArrayList<>();
        if (!peek().is(Token.Kind.CLOSE)) {
            do {
                arguments.add(any());
            } while (skipComma());
        }
        expect(Token.Kind.CLOSE);
        return new Node.Call(function.position(), function.text(), List.copyOf(arguments));
    }

    private boolean skipComma() {
        boolean found = peek().is(Token.Kind.COMMA);
        at += found ? 1 : 0;
        return found;
    }
}
