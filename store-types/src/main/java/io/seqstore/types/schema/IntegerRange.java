package io.seqstore.types.schema;

import java.math.BigInteger;

/**
 * The values of an integer type code (spec 01, 5.1).
 *
 * @param min the least value
 * @param max the greatest value
 */
public record IntegerRange(BigInteger min, BigInteger max) {

    /**
     * The range of an integer code, or of the integers beneath an enum or nullable code.
     *
     * @throws IllegalArgumentException when the code is not over integers
     */
    public static IntegerRange of(SdsTypeCode code) {
        return switch (code.scalar()) {
            case SBYTE -> signed(Byte.SIZE);
            case BYTE -> unsigned(Byte.SIZE);
            case INT16 -> signed(Short.SIZE);
            case UINT16 -> unsigned(Short.SIZE);
            case INT32 -> signed(Integer.SIZE);
            case UINT32 -> unsigned(Integer.SIZE);
            case INT64 -> signed(Long.SIZE);
            case UINT64 -> unsigned(Long.SIZE);
            default -> throw new IllegalArgumentException(code.sdsName() + " is not over integers");
        };
    }

    /** Whether a value lies in the range. */
    public boolean contains(BigInteger value) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    /** The form {@code min..max}. */
    @Override
    public String toString() {
        return min + ".." + max;
    }

    private static IntegerRange signed(int bits) {
        BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
        return new IntegerRange(half.negate(), half.subtract(BigInteger.ONE));
    }

    private static IntegerRange unsigned(int bits) {
        return new IntegerRange(BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }
}
