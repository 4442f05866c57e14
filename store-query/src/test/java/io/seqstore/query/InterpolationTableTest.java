package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.query.request.InterpolatedRequest.AtKeys;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.ScalarValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One property of each type between two events at the keys 0 and 10, and outside them (spec 07, sections 3 and 4). */
class InterpolationTableTest {
    @ParameterizedTest(name = "{0}: {1} .. {2} at {3} is {4}")
    @CsvSource(
            nullValues = "none",
            value = {
                "DOUBLE, 2, 12, 5, 7.0",
                "DOUBLE, 0.1, 0.2, 3, 0.13",
                "DOUBLE, -1.7E308, 1.7E308, 5, 0.0",
                "DOUBLE, NaN, 1, 5, NaN",
                "DOUBLE, 1, NaN, 5, NaN",
                "DOUBLE, 1, Infinity, 5, Infinity",
                "SINGLE, 1, 2, 5, 1.5",
                "SINGLE, 0.1, 0.2, 3, 0.13",
                "DECIMAL, 1.00, 2, 5, 1.50",
                "DECIMAL, 1, 4, 3, 1.9",
                "DECIMAL, 79228162514264337593543950334, 79228162514264337593543950335, 5,"
                        + " 79228162514264337593543950334",
                "SBYTE, -128, 127, 5, 0",
                "BYTE, 10, 13, 5, 12",
                "BYTE, 10, 11, 5, 10",
                "BYTE, 11, 12, 5, 12",
                "INT16, -3, -2, 5, -2",
                "INT16, -2, -1, 5, -2",
                "INT16, -1, -2, 5, -2",
                "INT32, 1, 2, 5, 2",
                "INT32, 1, 2, 4, 1",
                "INT32, 2, 1, 4, 2",
                "INT64, 9007199254740993, 9007199254740997, 5, 9007199254740995",
                "INT64, -9223372036854775808, 9223372036854775807, 5, 0",
                "INT64, -9223372036854775808, 9223372036854775807, 1, -7378697629483820646",
                "INT64, 9223372036854775807, -9223372036854775808, 9, -7378697629483820646",
                "UINT16, 65535, 0, 1, 58982",
                "UINT32, 0, 4294967295, 5, 2147483648",
                "UINT64, 0, 18446744073709551615, 5, 9223372036854775808",
                "UINT64, 18446744073709551615, 18446744073709551605, 5, 18446744073709551610",
                "UINT64, 9223372036854775807, 9223372036854775809, 5, 9223372036854775808",
                "DATE_TIME, 2020-01-01T00:00:00Z, 2020-01-03T00:00:00Z, 5, 2020-01-02T00:00:00Z",
                "DATE_TIME, 2020-01-01T00:00:00Z, 2020-01-01T00:00:00.0000001Z, 5, 2020-01-01T00:00:00Z",
                "TIME_SPAN, 00:00:10, 00:00:20, 5, 00:00:15",
                "TIME_SPAN, -00:00:10, 00:00:10, 1, -00:00:08",
                "DATE_TIME_OFFSET, 2020-01-01T00:00:00+02:00, 2020-01-01T00:00:00Z, 5, 2020-01-01T01:00:00+02:00",
                "DATE_TIME_OFFSET, 0001-01-01T12:00:00-10:00, 0001-01-01T00:00:00Z, 5, 0001-01-01T01:00:00-10:00",
                "DATE_TIME_OFFSET, 0001-01-01T12:00:00-10:00, 0001-01-01T00:00:00Z, 9, 0001-01-01T02:12:00+00:00",
                "DATE_TIME_OFFSET, 9999-12-31T10:00:00+10:00, 9999-12-31T20:00:00Z, 7, 9999-12-31T14:00:00+00:00",
                "DATE_TIME_OFFSET, 9999-12-31T10:00:00+10:00, 9999-12-31T20:00:00Z, 6, 9999-12-31T22:00:00+10:00",
                "BOOLEAN, false, true, 5, false",
                "BOOLEAN, false, true, 6, true",
                "BOOLEAN, true, false, 4, true",
                "CHAR, a, z, 5, a",
                "CHAR, a, z, 6, z",
                "INT32_ENUM, 1, 2, 5, 0",
                "STRING, a, b, 5, none",
                "GUID, 11111111-1111-1111-1111-111111111111, 22222222-2222-2222-2222-222222222222, 5,"
                        + " 00000000-0000-0000-0000-000000000000",
                "VERSION, 1.2, 1.4, 5, none",
                "NULLABLE_DOUBLE, 4, 6, 5, 5.0",
                "NULLABLE_DOUBLE, 4, none, 5, none",
                "NULLABLE_DOUBLE, none, 4, 5, none",
                "NULLABLE_INT32, 4, 7, 5, 6",
                "NULLABLE_INT32, none, 7, 5, none",
                "NULLABLE_DECIMAL, 4, none, 5, none",
                "NULLABLE_DATE_TIME_OFFSET, 2020-01-01T00:00:00Z, none, 5, none",
                "NULLABLE_BOOLEAN, false, true, 6, true",
                "NULLABLE_BOOLEAN, none, true, 6, none",
                "NULLABLE_CHAR, a, none, 1, none",
                "NULLABLE_INT32_ENUM, 1, 2, 5, none",
                "NULLABLE_GUID, 11111111-1111-1111-1111-111111111111, 11111111-1111-1111-1111-111111111111, 5, none"
            })
    void interpolatesContinuously(
            SdsTypeCode code, @Nullable String previous, @Nullable String next, long at, @Nullable String expected) {
        assertEquals(expected, ask(code, SdsInterpolationMode.CONTINUOUS, previous, next, at));
    }

    @ParameterizedTest(name = "{1} {0}: {2} .. {3} at {4} is {5}")
    @CsvSource(
            nullValues = "none",
            value = {
                "STRING, STEPWISE_CONTINUOUS_LEADING, a, b, 9, a",
                "STRING, STEPWISE_CONTINUOUS_TRAILING, a, b, 1, b",
                "VERSION, STEPWISE_CONTINUOUS_TRAILING, 1.2, 1.3.4, 1, 1.3.4",
                "INT32_ENUM, STEPWISE_CONTINUOUS_LEADING, 1, 2, 9, 1",
                "NULLABLE_INT32, STEPWISE_CONTINUOUS_LEADING, none, 8, 9, none",
                "DATE_TIME_OFFSET, STEPWISE_CONTINUOUS_TRAILING, 2020-01-01T00:00:00+02:00, 2020-01-01T00:00:00-03:00, 1,"
                        + " 2020-01-01T00:00:00-03:00",
                "DOUBLE, DISCRETE, 4, 6, 5, 0.0",
                "BOOLEAN, DISCRETE, true, true, 5, false",
                "NULLABLE_DOUBLE, DISCRETE, 4, 6, 5, none",
                "STRING, DISCRETE, a, a, 5, none",
                "DECIMAL, DISCRETE, 4, 6, 5, 0",
                "DATE_TIME, DISCRETE, 2020-01-01T00:00:00Z, 2020-01-01T00:00:00Z, 5, 0001-01-01T00:00:00Z",
                "DATE_TIME_OFFSET, DISCRETE, 2020-01-01T00:00:00+02:00, 2020-01-01T00:00:00+02:00, 5,"
                        + " 0001-01-01T00:00:00+00:00",
                "NULLABLE_INT32, CONTINUOUS_NULLABLE_LEADING, 4, 8, 5, 6",
                "NULLABLE_INT32, CONTINUOUS_NULLABLE_LEADING, none, 8, 5, none",
                "NULLABLE_INT32, CONTINUOUS_NULLABLE_LEADING, 4, none, 5, 4",
                "NULLABLE_INT32, CONTINUOUS_NULLABLE_TRAILING, none, 8, 5, 8",
                "NULLABLE_INT32, CONTINUOUS_NULLABLE_TRAILING, 4, none, 5, none",
                "NULLABLE_DOUBLE, CONTINUOUS_NULLABLE_TRAILING, 4, 6, 5, 5.0"
            })
    void followsTheModeOfTheProperty(
            SdsTypeCode code,
            SdsInterpolationMode mode,
            @Nullable String previous,
            @Nullable String next,
            long at,
            @Nullable String expected) {
        assertEquals(expected, ask(code, mode, previous, next, at));
    }

    @ParameterizedTest(name = "{1} {0}: before {2}, after {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "DOUBLE, CONTINUOUS, 1.0, 2.0",
                "STRING, CONTINUOUS, 1, 2",
                "INT32_ENUM, CONTINUOUS, 1, 2",
                "STRING, STEPWISE_CONTINUOUS_LEADING, 1, 2",
                "STRING, STEPWISE_CONTINUOUS_TRAILING, 1, 2",
                "DOUBLE, CONTINUOUS_NULLABLE_LEADING, 0.0, 0.0",
                "NULLABLE_INT32, CONTINUOUS_NULLABLE_TRAILING, none, none",
                "DOUBLE, DISCRETE, 0.0, 0.0",
                "STRING, DISCRETE, none, none"
            })
    void extrapolatesByTheModeOfTheProperty(
            SdsTypeCode code, SdsInterpolationMode mode, @Nullable String before, @Nullable String after) {
        assertEquals(before, ask(code, mode, "1", "2", -5));
        assertEquals(after, ask(code, mode, "1", "2", 15));
    }

    @Test
    void refusesADecimalDifferenceThatIsNoDecimal() {
        InvalidRequestException refused = assertThrows(
                InvalidRequestException.class,
                () -> ask(
                        SdsTypeCode.DECIMAL,
                        SdsInterpolationMode.CONTINUOUS,
                        "-1",
                        "79228162514264337593543950335",
                        5));
        assertEquals(
                "Property 'V' cannot be interpolated: the difference of 79228162514264337593543950335 and -1 is greater than"
                        + " a Decimal can be.",
                refused.reason());
    }

    private static @Nullable String ask(
            SdsTypeCode code, SdsInterpolationMode mode, @Nullable String previous, @Nullable String next, long at) {
        SdsType valueType = code.isEnum()
                ? SdsType.builder(code)
                        .id("E")
                        .member("Zero", 0)
                        .member("One", 1)
                        .build()
                : SdsType.of(code);
        SdsType type = SdsType.object("T")
                .key("K", SdsTypeCode.INT64)
                .property(SdsTypeProperty.of("V", valueType).withInterpolationMode(mode))
                .build();
        EventLayout layout = EventLayout.of(type);
        ColumnBatch events = new ColumnBatch(layout, 2);
        append(events, 0, previous);
        append(events, 10, next);
        Queries queries = new Queries(new ArraySource(events), SdsStream.of("s", "T"), ReadLimits.DEFAULT);
        ColumnBatch answer = queries.interpolated(new AtKeys(new long[] {at}));
        assertEquals(1, answer.count());
        assertEquals(at, answer.key(0));
        Object value = Rows.read(answer, 0).get("V");
        return value == null ? null : ScalarText.print(code, value);
    }

    private static void append(ColumnBatch events, long key, @Nullable String text) {
        PropertyLayout property = events.layout().property("V");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("K", key);
        values.put("V", text == null ? null : ScalarText.parseInput(property.code(), text));
        assertEquals(text == null, ScalarValues.normalise(property.code(), values.get("V")) == null);
        Rows.appendValues(values, events);
    }
}
