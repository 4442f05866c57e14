package io.seqstore.types.schema;

import java.util.Arrays;
import java.util.Optional;

/** What a read answers between two stored events (spec 01, section 4). */
public enum SdsInterpolationMode {
    /** Interpolate. Also named {@code Default}. */
    CONTINUOUS(0, "Continuous"),
    /** The previous event. */
    STEPWISE_CONTINUOUS_LEADING(1, "StepwiseContinuousLeading"),
    /** The next event. */
    STEPWISE_CONTINUOUS_TRAILING(2, "StepwiseContinuousTrailing"),
    /** Nothing. */
    DISCRETE(3, "Discrete"),
    /** Interpolate, or the previous event when a neighbour is null. */
    CONTINUOUS_NULLABLE_LEADING(4, "ContinuousNullableLeading"),
    /** Interpolate, or the next event when a neighbour is null. */
    CONTINUOUS_NULLABLE_TRAILING(5, "ContinuousNullableTrailing");

    private final int number;
    private final String sdsName;

    SdsInterpolationMode(int number, String sdsName) {
        this.number = number;
        this.sdsName = sdsName;
    }

    /** The mode's name in the original service. */
    public String sdsName() {
        return sdsName;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The mode with this number on the wire, if there is one. */
    public static Optional<SdsInterpolationMode> ofNumber(int number) {
        for (SdsInterpolationMode mode : values()) {
            if (mode.number == number) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** The mode with this name ignoring case, if there is one; {@code Default} is {@link #CONTINUOUS}. */
    public static Optional<SdsInterpolationMode> ofName(String name) {
        if (name.equalsIgnoreCase("Default")) {
            return Optional.of(CONTINUOUS);
        }
        return Arrays.stream(values())
                .filter(mode -> mode.sdsName.equalsIgnoreCase(name))
                .findFirst();
    }
}
