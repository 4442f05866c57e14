package io.seqstore;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IntegerRange;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;

/**
 * The 64-bit values that a type code allows.
 *
 * @param min the least value
 * @param max the greatest value
 */
record ValueLimits(long min, long max) {
    private static final ValueLimits ALL = new ValueLimits(Long.MIN_VALUE, Long.MAX_VALUE);

    static ValueLimits of(SdsTypeCode code) {
        if (!code.isScalar()) {
            return ALL;
        }
        return switch (code.scalar()) {
            case BOOLEAN -> new ValueLimits(0, 1);
            case CHAR -> new ValueLimits(Character.MIN_VALUE, Character.MAX_VALUE);
            case SBYTE, BYTE, INT16, UINT16, INT32, UINT32 -> of(IntegerRange.of(code));
            case DATE_TIME, DATE_TIME_OFFSET -> new ValueLimits(Ticks.MIN, Ticks.MAX);
            default -> ALL;
        };
    }

    private static ValueLimits of(IntegerRange range) {
        return new ValueLimits(range.min().longValueExact(), range.max().longValueExact());
    }

    void check(String propertyId, long value) {
        if (value < min || value > max) {
            throw new InvalidRequestException(
                    "Property '" + propertyId + "': " + value + " is outside " + min + ".." + max + ".");
        }
    }
}
