package io.seqstore.types.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.JsonTree;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pair of units and every spelling of their names, against the catalogue in the golden vectors (spec 05). */
class UnitRulesTest {
    /** A unit as the catalogue of the vectors tells it. */
    private record Entry(String id, String abbreviation, String quantity, double factor, double offset) {}

    private static List<Entry> catalogue() {
        List<Entry> entries = new ArrayList<>();
        for (JsonTree.Vector vector : JsonTree.vectors("uom-catalog.json")) {
            if (vector.op().equals("getUnit")) {
                entries.add(new Entry(
                        (String) vector.when().get("uomId"),
                        (String) vector.expect().get("abbreviation"),
                        (String) vector.expect().get("quantityId"),
                        ((Number) vector.expect().get("factor")).doubleValue(),
                        ((Number) vector.expect().get("offset")).doubleValue()));
            }
        }
        assertEquals(245, entries.size());
        return entries;
    }

    private static SdsUom unit(Entry entry) {
        return Units.find(entry.id).orElseThrow();
    }

    @ParameterizedTest(name = "of {0}")
    @ValueSource(doubles = {0.0, 1.0, -40.0, 123.456, 1e-9, -7.25e12})
    void everyConversionIsTheFormulaOverTheCatalogueBitForBit(double value) {
        int pairs = 0;
        List<Entry> catalogue = catalogue();
        for (Entry from : catalogue) {
            for (Entry to : catalogue) {
                if (from.quantity.equals(to.quantity)) {
                    UnitConversion conversion = UnitConversion.between(unit(from), unit(to));
                    double expected = from == to ? value : (value * from.factor + from.offset - to.offset) / to.factor;
                    assertEquals(expected, conversion.convert(value), () -> from.id + " to " + to.id);
                    assertEquals(from == to, conversion.isIdentity());
                    pairs++;
                }
            }
        }
        assertTrue(pairs > 2_000, "pairs: " + pairs);
    }

    /** Decimals go through exact fractions: there and back is the same to 30 digits, and near what doubles give. */
    @ParameterizedTest(name = "of {0}")
    @ValueSource(
            strings = {"0", "1", "-40.0", "123.456", "79228162514264337593543950335", "0.0000000000000000000000000001"})
    void decimalsConvertThereAndBack(String text) {
        BigDecimal value = new BigDecimal(text);
        for (SdsUom from : Units.all()) {
            for (SdsUom to : Units.ofQuantity(from.quantityId())) {
                BigDecimal there = UnitConversion.between(from, to).convert(value);
                BigDecimal back = UnitConversion.between(to, from).convert(there);
                // What is lost, is lost of the greatest number on the way: the value or the distance of the zero
                // points.
                BigDecimal greatest = value.abs().max(new BigDecimal("1000"));
                BigDecimal error = back.subtract(value).abs();
                assertTrue(
                        error.compareTo(greatest.movePointLeft(30)) <= 0,
                        () -> text + " " + from.id() + " by way of " + to.id() + " is " + back);
                double nearby = UnitConversion.between(from, to).convert(value.doubleValue());
                BigDecimal difference = there.subtract(new BigDecimal(nearby)).abs();
                BigDecimal scale = there.abs()
                        .max(new BigDecimal(1000).divide(new BigDecimal(to.conversionFactor()), MathContext.DECIMAL64));
                assertTrue(
                        difference.compareTo(scale.movePointLeft(9)) <= 0,
                        () -> text + " " + from.id() + " in " + to.id() + " is " + there + " and " + nearby);
            }
        }
    }

    @Test
    void everyPairOfUnitsOfDifferentQuantitiesIsRefusedAndNamed() {
        int refused = 0;
        for (SdsUom from : Units.all()) {
            for (SdsUom to : Units.all()) {
                if (!from.quantityId().equals(to.quantityId())) {
                    var e = assertThrows(InvalidRequestException.class, () -> UnitConversion.between(from, to));
                    for (String word : List.of(from.id(), to.id(), from.quantityId(), to.quantityId())) {
                        assertTrue(e.reason().contains(word), e::reason);
                    }
                    refused++;
                }
            }
        }
        assertTrue(refused > 50_000, "pairs: " + refused);
    }

    /** Spec 05, 5.1 and D 16: the id in any case, else the name or the abbreviation in its own case. */
    @Test
    void everySpellingMeansWhatTheRuleSays() {
        List<Entry> catalogue = catalogue();
        Set<String> spellings = new LinkedHashSet<>();
        for (Entry entry : catalogue) {
            for (String text : List.of(entry.id, entry.abbreviation)) {
                spellings.addAll(List.of(
                        text,
                        text.toUpperCase(Locale.ROOT),
                        text.toLowerCase(Locale.ROOT),
                        text + " ",
                        " " + text,
                        text + "s",
                        text.replace('\u00b5', '\u03bc'),
                        text.replace('\u03bc', '\u00b5'),
                        text.replace('\u03a9', '\u2126'),
                        text.replace('\u2126', '\u03a9')));
            }
        }
        int unknown = 0;
        for (String text : spellings) {
            Optional<String> expected = naive(catalogue, text);
            assertEquals(expected, Units.resolve(text).map(SdsUom::id), text);
            assertEquals(expected.isPresent(), Units.isKnown(text), text);
            unknown += expected.isPresent() ? 0 : 1;
        }
        assertTrue(unknown > 700, "spellings that mean nothing: " + unknown);
        assertEquals(Optional.of("degree Celsius"), naive(catalogue, "DEGREE celsius"));
        assertEquals(Optional.empty(), naive(catalogue, "KWH"));
    }

    private static Optional<String> naive(List<Entry> catalogue, String text) {
        for (Entry entry : catalogue) {
            if (entry.id.equalsIgnoreCase(text)) {
                return Optional.of(entry.id);
            }
        }
        for (Entry entry : catalogue) {
            if (looks(entry.abbreviation).equals(looks(text))) {
                return Optional.of(entry.id);
            }
        }
        return Optional.empty();
    }

    private static String looks(String text) {
        return text.replace('\u00b5', '\u03bc').replace('\u2126', '\u03a9');
    }

    /** A unit is listed under its own quantity only, and quantities are found in any case. */
    @Test
    void aUnitBelongsToOneQuantity() {
        for (SdsUomQuantity quantity : Units.quantities()) {
            String upper = quantity.id().toUpperCase(Locale.ROOT);
            assertEquals(quantity, Units.findQuantity(upper).orElseThrow());
            List<SdsUom> units = Units.ofQuantity(upper);
            assertFalse(units.isEmpty());
            units.forEach(unit -> assertEquals(quantity.id(), unit.quantityId()));
        }
        assertEquals(
                245,
                Units.quantities().stream()
                        .mapToInt(quantity -> Units.ofQuantity(quantity.id()).size())
                        .sum());
    }
}
