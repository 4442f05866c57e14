package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.ScalarText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Summaries: the documented examples, every kind of property, the edge cases of spec 08, section 6. */
class SummariesTest {
    /** Count, Min, Max, Range, Total, Mean, SD, PopSD, WMean, WSD, WPopSD, Skewness, Kurtosis. */
    private static String statistics(Summary summary, String property) {
        return Arrays.stream(Statistic.values())
                .map(statistic -> summary.value(statistic, property)
                        .map(SummariesTest::text)
                        .orElse("none"))
                .collect(Collectors.joining(" "));
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e9
                    ? Long.toString(number.longValue())
                    : number.toString();
        }
        if (value instanceof Duration duration) {
            return ScalarText.print(SdsTypeCode.TIME_SPAN, duration);
        }
        return value instanceof Instant instant ? ScalarText.print(SdsTypeCode.DATE_TIME, instant) : value.toString();
    }

    private static List<Summary> summaries(ColumnBatch events, SdsStream stream, long start, long end, int count) {
        Queries queries = new Queries(new ArraySource(events), stream, ReadLimits.DEFAULT);
        return Summary.list(queries.summaries(new SummariesRequest(start, end, count)));
    }

    @ParameterizedTest(name = "keys {0} levels {1}, extrapolation {2}, {3} .. {4} in {5}: interval {6} is {7}")
    @CsvSource({
        "'', '', ALL, 0, 10, 2, 1, 0 NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN",
        "5, 7, ALL, 0, 10, 1, 0, 1 7 7 0 14 7 0 0 7 0 0 NaN NaN",
        "5, 7, NONE, 0, 10, 1, 0, 1 7 7 0 7 7 NaN 0 NaN NaN NaN NaN NaN",
        "5, 7, FORWARD, 0, 10, 1, 0, 1 7 7 0 7 7 NaN 0 7 NaN 0 NaN NaN",
        "5, 7, ALL, 6, 10, 1, 0, 0 7 7 0 7 7 NaN 0 7 NaN 0 NaN NaN",
        "5, 7, FORWARD, 6, 10, 1, 0, 0 7 7 0 7 7 NaN 0 7 NaN 0 NaN NaN",
        "5, 7, BACKWARD, 6, 10, 1, 0, 0 NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN",
        "0 10, 1 3, ALL, 5, 5, 1, 0, 0 2 2 0 2 2 NaN 0 NaN NaN NaN NaN NaN",
        "0 5 10, 1 7 3, ALL, 5, 5, 3, 0, 1 7 7 0 7 7 NaN 0 NaN NaN NaN NaN NaN",
        "0 5 10, 1 7 3, ALL, 5, 5, 3, 1, 0 7 7 0 7 7 NaN 0 NaN NaN NaN NaN NaN",
        "0 5 10, 1 7 3, ALL, 5, 5, 3, 2, 0 7 7 0 7 7 NaN 0 NaN NaN NaN NaN NaN",
        "0 1 2, 1 2 3, ALL, 0, 2, 4, 0, 1 1 1 0 1 1 NaN 0 NaN NaN NaN NaN NaN",
        "0 1 2, 1 2 3, ALL, 0, 2, 4, 1, 1 2 2 0 1.5 1.5 NaN 0 1.5 NaN 0 NaN NaN",
        "0 1 2, 1 2 3, ALL, 0, 2, 4, 2, 0 2 2 0 2 2 NaN 0 NaN NaN NaN NaN NaN",
        "0 1 2, 1 2 3, ALL, 0, 2, 4, 3, 1 3 3 0 2.5 2.5 NaN 0 2.5 NaN 0 NaN NaN",
        "0 5 10, 4 4 4, ALL, 0, 10, 1, 0, 3 4 4 0 8 4 0 0 4 0 0 NaN NaN",
        "0 5 10, 4 NaN 6, ALL, 0, 10, 1, 0, 3 4 6 2 NaN NaN NaN NaN NaN NaN NaN NaN NaN",
        "0 5 10, NaN NaN NaN, ALL, 0, 10, 1, 0, 3 NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN",
        "0 5 10, 1.7E308 1.7E308 1.7E308, ALL, 0, 5, 1, 0,"
                + " 2 1.7E308 1.7E308 0 1.7E308 1.7E308 NaN NaN Infinity NaN NaN NaN NaN",
        "0 5 10, 1 Infinity 1, ALL, 0, 10, 1, 0," + " 3 1 Infinity Infinity Infinity NaN NaN NaN NaN NaN NaN NaN NaN"
    })
    void answersTheEdgeCases(
            String keys,
            String levels,
            SdsExtrapolationMode extrapolation,
            long start,
            long end,
            int count,
            int interval,
            String expected) {
        ColumnBatch events = Pump.events(
                Arrays.stream(keys.split(" "))
                        .filter(key -> !key.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray(),
                Arrays.stream(levels.split(" "))
                        .filter(level -> !level.isEmpty())
                        .mapToDouble(Double::parseDouble)
                        .toArray());
        List<Summary> summaries = summaries(events, Pump.STREAM.withExtrapolation(extrapolation), start, end, count);
        assertEquals(count, summaries.size());
        assertEquals(expected, statistics(summaries.get(interval), "level"));
        assertEquals(
                expected.split(" ")[0], Long.toString(summaries.get(interval).count()));
    }

    /** One property of each kind at the keys 0, 10, 20, 30. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "INT32, 1 3 5 5, 4 1 5 4 11 3.6666666666666665 1.5275252316519465 1.247219128924647 3.6666666666666665"
                + " 1.5275252316519465 1.247219128924647 -0.3818017741606054 -1.4999999999999998",
        "UINT64, 18446744073709551615 0 0 0, 4 0 1.8446744073709552E19 1.8446744073709552E19 9.223372036854776E18"
                + " 3.0744573456182589E18 5.3251163283141714E18 4.3479392751109274E18 3.0744573456182589E18"
                + " 5.3251163283141714E18 4.3479392751109274E18 0.7071067811865475 -1.5",
        "BOOLEAN, true true false false, 4 0 1 1 1.5 0.5 0.5 0.408248290463863 0.5 0.5 0.408248290463863 0 -1.5",
        "CHAR, a c a a, 4 97 99 2 293 97.66666666666667 0.5773502691896257 0.4714045207910317 97.66666666666667"
                + " 0.5773502691896257 0.4714045207910317 -0.7071067811865478 -1.5",
        "DECIMAL, 1.5 2.5 3.5 3.5, 4 1.5 3.5 2 8.5 2.8333333333333335 0.7637626158259733 0.6236095644623235"
                + " 2.8333333333333335 0.7637626158259733 0.6236095644623235 -0.3818017741606054 -1.4999999999999998",
        "TIME_SPAN, 00:00:01 00:00:03 00:00:05 00:00:05, 4 00:00:01 00:00:05 00:00:04 00:00:11 00:00:03.6666667"
                + " 00:00:01.5275252 00:00:01.2472191 00:00:03.6666667 00:00:01.5275252 00:00:01.2472191"
                + " -0.38180177416060545 -1.4999999999999998",
        "DATE_TIME, 2020-01-01T00:00:01Z 2020-01-01T00:00:03Z 2020-01-01T00:00:05Z 2020-01-01T00:00:05Z,"
                + " 4 2020-01-01T00:00:01Z 2020-01-01T00:00:05Z 00:00:04 none 2020-01-01T00:00:03.6666667Z"
                + " 00:00:01.5275252 00:00:01.2472191 2020-01-01T00:00:03.6666667Z 00:00:01.5275252 00:00:01.2472191"
                + " -0.38180177416060545 -1.4999999999999998"
    })
    void summarisesEveryKindOfProperty(SdsTypeCode code, String values, String expected) {
        ColumnBatch events = events(code, values);
        assertStatistics(
                expected,
                statistics(summaries(events, SdsStream.of("s", "T"), 0, 30, 1).get(0), "V"));
    }

    /** Digits that depend on the last bits of the arithmetic of a kind are compared to 12 places. */
    private static void assertStatistics(String expected, String actual) {
        String[] wanted = expected.split(" ");
        String[] found = actual.split(" ");
        assertEquals(wanted.length, found.length, actual);
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals(found[i])) {
                double number = new BigDecimal(wanted[i]).doubleValue();
                assertEquals(number, Double.parseDouble(found[i]), Math.abs(number) * 1e-12, actual);
            }
        }
    }

    private static ColumnBatch events(SdsTypeCode code, String values) {
        SdsType type = SdsType.object("T")
                .key("K", SdsTypeCode.INT64)
                .property("V", code)
                .build();
        ColumnBatch events = new ColumnBatch(EventLayout.of(type), 4);
        String[] texts = values.split(" ");
        for (int i = 0; i < texts.length; i++) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("K", i * 10L);
            event.put("V", texts[i].equals("none") ? null : ScalarText.parseInput(code, texts[i]));
            Rows.appendValues(event, events);
        }
        return events;
    }

    /** Order and flags of the statistics (spec 08, section 1). */
    @Test
    void statisticsAreInTheOrderAndHaveTheNumbersOfTheOriginalService() {
        assertEquals(
                "Count 1, Minimum 2, Maximum 4, Range 8, Total 128, Mean 16, StandardDeviation 32,"
                        + " PopulationStandardDeviation 64, WeightedMean 1024, WeightedStandardDeviation 2048,"
                        + " WeightedPopulationStandardDeviation 4096, Skewness 256, Kurtosis 512",
                Arrays.stream(Statistic.values())
                        .map(statistic -> statistic.sdsName() + " " + statistic.number())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void losesNoTickOfAPointInTime() {
        ColumnBatch events = events(SdsTypeCode.DATE_TIME, "9999-12-31T23:59:59.9999997Z 9999-12-31T23:59:59.9999999Z");
        Summary summary = summaries(events, SdsStream.of("s", "T"), 0, 10, 1).get(0);
        assertEquals(
                "2 9999-12-31T23:59:59.9999997Z 9999-12-31T23:59:59.9999999Z 00:00:00.0000002 none"
                        + " 9999-12-31T23:59:59.9999998Z NaN 00:00:00 9999-12-31T23:59:59.9999998Z NaN 00:00:00 NaN NaN",
                statistics(summary, "V"));
        assertEquals(2.0, summary.number(Statistic.RANGE, "V"));
        assertTrue(Double.isNaN(summary.number(Statistic.TOTAL, "V")));
        assertEquals(3.155378975999999999e18, summary.number(Statistic.MAXIMUM, "V"));
    }

    @Test
    void countsAPointInTimeFromTheFirstKnownOne() {
        ColumnBatch events =
                events(SdsTypeCode.NULLABLE_DATE_TIME, "none 2020-01-01T00:00:01Z none 2020-01-01T00:00:05Z");
        Summary summary = summaries(events, SdsStream.of("s", "T"), 0, 30, 1).get(0);
        assertEquals(Optional.of(Instant.parse("2020-01-01T00:00:03Z")), summary.value(Statistic.MEAN, "V"));
        assertEquals(Optional.of(2L), summary.value(Statistic.COUNT, "V"));
        assertEquals(Optional.of(Double.NaN), summary.value(Statistic.WEIGHTED_MEAN, "V"));
    }

    /** What is longer than a TimeSpan can be is infinite, not some other length. */
    @Test
    void saysOfALengthThatIsTooLongThatItIsInfinite() {
        String most = "10675199.02:48:05.4775807";
        ColumnBatch positive = events(SdsTypeCode.TIME_SPAN, most + " " + most + " " + most);
        Summary summary = summaries(positive, SdsStream.of("s", "T"), 0, 20, 1).get(0);
        assertEquals(Optional.of(Double.POSITIVE_INFINITY), summary.value(Statistic.TOTAL, "V"));
        assertEquals(0x1p64, summary.number(Statistic.TOTAL, "V"));
        ColumnBatch negative = events(SdsTypeCode.TIME_SPAN, ("-10675199.02:48:05.4775808 ").repeat(3));
        Summary below = summaries(negative, SdsStream.of("s", "T"), 0, 20, 1).get(0);
        assertEquals(Optional.of(Double.NEGATIVE_INFINITY), below.value(Statistic.TOTAL, "V"));
        // The longest ones can be told.
        assertEquals(
                "-10675199.02:48:05.4775808",
                text(below.value(Statistic.MINIMUM, "V").orElseThrow()));
        assertEquals(most, text(summary.value(Statistic.MAXIMUM, "V").orElseThrow()));
        assertEquals(most, text(summary.value(Statistic.MEAN, "V").orElseThrow()));
        ColumnBatch both = events(SdsTypeCode.TIME_SPAN, "-" + most + " " + most);
        Summary wide = summaries(both, SdsStream.of("s", "T"), 0, 10, 1).get(0);
        assertEquals(Optional.of(Double.POSITIVE_INFINITY), wide.value(Statistic.RANGE, "V"));
        assertEquals(Optional.of(Duration.ZERO), wide.value(Statistic.MEAN, "V"));
    }

    /** What has no number to be calculated with is left out of all statistics, Count included (spec 08, section 4). */
    @Test
    void leavesOutEnumsStructuresAndWhatIsDiscrete() {
        SdsType state = SdsType.enumeration("State").member("Ok", 0).build();
        SdsType type = SdsType.object("T")
                .key("K", SdsTypeCode.INT64)
                .property(SdsTypeProperty.of("State", state))
                .property(SdsTypeProperty.of(
                        "Maybe",
                        SdsType.builder(SdsTypeCode.NULLABLE_INT32_ENUM)
                                .id("Maybe")
                                .member("No", 0)
                                .build()))
                .property("Names", SdsTypeCode.STRING_ARRAY)
                .property("Bytes", SdsTypeCode.BYTE_ARRAY)
                .property(
                        "Inner",
                        SdsType.object("Inner")
                                .property("X", SdsTypeCode.DOUBLE)
                                .build())
                .property("A", SdsTypeCode.DOUBLE)
                .property("B", SdsTypeCode.NULLABLE_BOOLEAN)
                .property("C", SdsTypeCode.CHAR)
                .build();
        ColumnBatch events = new ColumnBatch(EventLayout.of(type), 1);
        SdsStream plain = SdsStream.of("s", "T");
        assertEquals(
                List.of("A", "B", "C"), summaries(events, plain, 0, 1, 1).get(0).properties());
        SdsStream discrete = plain.withPropertyOverrides(
                List.of(new SdsStream.PropertyOverride("b", null, SdsInterpolationMode.DISCRETE)));
        assertEquals(
                List.of("A", "C"), summaries(events, discrete, 0, 1, 1).get(0).properties());
    }

    @ParameterizedTest(name = "{0} is not summarised")
    @CsvSource({"STRING, a b", "GUID, 11111111-1111-1111-1111-111111111111", "VERSION, 1.2 1.3"})
    void leavesOutWhatIsNoNumber(SdsTypeCode code, String values) {
        Summary summary = summaries(events(code, values), SdsStream.of("s", "T"), 0, 30, 1)
                .get(0);
        assertEquals(List.of(), summary.properties());
        assertThrows(InvalidRequestException.class, () -> summary.number(Statistic.MEAN, "V"));
    }

    @Test
    void summarisesNothingButTheKeyOfADiscreteStream() {
        SdsStream discrete = Pump.STREAM.withInterpolation(SdsInterpolationMode.DISCRETE);
        List<Summary> summaries = summaries(Pump.events(), discrete, 10, 25, 1);
        assertEquals(List.of(), summaries.get(0).properties());
        assertEquals(2, summaries.get(0).count());
        assertEquals(1.0, summaries.get(0).start().getDouble("Level"));
        assertEquals(25L, summaries.get(0).end().key());
        assertEquals(0.0, summaries.get(0).end().getDouble("Level"));
    }

    @Test
    void measuresOnlyWhatIsToldToMeasure() {
        SummariesRequest request = new SummariesRequest(10, 30, 2);
        assertEquals(
                2,
                Pump.queries(Pump.events(), new ReadLimits(2, 3))
                        .summaries(request)
                        .intervals());
        assertThrows(LimitExceededException.class, () -> Pump.queries(Pump.events(), new ReadLimits(2, 2))
                .summaries(request));
        assertThrows(LimitExceededException.class, () -> Pump.queries(Pump.events(), new ReadLimits(1, 3))
                .summaries(request));
    }

    @Test
    void refusesKeysWithoutDistance() {
        SdsType type = SdsType.object("T")
                .key("K", SdsTypeCode.BOOLEAN)
                .property("V", SdsTypeCode.DOUBLE)
                .build();
        ColumnBatch events = new ColumnBatch(EventLayout.of(type), 1);
        assertThrows(InvalidRequestException.class, () -> summaries(events, SdsStream.of("s", "T"), 0, 1, 1));
    }
}
