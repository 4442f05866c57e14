package io.seqstore.types.unit;

import static io.seqstore.types.registry.VectorRegistry.list;
import static io.seqstore.types.registry.VectorRegistry.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.JsonTree;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Sortable;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of units and quantities, and conversion (spec 05, sections 5 to 7). */
class UnitsTest {
    private static final Set<String> READS = Set.of(
            "uom.read.meter-to-centimeter",
            "uom.read.stream-override-to-foot",
            "uom.read.type-unit-to-foot",
            "uom.read.no-unit",
            "uom.read.other-quantity");

    @TestFactory
    Stream<DynamicTest> theCatalogueIsTheDocumentedOne() {
        return JsonTree.vectors("uom-catalog.json").stream()
                .map(vector -> dynamicTest(vector.id(), () -> checkCatalogue(vector)));
    }

    private static void checkCatalogue(JsonTree.Vector vector) {
        Map<String, Object> when = vector.when();
        Map<String, Object> expect = vector.expect();
        if (when.get("op").equals("getQuantity")) {
            SdsUomQuantity quantity =
                    Units.findQuantity(text(when.get("quantityId"))).orElseThrow();
            assertEquals(when.get("quantityId"), quantity.id());
            if (expect.containsKey("baseUomId")) {
                assertEquals(expect.get("baseUomId"), quantity.baseUom().id());
                assertEquals(1.0, quantity.baseUom().conversionFactor());
                assertEquals(quantity.id(), quantity.baseUom().quantityId());
            }
            if (expect.containsKey("dimensions")) {
                assertEquals(
                        expect.get("dimensions"),
                        quantity.dimensions().stream()
                                .map(exponent -> BigDecimal.valueOf(exponent).stripTrailingZeros())
                                .toList());
            }
            return;
        }
        SdsUom unit = Units.find(text(when.get("uomId"))).orElseThrow();
        assertEquals(when.get("uomId"), unit.id());
        assertEquals(expect.get("abbreviation"), unit.abbreviation());
        assertEquals(expect.get("quantityId"), unit.quantityId());
        assertEquals(number(expect.get("factor")), unit.conversionFactor(), "to the last bit");
        assertEquals(number(expect.get("offset")), unit.conversionOffset(), "to the last bit");
    }

    @TestFactory
    Stream<DynamicTest> conversionsAndLookupsAreTheDocumentedOnes() {
        return JsonTree.vectors("uom.json").stream()
                .filter(vector -> !READS.contains(vector.id()))
                .map(vector -> dynamicTest(vector.id(), () -> check(vector.when(), vector.expect())));
    }

    private static void check(Map<String, Object> when, Map<String, Object> expect) {
        switch (text(when.get("op"))) {
            case "convert" -> {
                UnitConversion conversion = conversion(text(when.get("from")), text(when.get("to")));
                double expected = number(expect.get("value"));
                double tolerance = number(expect.getOrDefault("relTolerance", 0));
                double value = number(when.get("value"));
                assertEquals(expected, conversion.convert(value), tolerance * Math.max(1, Math.abs(expected)));
                double decimal = conversion.convert(BigDecimal.valueOf(value)).doubleValue();
                assertEquals(expected, decimal, tolerance * Math.max(1, Math.abs(expected)));
            }
            case "resolveUnit" ->
                assertEquals(
                        expect.get("id"),
                        Units.resolve(text(when.get("text"))).orElseThrow().id());
            case "getUnit" ->
                assertEquals(
                        numbers(expect.get("body")),
                        json(Units.find(text(when.get("uomId"))).orElseThrow()));
            case "getQuantityUnit" ->
                assertEquals(
                        numbers(expect.get("body")),
                        Units.ofQuantity(text(when.get("quantityId"))).stream()
                                .filter(unit -> unit.id().equals(when.get("uomId")))
                                .map(UnitsTest::json)
                                .findFirst()
                                .orElseThrow());
            case "listUnits" -> {
                List<Object> listed = Listing.of(0, 1000).sortedPageOf(Units.all(), Sortable.UNITS).stream()
                        .map(UnitsTest::json)
                        .toList();
                list(expect.get("contains"))
                        .forEach(unit -> assertTrue(listed.contains(numbers(unit)), unit::toString));
            }
            case "listQuantityUnits" ->
                assertEquals(
                        list(expect.get("setOf")).stream()
                                .map(UnitsTest::numbers)
                                .collect(Collectors.toSet()),
                        Units.ofQuantity(text(when.get("quantityId"))).stream()
                                .map(UnitsTest::json)
                                .collect(Collectors.toSet()));
            case "getQuantity" -> {
                SdsUomQuantity quantity =
                        Units.findQuantity(text(when.get("quantityId"))).orElseThrow();
                String written = JsonText.write(out -> UnitJson.write(quantity, Verbosity.COMPACT, out));
                assertEquals(numbers(expect.get("body")), numbers(JsonTree.parse(written)));
            }
            default -> throw new IllegalArgumentException("no such operation: " + when);
        }
    }

    private static Object json(SdsUom unit) {
        return numbers(JsonTree.parse(JsonText.write(out -> UnitJson.write(unit, Verbosity.COMPACT, out))));
    }

    /** The same tree with all numbers as doubles. */
    private static Object numbers(Object tree) {
        if (tree instanceof Number number) {
            return number.doubleValue();
        }
        if (tree instanceof List<?> elements) {
            return elements.stream().map(UnitsTest::numbers).toList();
        }
        if (tree instanceof Map<?, ?> members) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            members.forEach((key, value) -> copy.put(key, numbers(value)));
            return copy;
        }
        return tree;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static UnitConversion conversion(String from, String to) {
        return UnitConversion.between(
                Units.resolve(from).orElseThrow(), Units.resolve(to).orElseThrow());
    }

    @Test
    void thereAre245UnitsOf41Quantities() {
        assertEquals(245, Units.all().size());
        assertEquals(41, Units.quantities().size());
        Set<String> measured = new HashSet<>();
        Units.all().forEach(unit -> measured.add(unit.quantityId()));
        Set<String> quantities = new HashSet<>();
        Units.quantities().forEach(quantity -> quantities.add(quantity.id()));
        assertEquals(quantities, measured);
    }

    @Test
    void noTwoUnitsShareAnAbbreviation() {
        Map<String, List<String>> byAbbreviation = Units.all().stream()
                .collect(Collectors.groupingBy(
                        SdsUom::abbreviation, Collectors.mapping(SdsUom::id, Collectors.toList())));
        byAbbreviation.values().removeIf(ids -> ids.size() == 1);
        assertEquals(Map.of(), byAbbreviation);
    }

    @ParameterizedTest(name = "{0} {1} is {3} {2}")
    @CsvSource({
        "1, meter, centimeter, 100",
        "1, mile, foot, 5280",
        "10, kilometer, foot, 32808.39895013123",
        "32, degree Fahrenheit, degree Celsius, 0",
        "212, degree Fahrenheit, degree Celsius, 100",
        "-40, degree Fahrenheit, degree Celsius, -40",
        "0, degree Celsius, kelvin, 273.15",
        "9, delta degree Fahrenheit, delta degree Celsius, 5",
        "1, bar, pound-force per square inch, 14.503773773",
        "50, percent, parts per million, 500000",
        "1, kilowatt hour, joule, 3600000",
        "1, kibibyte, byte, 1024",
        "491.67, degree Rankine, kelvin, 273.15"
    })
    void theWorkedValues(double value, String from, String to, double expected) {
        double tolerance = 1e-9 * Math.max(1, Math.abs(expected));
        assertEquals(expected, conversion(from, to).convert(value), tolerance);
        assertEquals(
                expected,
                conversion(from, to).convert(BigDecimal.valueOf(value)).doubleValue(),
                tolerance);
    }

    @Test
    void freezingAndBoilingAreExactInBothArithmetics() {
        UnitConversion conversion = conversion("°F", "°C");
        assertEquals(0.0, conversion.convert(32.0));
        assertEquals(100.0, conversion.convert(212.0));
        assertEquals(0, conversion.convert(new BigDecimal("32")).signum());
        assertEquals(0, conversion.convert(new BigDecimal("212")).compareTo(new BigDecimal("100")));
    }

    @Test
    void thereAndBackIsTheSameToTheLastFewBits() {
        for (SdsUom from : Units.all()) {
            for (SdsUom to : Units.ofQuantity(from.quantityId())) {
                double there = UnitConversion.between(from, to).convert(123.456);
                double back = UnitConversion.between(to, from).convert(there);
                assertEquals(123.456, back, 1e-9, () -> from.id() + " to " + to.id());
            }
        }
    }

    @ParameterizedTest(name = "{0} stays as it is")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void valuesThatAreNotFiniteStay(double value) {
        assertEquals(value, conversion("meter", "foot").convert(value));
    }

    @Test
    void theSameUnitKeepsEveryBit() {
        UnitConversion identity = conversion("°F", "Degree FAHRENHEIT");
        assertTrue(identity.isIdentity());
        assertEquals(0.1, identity.convert(0.1));
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(identity.convert(-0.0)));
        assertEquals(new BigDecimal("1.50"), identity.convert(new BigDecimal("1.50")));
        assertFalse(conversion("liter", "kiloliter").isIdentity());
    }

    @Test
    void unitsOfDifferentQuantitiesDoNotConvert() {
        assertThrows(InvalidRequestException.class, () -> conversion("meter", "second"));
        assertThrows(InvalidRequestException.class, () -> conversion("kelvin", "delta kelvin"));
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "DEGREE celsius, degree Celsius",
        "nm, nanometer",
        "Nm, newton meter",
        "mV, millivolt",
        "MV, megavolt",
        "mWh, milliwatt hour",
        "MWh, megawatt hour",
        "\u00B5m, micrometer",
        "\u03BCm, micrometer",
        "\u03BCg/m3, microgram per cubic meter",
        "\u2126, ohm",
        "\u03A9, ohm",
        "%, percent"
    })
    void aTextMeansAUnit(String text, String id) {
        assertEquals(id, Units.resolve(text).orElseThrow().id());
        assertTrue(Units.isKnown(text));
    }

    @ParameterizedTest(name = "{0} means nothing")
    @ValueSource(strings = {"", "NM", "meters", " meter", "M/S"})
    void aTextThatMeansNoUnit(String text) {
        assertFalse(Units.isKnown(text));
    }

    @Test
    void quantitiesAreFoundIgnoringCase() {
        assertEquals(
                "Reciprocal length",
                Units.findQuantity("Reciprocal Length").orElseThrow().id());
        assertTrue(Units.findQuantity("Velocity").isEmpty());
        assertEquals(List.of(), Units.ofQuantity("Velocity"));
    }

    @Test
    void anOffsetOfZeroIsLeftOutInCompactFormOnly() {
        SdsUom meter = Units.find("meter").orElseThrow();
        assertFalse(JsonText.write(out -> UnitJson.write(meter, Verbosity.COMPACT, out))
                .contains("Offset"));
        assertTrue(JsonText.write(out -> UnitJson.write(meter, Verbosity.VERBOSE, out))
                .contains("\"ConversionOffset\":0.0"));
    }

    @Test
    void unitsAndQuantitiesAreListedInOrder() {
        assertEquals(
                List.of("Acceleration", "Amount of Substance"),
                Listing.of(0, 2).sortedPageOf(Units.quantities(), Sortable.QUANTITIES).stream()
                        .map(SdsUomQuantity::id)
                        .toList());
        List<SdsUom> byQuantity = new Listing(0, 3, "quantityId desc").sortedPageOf(Units.all(), Sortable.UNITS);
        assertEquals("Volume Flow Rate", byQuantity.get(0).quantityId());
    }
}
