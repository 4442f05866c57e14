package io.seqstore.query.filter;

import java.util.List;

/** A part of a filter as it was written, before anything is known of the types behind its names. */
sealed interface Node {
    /** Where it begins; of an operator, where that stands. */
    int position();

    /** What a literal is. */
    enum LiteralKind {
        NULL,
        BOOLEAN,
        NUMBER,
        STRING,
        DATE_TIME,
        TIME_SPAN,
        GUID
    }

    /** A value. */
    record Literal(int position, LiteralKind kind, String text) implements Node {}

    /** A property, perhaps inside an object: the ids from outside to inside. */
    record Property(int position, List<String> path) implements Node {}

    /** A function. */
    record Call(int position, String function, List<Node> arguments) implements Node {}

    /** The negative of a number. */
    record Negative(int position, Node number) implements Node {}

    /** Two numbers joined. */
    record Arithmetic(int position, ArithmeticOperator operator, Node left, Node right) implements Node {}

    /** Two values compared. */
    record Comparison(int position, ComparisonOperator operator, Node left, Node right) implements Node {}

    /** The opposite of a condition. */
    record Not(int position, Node condition) implements Node {}

    /** All of some conditions. */
    record All(int position, List<Node> conditions) implements Node {}

    /** Any of some conditions. */
    record Any(int position, List<Node> conditions) implements Node {}
}
