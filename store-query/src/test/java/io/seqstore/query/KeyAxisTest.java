package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.query.axis.KeySteps;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.EventKey;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How keys are measured and stretches are cut, exactly (spec 07, 2.7 and section 3; spec 08, section 2). */
class KeyAxisTest {
    private static EventConverter converter(SdsTypeCode code) {
        SdsType type = SdsType.object("T")
                .key("K", code)
                .property("V", SdsTypeCode.INT64)
                .build();
        return EventConverter.of(EventLayout.of(type));
    }

    @ParameterizedTest(name = "{0}: {1} .. {2} in {3} parts: {4}")
    @CsvSource({
        "INT32, 5, 32, 3, 5 14 23 32",
        "INT32, 0, 10, 3, 0 3 6 10",
        "INT32, -10, 0, 3, -10 -7 -4 0",
        "INT32, 0, 1, 4, 0 0 0 0 1",
        "INT64, -9223372036854775808, 9223372036854775807, 2, -9223372036854775808 -1 9223372036854775807",
        "UINT64, 0, 18446744073709551615, 3, 0 6148914691236517205 12297829382473034410 18446744073709551615",
        "DOUBLE, 0, 1, 4, 0.0 0.25 0.5 0.75 1.0",
        "DOUBLE, -1.7E308, 1.7E308, 2, -1.7E308 0.0 1.7E308",
        "SINGLE, 0, 1, 3, 0.0 0.33333334 0.6666667 1.0",
        "TIME_SPAN, 00:00:00, 00:00:00.0000003, 2, 00:00:00 00:00:00.0000001 00:00:00.0000003",
        "DECIMAL, 0, 1, 4, 0 0.25 0.5 0.75 1",
        "DECIMAL, 1.50, 4.5, 2, 1.5 3 4.5",
        "DECIMAL, -1, 1, 3, -1 -0.3333333333333333333333333333 0.3333333333333333333333333333 1",
        "DECIMAL, 1, 1.0000000000000000000000000004, 4, 1 1.0000000000000000000000000001"
                + " 1.0000000000000000000000000002 1.0000000000000000000000000003 1.0000000000000000000000000004",
        // Half to even.
        "DECIMAL, 1, 1.0000000000000000000000000001, 2, 1 1 1.0000000000000000000000000001",
        "DECIMAL, 1.0000000000000000000000000001, 1.0000000000000000000000000002, 2,"
                + " 1.0000000000000000000000000001 1.0000000000000000000000000002 1.0000000000000000000000000002",
        "DECIMAL, -79228162514264337593543950335, 79228162514264337593543950335, 3, -79228162514264337593543950335"
                + " -26409387504754779197847983445 26409387504754779197847983445 79228162514264337593543950335",
        "DECIMAL, 0, 79228162514264337593543950335, 2, 0 39614081257132168796771975168 79228162514264337593543950335",
        "DATE_TIME, 0001-01-01T00:00:00Z, 9999-12-31T23:59:59.9999999Z, 1,"
                + " 0001-01-01T00:00:00Z 9999-12-31T23:59:59.9999999Z"
    })
    void cutsIntoEqualParts(SdsTypeCode code, String start, String end, int parts, String expected) {
        EventConverter keys = converter(code);
        KeyAxis axis = KeyAxis.of(keys.layout());
        String borders = IntStream.rangeClosed(0, parts)
                .mapToObj(i -> keys.keyText(axis.divide(keys.parseEventKey(start), keys.parseEventKey(end), i, parts)))
                .collect(Collectors.joining(" "));
        assertEquals(expected, borders);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void cutsAsBigIntegersDo(long seed) {
        Random random = new Random(seed);
        ColumnBatch events = new ColumnBatch(converter(SdsTypeCode.INT64).layout(), 2);
        KeyAxis axis = KeyAxis.of(events.layout());
        for (int round = 0; round < 2000; round++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            long start = Math.min(a, b);
            long end = Math.max(a, b);
            int n = 1 + (random.nextInt() >>> 1 + random.nextInt(31)) % Integer.MAX_VALUE;
            int i = random.nextInt(n);
            BigInteger length = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
            BigInteger exact = BigInteger.valueOf(start)
                    .add(length.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(n)));
            assertEquals(
                    EventKey.of(exact.longValueExact()),
                    axis.divide(EventKey.of(start), EventKey.of(end), i, n),
                    start + " .. " + end + " " + i + "/" + n);
            events.clear();
            events.addRow(start);
            events.addRow(end);
            KeySteps steps = axis.steps();
            steps.begin(events, 0);
            assertEquals(length.doubleValue(), steps.stepTo(events, 1));
        }
    }

    @ParameterizedTest(name = "a {0} key: {1} .. {2}, at {3} the value is {4}")
    @CsvSource({
        "DOUBLE, 0, 1, 0.5, 50",
        "DOUBLE, 0, 3, 1, 33",
        "DOUBLE, 0.1, 0.3, 0.2, 50",
        "DOUBLE, -1.7E308, 1.7E308, 0, 50",
        "DOUBLE, 4.9E-324, 1.5E-323, 1.0E-323, 50",
        "SINGLE, 0, 1, 0.25, 25",
        "UINT64, 0, 18446744073709551615, 9223372036854775807, 50",
        "DECIMAL, 0, 3, 1, 33",
        "DECIMAL, 1, 1.0000000000000000000000000004, 1.0000000000000000000000000003, 75",
        "DECIMAL, -79228162514264337593543950335, 79228162514264337593543950335, 0, 50",
        "INT64, -9223372036854775808, 9223372036854775807, 0, 50",
        "TIME_SPAN, 00:00:00, 01:00:00, 00:15:00, 25",
        "DATE_TIME_OFFSET, 2020-01-01T00:00:00+02:00, 2020-01-01T00:00:00Z, 2020-01-01T00:00:00+01:00, 50"
    })
    void interpolatesAlongEveryKindOfKey(SdsTypeCode code, String from, String to, String at, long expected) {
        EventConverter keys = converter(code);
        ColumnBatch events = new ColumnBatch(keys.layout(), 2);
        KeyAxis axis = KeyAxis.of(keys.layout());
        int value = keys.layout().property("V").column();
        for (int i = 0; i < 2; i++) {
            int row = axis.addRow(new KeyPoint(keys.parseEventKey(i == 0 ? from : to)), events);
            events.longs(value)[row] = i * 100;
        }
        Queries queries = new Queries(new ArraySource(events), SdsStream.of("s", "T"), ReadLimits.DEFAULT);
        ColumnBatch answer = queries.interpolated(new InterpolatedRequest.AtKeys(List.of(keys.parseEventKey(at))));
        assertEquals(expected, answer.longs(value)[0]);
    }

    @ParameterizedTest(name = "{0} .. {1} count {2}: {3}")
    @CsvSource({
        "10, 30, 3, 10 20 30",
        "10, 30, 1, 10",
        "20, 20, 5, 20",
        "10, 12, 9, 10 11 12",
        "0, 7, 3, 0 3 7",
        // Billions of places are not walked one by one.
        "20, 20, 2147483647, 20",
        "10, 12, 2147483647, 10 11 12",
        "10, 13, 1000000007, 10 11 12 13"
    })
    void answersEqualIndexesOfAnIntervalOnce(long start, long end, int count, String keys) {
        assertEquals(
                keys, Pump.keys(Pump.queries().interpolated(new InterpolatedRequest.AtIntervals(start, end, count))));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersEveryKeyOfAnIntervalThatIsCutFinely(long seed) {
        Random random = new Random(seed);
        KeyAxis axis = KeyAxis.of(converter(SdsTypeCode.INT64).layout());
        for (int round = 0; round < 200; round++) {
            long start = random.nextInt(50);
            long end = start + random.nextInt(20);
            int steps = 1 + random.nextInt(100);
            String expected = IntStream.rangeClosed(0, steps)
                    .mapToLong(i -> dividedAt(axis, start, end, i, steps))
                    .distinct()
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(" "));
            assertEquals(
                    expected,
                    Pump.keys(Pump.queries().interpolated(new InterpolatedRequest.AtIntervals(start, end, steps + 1))));
        }
    }

    private static long dividedAt(KeyAxis axis, long start, long end, int step, int steps) {
        KeyPoint at = new KeyPoint();
        axis.divide(EventKey.of(start), EventKey.of(end), step, steps, at);
        return at.head();
    }

    /** Exactly as many events as the limit are allowed, whichever form names the indexes (spec 07, section 6). */
    @ParameterizedTest(name = "{0} indexes")
    @ValueSource(ints = {1, 2, 5})
    void answersAsManyIndexesAsTheLimitAllows(int count) {
        long[] keys = LongStream.range(0, count).map(i -> 10 + i).toArray();
        List<InterpolatedRequest> requests = List.of(
                new InterpolatedRequest.AtKeys(keys), new InterpolatedRequest.AtIntervals(10, keys[count - 1], count));
        for (InterpolatedRequest request : requests) {
            Queries enough = Pump.queries(Pump.events(), ReadLimits.of(count));
            assertEquals(count, enough.interpolated(request).count());
            Queries less = Pump.queries(Pump.events(), ReadLimits.of(count - 1));
            assertThrows(LimitExceededException.class, () -> less.interpolated(request));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"20 20 10 35 15 15", "30 10 20"})
    void answersIndexesInTheOrderGivenAndAsOftenAsGiven(String keys) {
        long[] asked = IntStream.of(java.util.Arrays.stream(keys.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .asLongStream()
                .toArray();
        assertEquals(keys, Pump.keys(Pump.queries().interpolated(new InterpolatedRequest.AtKeys(asked))));
    }
}
