package io.seqstore.query.axis;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Divides decimals into what a Decimal can hold: at most 96 bits and 28 decimals (spec 01, 5.1). */
public final class DecimalQuotient {
    private static final int MAX_SCALE = 28;
    private static final int MAX_BITS = 96;

    /** The greatest magnitude, 79228162514264337593543950335, has so many digits. */
    private static final int MAX_DIGITS = 29;

    private DecimalQuotient() {}

    /** The quotient with as few decimals as it needs, as {@link #of(BigDecimal, BigDecimal, int)} rounds it. */
    public static BigDecimal of(BigDecimal dividend, BigDecimal divisor) {
        return of(dividend, divisor, 0);
    }

    /**
     * The quotient, rounded once, half to even, to as many decimals as a Decimal has room for: 28 to 29 significant digits.
     * Zeros at the end are dropped.
     *
     * @param dividend so great that the quotient is no greater than a Decimal can be
     * @param leastScale how many decimals are kept, zeros or not, if there is room
     */
    public static BigDecimal of(BigDecimal dividend, BigDecimal divisor, int leastScale) {
        int scale = MAX_SCALE;
        BigDecimal rounded = dividend.divide(divisor, scale, RoundingMode.HALF_EVEN);
        while (rounded.unscaledValue().abs().bitLength() > MAX_BITS) {
            scale -= Math.max(1, rounded.precision() - MAX_DIGITS);
            rounded = dividend.divide(divisor, scale, RoundingMode.HALF_EVEN);
        }
        BigDecimal shortest = rounded.stripTrailingZeros();
        return shortest.setScale(Math.max(shortest.scale(), Math.min(leastScale, scale)));
    }
}
