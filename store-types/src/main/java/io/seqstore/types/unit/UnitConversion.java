package io.seqstore.types.unit;

import io.seqstore.types.InvalidRequestException;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Converts values of one unit into values of another of the same quantity (spec 05, section 6.1): {@code (value * f1 + o1 -
 * o2) / f2}. From a unit into itself every value stays as it is, bit for bit.
 */
public final class UnitConversion {
    private final SdsUom from;
    private final SdsUom to;
    private final boolean identity;
    private final double fromFactor;
    private final double fromOffset;
    private final double toFactor;
    private final double toOffset;

    private UnitConversion(SdsUom from, SdsUom to) {
        this.from = from;
        this.to = to;
        this.identity = from.equals(to);
        this.fromFactor = from.conversionFactor();
        this.fromOffset = from.conversionOffset();
        this.toFactor = to.conversionFactor();
        this.toOffset = to.conversionOffset();
    }

    /**
     * The conversion between two units.
     *
     * @throws InvalidRequestException when they measure different quantities
     */
    public static UnitConversion between(SdsUom from, SdsUom to) {
        if (!from.quantityId().equals(to.quantityId())) {
            throw new InvalidRequestException("Unit '" + from.id() + "' measures " + from.quantityId() + ", unit '"
                    + to.id() + "' measures " + to.quantityId() + "; expected two units of one quantity.");
        }
        return new UnitConversion(from, to);
    }

    /** Whether this changes nothing. */
    public boolean isIdentity() {
        return identity;
    }

    /** Converts in double arithmetic; NaN and infinities stay. */
    public double convert(double value) {
        if (identity || !Double.isFinite(value)) {
            return value;
        }
        return (value * fromFactor + fromOffset - toOffset) / toFactor;
    }

    /**
     * Converts in decimal arithmetic with the exact factors; a result without end is rounded half to even at 34 digits, which
     * is more than a Decimal holds.
     */
    public BigDecimal convert(BigDecimal value) {
        if (identity) {
            return value;
        }
        // (v * n1/d1 + on1/od1 - on2/od2) * d2/n2, over the common denominator d1 * od1 * od2.
        Ratio f1 = from.factor();
        Ratio o1 = from.offset();
        Ratio o2 = to.offset();
        Ratio f2 = to.factor();
        BigDecimal scaled =
                value.multiply(f1.numerator()).multiply(o1.denominator()).multiply(o2.denominator());
        BigDecimal added = o1.numerator().multiply(f1.denominator()).multiply(o2.denominator());
        BigDecimal taken = o2.numerator().multiply(f1.denominator()).multiply(o1.denominator());
        BigDecimal numerator = scaled.add(added).subtract(taken).multiply(f2.denominator());
        BigDecimal denominator = f1.denominator()
                .multiply(o1.denominator())
                .multiply(o2.denominator())
                .multiply(f2.numerator());
        return numerator.divide(denominator, MathContext.DECIMAL128);
    }
}
