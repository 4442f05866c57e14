package io.seqstore.query.filter;

/** What the values of an operand are, as far as a filter tells them apart (spec 09, 1.2). */
enum Kind {
    /** An integer that fits 64 bits: a long. */
    INTEGER("a number"),
    /** An unsigned 64-bit integer: a long with its top bit turned, so that it has the right order. */
    UNSIGNED("a number"),
    /** An integer that might not fit 64 bits: a BigInteger. */
    BIG_INTEGER("a number"),
    /** A Single or Double: a double. */
    DOUBLE("a number"),
    /** A BigDecimal. */
    DECIMAL("a number"),
    /** A String. */
    STRING("a text"),
    /** A UTF-16 code unit: a long. */
    CHAR("a character"),
    /** A point in time: a long of ticks. */
    DATE_TIME("a time"),
    /** A length of time: a long of ticks. */
    TIME_SPAN("a time span"),
    /** A UUID. */
    GUID("a guid"),
    /** An SdsVersion. */
    VERSION("a version"),
    /** True, false or unknown. */
    BOOLEAN("a condition"),
    /** The word null, which fits everywhere and makes everything unknown. */
    NULL("null");

    private final String inWords;

    Kind(String inWords) {
        this.inWords = inWords;
    }

    /** What it is called in complaints. */
    String inWords() {
        return inWords;
    }

    boolean isNumber() {
        return isInteger() || this == DOUBLE || this == DECIMAL;
    }

    boolean isInteger() {
        return this == INTEGER || this == UNSIGNED || this == BIG_INTEGER;
    }
}
