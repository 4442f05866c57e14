package io.seqstore.reference;

import io.seqstore.types.value.Ticks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Values of summarised properties as numbers (spec 08, section 4). */
final class Numbers {
    private Numbers() {}

    static boolean isNaN(Object value) {
        return value instanceof Double || value instanceof Float ? Double.isNaN(((Number) value).doubleValue()) : false;
    }

    /** The exact value; infinities become numbers beyond all others. */
    static BigDecimal exact(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Character letter) {
            return BigDecimal.valueOf(letter);
        }
        if (value instanceof Instant instant) {
            return BigDecimal.valueOf(Ticks.of(instant));
        }
        if (value instanceof OffsetDateTime time) {
            return BigDecimal.valueOf(Ticks.of(time.toInstant()));
        }
        if (value instanceof Duration duration) {
            return BigDecimal.valueOf(Ticks.of(duration));
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isInfinite(number)
                    ? BigDecimal.valueOf(Math.signum(number)).movePointRight(400)
                    : new BigDecimal(number);
        }
        return new BigDecimal(value.toString());
    }
}
