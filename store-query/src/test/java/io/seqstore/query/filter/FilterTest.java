package io.seqstore.query.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.SdsVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters say of one event in which every kind of property has a value, and of one in which all are null. */
class FilterTest {
    private static final SdsType INSIDE = SdsType.object("Inside")
            .property("Depth", SdsTypeCode.INT32)
            .property("Note", SdsTypeCode.STRING)
            .build();
    private static final EventLayout LAYOUT = EventLayout.of(SdsType.object("All")
            .key("K", SdsTypeCode.INT64)
            .property("Value", SdsTypeCode.DOUBLE)
            .property("Nullable", SdsTypeCode.NULLABLE_DOUBLE)
            .property("F", SdsTypeCode.SINGLE)
            .property("Long", SdsTypeCode.INT64)
            .property("Unsigned", SdsTypeCode.UINT64)
            .property("Exact", SdsTypeCode.DECIMAL)
            .property("Letter", SdsTypeCode.CHAR)
            .property("Text", SdsTypeCode.STRING)
            .property("At", SdsTypeCode.DATE_TIME)
            .property("Local", SdsTypeCode.DATE_TIME_OFFSET)
            .property("Took", SdsTypeCode.TIME_SPAN)
            .property("Id", SdsTypeCode.GUID)
            .property("Build", SdsTypeCode.VERSION)
            .property("Flag", SdsTypeCode.NULLABLE_BOOLEAN)
            .property("odd name", SdsTypeCode.INT32)
            .property(SdsTypeProperty.of("Inner", INSIDE))
            .build());

    private static ColumnBatch events() {
        ColumnBatch batch = new ColumnBatch(LAYOUT, 2);
        EventConverter converter = EventConverter.of(LAYOUT);
        converter.append(
                Event.builder(LAYOUT)
                        .set("K", 42)
                        .set("Value", 0.1)
                        .set("Nullable", -0.0)
                        .set("F", 0.1f)
                        .set("Long", Long.MAX_VALUE)
                        .set("Unsigned", new BigInteger("18446744073709551615"))
                        .set("Exact", new BigDecimal("0.10"))
                        .set("Letter", 'x')
                        .set("Text", "Ärger über €")
                        .set("At", Instant.parse("2016-02-29T23:59:58.9999999Z"))
                        .set("Local", OffsetDateTime.parse("2016-12-31T23:30:00-02:00"))
                        .set("Took", Duration.parse("-P401DT1H3M4.5S"))
                        .set("Id", UUID.fromString("f0000000-0000-0000-0000-000000000001"))
                        .set("Build", new SdsVersion(1, 10, 0, -1))
                        .set("Flag", true)
                        .set("odd name", 7)
                        .set("Inner", Map.of("Depth", 3, "Note", "deep"))
                        .build(),
                batch);
        converter.append(
                Event.builder(LAYOUT).set("K", 43).set("Value", Double.NaN).build(), batch);
        return batch;
    }

    private static boolean passes(String filter, int row) {
        RowFilter rows = Filter.parse(filter, LAYOUT).orElseThrow().rows();
        rows.decide(events(), 0, 2);
        return rows.passes(row);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "K eq 42",
                "K add 1 eq 43",
                "Value eq 0.1",
                "Value eq 0.1d",
                "F eq 0.1f",
                "F ne 0.1",
                "F gt 0.1",
                "Nullable eq 0",
                "not Nullable ne 0",
                "Long eq 9223372036854775807",
                "Long add 1 eq 9223372036854775808",
                "Long mul Long gt Unsigned",
                "-Long eq -9223372036854775807",
                "-(-Long sub 1) eq 9223372036854775808",
                "Unsigned eq 18446744073709551615",
                "Unsigned eq 18446744073709551615L",
                "Unsigned lt 18446744073709551616",
                "Unsigned gt Long",
                "Unsigned gt -1",
                "Unsigned gt 1.5",
                "Unsigned sub Unsigned eq 0",
                "Unsigned div 2 eq Long",
                "Exact eq 0.1m",
                "Exact eq 0.1",
                "Exact add 1 eq 1.1m",
                "Exact mod 0.03m eq 0.01m",
                "round(Exact add 0.4m) eq 1",
                "Letter eq 'x'",
                "Letter gt 'a'",
                "startswith(Text, 'Ä')",
                "length(Text) eq 12",
                "toupper(Text) eq 'ÄRGER ÜBER €'",
                "substring(Text, 6, 4) eq 'über'",
                "substring(Text, 12) eq ''",
                "Text gt 'Z'",
                "indexof(Text, '€') eq 11",
                "replace(Text, ' ', '') eq 'Ärgerüber€'",
                "At lt 2016-03-01",
                "At eq '2016-02-29T23:59:58.9999999Z'",
                "At eq datetime'2016-03-01T00:59:58.9999999+01:00'",
                "day(At) eq 29 and second(At) eq 58",
                "At add '00:00:01.0000001' eq 2016-03-01",
                "At sub 2016-02-29 gt time'23:59:58'",
                "At sub '2016-02-29' gt duration'PT23H59M58S'",
                "At sub '1.00:00:00' lt 2016-02-29",
                "year(Local) eq 2016 and hour(Local) eq 23",
                "Local eq 2017-01-01T01:30:00Z",
                "year(Local add '01:00:00') eq 2017",
                "days(Took) eq -401 and years(Took) eq -1",
                "hours(Took) eq -1 and minutes(Took) eq -3 and seconds(Took) eq -4",
                "Id eq F0000000-0000-0000-0000-000000000001",
                "Id gt '0fffffff-ffff-ffff-ffff-ffffffffffff'",
                "Id ne guid'00000000-0000-0000-0000-000000000000'",
                "Build gt '1.9'",
                "Build lt '1.10.0.0'",
                "Flag",
                "Flag eq true",
                "(Value gt 0) eq Flag",
                "not not Flag",
                "[odd name] eq 7",
                "Inner/Depth eq 3",
                "inner/note eq 'deep'",
                "round(0.49999999999999994) eq 0",
                "round(-2.5) eq -3",
                "7 mod -4 eq 3",
                "-7 div 2 eq -3",
                "1.0 div 0 eq INF",
                "NaN ne NaN",
                "2 add 3 mul 2 eq 8",
                "true or Text eq null",
                "K eq 42 or Nullable eq null",
            })
    void isTrueOfTheFirstEvent(String filter) {
        assertTrue(passes(filter, 0));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Text eq null",
                "Text ne null",
                "not (Text eq null)",
                "null eq null",
                "1 div 0 eq 1",
                "not (1 div 0 eq 1)",
                "1 mod 0 eq 0",
                "Exact div 0m eq 0",
                "substring(Text, 13) eq ''",
                "substring(Text, -1) eq ''",
                "not (substring(Text, 99) eq '')",
                "replace(Text, '', 'x') eq Text",
                "not (length(null) eq 1)",
                "At add '3000000.00:00:00' gt 2000-01-01",
                "not (At add '3000000.00:00:00' gt 2000-01-01)",
                "Value eq NaN",
                "Value lt NaN or Value gt NaN",
                "false and Text eq null",
                "Unsigned lt 0",
                "Letter lt 'X'",
                "Long lt -9223372036854775808",
                "Value gt INF",
                "Value lt -INF",
            })
    void isNotTrueOfTheFirstEvent(String filter) {
        assertEquals(false, passes(filter, 0));
    }

    @ParameterizedTest(name = "{0} of an event without values: {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Text eq 'a', false",
                "not (Text eq 'a'), false",
                "Nullable gt 0, false",
                "not (Nullable gt 0), false",
                "Nullable gt 0 or K eq 43, true",
                "Flag, false",
                "not Flag, false",
                "Flag ne true, false",
                "Inner/Depth eq 0, false",
                "not (length(Text) gt 3), false",
                "Value ne 1, true",
                "Value eq Value, false",
                "not (Value lt 1), true",
                "round(Value) ne 0, true",
                "Id eq 00000000-0000-0000-0000-000000000000, true",
                "not (Build gt '1.0'), false",
            })
    void knowsNothingOfNull(String filter, boolean passes) {
        assertEquals(passes, passes(filter, 1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "K gtt 5 | position 2: expected an operator or the end, found 'gtt'",
                "K gt | position 4: expected a value, a property or '(', found the end",
                "Nope gt 5 | position 0: type 'All' has no property 'Nope'",
                "(K gt 5 | position 7: expected ')', found the end",
                "K gt 'a' | position 2: cannot compare a number with a text",
                "K add 3 | position 2: expected a condition, found a number",
                "Text lt 5 | position 5: cannot compare a text with a number",
                "length(K) eq 1 | position 0: expected length(a text), found a number",
                "length() eq 1 | position 0: expected length(a text), found 0 arguments",
                "substring(Text, 1.5) eq 'a' | position 0: expected substring(",
                "sqrt(K) eq 1 | position 0: there is no function 'sqrt'",
                "K gt 1 lt 3 | position 7: comparisons do not chain",
                "Text eq 'a | position 8: the text that begins here has no closing quote",
                "K eq 5x | position 5: expected a number",
                "K eq 1.5L | position 5: expected an integer before 'L'",
                "K # 5 | position 2: unexpected character '#'",
                "At gt 2016-02-30 | position 6: '2016-02-30' is not a value of type DateTime",
                "At gt 'soon' | position 6: 'soon' is not a value of type DateTime",
                "Letter eq 'xy' | position 10: 'xy' is not a value of type Char",
                "Flag gt false | position 5: conditions have no order",
                "not K | position 4: expected a condition, found a number",
                "Took add Took gt Took | position 5: expected numbers on both sides",
                "-Text eq 'a' | position 0: expected a number behind '-'",
                "Inner eq 1 | position 0: property 'Inner' is of type Object",
                "Inner/Nope eq 1 | position 0: 'Inner' has no property 'Nope' inside it",
                "K/Depth eq 1 | position 0: 'K' has no property 'Depth' inside it",
                "null | position 0: expected a condition, found null",
                "K eq 1e999 | position 5: '1e999' is not a value of type Double",
                "[ eq 1 | position 0: expected the id of a property",
            })
    void saysWhatIsWrongAndWhere(String filter, String complaint) {
        InvalidRequestException refused =
                assertThrows(InvalidRequestException.class, () -> Filter.parse(filter, LAYOUT));
        assertTrue(refused.reason().contains(complaint), refused.reason());
        assertEquals("The request is not valid.", refused.error());
        assertEquals(filter, refused.parameters().get("Filter"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"(", "not ", "-", "K add ", "round(", "not("})
    void refusesWhatIsNestedTooDeeply(String opening) {
        assertThrows(InvalidRequestException.class, () -> Filter.parse(opening.repeat(2000) + "K", LAYOUT));
    }

    @Test
    void takesLongChainsOfConditions() {
        String chain = "K eq 1 or ".repeat(1000) + "K eq 42";
        assertTrue(passes(chain, 0));
        assertThrows(InvalidRequestException.class, () -> Filter.parse("K eq 1 or ".repeat(2000) + "K eq 42", LAYOUT));
    }

    /** The greatest length and depth that are allowed, and one more (the whole filter is a level). */
    @Test
    void takesWhatIsAsLongOrAsDeepAsAllowed() {
        String longest = "K eq 42" + " ".repeat(FilterText.MAX_LENGTH - 7);
        assertTrue(passes(longest, 0));
        assertThrows(InvalidRequestException.class, () -> Filter.parse(longest + " ", LAYOUT));
        int most = FilterText.MAX_DEPTH - 1;
        assertTrue(passes("(".repeat(most) + "K eq 42" + ")".repeat(most), 0));
        assertThrows(
                InvalidRequestException.class,
                () -> Filter.parse("(".repeat(most + 1) + "K eq 42" + ")".repeat(most + 1), LAYOUT));
        assertEquals(most % 2 == 0, passes("not ".repeat(most) + "K eq 42", 0));
        assertThrows(InvalidRequestException.class, () -> Filter.parse("not ".repeat(most + 1) + "K eq 42", LAYOUT));
        assertTrue(passes("K" + " add 1".repeat(most) + " eq " + (42 + most), 0));
    }

    private static final SdsType STATE = SdsType.enumeration("State")
            .member("Ok", 0)
            .member("Warning", 1)
            .member("Alarm", 2)
            .build();

    private static final EventLayout KINDS = EventLayout.of(SdsType.object("Kinds")
            .key("K", SdsTypeCode.INT64)
            .property(SdsTypeProperty.of("State", STATE))
            .property(SdsTypeProperty.of(
                    "Maybe",
                    SdsType.builder(SdsTypeCode.NULLABLE_INT32_ENUM)
                            .id("Perhaps")
                            .member("No", 0)
                            .member("Yes", 1)
                            .build()))
            .property("Bytes", SdsTypeCode.BYTE_ARRAY)
            .property("Names", SdsTypeCode.STRING_ARRAY)
            .property(SdsTypeProperty.of(
                    "ByName",
                    SdsType.builder(SdsTypeCode.IDICTIONARY)
                            .id("ByName")
                            .genericArgument(SdsType.of(SdsTypeCode.STRING))
                            .genericArgument(SdsType.of(SdsTypeCode.INT32))
                            .build()))
            .property("Small", SdsTypeCode.SBYTE)
            .property("Text", SdsTypeCode.STRING)
            .property("Took", SdsTypeCode.NULLABLE_TIME_SPAN)
            .build());

    private static boolean passesKinds(String filter) {
        ColumnBatch batch = new ColumnBatch(KINDS, 1);
        EventConverter.of(KINDS)
                .append(
                        Event.builder(KINDS)
                                .set("K", 1)
                                .set("State", 2)
                                .set("Small", -7)
                                .set("Text", "it's a Value")
                                .build(),
                        batch);
        RowFilter rows = Filter.parse(filter, KINDS).orElseThrow().rows();
        rows.decide(batch, 0, 1);
        return rows.passes(0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "State eq 2                                 | true",
                "State eq 'ALARM'                           | true",
                "'warning' lt State                         | true",
                "State sub 1 eq 1                           | true",
                "State eq 3                                 | false",
                "Maybe eq 'No'                              | false",
                "not (Maybe eq 'No')                        | false",
                "Small mod 4 eq -3                          | true",
                "Small div 2 eq -3                          | true",
                "round(Small div 2.0) eq -4                 | true",
                "--Small EQ -7 AND NOT (Small GT 0)         | true",
                "Contains(Text, 's a') and SubstringOf('Val', Text) | true",
                "startwith(Text, 'it''s')                   | true",
                "StartsWith(Text, 'It')                     | false",
                "EndsWith(ToUpper(Text), 'VALUE')           | true",
                "concat(substring(Text, 0, 2), '!') eq 'it!'| true",
                "substring(Text, 3, 0) eq ''                | true",
                "indexof(Text, 'zz') eq -1                  | true",
                "length(trim(concat('  ', Text))) eq 12     | true",
                "replace(Text, 'a', 'oo') eq 'it''s oo Voolue' | true",
                "Text lt 'it(s'                             | true",
                "days(Took) eq 0                            | false",
                "not (hours(Took) eq 0)                     | false",
                "1 eq 1 or 1 eq 2 and 1 eq 2                | true",
                "not 1 eq 2 and 1 eq 1                      | true",
                "not (1 eq 1 or State eq 2)                 | false",
            })
    void knowsEnumsAndFunctionsInAnyCase(String filter, boolean passes) {
        assertEquals(passes, passesKinds(filter));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Bytes eq 'AQI='",
                "Names eq 'a'",
                "ByName eq 1",
                "length(Names) eq 1",
                "State eq 'Off'",
                "State eq Text",
                "Maybe eq 'Perhaps'",
                "startswith(Text)",
                "substring(Text) eq 'a'",
                "substring(Text, 1, 2, 3) eq 'a'",
                "year(Took) eq 1",
                "days(K) eq 1",
                "contains(State, 'A')",
                "Text add 'a' eq 'b'",
                "Text",
                "()",
                "K eq 1 and",
                "and K eq 1",
                "K eq 1 K eq 2",
                "K eq eq 1",
                "startswith(Text, 'a'",
                "K/",
                "[K",
                "K eq 2020-13-01",
                "Took eq '24:60:00'",
                "K eq 'a' 'b'",
            })
    void refusesWhatMakesNoSense(String filter) {
        assertThrows(InvalidRequestException.class, () -> Filter.parse(filter, KINDS));
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", " ", "\t\n"})
    void blankMeansNone(String blank) {
        assertEquals(Optional.empty(), Filter.parse(blank, LAYOUT));
        assertEquals(Optional.empty(), Filter.parse(null, LAYOUT));
    }

    @ParameterizedTest(name = "{0} is ordered by {1}")
    @CsvSource(
            nullValues = "none",
            quoteCharacter = '"',
            value = {
                "Value gt 0 and Value lt 6, Value",
                "3 lt Value, Value",
                "K gt 0 and (Long eq 3 and Value lt -1), Long",
                "Value gt 0 or Value lt 6, none",
                "not (Value gt 0), none",
                "Value ne 0, none",
                "Value gt Long, none",
                "K gt 0, none",
                "Value add 1 gt 0, none",
                "value ge 1 add 2, Value",
            })
    void namesTheIndexThatItRestricts(String filter, String property) {
        Optional<String> restricted = Filter.parse(filter, LAYOUT)
                .orElseThrow()
                .restrictedOf(List.of("VALUE", "Long"))
                .map(PropertyLayout::id);
        assertEquals(Optional.ofNullable(property), restricted);
    }

    @Test
    void needsOnlyTheColumnsItNames() {
        Filter filter = Filter.parse("Value gt 0 and hour(Local) eq 1", LAYOUT).orElseThrow();
        PropertyLayout local = LAYOUT.property("Local");
        for (PropertyLayout property : LAYOUT.properties()) {
            boolean named = property.id().equals("Value") || property == local;
            assertEquals(named, property.column() >= 0 && filter.columns().contains(property.column()), property.id());
        }
        assertTrue(filter.columns().contains(local.offsetColumn()));
    }
}
