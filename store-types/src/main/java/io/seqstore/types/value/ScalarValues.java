package io.seqstore.types.value;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IntegerRange;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Java values of scalar type codes: their classes, their defaults, and how what a caller gives becomes one of them
 * (spec 01, 5.1 and 6.5). Plain, nullable and enum codes are scalars; an enum is its integer.
 *
 * <p>Stateless; safe for all threads.
 */
public final class ScalarValues {
    private static final int MAX_SHOWN = 60;
    private static final UUID ZERO_GUID = new UUID(0, 0);
    private static final Map<SdsTypeCode, Object> ZEROS = zeros();

    private ScalarValues() {}

    private static Map<SdsTypeCode, Object> zeros() {
        Map<SdsTypeCode, Object> zeros = new EnumMap<>(SdsTypeCode.class);
        zeros.put(SdsTypeCode.BOOLEAN, false);
        zeros.put(SdsTypeCode.CHAR, '\0');
        zeros.put(SdsTypeCode.SBYTE, (byte) 0);
        zeros.put(SdsTypeCode.BYTE, (short) 0);
        zeros.put(SdsTypeCode.INT16, (short) 0);
        zeros.put(SdsTypeCode.UINT16, 0);
        zeros.put(SdsTypeCode.INT32, 0);
        zeros.put(SdsTypeCode.UINT32, 0L);
        zeros.put(SdsTypeCode.INT64, 0L);
        zeros.put(SdsTypeCode.UINT64, BigInteger.ZERO);
        zeros.put(SdsTypeCode.SINGLE, 0f);
        zeros.put(SdsTypeCode.DOUBLE, 0d);
        zeros.put(SdsTypeCode.DECIMAL, BigDecimal.ZERO);
        zeros.put(SdsTypeCode.DATE_TIME, Ticks.toInstant(Ticks.MIN));
        zeros.put(SdsTypeCode.GUID, ZERO_GUID);
        zeros.put(SdsTypeCode.DATE_TIME_OFFSET, Offsets.toOffsetDateTime(Ticks.MIN, 0));
        zeros.put(SdsTypeCode.TIME_SPAN, Duration.ZERO);
        return zeros;
    }

    /** The value that an absent property of this code has: null when the code accepts null, else zero. */
    public static @Nullable Object defaultValue(SdsTypeCode code) {
        return code.acceptsNull() ? null : ZEROS.get(code.scalar());
    }

    /**
     * Whether a value of the code's class is its default. Negative zero, a decimal zero with a scale, and
     * any value of a nullable code are not.
     */
    public static boolean isDefault(SdsTypeCode code, @Nullable Object value) {
        if (code.acceptsNull() || value == null) {
            return value == null;
        }
        return value.equals(zero(code));
    }

    /** The class of the values of a scalar code. */
    public static Class<?> javaClass(SdsTypeCode code) {
        return switch (code.scalar()) {
            case STRING -> String.class;
            case VERSION -> SdsVersion.class;
            default -> zero(code).getClass();
        };
    }

    private static Object zero(SdsTypeCode code) {
        return Objects.requireNonNull(ZEROS.get(code.scalar()));
    }

    /**
     * The value of the code's class that a Java value stands for, or null when it is null and the code accepts that.
     * Numbers of any class are taken when they convert exactly; Instant, OffsetDateTime and ZonedDateTime for times, cut
     * off to 100 ns; decimals are rounded as in JSON.
     *
     * @throws InvalidRequestException when the value has no counterpart, saying what was expected
     */
    public static @Nullable Object normalise(SdsTypeCode code, @Nullable Object value) {
        if (value == null) {
            if (!code.acceptsNull()) {
                throw invalid(code, "null", new IllegalArgumentException("expected a value"));
            }
            return null;
        }
        try {
            return converted(code, value);
        } catch (IllegalArgumentException e) {
            throw invalid(code, value.getClass().getSimpleName() + " " + shown(value), e);
        }
    }

    private static Object converted(SdsTypeCode code, Object value) {
        return switch (code.scalar()) {
            case BOOLEAN -> require(Boolean.class, value);
            case CHAR ->
                value instanceof String text && text.length() == 1
                        ? (Object) text.charAt(0)
                        : require(Character.class, value);
            case SBYTE, BYTE, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
                isLong(value) ? ofLong(code, ((Number) value).longValue()) : ofInteger(code, integer(value));
            case SINGLE -> single(value);
            case DOUBLE -> binary64(value);
            case DECIMAL -> decimal(value);
            case DATE_TIME -> Ticks.toInstant(Ticks.of(instant(value)));
            case DATE_TIME_OFFSET -> offsetDateTime(value);
            case TIME_SPAN -> Ticks.toDuration(Ticks.of(require(Duration.class, value)));
            case STRING -> require(String.class, value);
            case GUID -> require(UUID.class, value);
            case VERSION -> require(SdsVersion.class, value);
            default -> throw new IllegalStateException(code.sdsName());
        };
    }

    private static <T> T require(Class<T> expected, Object value) {
        if (!expected.isInstance(value)) {
            throw new IllegalArgumentException("expected the class " + expected.getSimpleName());
        }
        return expected.cast(value);
    }

    private static boolean isLong(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static BigInteger integer(Object value) {
        if (value instanceof BigInteger integer) {
            return integer;
        }
        if (isLong(value)) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        return NumberText.integralNumber(exact(value).toString());
    }

    /** A number exactly as it is. */
    private static BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("expected a finite number");
            }
            return new BigDecimal(number);
        }
        if (value instanceof Number) {
            return new BigDecimal(integer(value));
        }
        throw new IllegalArgumentException("expected a number");
    }

    private static Object single(Object value) {
        if (value instanceof Float) {
            return value;
        }
        double number = (Double) binary64(value);
        float narrowed = (float) number;
        if (!Double.isNaN(number) && narrowed != number) {
            throw new IllegalArgumentException("expected a number that single precision holds exactly");
        }
        return narrowed;
    }

    private static Object binary64(Object value) {
        if (value instanceof Double) {
            return value;
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        BigDecimal exact = exact(value);
        double number = exact.doubleValue();
        if (Double.isInfinite(number) || new BigDecimal(number).compareTo(exact) != 0) {
            throw new IllegalArgumentException("expected a number that double precision holds exactly");
        }
        return number;
    }

    private static Object decimal(Object value) {
        BigDecimal exact = exact(value);
        BigDecimal fitting = ofDecimal(exact);
        if (!(value instanceof BigDecimal) && fitting.compareTo(exact) != 0) {
            throw new IllegalArgumentException("expected a number that Decimal holds exactly; give a BigDecimal");
        }
        return fitting;
    }

    private static Instant instant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof ZonedDateTime time ? time.toInstant() : require(Instant.class, value);
    }

    private static OffsetDateTime offsetDateTime(Object value) {
        OffsetDateTime time;
        if (value instanceof Instant instant) {
            time = Ticks.toInstant(Ticks.of(instant)).atOffset(ZoneOffset.UTC);
        } else {
            time = value instanceof ZonedDateTime zoned
                    ? zoned.toOffsetDateTime()
                    : require(OffsetDateTime.class, value);
        }
        return Offsets.toOffsetDateTime(Ticks.of(time.toInstant()), Offsets.minutesOf(time));
    }

    /**
     * The value of an integer code that a number stands for.
     *
     * @throws InvalidRequestException when the number is out of range
     */
    public static Object integer(SdsTypeCode code, long number) {
        try {
            return ofLong(code, number);
        } catch (IllegalArgumentException e) {
            throw invalid(code, "'" + number + "'", e);
        }
    }

    /** The value of an integer code; IllegalArgumentException when out of range. */
    static Object ofInteger(SdsTypeCode code, BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return ofLong(code, number.longValue());
        }
        if (code.scalar() != SdsTypeCode.UINT64 || number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw outOfRange(code);
        }
        return number;
    }

    /** The value of an integer code; IllegalArgumentException when out of range. */
    private static Object ofLong(SdsTypeCode code, long number) {
        SdsTypeCode scalar = code.scalar();
        boolean fits =
                switch (scalar) {
                    case SBYTE -> number == (byte) number;
                    case BYTE -> number == (number & 0xFF);
                    case INT16 -> number == (short) number;
                    case UINT16 -> number == (number & 0xFFFF);
                    case INT32 -> number == (int) number;
                    case UINT32 -> number == (number & 0xFFFF_FFFFL);
                    case UINT64 -> number >= 0;
                    default -> true;
                };
        if (!fits) {
            throw outOfRange(code);
        }
        return switch (scalar) {
            case SBYTE -> (byte) number;
            case BYTE, INT16 -> (short) number;
            case UINT16, INT32 -> (int) number;
            case UINT64 -> BigInteger.valueOf(number);
            default -> number;
        };
    }

    private static IllegalArgumentException outOfRange(SdsTypeCode code) {
        return new IllegalArgumentException("expected an integer of " + IntegerRange.of(code));
    }

    /** The value of a decimal code; IllegalArgumentException when out of range. */
    static BigDecimal ofDecimal(BigDecimal number) {
        try {
            return Decimals.fit(number);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected a magnitude of at most " + Decimals.MAX_MAGNITUDE, e);
        }
    }

    /** A value as it may stand in a message. */
    static String shown(Object value) {
        String text = value.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    static InvalidRequestException invalid(SdsTypeCode code, String found, IllegalArgumentException cause) {
        return new InvalidRequestException(
                InvalidRequestException.NOT_VALID,
                found + " is not a value of type " + code.sdsName() + ": " + cause.getMessage() + ".",
                "Correct the request and send it again.",
                Map.of(),
                cause);
    }
}
