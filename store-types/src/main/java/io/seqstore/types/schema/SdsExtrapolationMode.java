package io.seqstore.types.schema;

import java.util.Arrays;
import java.util.Optional;

/** What a read answers before the first and after the last stored event (spec 01, section 4). */
public enum SdsExtrapolationMode {
    /** The first event before the data, the last event after it. */
    ALL(0, "All"),
    /** Nothing. */
    NONE(1, "None"),
    /** The last event after the data; nothing before it. */
    FORWARD(2, "Forward"),
    /** The first event before the data; nothing after it. */
    BACKWARD(3, "Backward");

    private final int number;
    private final String sdsName;

    SdsExtrapolationMode(int number, String sdsName) {
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
    public static Optional<SdsExtrapolationMode> ofNumber(int number) {
        for (SdsExtrapolationMode mode : values()) {
            if (mode.number == number) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** The mode with this name ignoring case, if there is one. */
    public static Optional<SdsExtrapolationMode> ofName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.sdsName.equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether an index before the first event is answered. */
    public boolean answersBefore() {
        return this == ALL || this == BACKWARD;
    }

    /** Whether an index after the last event is answered. */
    public boolean answersAfter() {
        return this == ALL || this == FORWARD;
    }
}
