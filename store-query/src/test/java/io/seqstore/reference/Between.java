package io.seqstore.reference;

import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.Ticks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Calculated events: the tables of spec 07, sections 3 and 4, row by row. */
final class Between {
    /** More digits than any result keeps. */
    private static final MathContext MANY = new MathContext(120);

    private final EventLayout layout;
    private final Settings settings;
    private final Keys keys;

    Between(EventLayout layout, Settings settings, Keys keys) {
        this.layout = layout;
        this.settings = settings;
        this.keys = keys;
    }

    private String keyId() {
        return layout.key().id();
    }

    /** An event of which only the key is set. */
    Event bare(Object key) {
        return Event.of(layout, Map.of(keyId(), key));
    }

    private Iterable<SdsTypeProperty> properties() {
        return layout.type().flattenedProperties().stream()
                .filter(property -> !property.isKey())
                .toList();
    }

    /** The event in front of the first or behind the last one. */
    Event beside(Event edge, Object key) {
        Map<String, Object> values = new HashMap<>();
        for (SdsTypeProperty property : properties()) {
            switch (settings.of(property)) {
                case CONTINUOUS, STEPWISE_CONTINUOUS_LEADING, STEPWISE_CONTINUOUS_TRAILING ->
                    values.put(property.id(), edge.get(property.id()));
                default -> {
                    // Stays at its default.
                }
            }
        }
        values.put(keyId(), key);
        return Event.of(layout, values);
    }

    /** The event between two stored ones. */
    Event between(Event before, Object key, Event after) {
        Place place =
                new Place(keys.number(before.key()), keys.number(key), keys.number(after.key()), keys.isFloating());
        Map<String, Object> values = new HashMap<>();
        for (SdsTypeProperty property : properties()) {
            Object p = before.get(property.id());
            Object n = after.get(property.id());
            SdsInterpolationMode mode = settings.of(property);
            switch (mode) {
                case STEPWISE_CONTINUOUS_LEADING -> values.put(property.id(), p);
                case STEPWISE_CONTINUOUS_TRAILING -> values.put(property.id(), n);
                case CONTINUOUS -> putContinuous(property, p, n, place, values);
                case CONTINUOUS_NULLABLE_LEADING, CONTINUOUS_NULLABLE_TRAILING -> {
                    if (p == null || n == null) {
                        values.put(property.id(), mode == SdsInterpolationMode.CONTINUOUS_NULLABLE_LEADING ? p : n);
                    } else {
                        putContinuous(property, p, n, place, values);
                    }
                }
                case DISCRETE -> {
                    // Stays at its default.
                }
            }
        }
        values.put(keyId(), key);
        return Event.of(layout, values);
    }

    private static void putContinuous(
            SdsTypeProperty property, Object p, Object n, Place place, Map<String, Object> values) {
        SdsType type = property.type();
        if (p != null && n != null && !type.typeCode().isEnum()) {
            Object value = continuous(type.typeCode(), p, n, place);
            if (value != null) {
                values.put(property.id(), value);
            }
        }
    }

    /** The value between two values that are not null; null for the default of the type. */
    private static Object continuous(SdsTypeCode code, Object p, Object n, Place place) {
        return switch (code.scalar()) {
            case DOUBLE -> place.between((double) (Double) p, (Double) n);
            case SINGLE -> (float) place.between((double) (Float) p, (double) (Float) n);
            case DECIMAL -> place.exactBetween((BigDecimal) p, (BigDecimal) n);
            case SBYTE, BYTE, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
                place.wholeBetween(new BigInteger(p.toString()), new BigInteger(n.toString()));
            case DATE_TIME ->
                Ticks.toInstant(place.wholeBetween(ticks((Instant) p), ticks((Instant) n))
                        .longValueExact());
            case DATE_TIME_OFFSET -> {
                OffsetDateTime previous = (OffsetDateTime) p;
                OffsetDateTime next = (OffsetDateTime) n;
                BigInteger at = place.wholeBetween(ticks(previous.toInstant()), ticks(next.toInstant()));
                OffsetDateTime moment = Ticks.toInstant(at.longValueExact()).atOffset(previous.getOffset());
                boolean isTime = moment.getYear() >= 1 && moment.getYear() <= 9999;
                yield isTime ? moment : moment.withOffsetSameInstant(ZoneOffset.UTC);
            }
            case TIME_SPAN ->
                Ticks.toDuration(place.wholeBetween(
                                BigInteger.valueOf(Ticks.of((Duration) p)), BigInteger.valueOf(Ticks.of((Duration) n)))
                        .longValueExact());
            case BOOLEAN, CHAR -> place.isNearerToNext() ? n : p;
            default -> null;
        };
    }

    private static BigInteger ticks(Instant instant) {
        return BigInteger.valueOf(Ticks.of(instant));
    }

    /** Where a key lies between two others. */
    private record Place(BigDecimal before, BigDecimal at, BigDecimal after, boolean isFloating) {
        BigDecimal way() {
            return at.subtract(before);
        }

        BigDecimal whole() {
            return after.subtract(before);
        }

        double fraction() {
            // Floating point keys are subtracted as doubles; whole ones exactly, and then made doubles.
            return isFloating
                    ? (at.doubleValue() - before.doubleValue()) / (after.doubleValue() - before.doubleValue())
                    : way().doubleValue() / whole().doubleValue();
        }

        double between(double p, double n) {
            double f = fraction();
            boolean overflows = Double.isInfinite(n - p) && Double.isFinite(n) && Double.isFinite(p);
            return overflows ? p * (1 - f) + n * f : p + (n - p) * f;
        }

        BigDecimal exactBetween(BigDecimal p, BigDecimal n) {
            return n.subtract(p).multiply(way()).divide(whole(), MANY).add(p);
        }

        BigInteger wholeBetween(BigInteger p, BigInteger n) {
            // One rounding, of the exact fraction.
            BigDecimal numerator =
                    new BigDecimal(n.subtract(p)).multiply(way()).add(new BigDecimal(p).multiply(whole()));
            return numerator.divide(whole(), 0, RoundingMode.HALF_EVEN).toBigIntegerExact();
        }

        boolean isNearerToNext() {
            return way().multiply(BigDecimal.valueOf(2)).compareTo(whole()) > 0;
        }
    }
}
