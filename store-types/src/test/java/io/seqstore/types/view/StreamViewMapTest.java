package io.seqstore.types.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a view comes to once its types are known (spec 05, sections 2, 3 and 6.4). */
class StreamViewMapTest {
    private static final SdsType STATE =
            SdsType.enumeration("State").member("Ok", 0).member("Alarm", 1).build();

    /** A type with the key Time and these properties, each {@code id:code} or {@code id:code:unit}. */
    private static SdsType type(String id, String... properties) {
        SdsType.Builder type = SdsType.object(id).key("Time", SdsTypeCode.DATE_TIME);
        for (String property : properties) {
            String[] parts = property.split(":");
            SdsType valueType = parts[1].equals("State")
                    ? STATE
                    : SdsType.of(SdsTypeCode.ofName(parts[1]).orElseThrow());
            SdsTypeProperty made = SdsTypeProperty.of(parts[0], valueType);
            type.property(parts.length > 2 ? made.withUom(parts[2]) : made);
        }
        return type.build();
    }

    private static StreamViewMap map(SdsType source, SdsType target, Property... listed) {
        SdsStreamView view = SdsStreamView.of("v", source.id(), target.id()).withProperties(List.of(listed));
        return StreamViewMap.of(view, source, target);
    }

    /** The form {@code Time-Time 0; State-none 2}. */
    private static String shown(StreamViewMap map) {
        return map.properties().stream()
                .map(property -> (property.sourceId() + "-" + property.targetId() + " " + property.mode())
                        .replace("null", "none"))
                .collect(Collectors.joining("; "));
    }

    private static final SdsType SIMPLE = type("Simple", "State:State", "Measurement:Double");

    @ParameterizedTest(name = "Simple to Time, {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "State:State Value:Double       | Time-Time 0; State-State 0; Measurement-Value 4",
                "Measurement:Int32 State:State  | Time-Time 0; State-State 0; Measurement-Measurement 16",
                "State:State Value:Int32        | Time-Time 0; State-State 0; Measurement-none 2; none-Value 1",
                "STATE:State measurement:Double | Time-Time 0; State-STATE 0; Measurement-measurement 0",
                "State:Int32 Measurement:Double | Time-Time 0; Measurement-Measurement 0; State-none 2; none-State 1",
                "Value:Double State:State       | Time-Time 0; State-State 0; Measurement-none 2; none-Value 1",
                "Measurement:NullableDouble     | Time-Time 0; Measurement-Measurement 16; State-none 2",
                "Measurement:String             | Time-Time 0; State-none 2; Measurement-none 2; none-Measurement 1"
            })
    void propertiesArePairedByIdAndThenByPosition(String target, String expected) {
        assertEquals(expected, shown(map(SIMPLE, type("Target", target.split(" ")))));
    }

    @Test
    void aKeyIsNotPairedByPositionWithWhatIsNone() {
        SdsType source = SdsType.object("S")
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("Other", SdsTypeCode.DATE_TIME)
                .build();
        SdsType target = SdsType.object("T")
                .property("Stamp", SdsTypeCode.DATE_TIME)
                .key("Moment", SdsTypeCode.DATE_TIME)
                .build();
        assertEquals("Time-none 2; Other-none 2; none-Stamp 1; none-Moment 1", shown(map(source, target)));
    }

    @Test
    void baseTypesComeFirstInThePositions() {
        SdsType base = SdsType.object("Base").key("Time", SdsTypeCode.DATE_TIME).build();
        SdsType source = SdsType.object("S")
                .baseType(base)
                .property("A", SdsTypeCode.INT32)
                .build();
        SdsType target = type("T", "B:Int32");
        assertEquals("Time-Time 0; A-B 4", shown(map(source, target)));
    }

    @Test
    void aListPairsWhatItNamesAndNothingElse() {
        SdsType simple3 = type("Simple3", "State:State", "Value:Int32");
        assertEquals(
                "Time-Time 0; Measurement-Value 20; State-none 2; none-State 1",
                shown(map(SIMPLE, simple3, Property.of("time", "TIME"), Property.of("measurement", "value"))));
    }

    @Test
    void listedPairsThatAreNotCompatibleAreInvalid() {
        SdsType target = type("T", "State:Int32", "Text:String");
        assertEquals(
                "Time-Time 0; State-State 32; Measurement-Text 36",
                shown(map(
                        SIMPLE,
                        target,
                        Property.of("Time", "Time"),
                        Property.of("State", "State"),
                        Property.of("Measurement", "Text"))));
    }

    @Test
    void keysThatAListForgetsAreStillPaired() {
        SdsType target = SdsType.object("T")
                .property("Value", SdsTypeCode.DOUBLE)
                .key("Stamp", SdsTypeCode.DATE_TIME)
                .build();
        assertEquals(
                "Time-Stamp 4; Measurement-Value 4; State-none 2",
                shown(map(SIMPLE, target, Property.of("Measurement", "Value"))));
    }

    @Test
    void keysThatAListNamesAreNotPairedAgain() {
        SdsType source = SdsType.object("S")
                .key("A", SdsTypeCode.INT32)
                .key("B", SdsTypeCode.INT32)
                .build();
        SdsType target = SdsType.object("T")
                .key("B", SdsTypeCode.INT32)
                .key("C", SdsTypeCode.INT32)
                .build();
        assertEquals("A-B 4; B-C 4", shown(map(source, target, Property.of("A", "B"))));
    }

    @Test
    void aListMayNotNameWhatIsNotThereOrTheSameTwice() {
        SdsType target = type("T", "Value:Double", "Other:Double");
        Property pair = Property.of("Measurement", "Value");
        for (Property wrong : List.of(
                Property.of("Nothing", "Other"),
                Property.of("State", "Nothing"),
                Property.of("measurement", "Other"),
                Property.of("State", "value"))) {
            assertThrows(InvalidRequestException.class, () -> map(SIMPLE, target, pair, wrong), wrong::toString);
        }
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "Boolean, Boolean, true",
        "Boolean, NullableBoolean, true",
        "NullableBoolean, Boolean, true",
        "Boolean, Int32, false",
        "Int32, Boolean, false",
        "Char, UInt16, false",
        "Char, String, false",
        "String, String, true",
        "String, Guid, false",
        "Guid, NullableGuid, true",
        "DateTime, DateTimeOffset, false",
        "NullableDateTime, DateTime, true",
        "NullableTimeSpan, NullableTimeSpan, true",
        "TimeSpan, Int64, false",
        "Version, Version, true",
        "Version, String, false",
        "Int32Array, Int32Array, true",
        "Int32Array, Int64Array, false",
        "ByteArray, String, false",
        "Int32, Int32Array, false",
        "DBNull, DBNull, true",
        "SByte, NullableDecimal, true",
        "NullableSingle, UInt64, true"
    })
    void codesOutsideTheChartAreCompatibleWithThemselvesAndTheirPartners(String from, String to, boolean expected) {
        SdsType source = SdsType.of(SdsTypeCode.ofName(from).orElseThrow());
        SdsType target = SdsType.of(SdsTypeCode.ofName(to).orElseThrow());
        assertEquals(expected, Compatibility.isCompatible(source, target, false));
    }

    private static SdsType list(String id, SdsTypeCode code, SdsTypeCode element) {
        return SdsType.builder(code).id(id).genericArgument(SdsType.of(element)).build();
    }

    @Test
    void collectionsAreCompatibleWhenTheirElementsAreIdentical() {
        SdsType ints = list("Ints", SdsTypeCode.ILIST, SdsTypeCode.INT32);
        SdsType otherInts = list("OtherInts", SdsTypeCode.ILIST, SdsTypeCode.INT32);
        assertTrue(Compatibility.isCompatible(ints, otherInts, false));
        assertTrue(Compatibility.isIdentical(ints, list("INTS", SdsTypeCode.ILIST, SdsTypeCode.INT32)));
        assertFalse(Compatibility.isIdentical(ints, otherInts));
        assertFalse(Compatibility.isCompatible(ints, list("Longs", SdsTypeCode.ILIST, SdsTypeCode.INT64), false));
        assertFalse(Compatibility.isCompatible(ints, list("Array", SdsTypeCode.ARRAY, SdsTypeCode.INT32), false));
    }

    @Test
    void anEnumOfAnotherTypeIsConverted() {
        SdsType other = SdsType.enumeration("Level").member("Low", 0).build();
        SdsType target = SdsType.object("T")
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("State", other)
                .build();
        assertEquals("Time-Time 0; State-State 16; Measurement-none 2", shown(map(SIMPLE, target)));
    }

    private static final SdsType INNER = SdsType.object("Inner")
            .property("Level", SdsTypeCode.DOUBLE)
            .property("Note", SdsTypeCode.STRING)
            .build();
    private static final SdsType OTHER_INNER =
            SdsType.object("OtherInner").property("Height", SdsTypeCode.INT32).build();

    private static SdsType holding(String id, SdsType inner) {
        return SdsType.object(id)
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("Part", inner)
                .build();
    }

    @Test
    void objectsOfAnotherTypeNeedANestedView() {
        SdsType source = holding("S", INNER);
        SdsType target = holding("T", OTHER_INNER);
        assertEquals("Time-Time 0; Part-none 2; none-Part 1", shown(map(source, target)));
        assertEquals("Time-Time 0; Part-Part 32", shown(map(source, target, Property.of("Part", "Part"))));
        assertEquals("Time-Time 0; Part-Part 0", shown(map(source, holding("T", INNER))));
    }

    private static StreamViewMap nested(Property... listed) {
        SdsStreamView inner = new SdsStreamView(null, null, null, "Inner", "OtherInner", List.of(listed));
        return map(holding("S", INNER), holding("T", OTHER_INNER), new Property("Part", "Part", inner));
    }

    @Test
    void aNestedViewHasAMapOfItsOwn() {
        StreamViewMap map = nested(Property.of("Level", "Height"));
        assertEquals("Time-Time 0; Part-Part 16", shown(map));
        assertNull(map.properties().get(0).map());
        assertEquals(
                "Level-Height 20; Note-none 2", shown(map.properties().get(1).map()));
        assertEquals(
                "{\"SourceTypeId\":\"S\",\"TargetTypeId\":\"T\",\"Properties\":[{\"SourceId\":\"Time\","
                        + "\"TargetId\":\"Time\"},{\"SourceId\":\"Part\",\"TargetId\":\"Part\",\"Mode\":16,"
                        + "\"StreamViewMap\":{\"SourceTypeId\":\"Inner\",\"TargetTypeId\":\"OtherInner\","
                        + "\"Properties\":[{\"SourceId\":\"Level\",\"TargetId\":\"Height\",\"Mode\":20},"
                        + "{\"SourceId\":\"Note\",\"Mode\":2}]}}]}",
                JsonText.write(out -> StreamViewMapJson.write(map, Verbosity.COMPACT, out)));
    }

    @Test
    void theVerboseFormWritesEveryMember() {
        StreamViewMap map = map(SIMPLE, type("T"));
        assertEquals(
                "{\"SourceTypeId\":\"Simple\",\"TargetTypeId\":\"T\",\"Properties\":["
                        + "{\"SourceId\":\"Time\",\"TargetId\":\"Time\",\"Mode\":0,\"StreamViewMap\":null},"
                        + "{\"SourceId\":\"State\",\"TargetId\":null,\"Mode\":2,\"StreamViewMap\":null},"
                        + "{\"SourceId\":\"Measurement\",\"TargetId\":null,\"Mode\":2,\"StreamViewMap\":null}]}",
                JsonText.write(out -> StreamViewMapJson.write(map, Verbosity.VERBOSE, out)));
    }

    @ParameterizedTest(name = "{0} to {1}: mode {2}")
    @CsvSource({
        "Value:Double:meter, Value:Double:foot, 16",
        "Value:Double:meter, Value:Double:METER, 0",
        "Value:Double:meter, Value:Double:m, 0",
        "Value:Double:meter, Value:Double, 0",
        "Value:Double, Value:Double:foot, 0",
        "Value:Double:meter, Value:Double:second, 32",
        "Value:Double:meter, Height:Double:second, 36",
        "Value:Double:meter, Height:Double:foot, 20",
        "Value:Int32:meter, Value:NullableDecimal:foot, 16",
        "Value:String:meter, Value:String:second, 0"
    })
    void unitsOfNumbersAreConvertedWithinAQuantity(String source, String target, int mode) {
        StreamViewMap map = map(type("S", source), type("T", target));
        assertEquals(mode, map.properties().get(1).mode());
    }

    @Test
    void theUnitOfAStreamCountsWhereItOverridesThatOfTheType() {
        SdsType source = type("S", "Value:Double:mile");
        SdsType target = type("T", "Value:Double:mile");
        SdsStream stream =
                SdsStream.of("s", "S").withPropertyOverrides(List.of(new PropertyOverride("VALUE", "km", null)));
        SdsStreamView view = SdsStreamView.of("v", "S", "T");
        EffectiveUnits units = EffectiveUnits.of(source, stream);
        assertEquals("kilometer", units.unitOf("value").orElseThrow().id());
        assertEquals(
                0, StreamViewMap.of(view, source, target).properties().get(1).mode());
        assertEquals(
                16,
                StreamViewMap.of(view, source, target, units)
                        .properties()
                        .get(1)
                        .mode());
    }

    @Test
    void anOverrideWithoutUnitKeepsThatOfTheType() {
        SdsType type = type("S", "Value:Double:mile", "Other:Double");
        SdsStream stream =
                SdsStream.of("s", "S").withPropertyOverrides(List.of(new PropertyOverride("Value", null, null)));
        EffectiveUnits units = EffectiveUnits.of(type, stream);
        assertEquals("mile", units.unitOf("Value").orElseThrow().id());
        assertTrue(units.unitOf("Other").isEmpty());
        assertTrue(units.unitOf("Nothing").isEmpty());
    }

    @Test
    void anUnknownUnitIsRefused() {
        SdsType type = type("S", "Value:Double:parsec");
        String reason = assertThrows(InvalidRequestException.class, () -> EffectiveUnits.of(type))
                .reason();
        assertTrue(reason.contains("'Value'") && reason.contains("'parsec'"), reason);
    }

    @Test
    void aMapWithAnInvalidConversionCannotBePerformed() {
        SdsType target = type("T", "Text:String");
        StreamViewMap map = map(SIMPLE, target, Property.of("Measurement", "Text"));
        assertNotPerformable(map, target, "Measurement");
    }

    @Test
    void norCanOneWhoseNestedMapHasOne() {
        SdsType target = holding("T", OTHER_INNER);
        assertNotPerformable(nested(Property.of("Note", "Height")), target, "Part.Note");
        nested(Property.of("Level", "Height")).checkPerformable(target);
    }

    @Test
    void norCanOneThatLeavesAKeyWithoutSource() {
        SdsType target = SdsType.object("T").key("Number", SdsTypeCode.INT32).build();
        assertNotPerformable(map(SIMPLE, target), target, "Number");
    }

    private static void assertNotPerformable(StreamViewMap map, SdsType target, String propertyId) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> map.checkPerformable(target));
        assertEquals(Map.of("PropertyId", propertyId), refusal.parameters());
        assertTrue(refusal.reason().contains("'" + propertyId + "'"), refusal.reason());
    }

    @Test
    void noneIsInZeroAlone() {
        assertTrue(SdsStreamViewMode.NONE.isIn(0));
        assertFalse(SdsStreamViewMode.NONE.isIn(4));
        assertTrue(SdsStreamViewMode.FIELD_RENAME.isIn(20));
        assertFalse(SdsStreamViewMode.FIELD_MOVE.isIn(20));
    }
}
