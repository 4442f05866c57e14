package io.seqstore.types.unit;

import java.math.BigDecimal;

/**
 * An exact number: the quotient of two decimals, since factors such as 5/9 have no decimal text.
 *
 * @param numerator the upper part
 * @param denominator the lower part, above zero
 */
public record Ratio(BigDecimal numerator, BigDecimal denominator) {
    /** Checks the denominator. */
    public Ratio {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("the denominator is " + denominator + ", expected more than 0");
        }
    }

    /** The number that a text such as {@code 0.3048} or {@code 5/9} means. */
    static Ratio parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Ratio(new BigDecimal(text), BigDecimal.ONE)
                : new Ratio(new BigDecimal(text.substring(0, slash)), new BigDecimal(text.substring(slash + 1)));
    }

    /** The double nearest to the quotient of the nearest doubles. */
    public double doubleValue() {
        return numerator.doubleValue() / denominator.doubleValue();
    }
}
