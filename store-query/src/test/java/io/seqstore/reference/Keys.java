package io.seqstore.reference;

import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Keys of one type as exact numbers, and back. */
record Keys(SdsTypeCode code) {
    static final SdsTypeCode[] CODES = {
        SdsTypeCode.INT32,
        SdsTypeCode.INT64,
        SdsTypeCode.UINT64,
        SdsTypeCode.DATE_TIME,
        SdsTypeCode.TIME_SPAN,
        SdsTypeCode.DOUBLE,
        SdsTypeCode.DECIMAL
    };

    /** No two Decimal keys are nearer than this. */
    private static final BigDecimal HAIR = new BigDecimal("1e-22");

    /** Where the keys of a test lie: somewhere in the middle of what the type can hold. */
    private static final long ORIGIN = Ticks.of(Instant.parse("2020-02-29T23:59:00Z"));

    boolean isFloating() {
        return code == SdsTypeCode.DOUBLE;
    }

    /** The number of a key; ticks for times. */
    BigDecimal number(Object key) {
        return switch (code) {
            case DATE_TIME -> BigDecimal.valueOf(Ticks.of((Instant) key));
            case TIME_SPAN -> BigDecimal.valueOf(Ticks.of((Duration) key));
            case UINT64 -> new BigDecimal((BigInteger) key);
            case DOUBLE -> new BigDecimal((Double) key);
            case DECIMAL -> (BigDecimal) key;
            default -> BigDecimal.valueOf(((Number) key).longValue());
        };
    }

    /** The key of a number, rounded down. */
    private Object key(BigDecimal number) {
        BigInteger floor = number.setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
        return switch (code) {
            case DATE_TIME -> Ticks.toInstant(floor.longValueExact());
            case TIME_SPAN -> Ticks.toDuration(floor.longValueExact());
            case UINT64 -> floor;
            case DOUBLE -> number.doubleValue();
            case INT32 -> floor.intValueExact();
            default -> floor.longValueExact();
        };
    }

    /** The key at {@code start + (end - start) * i / n} (spec 08, section 2). */
    Object divide(Object start, Object end, int i, int n) {
        if (i == n) {
            return end;
        }
        if (isFloating()) {
            double from = (Double) start;
            return from + ((Double) end - from) * i / n;
        }
        BigDecimal from = number(start);
        BigDecimal part = number(end).subtract(from).multiply(BigDecimal.valueOf(i));
        if (code == SdsTypeCode.DECIMAL) {
            return nearestDecimal(from.multiply(BigDecimal.valueOf(n)).add(part), BigDecimal.valueOf(n));
        }
        return key(from.add(part.divide(BigDecimal.valueOf(n), 0, RoundingMode.FLOOR)));
    }

    /** The quotient with as many decimals as 28 and 96 bits allow (spec 01, 6.1). */
    private static Object nearestDecimal(BigDecimal dividend, BigDecimal divisor) {
        for (int decimals = 28; ; decimals--) {
            BigDecimal nearest = dividend.divide(divisor, decimals, RoundingMode.HALF_EVEN);
            if (nearest.unscaledValue().abs().bitLength() <= 96) {
                return nearest;
            }
        }
    }

    /** Wholes, halves and, beside each whole, keys that no double tells from it; some with zeros at the end. */
    private static BigDecimal decimal(int place, Random random) {
        BigDecimal whole = BigDecimal.valueOf(Math.floorDiv(place, 4));
        BigDecimal key =
                switch (Math.floorMod(place, 4)) {
                    case 0 -> whole;
                    case 1 -> whole.add(HAIR);
                    case 2 -> whole.add(HAIR).add(HAIR);
                    default -> whole.add(new BigDecimal("0.5"));
                };
        return random.nextInt(4) == 0 ? key.setScale(key.scale() + 2) : key;
    }

    /** A key among {@code spread} ones, so that keys are met again. */
    Object random(Random random, int spread) {
        int place = random.nextInt(spread);
        return switch (code) {
            case DATE_TIME -> Ticks.toInstant(ORIGIN + place * 7_777_777L);
            case TIME_SPAN -> Ticks.toDuration((place - spread / 2) * 10_000_000L);
            case UINT64 -> BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(place - spread / 2));
            case DOUBLE -> (place - spread / 2) / 8.0;
            case INT32 -> place * 3 - spread;
            case DECIMAL -> decimal(place - spread / 2, random);
            default -> (place - spread / 2) * 1_000_000_007L;
        };
    }
}
