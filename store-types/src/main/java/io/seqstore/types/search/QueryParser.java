package io.seqstore.types.search;

import io.seqstore.types.search.Condition.And;
import io.seqstore.types.search.Condition.Everything;
import io.seqstore.types.search.Condition.Not;
import io.seqstore.types.search.Condition.Or;
import io.seqstore.types.search.QueryReader.Token;
import io.seqstore.types.search.QueryReader.Token.Sign;
import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of queries (spec 04, section 3), one method per rule. Made for one query; not thread-safe.
 *
 * <pre>
 * query    = [ or-expr ]
 * or-expr  = and-expr { [ "OR" ] and-expr }
 * and-expr = not-expr { "AND" not-expr }
 * not-expr = "NOT" not-expr | "(" or-expr ")" | clause
 * </pre>
 */
final class QueryParser {
    /** Deeper queries are refused, so that reading them needs a bounded stack. */
    private static final int MAX_DEPTH = 200;

    private final QueryReader reader;
    private Token token;
    private int depth;

    private QueryParser(String query) {
        this.reader = new QueryReader(query);
        this.token = reader.next();
    }

    static Condition parse(String query) {
        QueryParser parser = new QueryParser(query);
        if (parser.token == Sign.END) {
            return new Everything();
        }
        Condition condition = parser.or();
        if (parser.token != Sign.END) {
            throw parser.reader.invalid("there is a ')' without a '('");
        }
        return condition;
    }

    private Condition or() {
        List<Condition> parts = new ArrayList<>();
        parts.add(and());
        while (token != Sign.END && token != Sign.CLOSE) {
            if (token == Sign.OR) {
                advance();
            }
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new Or(parts);
    }

    private Condition and() {
        List<Condition> parts = new ArrayList<>();
        parts.add(not());
        while (token == Sign.AND) {
            advance();
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new And(parts);
    }

    private Condition not() {
        if (++depth > MAX_DEPTH) {
            throw reader.invalid("more than " + MAX_DEPTH + " levels of parentheses and NOT");
        }
        Condition condition;
        if (token == Sign.NOT) {
            advance();
            condition = new Not(not());
        } else if (token == Sign.OPEN) {
            condition = inParentheses();
        } else if (token instanceof Token.Term term) {
            advance();
            condition = term.clause();
        } else {
            throw reader.invalid("a word, a quoted text or a '(' is missing");
        }
        depth--;
        return condition;
    }

    private Condition inParentheses() {
        advance();
        Condition condition = or();
        if (token != Sign.CLOSE) {
            throw reader.invalid("a ')' is missing");
        }
        advance();
        return condition;
    }

    private void advance() {
        token = reader.next();
    }
}
