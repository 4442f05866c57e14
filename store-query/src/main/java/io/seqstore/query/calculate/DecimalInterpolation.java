package io.seqstore.query.calculate;

import io.seqstore.types.InvalidRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Interpolates decimals: {@code from + (to - from) * fraction} with 28 to 29 significant digits (spec 07, section 3). */
final class DecimalInterpolation {
    private static final int MAX_SCALE = 28;
    private static final int MAX_BITS = 96;
    /** 79228162514264337593543950335, the greatest decimal. */
    private static final BigDecimal GREATEST =
            new BigDecimal(BigInteger.ONE.shiftLeft(MAX_BITS).subtract(BigInteger.ONE));

    private DecimalInterpolation() {}

    /**
     * The value at a fraction of the way.
     *
     * @throws InvalidRequestException when the difference of the values is no decimal any more
     */
    static BigDecimal between(BigDecimal from, BigDecimal to, double fraction, String propertyId) {
        BigDecimal step = to.subtract(from);
        if (step.abs().compareTo(GREATEST) > 0) {
            throw new InvalidRequestException("Property '" + propertyId
                    + "' cannot be interpolated: the difference of " + to + " and " + from
                    + " is greater than a Decimal can be.");
        }
        return fit(from.add(step.multiply(new BigDecimal(fraction))));
    }

    /** Rounds once, half to even, to as many decimals as a Decimal has room for. */
    private static BigDecimal fit(BigDecimal exact) {
        int scale = Math.max(0, Math.min(exact.scale(), MAX_SCALE));
        BigDecimal rounded = exact.setScale(scale, RoundingMode.HALF_EVEN);
        while (rounded.unscaledValue().bitLength() > MAX_BITS) {
            scale--;
            rounded = exact.setScale(scale, RoundingMode.HALF_EVEN);
        }
        return rounded;
    }
}
