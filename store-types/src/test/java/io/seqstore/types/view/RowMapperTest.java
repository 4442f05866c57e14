package io.seqstore.types.view;

import static io.seqstore.types.view.Rows.batch;
import static io.seqstore.types.view.Rows.code;
import static io.seqstore.types.view.Rows.convert;
import static io.seqstore.types.view.Rows.holding;
import static io.seqstore.types.view.Rows.map;
import static io.seqstore.types.view.Rows.mapper;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.TypedValues;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of one type as events of another (spec 05, sections 3.5 and 4). */
class RowMapperTest {
    private static final String NULL = "none";

    private static Object value(SdsType type, String text) {
        return text == null ? null : ScalarText.parse(type.typeCode(), text);
    }

    @ParameterizedTest(name = "{0} {1} becomes {2} {3}")
    @CsvSource(
            nullValues = NULL,
            value = {
                // integer to wider integer: exact
                "SByte, -128, Int64, -128",
                "UInt32, 4294967295, Int64, 4294967295",
                "Int64, 9223372036854775807, UInt64, 9223372036854775807",
                "UInt64, 9223372036854775807, Int64, 9223372036854775807",
                // to narrower ones: in range
                "Int64, 255, Byte, 255",
                "UInt64, 18446744073709551615, UInt64, 18446744073709551615",
                // to integer: nearest, half to even
                "Double, 2.5, Int32, 2",
                "Double, 3.5, Int32, 4",
                "Double, -2.5, Int32, -2",
                "Double, 1.9, Int32, 2",
                "Double, -0.4, Byte, 0",
                "Double, 255.49, Byte, 255",
                "Double, -128.5, SByte, -128",
                "Single, 0.5, UInt16, 0",
                "Decimal, 2.5, Int16, 2",
                "Decimal, 3.500, Int16, 4",
                "Decimal, 18446744073709551615.4, UInt64, 18446744073709551615",
                "Double, 18446744073709549568, UInt64, 18446744073709549568",
                "Double, 9223372036854775808, UInt64, 9223372036854775808",
                "Double, -9223372036854775808, Int64, -9223372036854775808",
                // to floating point: nearest
                "Int64, 9007199254740993, Double, 9007199254740992",
                "Int64, 16777217, Single, 16777216",
                "UInt64, 18446744073709551615, Double, 18446744073709551616",
                "UInt64, 9223372036854777857, Double, 9223372036854777856",
                "UInt64, 9223372036854776833, Double, 9223372036854777856",
                "UInt64, 18446744073709551615, Single, 18446744073709551616",
                "Double, 0.1, Single, 0.1",
                "Single, 0.1, Double, 0.10000000149011612",
                "Double, NaN, Single, NaN",
                "Double, Infinity, Single, Infinity",
                "Single, -Infinity, Double, -Infinity",
                "Double, 1e-320, Single, 0",
                "Decimal, 79228162514264337593543950335, Double, 7.922816251426434E28",
                "Decimal, 0.1, Single, 0.1",
                // to decimal: exact or nearest
                "Int32, -5, Decimal, -5",
                "UInt64, 18446744073709551615, Decimal, 18446744073709551615",
                "Double, 1.5, Decimal, 1.5",
                "Double, 0.1, Decimal, 0.1000000000000000055511151231",
                "Double, 1e-40, Decimal, 0.0000000000000000000000000000",
                // nullable and back
                "Int32, 3, NullableInt32, 3",
                "NullableInt32, 3, Int32, 3",
                "NullableInt32, none, Int32, 0",
                "NullableInt32, none, NullableInt32, none",
                "NullableDouble, none, NullableByte, none",
                "NullableDouble, none, Decimal, 0",
                "NullableInt32, none, Double, 0",
                "NullableDateTime, none, DateTime, 0001-01-01T00:00:00Z",
                "NullableDateTimeOffset, none, DateTimeOffset, 0001-01-01T00:00:00+00:00",
                "NullableGuid, none, Guid, 00000000-0000-0000-0000-000000000000",
                "NullableBoolean, none, Boolean, false",
                "Boolean, true, NullableBoolean, true",
                "DateTimeOffset, 2020-01-01T00:00:00+02:00, NullableDateTimeOffset, 2020-01-01T00:00:00+02:00",
                "NullableTimeSpan, 01:00:00, TimeSpan, 01:00:00",
                "String, none, String, none",
                "String, text, String, text",
                "Decimal, 1.50, Decimal, 1.50"
            })
    void aValueBecomesOneOfAnotherCode(String from, String given, String to, String expected) {
        SdsType source = code(from);
        SdsType target = code(to);
        assertEquals(value(target, expected), convert(source, null, target, null, value(source, given)));
    }

    @ParameterizedTest(name = "{0} {1} cannot become {2}: expected {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Int32   | 256                  | Byte    | an integer of 0..255",
                "Int32   | -1                   | Byte    | an integer of 0..255",
                "Int64   | -1                   | UInt64  | an integer of 0..18446744073709551615",
                "UInt64  | 9223372036854775808  | Int64   | an integer of -9223372036854775808..9223372036854775807",
                "UInt64  | 18446744073709551615 | SByte   | an integer of -128..127",
                "Double  | 255.5                | Byte    | an integer of 0..255",
                "Double  | -0.51                | UInt32  | an integer of 0..4294967295",
                "Double  | 9223372036854775808  | Int64   | an integer of -9223372036854775808..9223372036854775807",
                "Double  | 18446744073709551616 | UInt64  | an integer of 0..18446744073709551615",
                "Double  | NaN                  | Int32   | an integer of -2147483648..2147483647",
                "Single  | Infinity             | Int64   | an integer of -9223372036854775808..9223372036854775807",
                "Double  | -Infinity            | UInt64  | an integer of 0..18446744073709551615",
                "Decimal | 127.5                | SByte   | an integer of -128..127",
                "Double  | 1.0E39               | Single  | a magnitude of at most 3.4028235E38",
                "Double  | NaN                  | Decimal | a finite number",
                "Double  | Infinity             | Decimal | a finite number",
                "Double  | 1.0E29               | Decimal | a magnitude of at most 79228162514264337593543950335"
            })
    void aValueWithoutCounterpartIsRefused(String from, String given, String to, String expected) {
        SdsType source = code(from);
        InvalidRequestException refusal = assertThrows(
                InvalidRequestException.class, () -> convert(source, null, code(to), null, value(source, given)));
        assertTrue(
                refusal.reason().endsWith("and cannot become 'Value' of type " + to + ": expected " + expected + "."),
                refusal.reason());
        assertEquals(Map.of("PropertyId", "Value", "Index", "7"), refusal.parameters());
        Object found = value(source, given);
        assertTrue(refusal.reason().startsWith("Property 'Value' of the event at index '7' is " + found + " "));
    }

    private static SdsType enumOver(SdsTypeCode code) {
        return SdsType.builder(code).id(code.sdsName()).member("Zero", 0).build();
    }

    @Test
    void anEnumKeepsItsNumber() {
        SdsType wide = enumOver(SdsTypeCode.UINT64_ENUM);
        SdsType narrow = enumOver(SdsTypeCode.NULLABLE_SBYTE_ENUM);
        assertEquals((byte) 5, convert(wide, null, narrow, null, BigInteger.valueOf(5)));
        assertEquals(BigInteger.valueOf(5), convert(narrow, null, wide, null, 5));
        assertEquals(BigInteger.ZERO, convert(narrow, null, wide, null, null), "null");
        assertThrows(InvalidRequestException.class, () -> convert(wide, null, narrow, null, BigInteger.valueOf(128)));
        assertThrows(InvalidRequestException.class, () -> convert(narrow, null, wide, null, -1));
    }

    @Test
    void anAddedPropertyHasTheDefaultOfItsType() {
        SdsType source = SdsType.object("S").key("Key", SdsTypeCode.INT32).build();
        SdsType.Builder builder = source.toBuilder().id("T");
        for (SdsTypeCode code : SdsTypeCode.values()) {
            if (code.isScalar() || code.isArray()) {
                builder.property(
                        code.sdsName(), SdsType.builder(code).id(code.sdsName()).build());
            }
        }
        SdsType target = builder.build();
        Event mapped = map(mapper(source, target), Map.of("Key", 7));
        target.flattenedProperties().stream().skip(1).forEach(property -> {
            Object expected = TypedValues.defaultValue(property.type());
            assertEquals(expected, mapped.get(property.id()), property.id());
        });
    }

    @Test
    void arraysAndObjectsOfTheSameTypeAreCopied() {
        SdsType inner =
                SdsType.object("Inner").property("Level", SdsTypeCode.DOUBLE).build();
        assertEquals(List.of(1, 2), convert(code("Int32Array"), null, code("Int32Array"), null, List.of(1, 2)));
        assertNull(convert(code("Int32Array"), null, code("Int32Array"), null, null));
        assertEquals(Map.of("Level", 1.5), convert(inner, null, inner, null, Map.of("Level", 1.5)));
    }

    private static final SdsType INNER = SdsType.object("Inner")
            .property("Level", SdsTypeCode.DOUBLE)
            .property("Note", SdsTypeCode.STRING)
            .property("Count", SdsTypeCode.NULLABLE_INT32)
            .build();
    private static final SdsType OTHER_INNER = SdsType.object("OtherInner")
            .property("Height", SdsTypeCode.BYTE)
            .property("Note", SdsTypeCode.STRING)
            .property("Count", SdsTypeCode.INT64)
            .property("Added", SdsTypeCode.INT32)
            .build();

    private static RowMapper nestedMapper() {
        SdsStreamView inner = new SdsStreamView(
                null,
                null,
                null,
                "Inner",
                "OtherInner",
                List.of(Property.of("Level", "Height"), Property.of("Note", "Note"), Property.of("Count", "Count")));
        return mapper(
                holding("S", INNER, null), holding("T", OTHER_INNER, null), new Property("Value", "Value", inner));
    }

    @Test
    void objectsAreMappedByTheirNestedView() {
        Map<String, Object> given = Map.of("Level", 2.5, "Note", "n");
        Event mapped = map(nestedMapper(), Map.of("Key", 7, "Value", given));
        assertEquals(Map.of("Height", (short) 2, "Note", "n", "Count", 0L, "Added", 0), mapped.get("Value"));
        assertNull(map(nestedMapper(), Map.of("Key", 7)).get("Value"), "null stays null");
    }

    @Test
    void aValueInsideAnObjectIsNamedByItsPath() {
        Map<String, ?> event = Map.of("Key", 7, "Value", Map.of("Level", 300.0));
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> map(nestedMapper(), event));
        assertEquals("Value.Level", refusal.parameters().get("PropertyId"));
        assertTrue(refusal.reason().contains(" is 300.0 "), refusal.reason());
    }

    private static SdsType keyed(String typeId, SdsTypeCode code) {
        return SdsType.object(typeId).key("Key", code).build();
    }

    private static Object mapKey(SdsTypeCode from, SdsTypeCode to, Object key) {
        return map(mapper(keyed("S", from), keyed("T", to)), Map.of("Key", key)).key();
    }

    @Test
    void keysAreConvertedLikeOtherValues() {
        assertEquals(7L, mapKey(SdsTypeCode.INT32, SdsTypeCode.INT64, 7));
        assertEquals(7.0, mapKey(SdsTypeCode.UINT64, SdsTypeCode.DOUBLE, BigInteger.valueOf(7)));
        assertEquals(BigInteger.TWO, mapKey(SdsTypeCode.DOUBLE, SdsTypeCode.UINT64, 2.5));
        assertEquals(0.0f, mapKey(SdsTypeCode.DOUBLE, SdsTypeCode.SINGLE, -1e-320), "one zero only");
        assertEquals(-1.5f, mapKey(SdsTypeCode.DOUBLE, SdsTypeCode.SINGLE, -1.5));
        assertThrows(
                InvalidRequestException.class, () -> mapKey(SdsTypeCode.DOUBLE, SdsTypeCode.SINGLE, Double.MAX_VALUE));
        OffsetDateTime time = OffsetDateTime.parse("2020-01-01T00:00:00+02:00");
        assertEquals(time, mapKey(SdsTypeCode.DATE_TIME_OFFSET, SdsTypeCode.DATE_TIME_OFFSET, time));
    }

    private static RowMapper ofValueToKey(SdsType value, SdsTypeCode key) {
        SdsType source = holding("S", value, null);
        return mapper(source, keyed("T", key), Property.of("Value", "Key"));
    }

    @Test
    void aValueMayBecomeTheKey() {
        assertEquals(
                7L,
                map(ofValueToKey(code("NullableInt32"), SdsTypeCode.INT64), Map.of("Key", 1, "Value", 7))
                        .key());
        Instant time = Instant.parse("2020-01-01T00:00:00Z");
        assertEquals(
                time,
                map(ofValueToKey(code("DateTime"), SdsTypeCode.DATE_TIME), Map.of("Key", 1, "Value", time))
                        .key());
        assertEquals(
                0.0,
                map(ofValueToKey(code("Double"), SdsTypeCode.DOUBLE), Map.of("Key", 1, "Value", -0.0))
                        .key());
    }

    @Test
    void aKeyMayBecomeAValue() {
        SdsType target = SdsType.object("T")
                .key("Other", SdsTypeCode.INT32)
                .property("Stamp", SdsTypeCode.NULLABLE_DATE_TIME_OFFSET)
                .build();
        SdsType source = SdsType.object("S")
                .key("Stamp", SdsTypeCode.DATE_TIME_OFFSET)
                .property("Other", SdsTypeCode.INT32)
                .build();
        OffsetDateTime time = OffsetDateTime.parse("2020-01-01T00:00:00+02:00");
        Event mapped = map(mapper(source, target), Map.of("Stamp", time, "Other", 7));
        assertEquals(time, mapped.get("Stamp"));
        assertEquals(7, mapped.key());
    }

    @ParameterizedTest(name = "{0} {1} is no key")
    @CsvSource(
            nullValues = NULL,
            value = {"NullableInt64, none, Int64", "Double, NaN, Double", "Single, Infinity, Double"})
    void nullAndWhatIsNotFiniteCannotBecomeAKey(String from, String given, String key) {
        RowMapper mapper = ofValueToKey(code(from), SdsTypeCode.ofName(key).orElseThrow());
        Map<String, Object> event = new HashMap<>(Map.of("Key", 7));
        event.put("Value", value(code(from), given));
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> map(mapper, event));
        assertEquals(Map.of("PropertyId", "Value", "Index", "7"), refusal.parameters());
        assertTrue(refusal.reason().contains("since it becomes a key"), refusal.reason());
        InvalidRequestException same =
                assertThrows(InvalidRequestException.class, () -> mapper.values(batch(mapper.source(), event), 0));
        assertEquals(refusal.reason(), same.reason());
    }

    @Test
    void oneEventThatCannotBeConvertedRefusesAll() {
        RowMapper mapper = mapper(holding("S", code("Int32"), null), holding("T", code("Byte"), null));
        ColumnBatch from = batch(mapper.source(), Map.of("Key", 1), Map.of("Key", 2, "Value", 300), Map.of("Key", 3));
        ColumnBatch to = batch(mapper.target(), Map.of("Key", 0, "Value", 9));
        assertThrows(InvalidRequestException.class, () -> mapper.appendAll(from, 0, 3, to));
        assertEquals(1, to.count());
        assertThrows(InvalidRequestException.class, () -> mapper.append(from, 1, to));
        assertEquals(1, to.count());
        mapper.appendAll(from, 2, 3, to);
        assertEquals(
                Event.of(mapper.target(), Map.of("Key", 3)),
                EventConverter.of(mapper.target()).read(to, 1));
    }

    @Test
    void aBatchThatIsUsedAgainKeepsNothingOfItsOldRows() {
        RowMapper mapper = mapper(holding("S", code("NullableInt32"), null), holding("T", code("Int32"), null));
        ColumnBatch to = batch(mapper.target(), Map.of("Key", 1, "Value", 9));
        to.clear();
        mapper.appendAll(batch(mapper.source(), Map.of("Key", 2)), 0, 1, to);
        assertEquals(
                Event.of(mapper.target(), Map.of("Key", 2)),
                EventConverter.of(mapper.target()).read(to, 0));
    }

    @Test
    void aMapperKnowsWhereItsValuesComeFrom() {
        SdsType target = SdsType.object("T")
                .key("Key", SdsTypeCode.INT32)
                .property("Amount", SdsTypeCode.INT32)
                .property("Added", SdsTypeCode.STRING)
                .build();
        RowMapper mapper = mapper(holding("S", code("Double"), null), target, Property.of("Value", "Amount"));
        EventLayout layout = mapper.target();
        assertEquals(
                "Value",
                mapper.sourceOf(layout.property("Amount")).orElseThrow().id());
        assertTrue(mapper.sourceOf(layout.property("Added")).isEmpty());
        assertFalse(mapper.isIdentity());
    }

    @Test
    void aViewOfAnotherTypeIsRefused() {
        SdsType source = holding("S", code("Int32"), null);
        SdsType target = holding("T", code("Int32"), null);
        StreamViewMap map = StreamViewMap.of(SdsStreamView.of("v", "S", "T"), source, target);
        EventLayout from = EventLayout.of(source);
        EventLayout to = EventLayout.of(target);
        String reason = assertThrows(InvalidRequestException.class, () -> RowMapper.of(map, to, to))
                .reason();
        assertEquals("The stream is of type 'T', the source type of the view is 'S'.", reason);
        assertThrows(IllegalArgumentException.class, () -> RowMapper.of(map, from, from));
    }

    @Test
    void aMapThatCannotBePerformedMakesNoMapper() {
        SdsType source = holding("S", code("Int32"), null);
        SdsType target = holding("T", code("String"), null);
        InvalidRequestException refusal = assertThrows(
                InvalidRequestException.class, () -> mapper(source, target, Property.of("Value", "Value")));
        assertEquals(Map.of("PropertyId", "Value"), refusal.parameters());
    }
}
