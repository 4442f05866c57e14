package io.seqstore.core.statistics;

import io.seqstore.types.schema.SdsInterpolationMode;

/** Which value stands for the stretch between two neighbouring events (spec 08, section 2). */
public enum Piece {
    /** The middle of both values. */
    MIDDLE,
    /** The value at the start. */
    LEADING,
    /** The value at the end. */
    TRAILING;

    /** The piece of an interpolation mode that is not Discrete. */
    public static Piece of(SdsInterpolationMode mode) {
        return switch (mode) {
            case STEPWISE_CONTINUOUS_LEADING, CONTINUOUS_NULLABLE_LEADING -> LEADING;
            case STEPWISE_CONTINUOUS_TRAILING, CONTINUOUS_NULLABLE_TRAILING -> TRAILING;
            default -> MIDDLE;
        };
    }
}
