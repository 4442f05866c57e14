package io.seqstore.types.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Makes decimal numbers fit type code Decimal: at most 96 bits of magnitude, scale 0..28 (spec 01, 5.1 and 6.1). */
final class Decimals {
    static final int MAX_SCALE = 28;
    static final int MAX_BITS = 96;

    /** The greatest value: 79228162514264337593543950335. */
    static final BigInteger MAX_MAGNITUDE = BigInteger.ONE.shiftLeft(MAX_BITS).subtract(BigInteger.ONE);

    /** The greatest value has this many digits. */
    private static final int MAX_DIGITS = 29;

    private Decimals() {}

    /**
     * The number with as many of its decimals as fit, rounded half to even; its scale is kept when it fits.
     *
     * @throws ArithmeticException when the magnitude is too great
     */
    static BigDecimal fit(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.valueOf(0, Math.max(0, Math.min(number.scale(), MAX_SCALE)));
        }
        // Settles the extremes first: writing 1e-999999999 out only to round it to zero would take forever.
        long integerDigits = (long) number.precision() - number.scale();
        if (integerDigits > MAX_DIGITS) {
            throw new ArithmeticException("magnitude");
        }
        if (integerDigits < -MAX_SCALE) {
            return BigDecimal.valueOf(0, MAX_SCALE);
        }
        // Each try rounds the number itself, since rounding a rounded number again could go astray.
        for (int scale = Math.max(0, Math.min(number.scale(), MAX_SCALE)); scale >= 0; scale--) {
            BigDecimal fitting = number.setScale(scale, RoundingMode.HALF_EVEN);
            if (fitting.unscaledValue().abs().bitLength() <= MAX_BITS) {
                return fitting;
            }
        }
        throw new ArithmeticException("magnitude");
    }
}
