package io.seqstore.types.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.IntegerRange;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.RandomValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any number as any other, in columns and as Java values, against exact arithmetic. */
class RandomConversionsTest {
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(96).subtract(BigInteger.ONE);
    private static final int VALUES = 60;

    private static final List<SdsTypeCode> NUMBERS =
            Arrays.stream(SdsTypeCode.values()).filter(Compatibility::isNumeric).toList();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyNumberBecomesTheNearestOrIsRefused(long seed) {
        Random random = new Random(seed);
        for (SdsTypeCode from : NUMBERS) {
            for (SdsTypeCode to : NUMBERS) {
                check(from, to, random);
            }
        }
    }

    private static void check(SdsTypeCode from, SdsTypeCode to, Random random) {
        RowMapper mapper =
                Rows.mapper(Rows.holding("S", SdsType.of(from), null), Rows.holding("T", SdsType.of(to), null));
        for (int i = 0; i < VALUES; i++) {
            Object given = RandomValues.of(from, random);
            Map<String, Object> event = new HashMap<>(Map.of("Key", i));
            event.put("Value", given);
            ColumnBatch batch = Rows.batch(mapper.source(), event);
            Optional<Object> expected = given == null ? Optional.empty() : nearest(given, to);
            String what = from + " " + given + " to " + to;
            if (given != null && expected.isEmpty()) {
                assertThrows(InvalidRequestException.class, () -> Rows.map(mapper, batch, 0), what);
                assertThrows(InvalidRequestException.class, () -> mapper.values(batch, 0), what);
            } else if (given != null) {
                assertEquals(
                        expected.orElseThrow(),
                        comparable(Rows.map(mapper, batch, 0).get("Value")),
                        what);
            } else {
                Object found = Rows.map(mapper, batch, 0).get("Value");
                assertEquals(
                        to.acceptsNull() ? null : 0.0, found == null ? null : ((Number) found).doubleValue(), what);
            }
        }
    }

    /** Integers as BigInteger, the others as they are. */
    private static Object comparable(Object value) {
        return value instanceof Float || value instanceof Double || value instanceof BigDecimal
                ? value
                : new BigInteger(value.toString());
    }

    /** What exact arithmetic says; empty when there is no such value. */
    private static Optional<Object> nearest(Object given, SdsTypeCode to) {
        boolean isFloating = given instanceof Float || given instanceof Double;
        double asDouble = isFloating ? ((Number) given).doubleValue() : 0;
        SdsTypeCode scalar = to.scalar();
        if (!Double.isFinite(asDouble) || isFloating && asDouble == 0) {
            // NaN, infinities, and zeros with their sign.
            return switch (scalar) {
                case DOUBLE -> Optional.of(asDouble);
                case SINGLE -> Optional.of((float) asDouble);
                case DECIMAL -> asDouble == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
                default -> asDouble == 0 ? Optional.of(BigInteger.ZERO) : Optional.empty();
            };
        }
        BigDecimal exact = isFloating ? new BigDecimal(asDouble) : new BigDecimal(given.toString());
        return switch (scalar) {
            // The text of a number is read to the nearest one.
            case DOUBLE -> Optional.of(Double.parseDouble(exact.toString()));
            case SINGLE ->
                Optional.of(Float.parseFloat(exact.toString()))
                        .filter(Float::isFinite)
                        .map(number -> number == 0 && exact.signum() < 0 ? -0.0f : number);
            case DECIMAL -> decimal(exact, given instanceof BigDecimal).map(number -> number);
            default -> {
                BigInteger rounded = exact.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
                yield IntegerRange.of(to).contains(rounded) ? Optional.of(rounded) : Optional.empty();
            }
        };
    }

    private static Optional<BigDecimal> decimal(BigDecimal exact, boolean isDecimal) {
        if (isDecimal) {
            return Optional.of(exact);
        }
        BigDecimal number = exact.scale() > 28 ? exact.setScale(28, RoundingMode.HALF_EVEN) : exact;
        while (number.unscaledValue().abs().compareTo(MOST) > 0 && number.scale() > 0) {
            number = exact.round(new MathContext(0)).setScale(number.scale() - 1, RoundingMode.HALF_EVEN);
        }
        return number.unscaledValue().abs().compareTo(MOST) > 0 ? Optional.empty() : Optional.of(number);
    }
}
