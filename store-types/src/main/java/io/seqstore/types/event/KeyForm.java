package io.seqstore.types.event;

import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarSlots;

/**
 * How the values of a key property become 64-bit keys: signed longs whose order is the order of the values (spec 03, 7.1).
 *
 * <ul>
 *   <li>integers, characters, booleans, ticks: the value itself;
 *   <li>UInt64: the bits with the top bit turned, so that signed order is unsigned order;
 *   <li>Single and Double: the IEEE bits with the lower 63 bits turned for negatives; -0.0 becomes 0.0 because both are the
 *       same key; NaN and infinities are refused;
 *   <li>DateTimeOffset: the ticks of its instant; the offset is kept in a column of its own;
 *   <li>text, Guid, Decimal and compound keys: the first eight of the bytes that {@link KeyBytes} makes; the others are kept
 *       in the column {@link EventLayout#keyTailColumn}.
 * </ul>
 */
public enum KeyForm {
    /** The slot of the value is the key. */
    INTEGRAL,
    /** An unsigned 64-bit integer. */
    UNSIGNED,
    /** A floating point number. */
    FLOATING,
    /** The first eight bytes of longer, order-preserving bytes: text, Guid, Decimal, several properties. */
    BYTES;

    private static final long MANTISSA = (1L << 52) - 1;
    private static final long TWO_TO_52 = Double.doubleToRawLongBits(0x1p52);

    /** Whether 64 bits hold the order of a key code. */
    public static boolean isOrdered(SdsTypeCode code) {
        return code.isKeyCode()
                && code != SdsTypeCode.STRING
                && code != SdsTypeCode.GUID
                && code != SdsTypeCode.DECIMAL;
    }

    /** The form of a key code that {@link #isOrdered} accepts. */
    public static KeyForm of(SdsTypeCode code) {
        if (!isOrdered(code)) {
            throw new IllegalArgumentException(code.sdsName() + " has no 64-bit order");
        }
        if (code == SdsTypeCode.UINT64) {
            return UNSIGNED;
        }
        return code == SdsTypeCode.SINGLE || code == SdsTypeCode.DOUBLE ? FLOATING : INTEGRAL;
    }

    /** The key of a floating point value; its inverse is {@link #toDouble}. */
    public static long ofDouble(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** The floating point value of a key. */
    public static double toDouble(long key) {
        return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    }

    /** The key of an unsigned 64-bit integer given by its bits; its own inverse. */
    public static long ofUnsigned(long bits) {
        return bits ^ Long.MIN_VALUE;
    }

    /** The value of an unsigned 64-bit integer given by its bits, rounded as if the conversion saw all of them. */
    public static double unsignedToDouble(long bits) {
        // Halving keeps the last bit sticky.
        return bits >= 0 ? (double) bits : (double) ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /**
     * The distance of two keys of at most 64 bits, in ticks for times.
     *
     * @param from the smaller key
     * @param to the greater key
     */
    public double distance(long from, long to) {
        return this == FLOATING ? toDouble(to) - toDouble(from) : unsignedToDouble(to - from);
    }

    /** The distances of neighbouring ascending keys, of which {@code from} is the first: as many as {@code count}. */
    public void distances(long[] keys, int from, int count, double[] out) {
        if (this == FLOATING) {
            for (int i = 0; i < count; i++) {
                out[i] = toDouble(keys[from + i + 1]) - toDouble(keys[from + i]);
            }
        } else if (Long.compareUnsigned(keys[from + count] - keys[from], MANTISSA) <= 0) {
            // Written as the last bits of 2^52 + distance, which a subtraction makes the distance: exact, and faster
            // than
            // the processor's conversion, which waits for the one before.
            for (int i = 0; i < count; i++) {
                out[i] = Double.longBitsToDouble((keys[from + i + 1] - keys[from + i]) | TWO_TO_52) - 0x1p52;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = unsignedToDouble(keys[from + i + 1] - keys[from + i]);
            }
        }
    }

    /**
     * The key of a Java value of a key code (the classes of spec 01, 5.1).
     *
     * @throws ClassCastException when the value is of another class
     * @throws IllegalArgumentException for NaN, infinities and instants out of range
     */
    public static long keyOf(SdsTypeCode code, Object value) {
        return switch (code) {
            case UINT64 -> ofUnsigned(ScalarSlots.toLong(code, value));
            case SINGLE, DOUBLE -> ofDouble(finite(((Number) value).doubleValue()));
            default -> ScalarSlots.toLong(code, value);
        };
    }

    /** The value that a key of this code stands for; the inverse of {@link #keyOf}. A DateTimeOffset has offset zero. */
    public static Object valueOf(SdsTypeCode code, long key) {
        return switch (code) {
            case UINT64 -> ScalarSlots.fromLong(code, ofUnsigned(key));
            case SINGLE -> (float) toDouble(key);
            case DOUBLE -> toDouble(key);
            default -> ScalarSlots.fromLong(code, key);
        };
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " cannot be a key");
        }
        return value;
    }
}
