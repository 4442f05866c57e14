package io.seqstore.types.view;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IntegerRange;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.unit.UnitConversion;
import io.seqstore.types.value.ScalarSlots;
import io.seqstore.types.value.ScalarValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one code as numbers of another, in another unit or not; also the numbers of enums (spec 05, sections 3.5 and
 * 6). Integers are rounded half to even, floating point numbers to the nearest; what is out of range fails, and so does what
 * is not finite where the target has no such value. NaN and infinities stay what they are in any unit.
 *
 * <p>Integers travel as the longs of {@link ScalarSlots}, Single as a double. Units are converted in double arithmetic, and
 * in decimal arithmetic where either side is Decimal. Immutable, safe for all threads.
 */
final class NumberConversion implements ValueConversion {
    private static final double TWO_TO_THE_63 = 0x1p63;

    /** How numbers are held. */
    enum Carrier {
        SIGNED,
        UNSIGNED,
        FLOATING,
        DECIMAL;

        static Carrier of(SdsTypeCode code) {
            return switch (code.scalar()) {
                case UINT64 -> UNSIGNED;
                case SINGLE, DOUBLE -> FLOATING;
                case DECIMAL -> DECIMAL;
                default -> SIGNED;
            };
        }
    }

    private final SdsTypeCode from;
    private final SdsTypeCode to;
    private final Carrier source;
    private final Carrier target;
    private final @Nullable UnitConversion unit;
    private final boolean isSingle;

    /** The bounds of an integer target; for UInt64, whose upper one is no long, they are not asked. */
    private final long least;

    private final long most;

    /** The same bounds as powers of two, which doubles hold exactly: from the lower to below the upper. */
    private final double lower;

    private final double upper;

    private NumberConversion(SdsTypeCode from, SdsTypeCode to, @Nullable UnitConversion unit) {
        this.from = from;
        this.to = to;
        this.source = Carrier.of(from);
        this.target = Carrier.of(to);
        this.unit = unit;
        this.isSingle = to.scalar() == SdsTypeCode.SINGLE;
        boolean isInteger = target == Carrier.SIGNED || target == Carrier.UNSIGNED;
        IntegerRange range = isInteger ? IntegerRange.of(to) : new IntegerRange(BigInteger.ZERO, BigInteger.ZERO);
        this.least = range.min().longValue();
        this.most = range.max().longValue();
        this.lower = range.min().doubleValue();
        this.upper = range.max().add(BigInteger.ONE).doubleValue();
    }

    /** The conversion between two codes of numbers or enums, plain or nullable. */
    static NumberConversion of(SdsTypeCode from, SdsTypeCode to, @Nullable UnitChange unitChange) {
        UnitConversion unit = unitChange == null ? null : unitChange.conversion();
        return new NumberConversion(from, to, unit == null || unit.isIdentity() ? null : unit);
    }

    Carrier source() {
        return source;
    }

    Carrier target() {
        return target;
    }

    @Override
    public Object convert(Object value) {
        return switch (source) {
            case SIGNED, UNSIGNED -> {
                long slot = ScalarSlots.toLong(from, value);
                yield switch (target) {
                    case SIGNED, UNSIGNED -> ScalarSlots.fromLong(to, toLong(slot));
                    case FLOATING -> floating(toDouble(slot));
                    case DECIMAL -> toDecimal(slot);
                };
            }
            case FLOATING -> {
                double number = ((Number) value).doubleValue();
                yield switch (target) {
                    case SIGNED, UNSIGNED -> ScalarSlots.fromLong(to, toLong(number));
                    case FLOATING -> floating(toDouble(number));
                    case DECIMAL -> toDecimal(number);
                };
            }
            case DECIMAL -> {
                BigDecimal number = (BigDecimal) value;
                yield switch (target) {
                    case SIGNED, UNSIGNED -> ScalarSlots.fromLong(to, toLong(number));
                    case FLOATING -> floating(toDouble(number));
                    case DECIMAL -> toDecimal(number);
                };
            }
        };
    }

    private Object floating(double value) {
        if (isSingle) {
            return (float) value;
        }
        return value;
    }

    /** An integer as an integer. */
    long toLong(long slot) {
        if (unit != null) {
            double value = nearestDouble(slot);
            return rounded(value, inUnit(unit, value));
        }
        boolean isHuge = source == Carrier.UNSIGNED && slot < 0;
        boolean fits;
        if (target == Carrier.UNSIGNED) {
            fits = isHuge || slot >= 0;
        } else {
            fits = !isHuge && slot >= least && slot <= most;
        }
        if (!fits) {
            throw outOfRange(ScalarSlots.fromLong(from, slot));
        }
        return slot;
    }

    /** A floating point number as an integer. */
    long toLong(double value) {
        return rounded(value, unit == null ? value : inUnit(unit, value));
    }

    /** A decimal number as an integer. */
    long toLong(BigDecimal value) {
        BigInteger rounded = inUnit(value).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        if (!IntegerRange.of(to).contains(rounded)) {
            throw outOfRange(value);
        }
        return rounded.longValue();
    }

    private long rounded(double found, double value) {
        double rounded = Math.rint(value);
        // Says no to NaN as well.
        if (!(rounded >= lower && rounded < upper)) {
            throw outOfRange(found);
        }
        return rounded < TWO_TO_THE_63 ? (long) rounded : (long) (rounded - TWO_TO_THE_63) ^ Long.MIN_VALUE;
    }

    private ConversionFailure outOfRange(Object found) {
        return new ConversionFailure(found, "an integer of " + IntegerRange.of(to));
    }

    /** An integer as a floating point number. */
    double toDouble(long slot) {
        if (unit != null) {
            double value = nearestDouble(slot);
            return narrowed(value, inUnit(unit, value));
        }
        return isSingle ? nearestFloat(slot) : nearestDouble(slot);
    }

    /** A floating point number as a floating point number. */
    double toDouble(double value) {
        return narrowed(value, unit == null ? value : inUnit(unit, value));
    }

    private double narrowed(double found, double value) {
        double narrowed = isSingle ? (float) value : value;
        if (Double.isInfinite(narrowed) && Double.isFinite(found)) {
            throw tooGreat(found);
        }
        return narrowed;
    }

    /** A decimal number as a floating point number. */
    double toDouble(BigDecimal value) {
        BigDecimal converted = inUnit(value);
        double nearest = isSingle ? converted.floatValue() : converted.doubleValue();
        if (Double.isInfinite(nearest)) {
            throw tooGreat(value);
        }
        return nearest;
    }

    private ConversionFailure tooGreat(Object found) {
        String most = isSingle ? Float.toString(Float.MAX_VALUE) : Double.toString(Double.MAX_VALUE);
        return new ConversionFailure(found, "a magnitude of at most " + most);
    }

    private double nearestDouble(long slot) {
        if (source == Carrier.UNSIGNED && slot < 0) {
            // Half of it, with the lost bit kept as a tie breaker, so that rounding comes out the same.
            return ((slot >>> 1) | (slot & 1)) * 2.0;
        }
        return slot;
    }

    private float nearestFloat(long slot) {
        if (source == Carrier.UNSIGNED && slot < 0) {
            return ((slot >>> 1) | (slot & 1)) * 2.0f;
        }
        return slot;
    }

    /** An integer as a decimal number. */
    BigDecimal toDecimal(long slot) {
        return toDecimal(exact(slot));
    }

    /** A floating point number as a decimal number. */
    BigDecimal toDecimal(double value) {
        if (!Double.isFinite(value)) {
            throw new ConversionFailure(value, "a finite number");
        }
        return fitting(value, inUnit(new BigDecimal(value)));
    }

    /** A decimal number as a decimal number. */
    BigDecimal toDecimal(BigDecimal value) {
        return fitting(value, inUnit(value));
    }

    private static BigDecimal fitting(Number found, BigDecimal value) {
        try {
            return (BigDecimal) Objects.requireNonNull(ScalarValues.normalise(SdsTypeCode.DECIMAL, value));
        } catch (InvalidRequestException e) {
            throw new ConversionFailure(found, "a magnitude of at most 79228162514264337593543950335");
        }
    }

    private BigDecimal exact(long slot) {
        return source == Carrier.UNSIGNED
                ? new BigDecimal((BigInteger) ScalarSlots.fromLong(SdsTypeCode.UINT64, slot))
                : BigDecimal.valueOf(slot);
    }

    private BigDecimal inUnit(BigDecimal value) {
        return unit == null ? value : unit.convert(value);
    }

    private static double inUnit(UnitConversion unit, double value) {
        double converted = unit.convert(value);
        if (Double.isInfinite(converted) && Double.isFinite(value)) {
            // The step through the base unit may be too great although the result is not.
            return unit.convert(new BigDecimal(value)).doubleValue();
        }
        return converted;
    }
}
