package io.seqstore.query.calculate;

import io.seqstore.query.axis.Between;
import io.seqstore.query.axis.DecimalQuotient;
import io.seqstore.types.InvalidRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Interpolates decimals: {@code from + (to - from) * way / whole} with 28 to 29 significant digits (spec 07, section 3). The
 * quotient of the keys is exact here: that of doubles has but 17 digits, and would make 1.9999999999999999 of a third of the
 * way from 1 to 4.
 */
final class DecimalInterpolation {
    private static final int MAX_BITS = 96;
    /** 79228162514264337593543950335, the greatest decimal. */
    private static final BigDecimal GREATEST =
            new BigDecimal(BigInteger.ONE.shiftLeft(MAX_BITS).subtract(BigInteger.ONE));

    private DecimalInterpolation() {}

    /**
     * The value after a part of the way.
     *
     * @throws InvalidRequestException when the difference of the values is no decimal any more
     */
    static BigDecimal between(BigDecimal from, BigDecimal to, Between between, String propertyId) {
        BigDecimal step = to.subtract(from);
        if (step.abs().compareTo(GREATEST) > 0) {
            throw new InvalidRequestException("Property '" + propertyId
                    + "' cannot be interpolated: the difference of " + to + " and " + from
                    + " is greater than a Decimal can be.");
        }
        BigInteger[] ratio = between.ratio();
        BigDecimal whole = new BigDecimal(ratio[1]);
        int scale = Math.max(from.scale(), to.scale());
        return DecimalQuotient.of(from.multiply(whole).add(step.multiply(new BigDecimal(ratio[0]))), whole, scale);
    }
}
