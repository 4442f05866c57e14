package io.seqstore.query.filter;

import java.util.Optional;

/**
 * A comparison as the set of outcomes for which it is true: bit 0 less, bit 1 equal, bit 2 greater, bit 3 not comparable
 * (not-a-number).
 */
enum ComparisonOperator {
    EQ(0b0010),
    NE(0b1101),
    GT(0b0100),
    GE(0b0110),
    LT(0b0001),
    LE(0b0011);

    private static final int LESS = 0b0001;
    private static final int GREATER = 0b0100;

    private final int outcomes;

    ComparisonOperator(int outcomes) {
        this.outcomes = outcomes;
    }

    static Optional<ComparisonOperator> of(Token token) {
        for (ComparisonOperator operator : values()) {
            if (token.isWord(operator.name())) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** The set of outcomes for which this is true. */
    int outcomes() {
        return outcomes;
    }

    boolean isTrueForLess() {
        return (outcomes & LESS) != 0;
    }

    boolean isTrueForGreater() {
        return (outcomes & GREATER) != 0;
    }

    /** Whether this asks for equality or its opposite alone, for which no order is needed. */
    boolean isEquality() {
        return this == EQ || this == NE;
    }

    /** The operator that says the same with its sides exchanged. */
    ComparisonOperator flipped() {
        return switch (this) {
            case EQ, NE -> this;
            case GT -> LT;
            case GE -> LE;
            case LT -> GT;
            case LE -> GE;
        };
    }
}
