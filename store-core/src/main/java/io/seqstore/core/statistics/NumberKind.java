package io.seqstore.core.statistics;

import io.seqstore.types.event.KeyForm;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Optional;

/** How the 64 bits of a value in a column are a number (spec 08, section 4). */
public enum NumberKind {
    /** A signed integer: all integers but UInt64, booleans, characters, lengths of time in ticks. */
    INTEGER,
    /** The bits of an unsigned integer. */
    UNSIGNED,
    /** The bits of a double. */
    DOUBLE,
    /** A point in time in ticks, which is finer than a double: counted from a base that the caller chooses. */
    INSTANT;

    /** The kind of the values of a type code; empty when they are held as bytes, or are no numbers that are summarised. */
    public static Optional<NumberKind> of(SdsTypeCode code) {
        if (code.isEnum() || !code.isScalar()) {
            return Optional.empty();
        }
        return switch (code.scalar()) {
            case STRING, GUID, VERSION, DECIMAL -> Optional.empty();
            case SINGLE, DOUBLE -> Optional.of(DOUBLE);
            case UINT64 -> Optional.of(UNSIGNED);
            case DATE_TIME, DATE_TIME_OFFSET -> Optional.of(INSTANT);
            default -> Optional.of(INTEGER);
        };
    }

    /**
     * A value as a number.
     *
     * @param bits as it stands in the column
     * @param base from where a point in time is counted; without meaning for other kinds
     */
    public double toDouble(long bits, long base) {
        return switch (this) {
            case INTEGER -> bits;
            case UNSIGNED -> KeyForm.unsignedToDouble(bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
            case INSTANT -> bits - base;
        };
    }

    /** Whether one value is smaller than another; not-a-number is neither. */
    public boolean isLess(long bits, long than) {
        return switch (this) {
            case INTEGER, INSTANT -> bits < than;
            case UNSIGNED -> Long.compareUnsigned(bits, than) < 0;
            case DOUBLE -> Double.longBitsToDouble(bits) < Double.longBitsToDouble(than);
        };
    }
}
