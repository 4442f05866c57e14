package io.seqstore.query.plan;

import io.seqstore.types.schema.SdsTypeCode;

/** As what a property is summarised and sampled (spec 08, section 4). */
public enum NumberForm {
    /** A number: integers, floating point numbers, decimals; false 0 and true 1; the code unit of a character. */
    NUMBER,
    /** A length of time in ticks. */
    TIME_SPAN,
    /** A point in time in ticks. */
    DATE_TIME,
    /** Not a number: text, enums, Guid, Version. */
    NONE;

    /** The form of the values of a type code. */
    public static NumberForm of(SdsTypeCode code) {
        if (code.isEnum() || !code.isScalar()) {
            return NONE;
        }
        return switch (code.scalar()) {
            case STRING, GUID, VERSION -> NONE;
            case TIME_SPAN -> TIME_SPAN;
            case DATE_TIME, DATE_TIME_OFFSET -> DATE_TIME;
            default -> NUMBER;
        };
    }
}
