package io.seqstore.types.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of text, Guid, Decimal and several properties: layout, values, index strings (spec 03, 7.2 and 7.3). */
class LongKeysTest {
    /** The key is (Name, Number), though declared the other way round and not side by side. */
    private static final EventLayout NAMED = EventLayout.of(SdsType.object("Named")
            .property("Level", SdsTypeCode.DOUBLE)
            .property(
                    SdsTypeProperty.key("Number", SdsType.of(SdsTypeCode.INT32)).asKey(5))
            .property("At", SdsTypeCode.DATE_TIME_OFFSET)
            .property(
                    SdsTypeProperty.key("Name", SdsType.of(SdsTypeCode.STRING)).asKey(-1))
            .build());

    private static final EventConverter CONVERTER = EventConverter.of(NAMED);

    private static EventConverter converter(SdsTypeCode... codes) {
        return KeyOrderTest.converter(List.of(codes));
    }

    @Test
    void givesEachPartAColumnAndTheRestOfTheKeyTheLastOne() {
        assertEquals(KeyForm.BYTES, NAMED.keyForm());
        assertEquals(
                List.of("Name", "Number"),
                NAMED.keys().stream().map(PropertyLayout::id).toList());
        assertEquals("Name", NAMED.key().id());
        assertEquals(
                List.of(
                        ColumnKind.DOUBLE,
                        ColumnKind.LONG,
                        ColumnKind.LONG,
                        ColumnKind.LONG,
                        ColumnKind.BYTES,
                        ColumnKind.BYTES),
                NAMED.columns());
        assertEquals(1, NAMED.property("Number").column());
        assertEquals(4, NAMED.property("Name").column());
        assertTrue(NAMED.property("Number").isKey());
        assertEquals(5, NAMED.keyTailColumn());
        assertTrue(NAMED.hasKeyTail());
    }

    @Test
    void leavesKeysOf64BitsWithoutColumns() {
        EventLayout layout = converter(SdsTypeCode.INT32).layout();
        assertEquals(List.of(ColumnKind.DOUBLE), layout.columns());
        assertEquals(List.of(layout.key()), layout.keys());
        assertEquals(PropertyLayout.NONE, layout.key().column());
        assertEquals(PropertyLayout.NONE, layout.keyTailColumn());
        assertFalse(layout.hasKeyTail());
        EventConverter converter = EventConverter.of(layout);
        assertEquals(EventKey.of(7), converter.eventKey(7L));
        assertEquals(EventKey.of(7), converter.eventKey(new int[] {7}));
        assertEquals(EventKey.of(7), converter.parseEventKey("7"));
        assertEquals(7, converter.keyValue(EventKey.of(7)));
        assertEquals("7", converter.keyText(EventKey.of(7)));
        ColumnBatch batch = new ColumnBatch(layout, 1);
        converter.append(Event.builder(layout).set("K0", 7).build(), batch);
        assertEquals(EventKey.of(7), batch.eventKey(0));
        assertEquals(7, converter.keyValue(batch, 0));
        assertEquals("7", converter.keyText(batch, 0));
    }

    @Test
    void acceptsOneToThreeKeyProperties() {
        assertEquals(
                3,
                converter(SdsTypeCode.GUID, SdsTypeCode.CHAR, SdsTypeCode.DECIMAL)
                        .layout()
                        .keys()
                        .size());
        InvalidRequestException none = assertThrows(
                InvalidRequestException.class,
                () -> EventLayout.of(
                        SdsType.object("P").property("X", SdsTypeCode.INT32).build()));
        assertTrue(none.reason().contains("Type 'P' has 0 key properties"), none.reason());
        InvalidRequestException four = assertThrows(
                InvalidRequestException.class,
                () -> converter(SdsTypeCode.CHAR, SdsTypeCode.CHAR, SdsTypeCode.CHAR, SdsTypeCode.CHAR));
        assertTrue(four.reason().contains("Type 'P' has 4 key properties"), four.reason());
        for (SdsTypeCode code : List.of(SdsTypeCode.VERSION, SdsTypeCode.NULLABLE_INT32, SdsTypeCode.INT32_ARRAY)) {
            assertThrows(InvalidRequestException.class, () -> converter(code));
            assertThrows(InvalidRequestException.class, () -> converter(SdsTypeCode.INT32, code));
        }
    }

    @Test
    void findsTheKeysOfABaseType() {
        SdsType base = SdsType.object("Base")
                .property(SdsTypeProperty.key("Recorded", SdsType.of(SdsTypeCode.DATE_TIME))
                        .asKey(1))
                .build();
        EventLayout layout = EventLayout.of(SdsType.object("Derived")
                .baseType(base)
                .property(SdsTypeProperty.key("Time", SdsType.of(SdsTypeCode.DATE_TIME))
                        .asKey(0))
                .build());
        assertEquals(
                List.of("Time", "Recorded"),
                layout.keys().stream().map(PropertyLayout::id).toList());
    }

    @Test
    void readsKeysAsTheyWereWritten() {
        EventLayout layout = converter(SdsTypeCode.DECIMAL, SdsTypeCode.DATE_TIME_OFFSET, SdsTypeCode.DOUBLE)
                .layout();
        EventConverter converter = EventConverter.of(layout);
        List<Object> key = List.of(new BigDecimal("1.500"), OffsetDateTime.parse("2020-01-01T05:30:00+05:30"), 2.0);
        Event event = Event.builder(layout)
                .set("k0", key.get(0))
                .set("k1", key.get(1))
                .set("k2", 2)
                .build();
        assertEquals(key, event.key());
        ColumnBatch batch = new ColumnBatch(layout, 1);
        converter.append(event, batch);
        assertEquals(event, converter.read(batch, 0));
        assertEquals(key, converter.keyValue(batch, 0));
        assertEquals("1.500|2020-01-01T05:30:00+05:30|2.0", converter.keyText(batch, 0));
        assertEquals(batch.eventKey(0), converter.parseEventKey("1.5|2020-01-01T00:00:00Z|2"));
        assertEquals("1.5|2020-01-01T00:00:00+00:00|2.0", converter.keyText(batch.eventKey(0)));
        assertEquals(
                List.of(new BigDecimal("1.5"), OffsetDateTime.parse("2020-01-01T00:00Z"), 2.0),
                converter.keyValue(batch.eventKey(0)));
    }

    @Test
    void takesNumbersThatLookDifferentForOneKey() {
        EventConverter decimals = converter(SdsTypeCode.DECIMAL);
        assertEquals(decimals.eventKey(new BigDecimal("1.0")), decimals.eventKey(1));
        assertEquals(decimals.eventKey(new BigDecimal("1.00")), decimals.eventKey(1.0));
        assertEquals(decimals.eventKey(new BigDecimal("0.00")), decimals.parseEventKey("-0"));
        assertEquals(new BigDecimal("0.00"), decimals.normaliseKey(new BigDecimal("0.00")));
        EventConverter pairs = converter(SdsTypeCode.DOUBLE, SdsTypeCode.SINGLE);
        assertEquals(pairs.eventKey(List.of(0.0, 0f)), pairs.eventKey(new double[] {-0.0, -0.0}));
        assertEquals(pairs.eventKey(List.of(0.0, 0f)), pairs.parseEventKey("-0|-0.0"));
        assertEquals(0f, pairs.normaliseKey(pairs.layout().keys().get(1), -0.0));
    }

    static Stream<Arguments> givenKeys() {
        return Stream.of(
                Arguments.of("a list", List.of("pump", 7)),
                Arguments.of("an array", new Object[] {"pump", 7L}),
                Arguments.of("numbers of other classes", List.of("pump", new BigInteger("7"))),
                Arguments.of("numbers without a fraction", Arrays.asList("pump", 7.0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("givenKeys")
    void takesTheValuesOfACompoundKeyAs(String what, Object key) {
        assertEquals(CONVERTER.parseEventKey("pump|7"), CONVERTER.eventKey(key), what);
    }

    static Stream<Arguments> wrongKeys() {
        return Stream.of(
                Arguments.of("pump", "The key has 1 part, but the key of type 'Named' is made of [Name, Number]."),
                Arguments.of(List.of("pump", 7, 8), "The key has 3 parts"),
                Arguments.of(List.of(), "The key has 0 parts"),
                Arguments.of(null, "The key has 1 part"),
                Arguments.of(Arrays.asList(null, 7), "Key property 'Name' of type 'Named': null is not a key."),
                Arguments.of(Arrays.asList("pump", null), "Key property 'Number' of type 'Named': null"),
                Arguments.of(List.of(7, "pump"), "Key property 'Name' of type 'Named': Integer 7 is not"),
                Arguments.of(List.of("pump", 7.5), "Key property 'Number' of type 'Named': Double 7.5 is not"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongKeys")
    void saysWhatIsWrongWithAKey(Object key, String complaint) {
        refused(complaint, () -> CONVERTER.eventKey(key));
    }

    private static void refused(String complaint, Executable call) {
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, call);
        assertTrue(refusal.reason().contains(complaint), refusal.reason());
    }

    @ParameterizedTest(name = "{0} is ({1}, {2})")
    @CsvSource(
            delimiter = ';',
            value = {
                "pump|7; pump; 7",
                "|7; ''; 7",
                "a\\|b|7; a|b; 7",
                "a\\\\|7; a\\; 7",
                "\\\\\\||7; \\|; 7",
                "c:\\temp|7; c:\\temp; 7",
                "a, b|-7; a, b; -7",
                "\u00e4 \ud83d\ude00|7; \u00e4 \ud83d\ude00; 7",
            })
    void readsIndexStringsOfCompoundKeys(String index, String name, int number) {
        EventKey key = CONVERTER.parseEventKey(index);
        assertEquals(List.of(name, number), CONVERTER.keyValue(key));
        assertEquals(key, CONVERTER.parseEventKey(CONVERTER.keyText(key)));
    }

    @Test
    void writesBarsAndBackslashesOfCompoundKeysWithABackslash() {
        assertEquals("a\\|b\\\\c|7", CONVERTER.keyText(CONVERTER.eventKey(List.of("a|b\\c", 7))));
        EventConverter characters = converter(SdsTypeCode.CHAR, SdsTypeCode.CHAR);
        assertEquals("\\||\\\\", characters.keyText(characters.eventKey(List.of('|', '\\'))));
        assertEquals(List.of('|', '\\'), characters.keyValue(characters.parseEventKey("\\||\\\\")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "''; Index '' has 1 part, but the key of type 'Named' is made of [Name, Number].",
                "pump; Index 'pump' has 1 part",
                "pump|7|8; Index 'pump|7|8' has 3 parts",
                "pump\\|7; Index 'pump\\|7' has 1 part",
                "pump|; Key property 'Number' of type 'Named': '' is not a value of type Int32",
                "pump|x; Key property 'Number' of type 'Named': 'x' is not a value of type Int32",
                "pump|7\\\\; Key property 'Number' of type 'Named'",
                "pump|7.0; Key property 'Number' of type 'Named'",
                "pump|2147483648; Key property 'Number' of type 'Named'",
            })
    void saysWhatIsWrongWithAnIndexString(String index, String complaint) {
        refused(complaint, () -> CONVERTER.parseEventKey(index));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {"''", "a|b", "a\\|b", "\\\\", "|", "'  '"})
    void takesTheIndexStringOfATextAsItIs(String text) {
        EventConverter converter = converter(SdsTypeCode.STRING);
        assertEquals(converter.eventKey(text), converter.parseEventKey(text));
        assertEquals(text, converter.keyValue(converter.parseEventKey(text)));
        assertEquals(text, converter.keyText(converter.eventKey(text)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "GUID; 0f8fad5b", "GUID; ''", "DECIMAL; 1e3", "DECIMAL; NaN", "DECIMAL; 79228162514264337593543950336",
                "DOUBLE; NaN", "SINGLE; Infinity", "DOUBLE; ''", "CHAR; ''", "DATE_TIME; ''"
            })
    void refusesIndexStringsOfSingleKeys(SdsTypeCode code, String index) {
        assertThrows(InvalidRequestException.class, () -> converter(code).parseEventKey(index));
    }

    @Test
    void refusesPartsThatAreNotFinite() {
        EventConverter converter = converter(SdsTypeCode.INT32, SdsTypeCode.DOUBLE);
        EventLayout layout = converter.layout();
        String complaint = "Key property 'K1' of type 'P': ";
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            refused(complaint, () -> converter.eventKey(List.of(1, number)));
            refused(
                    complaint,
                    () -> Event.builder(layout).set("K0", 1).set("K1", number).build());
            ColumnBatch batch = new ColumnBatch(layout, 1);
            int row = batch.addRow(0);
            refused(complaint, () -> converter.setValue(batch, row, layout.property("K1"), number));
        }
        refused(complaint, () -> converter.parseEventKey("1|NaN"));
        refused(complaint, () -> converter.parseEventKey("1|-Infinity"));
    }

    @Test
    void namesThePartThatAnEventLacks() {
        refused(
                "The event of type 'Named' has no value for key property 'Number'.",
                Event.builder(NAMED).set("Name", "pump")::build);
        refused(
                "The event of type 'Named' has no value for key property 'Name'.",
                Event.builder(NAMED).set("Name", null).set("Number", 7)::build);
        refused(
                "Property 'Level' of the event at index 'a\\|b|7': ",
                Event.builder(NAMED).set("Name", "a|b").set("Number", 7).set("Level", "high")::build);
    }

    @Test
    void completesRowsThatAreSetValueByValue() {
        ColumnBatch batch = new ColumnBatch(NAMED, 1);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int row = batch.addRow(0);
            CONVERTER.setValue(batch, row, NAMED.property("Number"), i);
            CONVERTER.setValue(batch, row, NAMED.property("Level"), i / 2.0);
            CONVERTER.setValue(batch, row, NAMED.property("Name"), "first try, then");
            CONVERTER.setValue(batch, row, NAMED.property("Name"), "a longer name than eight bytes");
            CONVERTER.setValue(batch, row, NAMED.property("At"), OffsetDateTime.parse("2020-01-01T00:00Z"));
            CONVERTER.finishRow(batch, row);
            events.add(CONVERTER.read(batch, row));
        }
        ColumnBatch appended = new ColumnBatch(NAMED, 1);
        for (int row = 0; row < events.size(); row++) {
            CONVERTER.append(events.get(row), appended);
            assertEquals(CONVERTER.eventKey(events.get(row).key()), batch.eventKey(row));
            assertEquals(0, batch.compareKeys(row, appended, row));
        }
    }

    @Test
    void copiesAndTruncatesWholeKeys() {
        ColumnBatch batch = new ColumnBatch(NAMED, 1);
        for (int i = 0; i < 10; i++) {
            CONVERTER.append(
                    Event.builder(NAMED)
                            .set("Name", "a".repeat(i))
                            .set("Number", i)
                            .build(),
                    batch);
        }
        ColumnBatch copy = new ColumnBatch(NAMED, 1);
        copy.addCopies(batch, 2, 8);
        copy.truncate(4);
        copy.addCopy(batch, 9);
        int[] rows = {2, 3, 4, 5, 9};
        for (int row = 0; row < rows.length; row++) {
            assertEquals(batch.eventKey(rows[row]), copy.eventKey(row));
            assertEquals(CONVERTER.read(batch, rows[row]), CONVERTER.read(copy, row));
        }
    }

    @Test
    void refusesLoudlyWhereTheKeyIsLongerThan64Bits() {
        for (EventConverter converter : List.of(CONVERTER, converter(SdsTypeCode.STRING))) {
            assertThrows(IllegalStateException.class, () -> converter.key("a"));
            assertThrows(IllegalStateException.class, () -> converter.parseKey("a"));
            assertThrows(IllegalStateException.class, () -> converter.keyValue(5L));
            assertThrows(IllegalStateException.class, () -> converter.keyText(5L));
        }
        assertThrows(IllegalStateException.class, () -> CONVERTER.normaliseKey("a"));
        assertEquals("a", converter(SdsTypeCode.STRING).normaliseKey("a"));
    }
}
