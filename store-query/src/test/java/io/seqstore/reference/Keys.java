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
        SdsTypeCode.DOUBLE
    };

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
            default -> BigDecimal.valueOf(((Number) key).longValue());
        };
    }

    /** The key of a number, rounded down. */
    Object key(BigDecimal number) {
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
        return key(from.add(part.divide(BigDecimal.valueOf(n), 0, RoundingMode.FLOOR)));
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
            default -> (place - spread / 2) * 1_000_000_007L;
        };
    }
}
