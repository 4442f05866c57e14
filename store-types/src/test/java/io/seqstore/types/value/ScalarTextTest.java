package io.seqstore.types.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsTypeCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of scalar values: index strings, strings in JSON, and what is printed. */
class ScalarTextTest {
    @ParameterizedTest(name = "{0}: [{1}] is [{2}]")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "BOOLEAN | true | true",
                "BOOLEAN | FALSE | false",
                "CHAR | x | x",
                "CHAR | ' ' | ' '",
                "SBYTE | -128 | -128",
                "BYTE | 255 | 255",
                "INT16 | +32767 | 32767",
                "UINT16 | 65535 | 65535",
                "INT32 | -2147483648 | -2147483648",
                "INT32 | 007 | 7",
                "UINT32 | 4294967295 | 4294967295",
                "INT64 | -9223372036854775808 | -9223372036854775808",
                "UINT64 | 18446744073709551615 | 18446744073709551615",
                "SINGLE | 1 | 1.0",
                "SINGLE | 0.1 | 0.1",
                "SINGLE | 16777217 | 1.6777216E7",
                "SINGLE | 3.4028235e38 | 3.4028235E38",
                "SINGLE | NaN | NaN",
                "DOUBLE | 10 | 10.0",
                "DOUBLE | -0.0 | -0.0",
                "DOUBLE | -0 | -0.0",
                "DOUBLE | .5 | 0.5",
                "DOUBLE | 5. | 5.0",
                "DOUBLE | +1.5E-3 | 0.0015",
                "DOUBLE | 2e23 | 2.0E23",
                "DOUBLE | 4.9e-324 | 4.9E-324",
                "DOUBLE | 1e-400 | 0.0",
                "DOUBLE | nan | NaN",
                "DOUBLE | INFINITY | Infinity",
                "DOUBLE | -infinity | -Infinity",
                "DECIMAL | 1.50 | 1.50",
                "DECIMAL | -0.00 | 0.00",
                "DECIMAL | 79228162514264337593543950335 | 79228162514264337593543950335",
                "DECIMAL | 0.00000000000000000000000000005 | 0.0000000000000000000000000000",
                "DECIMAL | 0.00000000000000000000000000015 | 0.0000000000000000000000000002",
                "DECIMAL | 7.92281625142643375935439503355 | 7.922816251426433759354395034",
                "DATE_TIME | 2017-11-23T13:00:00Z | 2017-11-23T13:00:00Z",
                "DATE_TIME | 2010-01-01T08:00:00.000Z | 2010-01-01T08:00:00Z",
                "DATE_TIME | 2020-02-20T08:30:00-08:00 | 2020-02-20T16:30:00Z",
                "DATE_TIME | 2020-02-20T08:30:00 02:00 | 2020-02-20T06:30:00Z",
                "DATE_TIME | 2020-02-20 08:30 | 2020-02-20T08:30:00Z",
                "DATE_TIME | 2020-02-20t08:30:00z | 2020-02-20T08:30:00Z",
                "DATE_TIME | 2020-02-20 | 2020-02-20T00:00:00Z",
                "DATE_TIME | 2020-02-20T08:30+0130 | 2020-02-20T07:00:00Z",
                "DATE_TIME | 2020-02-20T08:30+01 | 2020-02-20T07:30:00Z",
                "DATE_TIME | 2020-02-20T08:30:01,5 | 2020-02-20T08:30:01.5Z",
                "DATE_TIME | 2020-02-20T08:30:01.12345679999 | 2020-02-20T08:30:01.1234567Z",
                "DATE_TIME | 2020-02-29T23:59:59.43Z | 2020-02-29T23:59:59.43Z",
                "DATE_TIME | 0001-01-01T14:00:00+14:00 | 0001-01-01T00:00:00Z",
                "DATE_TIME | 9999-12-31T23:59:59.99999999Z | 9999-12-31T23:59:59.9999999Z",
                "STRING | ' a/b ' | ' a/b '",
                "GUID | 0F8FAD5B-D9CB-469F-A165-70867728950E | 0f8fad5b-d9cb-469f-a165-70867728950e",
                "GUID | {0f8fad5b-d9cb-469f-a165-70867728950e} | 0f8fad5b-d9cb-469f-a165-70867728950e",
                "GUID | 0f8fad5bd9cb469fa16570867728950e | 0f8fad5b-d9cb-469f-a165-70867728950e",
                "DATE_TIME_OFFSET | 2020-02-20T08:30:00-08:00 | 2020-02-20T08:30:00-08:00",
                "DATE_TIME_OFFSET | 2020-02-20T08:30:00.5 | 2020-02-20T08:30:00.5+00:00",
                "DATE_TIME_OFFSET | 2020-02-20T08:30:00Z | 2020-02-20T08:30:00+00:00",
                "DATE_TIME_OFFSET | 2020-02-20T08:30:00+14:00 | 2020-02-20T08:30:00+14:00",
                "DATE_TIME_OFFSET | 2020-02-20T08:30:00-00:30 | 2020-02-20T08:30:00-00:30",
                "TIME_SPAN | 00:00:00 | 00:00:00",
                "TIME_SPAN | 1.02:03:04 | 1.02:03:04",
                "TIME_SPAN | 01:02:03.5 | 01:02:03.5000000",
                "TIME_SPAN | -00:00:00.0000001 | -00:00:00.0000001",
                "TIME_SPAN | 10675199.02:48:05.4775807 | 10675199.02:48:05.4775807",
                "TIME_SPAN | -10675199.02:48:05.4775808 | -10675199.02:48:05.4775808",
                "NULLABLE_INT32 | 5 | 5",
                "INT32_ENUM | 5 | 5",
            })
    void readsIndexStrings(SdsTypeCode code, String text, String canonical) {
        assertEquals(canonical, ScalarText.print(code, ScalarText.parse(code, text)));
        assertEquals(
                canonical, ScalarText.print(code, ScalarText.parse(code, canonical)), "what is printed reads back");
        assertEquals(ScalarValues.javaClass(code), ScalarText.parse(code, text).getClass());
    }

    @ParameterizedTest(name = "{0}: [{1}]")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "BOOLEAN | 1",
                "BOOLEAN | ''",
                "BOOLEAN | yes",
                "CHAR | ''",
                "CHAR | ab",
                "SBYTE | 128",
                "BYTE | -1",
                "BYTE | 256",
                "INT16 | 32768",
                "UINT16 | 65536",
                "INT32 | 2147483648",
                "UINT32 | 4294967296",
                "INT64 | 9223372036854775808",
                "UINT64 | -1",
                "UINT64 | 18446744073709551616",
                "INT32 | ''",
                "INT32 | 1.0",
                "INT32 | 1e3",
                "INT32 | ' 1'",
                "INT32 | 1_000",
                "INT32 | 1,000",
                "INT32 | 0x10",
                "INT32 | \u0661",
                "INT32 | -",
                "INT32 | 1-",
                "SINGLE | 3.5e38",
                "DOUBLE | 1e309",
                "DOUBLE | ''",
                "DOUBLE | .",
                "DOUBLE | 1d",
                "DOUBLE | 0x1p3",
                "DOUBLE | ' 1'",
                "DOUBLE | 1e",
                "DOUBLE | +NaN",
                "DOUBLE | ++1",
                "DOUBLE | 1e5.0",
                "DECIMAL | 1e3",
                "DECIMAL | NaN",
                "DECIMAL | 79228162514264337593543950336",
                "DECIMAL | -79228162514264337593543950335.5",
                "DECIMAL | 1.2.3",
                "DATE_TIME | ''",
                "DATE_TIME | 2020",
                "DATE_TIME | 2020-2-20",
                "DATE_TIME | 2020-02-30",
                "DATE_TIME | 2021-02-29",
                "DATE_TIME | 2020-13-01",
                "DATE_TIME | 2020-00-01",
                "DATE_TIME | 0000-01-01",
                "DATE_TIME | 10000-01-01",
                "DATE_TIME | 2020-02-20T",
                "DATE_TIME | 2020-02-20T08",
                "DATE_TIME | 2020-02-20T24:00",
                "DATE_TIME | 2020-02-20T08:60",
                "DATE_TIME | 2016-12-31T23:59:60Z",
                "DATE_TIME | 2020-02-20T08:30:00.",
                "DATE_TIME | 2020-02-20T08:30:00.Z",
                "DATE_TIME | 2020-02-20T08:30:00ZZ",
                "DATE_TIME | 2020-02-20T08:30:00+14:01",
                "DATE_TIME | 2020-02-20T08:30:00+2",
                "DATE_TIME | 2020-02-20T08:30:00+02:",
                "DATE_TIME | 2020-02-20T08:30:00+02:60",
                "DATE_TIME | 2020-02-20Z",
                "DATE_TIME | 0001-01-01T13:59:59+14:00",
                "DATE_TIME | 9999-12-31T23:59:59-00:01",
                "DATE_TIME | -2020-02-20",
                "DATE_TIME | 2020-02-20T08:30:00  02:00",
                "DATE_TIME_OFFSET | 0001-01-01T00:00:00+00:01",
                "DATE_TIME_OFFSET | 2020-02-20T08:30:00-15:00",
                "TIME_SPAN | ''",
                "TIME_SPAN | 1",
                "TIME_SPAN | 1:2:3",
                "TIME_SPAN | 24:00:00",
                "TIME_SPAN | 00:60:00",
                "TIME_SPAN | 00:00:60",
                "TIME_SPAN | 00:00:00.",
                "TIME_SPAN | 00:00:00.12345678",
                "TIME_SPAN | +00:00:01",
                "TIME_SPAN | 10675199.02:48:05.4775808",
                "TIME_SPAN | -10675199.02:48:05.4775809",
                "TIME_SPAN | PT1H",
                "TIME_SPAN | 99999999.00:00:00",
                "GUID | ''",
                "GUID | 0f8fad5b-d9cb-469f-a165-70867728950",
                "GUID | 0f8fad5b-d9cb-469f-a165-70867728950g",
                "GUID | 1-1-1-1-1",
                "GUID | {0f8fad5bd9cb469fa16570867728950e}",
                "GUID | {0f8fad5b-d9cb-469f-a165-70867728950e",
                "VERSION | 1",
                "VERSION | 1.2.3.4.5",
                "VERSION | 1.-2",
                "VERSION | 1..2",
                "VERSION | 2147483648.0",
                "VERSION | 1.2.",
            })
    void refusesIndexStrings(SdsTypeCode code, String text) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> ScalarText.parse(code, text));
        assertTrue(
                refusal.reason().startsWith("'" + text + "' is not a value of type " + code.sdsName() + ": expected")
                        || refusal.reason().contains("no such date"),
                refusal.reason());
    }

    @ParameterizedTest(name = "{0}: [{1}] is [{2}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "INT32 | 1.0 | 1",
                "INT32 | 1e3 | 1000",
                "INT32 | 0e999999 | 0",
                "UINT64 | 1.8446744073709551615e19 | 18446744073709551615",
                "DECIMAL | 1.5e2 | 150",
                "DECIMAL | 1e-28 | 0.0000000000000000000000000001",
                "DECIMAL | 1e-999999999 | 0.0000000000000000000000000000",
                "TIME_SPAN | PT1H30M | 01:30:00",
                "TIME_SPAN | P1DT2H | 1.02:00:00",
                "TIME_SPAN | -PT0.0000001S | -00:00:00.0000001",
                "TIME_SPAN | pt5s | 00:00:05",
                "VERSION | 1.2 | 1.2",
                "VERSION | 1.2.3 | 1.2.3",
                "VERSION | 1.2.3.2147483647 | 1.2.3.2147483647",
            })
    void readsMoreFormsInJsonStrings(SdsTypeCode code, String text, String canonical) {
        assertEquals(canonical, ScalarText.print(code, ScalarText.parseInput(code, text)));
    }

    @ParameterizedTest(name = "{0}: [{1}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "INT32 | 1.5",
                "INT32 | 1e-1",
                "INT32 | 1e999999999",
                "INT32 | 1e99999999999",
                "INT32 | 2147483648.0",
                "INT32 | NaN",
                "DECIMAL | 1e29",
                "DECIMAL | 1e999999999",
                "TIME_SPAN | P1Y",
                "TIME_SPAN | PT",
                "TIME_SPAN | P99999999D",
                "DATE_TIME | 2020-02-20T08:30:00 02:00",
            })
    void refusesJsonStrings(SdsTypeCode code, String text) {
        assertThrows(InvalidRequestException.class, () -> ScalarText.parseInput(code, text));
    }

    @Test
    void refusesEndlessDigitsBeforeReadingThem() {
        for (SdsTypeCode code : new SdsTypeCode[] {SdsTypeCode.INT32, SdsTypeCode.DECIMAL, SdsTypeCode.DOUBLE}) {
            InvalidRequestException refusal = assertThrows(
                    InvalidRequestException.class, () -> ScalarText.parseInput(code, "1".repeat(1_000_000)));
            assertTrue(refusal.reason().length() < 300);
        }
    }

    /** 2.0E-3 and the like are easy; these are doubles for which some JDKs print more digits than needed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2.0E23",
        "1.0E23",
        "8.41E21",
        "2.2250738585072014E-308",
        "9.007199254740992E15",
        "5.684341886080802E-14"
    })
    void printsTheShortestText(String shortest) {
        assertEquals(shortest, ScalarText.print(SdsTypeCode.DOUBLE, Double.parseDouble(shortest)));
    }
}
