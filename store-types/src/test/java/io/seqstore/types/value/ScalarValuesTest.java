package io.seqstore.types.value;

import static io.seqstore.types.schema.SdsTypeCode.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarValuesTest {
    private static final Instant NOON = Instant.parse("2017-11-23T12:00:00.1234567Z");

    static Stream<Arguments> conversions() {
        return Stream.of(
                arguments(INT32, 5L, 5),
                arguments(INT32, (byte) 5, 5),
                arguments(INT32, 5.0, 5),
                arguments(INT32, new BigDecimal("5.00"), 5),
                arguments(INT32, BigInteger.TWO, 2),
                arguments(SBYTE, -128, (byte) -128),
                arguments(BYTE, 255, (short) 255),
                arguments(UINT16, 65535, 65535),
                arguments(UINT32, 4294967295L, 4294967295L),
                arguments(UINT64, 7, BigInteger.valueOf(7)),
                arguments(UINT64, Double.valueOf(0x1p63), BigInteger.ONE.shiftLeft(63)),
                arguments(SINGLE, 0.5, 0.5f),
                arguments(SINGLE, 3, 3f),
                arguments(SINGLE, Double.NaN, Float.NaN),
                arguments(SINGLE, Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY),
                arguments(DOUBLE, 0.1f, (double) 0.1f),
                arguments(DOUBLE, 1L << 53, 9007199254740992.0),
                arguments(DOUBLE, new BigDecimal("0.25"), 0.25),
                arguments(DECIMAL, 5, new BigDecimal("5")),
                arguments(DECIMAL, 0.5, new BigDecimal("0.5")),
                arguments(DECIMAL, new BigDecimal("1.50"), new BigDecimal("1.50")),
                arguments(DECIMAL, new BigDecimal("1E+2"), new BigDecimal("100")),
                arguments(CHAR, "x", 'x'),
                arguments(DATE_TIME, NOON.plusNanos(99), NOON),
                arguments(DATE_TIME, OffsetDateTime.parse("2017-11-23T14:00:00.1234567+02:00"), NOON),
                arguments(DATE_TIME, NOON.atZone(ZoneId.of("Europe/Berlin")), NOON),
                arguments(DATE_TIME_OFFSET, NOON, OffsetDateTime.parse("2017-11-23T12:00:00.1234567+00:00")),
                arguments(
                        DATE_TIME_OFFSET,
                        NOON.atZone(ZoneId.of("Asia/Kolkata")),
                        OffsetDateTime.parse("2017-11-23T17:30:00.1234567+05:30")),
                arguments(TIME_SPAN, Duration.ofNanos(-1), Duration.ofNanos(-100)),
                arguments(NULLABLE_INT32, 5L, 5),
                arguments(NULLABLE_INT32, null, null),
                arguments(STRING, null, null),
                arguments(VERSION, null, null));
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("conversions")
    void takesWhatConvertsExactly(SdsTypeCode code, Object given, Object expected) {
        assertEquals(expected, ScalarValues.normalise(code, given));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(INT32, 1L << 31),
                arguments(INT32, 5.5),
                arguments(INT32, "5"),
                arguments(INT32, true),
                arguments(INT32, 'a'),
                arguments(INT32, Double.NaN),
                arguments(INT32, 1e300),
                arguments(INT32, new BigDecimal("1E+999999999")),
                arguments(INT32, null),
                arguments(BYTE, -1),
                arguments(BYTE, (byte) -1),
                arguments(SBYTE, 128),
                arguments(UINT64, -1),
                arguments(UINT64, BigInteger.ONE.shiftLeft(64)),
                arguments(SINGLE, 0.1),
                arguments(SINGLE, 1e300),
                arguments(DOUBLE, (1L << 53) + 1),
                arguments(DOUBLE, new BigDecimal("0.1")),
                arguments(DOUBLE, "1"),
                arguments(DOUBLE, null),
                arguments(DECIMAL, 0.1),
                arguments(DECIMAL, Double.POSITIVE_INFINITY),
                arguments(DECIMAL, BigInteger.ONE.shiftLeft(96)),
                arguments(BOOLEAN, 1),
                arguments(CHAR, "xy"),
                arguments(CHAR, 65),
                arguments(DATE_TIME, LocalDateTime.of(2020, 1, 1, 0, 0)),
                arguments(DATE_TIME, Instant.MAX),
                arguments(DATE_TIME, 5L),
                arguments(DATE_TIME_OFFSET, OffsetDateTime.parse("2020-01-01T00:00:00+14:01")),
                arguments(DATE_TIME_OFFSET, OffsetDateTime.parse("2020-01-01T00:00:00+01:00:30")),
                arguments(DATE_TIME_OFFSET, OffsetDateTime.parse("9999-12-31T23:59:59-01:00")),
                arguments(DATE_TIME_OFFSET, OffsetDateTime.parse("+10000-01-01T00:00:00+01:00")),
                arguments(TIME_SPAN, Duration.ofDays(10675200)),
                arguments(GUID, "0f8fad5b-d9cb-469f-a165-70867728950e"),
                arguments(STRING, 5),
                arguments(VERSION, "1.2"));
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("refusals")
    void refusesTheRest(SdsTypeCode code, Object given) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> ScalarValues.normalise(code, given));
        assertTrue(refusal.reason().contains("is not a value of type " + code.sdsName() + ": "), refusal.reason());
    }

    @ParameterizedTest
    @EnumSource(SdsTypeCode.class)
    void hasADefaultForEachScalar(SdsTypeCode code) {
        if (!code.isScalar()) {
            return;
        }
        Object value = ScalarValues.defaultValue(code);
        assertEquals(code.acceptsNull(), value == null);
        assertTrue(ScalarValues.isDefault(code, value));
        if (value != null) {
            assertEquals(ScalarValues.javaClass(code), value.getClass());
            assertEquals(value, ScalarValues.normalise(code, value));
            assertEquals(value, ScalarText.parse(code, ScalarText.print(code, value)));
        }
    }

    @Test
    void takesOnlyTheDefaultItselfForTheDefault() {
        assertFalse(ScalarValues.isDefault(DOUBLE, -0.0));
        assertFalse(ScalarValues.isDefault(SINGLE, -0f));
        assertFalse(ScalarValues.isDefault(NULLABLE_INT32, 0));
        assertFalse(ScalarValues.isDefault(STRING, ""));
        assertFalse(ScalarValues.isDefault(DECIMAL, new BigDecimal("0.00")));
        assertFalse(ScalarValues.isDefault(DATE_TIME, NOON));
        assertTrue(ScalarValues.isDefault(GUID, new UUID(0, 0)));
        assertTrue(ScalarValues.isDefault(DATE_TIME_OFFSET, OffsetDateTime.parse("0001-01-01T00:00:00Z")));
    }

    @Test
    void takesEnumsByNumberIdOrConstant() {
        SdsType days = SdsType.builder(NULLABLE_INT16_ENUM)
                .id("Day")
                .member("Monday", 0)
                .member("SUNDAY", 6)
                .build();
        assertEquals((short) 6, TypedValues.normalise(days, DayOfWeek.SUNDAY));
        assertEquals((short) 0, TypedValues.normalise(days, "mONDAY"));
        assertEquals((short) 99, TypedValues.normalise(days, 99));
        assertNull(TypedValues.normalise(days, null));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(days, DayOfWeek.FRIDAY));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(days, "6"));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(days, 40_000));
    }

    @Test
    void takesArraysAndCollectionsOfAnyClass() {
        SdsType numbers = SdsType.of(INT32_ARRAY);
        List<Object> expected = List.of(1, 2);
        assertEquals(expected, TypedValues.normalise(numbers, new int[] {1, 2}));
        assertEquals(expected, TypedValues.normalise(numbers, new Long[] {1L, 2L}));
        assertEquals(expected, TypedValues.normalise(numbers, List.of((short) 1, 2.0)));
        assertNull(TypedValues.normalise(numbers, null));
        assertEquals(List.of((short) 255), TypedValues.normalise(SdsType.of(BYTE_ARRAY), new byte[] {-1}));
        assertEquals(List.of((byte) -1), TypedValues.normalise(SdsType.of(SBYTE_ARRAY), new byte[] {-1}));
        assertEquals(
                Arrays.asList("a", null), TypedValues.normalise(SdsType.of(STRING_ARRAY), new String[] {"a", null}));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(numbers, Arrays.asList(1, null)));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(numbers, "12"));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(numbers, new double[] {1.5}));
    }

    @Test
    void takesObjectsAndDictionariesAsMaps() {
        SdsType point = SdsType.object("Point")
                .property("X", DOUBLE)
                .property("Name", STRING)
                .build();
        SdsType byNumber = SdsType.builder(IDICTIONARY)
                .id("D")
                .genericArgument(SdsType.of(INT32))
                .genericArgument(point)
                .build();
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("X", 1.0);
        expected.put("Name", null);
        assertEquals(Map.of(7, expected), TypedValues.normalise(byNumber, Map.of(7L, Map.of("x", 1))));
        assertEquals(
                List.of("X", "Name"),
                List.copyOf(((Map<?, ?>) TypedValues.normalise(point, Map.of("name", "n"))).keySet()));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(point, Map.of("Y", 1)));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(point, Map.of(1, 1)));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(point, List.of(1)));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(byNumber, Map.of("a", Map.of())));
        assertThrows(InvalidRequestException.class, () -> TypedValues.normalise(SdsType.of(DB_NULL), 1));
        assertNull(TypedValues.normalise(SdsType.of(DB_NULL), null));
    }

    @Test
    void comparesVersionsPartByPart() {
        List<SdsVersion> ascending = Stream.of("0.9", "1.2", "1.2.0", "1.2.0.0", "1.2.0.1", "1.10", "2.0")
                .map(SdsVersion::parse)
                .toList();
        assertEquals(ascending, ascending.stream().sorted().toList());
    }
}
