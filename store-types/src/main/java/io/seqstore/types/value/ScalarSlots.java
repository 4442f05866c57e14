package io.seqstore.types.value;

import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Scalar values as signed 64-bit integers: integers themselves, the bits of UInt64, 0 and 1 for Boolean, the code unit of
 * Char, the ticks of DateTime and TimeSpan, the ticks of the instant of a DateTimeOffset. Part of the file format.
 *
 * <p>Values are of the classes of {@link ScalarValues#javaClass}. Stateless; safe for all threads.
 */
public final class ScalarSlots {
    private ScalarSlots() {}

    /** The integer that stands for a value of an integer, Boolean, Char or time code, nullable and enum codes included. */
    public static long toLong(SdsTypeCode code, Object value) {
        return switch (code.scalar()) {
            case BOOLEAN -> (Boolean) value ? 1L : 0L;
            case CHAR -> (Character) value;
            case SBYTE, BYTE, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> ((Number) value).longValue();
            case DATE_TIME -> Ticks.of((Instant) value);
            case DATE_TIME_OFFSET -> Ticks.of(((OffsetDateTime) value).toInstant());
            case TIME_SPAN -> Ticks.of((Duration) value);
            default -> throw new IllegalArgumentException(code.sdsName() + " is not held as an integer");
        };
    }

    /** The inverse of {@link #toLong}; a DateTimeOffset comes back with the offset zero. */
    public static Object fromLong(SdsTypeCode code, long slot) {
        return switch (code.scalar()) {
            case BOOLEAN -> slot != 0;
            case CHAR -> (char) slot;
            case SBYTE -> (byte) slot;
            case BYTE, INT16 -> (short) slot;
            case UINT16, INT32 -> (int) slot;
            case UINT32, INT64 -> slot;
            case UINT64 -> unsigned(slot);
            case DATE_TIME -> Ticks.toInstant(slot);
            case DATE_TIME_OFFSET -> Offsets.toOffsetDateTime(slot, 0);
            case TIME_SPAN -> Ticks.toDuration(slot);
            default -> throw new IllegalArgumentException(code.sdsName() + " is not held as an integer");
        };
    }

    private static BigInteger unsigned(long bits) {
        BigInteger lower = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? lower.setBit(Long.SIZE - 1) : lower;
    }
}
