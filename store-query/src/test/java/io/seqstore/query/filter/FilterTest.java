package io.seqstore.query.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
                "K eq 42 or contains(Text, null)",
                "K eq 42 or not startswith(null, 'a')",
                // A time with an offset keeps it when it is moved.
                "hour(Local add '00:10:00') eq 23 and minute(Local add '00:10:00') eq 40",
                "year(Local sub '00:10:00') eq 2016 and month(Local) eq 12 and day(Local) eq 31",
                // Every kind of value may stand on the left.
                "42 eq K and 43 gt K",
                "0.1 eq Value and 0.1f eq F",
                "18446744073709551615 eq Unsigned",
                "0.1m eq Exact",
                "'x' eq Letter and 'y' gt Letter",
                "'Z' lt Text and 'Ärger über €' eq Text",
                "2016-03-01 gt At and '2016-03-01' gt At",
                "2017-01-01T01:30:00Z eq Local and '2016-12-31T23:30:00-02:00' eq Local",
                "'-401.01:03:04.5' eq Took and duration'-P401DT1H3M4.5S' eq Took",
                "f0000000-0000-0000-0000-000000000001 eq Id and '0fffffff-ffff-ffff-ffff-ffffffffffff' lt Id",
                "'1.9' lt Build and '1.10.0.0' gt Build",
                "true eq Flag and false ne Flag",
                "3 eq Inner/Depth and 'deep' eq Inner/Note",
                // A property beside another one.
                "K lt Long and Long lt Unsigned and Value lt K and F gt Exact",
                "Exact eq Value",
                "At lt Local and Local gt At and At le At",
                "Text ge Text and Letter eq Letter and Id eq Id and Build le Build and Took ge Took",
                "Flag eq Flag and (K eq 42) eq Flag",
                "Inner/Depth lt K and Inner/Note lt Text and [Inner]/[Depth] eq 3",
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
                "contains(Text, null)",
                "not contains(Text, null)",
                "endswith(null, null) or K eq 1",
                "Text eq concat(Text, null)",
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
                "length(null) | position 0: expected a condition, found null",
                "K eq 42 or year(null) | position 11: expected a condition, found null",
                "null add 1 | position 5: expected a condition, found null",
                "not (1 div 0) | position 7: expected a condition, found null",
                "substring(null, 'x') eq 'a' | position 0: expected substring(",
                "startswith(null, 5) | position 0: expected startswith(a text, a text), found a number",
                "concat(Text, null, 'a') eq 'b' | position 0: expected concat(a text, a text), found 3 arguments",
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

    private static final OffsetDateTime LATE = OffsetDateTime.parse("2016-12-31T23:30:00-02:00");

    /** A scalar of each type, in a property and inside an object. */
    static List<Arguments> scalars() {
        return List.of(
                Arguments.of(SdsTypeCode.SBYTE, -7, "eq -7"),
                Arguments.of(SdsTypeCode.NULLABLE_UINT32, 4294967295L, "eq 4294967295"),
                Arguments.of(SdsTypeCode.INT64, Long.MIN_VALUE, "eq -9223372036854775808"),
                Arguments.of(SdsTypeCode.UINT64, new BigInteger("18446744073709551615"), "gt 9223372036854775808"),
                Arguments.of(SdsTypeCode.NULLABLE_UINT64, BigInteger.ONE, "lt 2"),
                Arguments.of(SdsTypeCode.SINGLE, 0.1f, "eq 0.1f"),
                Arguments.of(SdsTypeCode.NULLABLE_DOUBLE, 0.1, "eq 0.1"),
                Arguments.of(SdsTypeCode.DECIMAL, new BigDecimal("1.50"), "eq 1.5m"),
                Arguments.of(SdsTypeCode.NULLABLE_DECIMAL, new BigDecimal("79228162514264337593543950335"), "gt 1e28"),
                Arguments.of(SdsTypeCode.CHAR, 'x', "eq 'x'"),
                Arguments.of(SdsTypeCode.NULLABLE_CHAR, '\u20ac', "gt 'x'"),
                Arguments.of(SdsTypeCode.STRING, "it's", "eq 'it''s'"),
                Arguments.of(SdsTypeCode.DATE_TIME, LATE.toInstant(), "eq 2017-01-01T01:30:00Z"),
                Arguments.of(SdsTypeCode.NULLABLE_DATE_TIME, LATE.toInstant(), "gt 2016-12-31"),
                Arguments.of(SdsTypeCode.DATE_TIME_OFFSET, LATE, "eq '2017-01-01T01:30:00Z'"),
                Arguments.of(SdsTypeCode.NULLABLE_DATE_TIME_OFFSET, LATE, "lt 2017-01-02"),
                Arguments.of(SdsTypeCode.TIME_SPAN, Duration.ofHours(-30), "eq '-1.06:00:00'"),
                Arguments.of(SdsTypeCode.NULLABLE_TIME_SPAN, Duration.ofHours(30), "ge duration'P1DT6H'"),
                Arguments.of(SdsTypeCode.GUID, new UUID(-1, 1), "gt ffffffff-ffff-ffff-0000-000000000000"),
                Arguments.of(SdsTypeCode.NULLABLE_GUID, new UUID(1, 1), "lt 'f0000000-0000-0000-0000-000000000000'"),
                Arguments.of(SdsTypeCode.VERSION, new SdsVersion(1, 10, -1, -1), "gt '1.9.9'"),
                Arguments.of(SdsTypeCode.BOOLEAN, true, "eq true"),
                Arguments.of(SdsTypeCode.NULLABLE_BOOLEAN, false, "ne true"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("scalars")
    void asksAScalarOfEveryTypeWhereverItIs(SdsTypeCode code, Object value, String asked) {
        EventLayout layout = EventLayout.of(SdsType.object("Both")
                .key("K", SdsTypeCode.INT64)
                .property("V", code)
                .property(
                        "Inner",
                        SdsType.object("Inside")
                                .property("V", code)
                                .property(
                                        "Deeper",
                                        SdsType.object("Deep")
                                                .property("V", code)
                                                .build())
                                .build())
                .build());
        ColumnBatch batch = new ColumnBatch(layout, 2);
        EventConverter converter = EventConverter.of(layout);
        converter.append(Event.builder(layout).set("K", 0).build(), batch);
        converter.append(
                Event.builder(layout)
                        .set("K", 1)
                        .set("V", value)
                        .set("Inner", Map.of("V", value, "Deeper", Map.of("V", value)))
                        .build(),
                batch);
        for (String place : List.of("V", "inner/v", "[Inner]/[Deeper]/V")) {
            RowFilter rows =
                    Filter.parse(place + " " + asked, layout).orElseThrow().rows();
            RowFilter others = Filter.parse("not (" + place + " " + asked + ")", layout)
                    .orElseThrow()
                    .rows();
            rows.decide(batch, 0, 2);
            others.decide(batch, 0, 2);
            assertTrue(rows.passes(1), place);
            assertFalse(others.passes(1), place);
            // What an object would hold that is not there is unknown.
            assertFalse(place.contains("/") && (rows.passes(0) || others.passes(0)), place);
        }
    }

    /** A time inside an object has its own offset like any other (spec 09, 1.3). */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "year(Inner/Local) eq 2016 and hour(Inner/Local) eq 23",
                "day(Inner/Local add '01:00:00') eq 1 and hour(Inner/Local add '01:00:00') eq 0",
                "hour(Inner/At) eq 1 and year(Inner/At) eq 2017",
            })
    void splitsTimesInsideObjectsInTheirOwnOffset(String filter) {
        EventLayout layout = EventLayout.of(SdsType.object("Trip")
                .key("K", SdsTypeCode.INT64)
                .property(
                        "Inner",
                        SdsType.object("Inside")
                                .property("Local", SdsTypeCode.DATE_TIME_OFFSET)
                                .property("At", SdsTypeCode.DATE_TIME)
                                .build())
                .build());
        ColumnBatch batch = new ColumnBatch(layout, 3);
        EventConverter converter = EventConverter.of(layout);
        for (int i = 0; i < 3; i++) {
            Event.Builder event = Event.builder(layout).set("K", i);
            if (i != 1) {
                event.set("Inner", Map.of("Local", LATE, "At", LATE.toInstant()));
            }
            converter.append(event.build(), batch);
        }
        RowFilter rows = Filter.parse(filter, layout).orElseThrow().rows();
        rows.decide(batch, 0, 3);
        assertTrue(rows.passes(0));
        assertFalse(rows.passes(1));
        assertTrue(rows.passes(2));
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
