package io.seqstore.types.view;

import static io.seqstore.types.view.Rows.batch;
import static io.seqstore.types.view.Rows.code;
import static io.seqstore.types.view.Rows.convert;
import static io.seqstore.types.view.Rows.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.ScalarText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in the units that a read or a view asks for (spec 05, sections 6.2 and 6.4). */
class UnitReadTest {
    private static final EventLayout PUMP = EventLayout.of(SdsType.object("Pump")
            .property(
                    SdsTypeProperty.key("Depth", SdsType.of(SdsTypeCode.DOUBLE)).withUom("meter"))
            .property(
                    SdsTypeProperty.of("Level", SdsType.of(SdsTypeCode.DOUBLE)).withUom("meter"))
            .property(SdsTypeProperty.of("Name", SdsType.of(SdsTypeCode.STRING)).withUom("meter"))
            .property("Plain", SdsTypeCode.DOUBLE)
            .build());

    private static RowMapper mapper(PropertyOverride... requested) {
        return RowMapper.toUnits(PUMP, EffectiveUnits.of(PUMP.type()), List.of(requested));
    }

    private static PropertyOverride uom(String propertyId, String uom) {
        return new PropertyOverride(propertyId, uom, null);
    }

    /** The value of a property of this code that is stored in one unit and read in another. */
    private static Object read(String code, String value, String from, String to) {
        EventLayout layout = EventLayout.of(Rows.holding("T", code(code), from));
        RowMapper mapper = RowMapper.toUnits(layout, EffectiveUnits.of(layout.type()), List.of(uom("value", to)));
        Map<String, Object> event = new HashMap<>(Map.of("Key", 7));
        event.put("Value", value == null ? null : ScalarText.parse(code(code).typeCode(), value));
        return map(mapper, event).get("Value");
    }

    @ParameterizedTest(name = "{0} {1} {2} is {4} {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "Double, 1, meter, centimeter, 100",
                "Double, 32, degree Fahrenheit, °C, 0",
                "Double, 0.1, meter, METER, 0.1",
                "Double, -0.0, m, meter, -0.0",
                "NullableDouble, none, meter, centimeter, none",
                "NullableInt32, none, meter, centimeter, none",
                "Double, NaN, meter, centimeter, NaN",
                "Double, -Infinity, degree Celsius, kelvin, -Infinity",
                "Single, 1.5, kilometer, meter, 1500",
                "Single, Infinity, kilometer, meter, Infinity",
                "Int32, 250, centimeter, meter, 2",
                "Int32, 350, centimeter, meter, 4",
                "Int64, 9007199254740993, meter, m, 9007199254740993",
                "UInt64, 18446744073709551615, meter, m, 18446744073709551615",
                "Byte, 2, meter, centimeter, 200",
                "Decimal, 0.1, meter, centimeter, 10",
                "Decimal, 1.50, meter, m, 1.50",
                "Double, 1e306, kilometer, kilometer, 1e306"
            })
    void aValueIsShownInAnotherUnit(String code, String value, String from, String to, String expected) {
        Object found = read(code, value, from, to);
        assertEquals(expected == null ? null : ScalarText.parse(code(code).typeCode(), expected), found);
    }

    @Test
    void aStepThroughTheBaseUnitMayBeTooGreatForADouble() {
        double expected = 1e306 / 1.609344;
        assertEquals(expected, (Double) read("Double", "1e306", "kilometer", "mile"), 1e-12 * expected);
    }

    @ParameterizedTest(name = "{0} {1} {2} is too much in {3}")
    @CsvSource({
        "Byte, 3, meter, centimeter",
        "Int64, 9223372036854775807, meter, centimeter",
        "UInt32, 1, kelvin, degree Celsius",
        "Double, 1e308, meter, centimeter",
        "Single, 3e38, meter, centimeter",
        "Decimal, 79228162514264337593543950335, meter, centimeter"
    })
    void aResultOutOfRangeIsRefused(String code, String value, String from, String to) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> read(code, value, from, to));
        assertEquals(Map.of("PropertyId", "Value", "Index", "7"), refusal.parameters());
    }

    @Test
    void otherPropertiesStayAsTheyAreAndTheKeyIsConvertedWhenItIsListed() {
        Map<String, Object> event = Map.of("Depth", 2.0, "Level", 3.0, "Name", "n", "Plain", 4.0);
        assertEquals(
                Event.of(PUMP, Map.of("Depth", 200.0, "Level", 3.0, "Name", "n", "Plain", 4.0)),
                map(mapper(uom("Depth", "centimeter")), event));
        assertEquals(
                Event.of(PUMP, Map.of("Depth", 2.0, "Level", 300.0, "Name", "n", "Plain", 4.0)),
                map(mapper(uom("level", "cm")), event));
    }

    @Test
    void theStoredEventsAreNotTouched() {
        ColumnBatch stored = batch(PUMP, Map.of("Depth", 2.0, "Level", 3.0));
        ColumnBatch shown = new ColumnBatch(PUMP, 1);
        mapper(uom("Level", "cm")).appendAll(stored, 0, 1, shown);
        assertEquals(3.0, stored.doubles(PUMP.property("Level").column())[0]);
        assertEquals(300.0, shown.doubles(PUMP.property("Level").column())[0]);
    }

    @Test
    void anInterpolationModeInTheListIsIgnored() {
        PropertyOverride request = new PropertyOverride("Level", "cm", SdsInterpolationMode.DISCRETE);
        assertEquals(
                300.0, map(mapper(request), Map.of("Depth", 2.0, "Level", 3.0)).get("Level"));
    }

    @Test
    void anEmptyListAndTheSameUnitAreThePlainRead() {
        assertTrue(mapper().isIdentity());
        assertTrue(mapper(uom("Level", "Meter")).isIdentity());
        assertFalse(mapper(uom("Level", "cm")).isIdentity());
        Map<String, Object> event = Map.of("Depth", 2.0, "Level", 3.0);
        assertEquals(Event.of(PUMP, event), map(mapper(), event));
    }

    @ParameterizedTest(name = "{0}: {2} in {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "unknown property,      does not exist in type 'Pump',   Height, cm",
                "no effective unit,     has no unit of measure,          Plain,  cm",
                "unknown unit,          known unit,                      Level,  parsec",
                "abbreviation case,     known unit,                      Level,  CM",
                "empty unit,            known unit,                      Level,  ''",
                "another quantity,      a unit of Time,                  Level,  second",
                "not numeric,           only numbers can be converted,   Name,   cm",
                "no Uom,                is listed without a Uom,         Level,  none"
            })
    void aListThatCannotBeMetIsRefused(String what, String why, String propertyId, String uom) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> mapper(uom(propertyId, uom)), what);
        assertTrue(refusal.reason().contains(why), refusal.reason());
        assertEquals(Map.of("PropertyId", propertyId), refusal.parameters());
    }

    @Test
    void aPropertyThatIsListedTwiceIsRefused() {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> mapper(uom("Level", "cm"), uom("LEVEL", "cm")));
        assertTrue(refusal.reason().contains("'Level' is listed twice"), refusal.reason());
    }

    @Test
    void aViewConvertsUnitsToo() {
        SdsType number = code("Double");
        assertEquals(100.0, convert(number, "meter", number, "centimeter", 1.0));
        assertEquals(250, convert(number, "meter", code("Int32"), "centimeter", 2.504));
        assertEquals(1.0, convert(number, "meter", number, null, 1.0));
        assertEquals(1.0, convert(number, null, number, "meter", 1.0));
        assertEquals(
                new BigDecimal("150"),
                ((BigDecimal) convert(code("Decimal"), "meter", code("Decimal"), "cm", new BigDecimal("1.5")))
                        .setScale(0));
        assertEquals(0.0, convert(code("NullableDouble"), "degree Celsius", number, "kelvin", null), "null is 0");
    }

    @Test
    void aUnitListAfterAViewStartsFromTheTargetsOwnUnit() {
        SdsType source = Rows.holding("S", code("Double"), "meter");
        SdsType target = Rows.holding("T", code("Double"), "kilometer");
        RowMapper view = Rows.mapper(source, target);
        RowMapper units =
                RowMapper.toUnits(view.target(), EffectiveUnits.of(target), List.of(uom("Value", "centimeter")));
        ColumnBatch shown = new ColumnBatch(view.target(), 1);
        view.appendAll(batch(view.source(), Map.of("Key", 7, "Value", 1500.0)), 0, 1, shown);
        assertEquals(1.5, shown.doubles(shown.layout().property("Value").column())[0]);
        assertEquals(150_000.0, (Double) map(units, shown, 0).get("Value"), 1e-9);
    }

    @Test
    void allNumericCodesCanBeConverted() {
        List<String> converted = new ArrayList<>();
        for (SdsTypeCode code : SdsTypeCode.values()) {
            if (!code.isScalar() && !code.isArray()) {
                continue;
            }
            EventLayout layout = EventLayout.of(
                    Rows.holding("T", SdsType.builder(code).id("V").build(), "meter"));
            try {
                RowMapper.toUnits(layout, EffectiveUnits.of(layout.type()), List.of(uom("Value", "cm")));
                converted.add(code.sdsName());
            } catch (InvalidRequestException e) {
                assertTrue(e.reason().contains("only numbers"), e.reason());
            }
        }
        assertEquals(22, converted.size(), converted::toString);
    }
}
