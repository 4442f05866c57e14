package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Streams whose key is one Decimal: read, and calculated with, by the exact value of the key (spec 07, 2.7 and sections 3 to
 * 5; spec 08). The keys {@code 5} and {@code 5.0000000000000000000000000004} are neighbours between which there is room for
 * three more, and one double.
 */
class DecimalKeysTest {
    /** Key and level of the events; the level is also their price and count. */
    private static final List<String> EVENTS =
            List.of("1.5 10", "2.50 20", "4 50", "5 0", "5.0000000000000000000000000004 100", "-2 -60");

    private final Seqstore store = Seqstore.inMemory();
    private EventStream pump;

    @BeforeEach
    void writeEvents() {
        store.getOrCreateType(typeOf("Reading", SdsTypeCode.DECIMAL));
        pump = stream(SdsStream.of("pump", "Reading"));
        store.flush();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static SdsType typeOf(String id, SdsTypeCode key) {
        return SdsType.object(id)
                .key("K", key)
                .property("Level", SdsTypeCode.DOUBLE)
                .property("Price", SdsTypeCode.DECIMAL)
                .property("Count", SdsTypeCode.INT64)
                .property("High", SdsTypeCode.BOOLEAN)
                .build();
    }

    private EventStream stream(SdsStream definition) {
        store.getOrCreateStream(definition);
        EventStream stream = store.stream(definition.id());
        EVENTS.forEach(event -> write(stream, event.split(" ")[0], Integer.parseInt(event.split(" ")[1])));
        return stream;
    }

    private static void write(EventStream stream, String key, int level) {
        stream.insert(stream.event()
                .set("K", new BigDecimal(key))
                .set("Level", level)
                .set("Price", level)
                .set("Count", level)
                .set("High", level >= 50)
                .build());
    }

    /** Keys and levels of some events. */
    private static String shown(List<Event> events) {
        return events.stream()
                .map(event -> event.key() + "=" + event.get("Level"))
                .collect(Collectors.joining(" "));
    }

    private static String keys(List<Event> events) {
        return events.stream().map(event -> event.key().toString()).collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "at {0} lies {1}: level {2}, price {3}, count {4}, high {5}")
    @CsvSource({
        "2, 2, 15.0, 15, 15, false",
        "2.00, 2, 15.0, 15, 15, false",
        "1.55, 1.55, 10.5, 10.5, 10, false",
        "1.65, 1.65, 11.5, 11.5, 12, false",
        "3.25, 3.25, 35.0, 35, 35, false",
        "3.2500000000000000000000000001, 3.2500000000000000000000000001, 35.0, 35.000000000000000000000000002, 35, true",
        "1.500, 1.5, 10.0, 10, 10, false",
        "2.5, 2.50, 20.0, 20, 20, false",
        "5.0000000000000000000000000001, 5.0000000000000000000000000001, 25.0, 25, 25, false",
        "5.0000000000000000000000000002, 5.0000000000000000000000000002, 50.0, 50, 50, false",
        "5.0000000000000000000000000003, 5.0000000000000000000000000003, 75.0, 75, 75, true",
        "-79228162514264337593543950335, -79228162514264337593543950335, -60.0, -60, -60, false",
        "7.9, 7.9, 100.0, 100, 100, true"
    })
    void answersAnIndexWithTheStoredEventElseWithACalculatedOne(
            String index, String key, double level, String price, long count, boolean high) {
        Event event = pump.interpolatedAt(index).events().get(0);
        assertEquals(key, event.key().toString());
        assertEquals(level, event.get("Level"));
        assertEquals(new BigDecimal(price), event.get("Price"));
        assertEquals(count, event.get("Count"));
        assertEquals(high, event.get("High"));
    }

    @Test
    void answersIndexesInTheOrderGivenAndAsOftenAsGiven() {
        assertEquals(
                "4=50.0 2=15.0 2=15.0 1.5=10.0 3=30.0",
                shown(pump.interpolatedAt(4, "2.0", new BigDecimal("2"), 1.5, 3L)
                        .events()));
    }

    @ParameterizedTest(name = "{2} indexes from {0} to {1}: {3}")
    @CsvSource({
        "1.5, 4, 6, 1.5=10.0 2=15.0 2.50=20.0 3=30.0 3.5=40.0 4=50.0",
        "2.5, 4, 1, 2.50=20.0",
        "2.5, 2.50, 4, 2.50=20.0",
        "4, 5, 4, 4=50.0 4.3333333333333333333333333333=33.333333333333336"
                + " 4.6666666666666666666666666667=16.66666666666667 5=0.0",
        "5, 5.0000000000000000000000000004, 5, 5=0.0 5.0000000000000000000000000001=25.0"
                + " 5.0000000000000000000000000002=50.0 5.0000000000000000000000000003=75.0"
                + " 5.0000000000000000000000000004=100.0",
        // The middle is rounded half to even, and then it is an index that was answered already.
        "5, 5.0000000000000000000000000001, 3, 5=0.0 5.0000000000000000000000000001=25.0"
    })
    void answersEvenlySpacedIndexes(String start, String end, int count, String expected) {
        assertEquals(expected, shown(pump.interpolated(start, end, count).events()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"ALL, -3=-60.0 2=15.0 6=100.0", "NONE, 2=15.0", "FORWARD, 2=15.0 6=100.0", "BACKWARD, -3=-60.0 2=15.0"})
    void extrapolatesAsTheStreamSays(SdsExtrapolationMode mode, String expected) {
        EventStream stream = stream(SdsStream.of("other", "Reading").withExtrapolation(mode));
        assertEquals(expected, shown(stream.interpolatedAt(-3, 2, 6).events()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "STEPWISE_CONTINUOUS_LEADING, 2=10.0 5.0000000000000000000000000003=0.0",
        "STEPWISE_CONTINUOUS_TRAILING, 2=20.0 5.0000000000000000000000000003=100.0",
        "DISCRETE, ''"
    })
    void interpolatesAsTheStreamSays(SdsInterpolationMode mode, String expected) {
        EventStream stream = stream(SdsStream.of("other", "Reading").withInterpolation(mode));
        assertEquals(
                expected,
                shown(stream.interpolatedAt(2, "5.0000000000000000000000000003").events()));
    }

    @ParameterizedTest(name = "{0} .. {1}, {2} and {3}: {4}")
    @CsvSource({
        "2, 3, EXACT_OR_CALCULATED, EXACT_OR_CALCULATED, 2=15.0 2.50=20.0 3=30.0",
        "2, 3, EXACT_OR_CALCULATED, EXACT, 2=15.0 2.50=20.0",
        "2, 3, OUTSIDE, EXACT_OR_CALCULATED, 1.5=10.0 2.50=20.0 3=30.0",
        "2.5, 4, EXACT_OR_CALCULATED, EXACT_OR_CALCULATED, 2.50=20.0 4=50.0",
        "3, 3, EXACT_OR_CALCULATED, EXACT_OR_CALCULATED, 3=30.0",
        "3, 3, EXACT_OR_CALCULATED, INSIDE, ''",
        "5.0000000000000000000000000001, 5.0000000000000000000000000005, EXACT_OR_CALCULATED, EXACT_OR_CALCULATED,"
                + " 5.0000000000000000000000000001=25.0 5.0000000000000000000000000004=100.0"
                + " 5.0000000000000000000000000005=100.0"
    })
    void aBoundThatCalculatesHasAnEvent(
            String start, String end, BoundaryType startBoundary, BoundaryType endBoundary, String expected) {
        assertEquals(
                expected,
                shown(pump.window(start, end)
                        .boundary(startBoundary, endBoundary)
                        .events()));
        List<Event> reversed = new ArrayList<>(pump.window(end, start)
                .boundary(endBoundary, startBoundary)
                .reversed()
                .events());
        Collections.reverse(reversed);
        assertEquals(expected, shown(reversed));
    }

    @Test
    void aRangeBeginsWithACalculatedEvent() {
        RangeRead range =
                pump.range(3).boundary(BoundaryType.EXACT_OR_CALCULATED).count(3);
        assertEquals("3=30.0 4=50.0 5=0.0", shown(range.events()));
        assertEquals("3=30.0 2.50=20.0 1.5=10.0", shown(range.reversed().events()));
        assertEquals("2.50=20.0", shown(range.filter("K lt 3m").count(1).events()));
    }

    @ParameterizedTest(name = "pages of {0}")
    @ValueSource(ints = {1, 2, 3, 9})
    void pagesDeliverEveryEventOnce(int size) {
        WindowRead read = pump.window(2, "5.0000000000000000000000000002").boundary(BoundaryType.EXACT_OR_CALCULATED);
        EventPage page = read.page(size);
        List<Event> found = new ArrayList<>(page.events());
        while (page.continuation().isPresent()) {
            page = read.page(size, page.continuation().get());
            found.addAll(page.events());
        }
        assertEquals("2=15.0 2.50=20.0 4=50.0 5=0.0 5.0000000000000000000000000002=50.0", shown(found));
    }

    @Test
    void anInterpolatedJoinFillsWhatAStreamLacks() {
        store.getOrCreateStream(SdsStream.of("other", "Reading"));
        EventStream other = store.stream("other");
        write(other, "5.0000000000000000000000000001", 7);
        write(other, "4.00", 5);
        List<String> rows = JoinRead.of(JoinMode.INTERPOLATED, pump.window(4, 6), other.window(4, 6)).rows().stream()
                .map(DecimalKeysTest::shown)
                .toList();
        assertEquals(
                List.of(
                        "4=50.0 4.00=5.0",
                        "5=0.0 5=7.0",
                        "5.0000000000000000000000000001=25.0 5.0000000000000000000000000001=7.0",
                        "5.0000000000000000000000000004=100.0 5.0000000000000000000000000004=7.0"),
                rows);
    }

    /** The documented example of summaries (spec 08, section 8, A), a hair's breadth from event to event. */
    @ParameterizedTest(name = "from 1 + {0} on, a step is {0}")
    @ValueSource(strings = {"0.0000000000000000000000000001", "0.25", "1", "3600000000000000000000000000"})
    void summarisesWithAllThirteenStatistics(String step) {
        BigDecimal start = BigDecimal.ONE.add(new BigDecimal(step));
        Object[] keys = IntStream.range(0, 5)
                .mapToObj(i -> start.add(new BigDecimal(step).multiply(BigDecimal.valueOf(i))))
                .toArray();
        store.getOrCreateStream(SdsStream.of("simple", "Reading"));
        EventStream simple = store.stream("simple");
        for (int i = 0; i < keys.length; i++) {
            write(simple, keys[i].toString(), 10 * i);
        }
        List<Summary> found = simple.summaries(keys[0], keys[4], 2);
        double root = 7.0710678118654755;
        double[][] expected = {
            {3, 0, 20, 20, 20, 10, root, 5, 10, root, 5, 0, -2}, {2, 30, 40, 10, 60, 30, root, 5, 30, root, 5, 0, -2}
        };
        for (int i = 0; i < 2; i++) {
            Summary summary = found.get(i);
            assertEquals(expected[i][0], summary.count());
            for (String property : List.of("Level", "Price", "Count")) {
                double[] statistics = Arrays.stream(Statistic.values())
                        .mapToDouble(statistic -> summary.number(statistic, property))
                        .toArray();
                assertArrayEquals(expected[i], statistics, 1e-12, property);
            }
            assertEquals(0, ((BigDecimal) summary.start().key()).compareTo((BigDecimal) keys[2 * i]));
            assertEquals(0, ((BigDecimal) summary.end().key()).compareTo((BigDecimal) keys[2 * i + 2]));
        }
    }

    @Test
    void weighsValuesByTheDistanceOfTheirKeys() {
        // From 2 to 2.5 the level is 17.5 in the middle, from 2.5 to 4 it is 35, from 4 to 4.5 it is 37.5.
        Summary summary = pump.summary(2, "4.5");
        assertEquals(
                (17.5 * 0.5 + 35 * 1.5 + 37.5 * 0.5) / 2.5, summary.number(Statistic.WEIGHTED_MEAN, "Level"), 1e-12);
        assertEquals("2=15.0 4.5=25.0", shown(List.of(summary.start(), summary.end())));
        assertEquals(2, summary.count());
    }

    @Test
    void bordersOfIntervalsAreRoundedToWhatADecimalHolds() {
        assertEquals(
                "4 4.3333333333333333333333333333 4.6666666666666666666666666667",
                keys(pump.summaries(4, 5, 3).stream().map(Summary::start).toList()));
        // Of two intervals without room for a border between them the first is empty but for its start.
        List<Summary> narrow = pump.summaries(5, "5.0000000000000000000000000001", 2);
        assertEquals("5 5", keys(narrow.stream().map(Summary::start).toList()));
        assertEquals(List.of(1L, 0L), narrow.stream().map(Summary::count).toList());
    }

    @Test
    void aFilterChoosesThePointsOfSummaries() {
        Summary summary = pump.summaries("1.5", 5, 1, "Level gt 5").get(0);
        assertEquals(3, summary.count());
        assertEquals(10.0, summary.number(Statistic.MINIMUM, "Level"));
        assertEquals(15.0 + 35.0, summary.number(Statistic.TOTAL, "Level"));
    }

    @Test
    void samplesEachPart() {
        store.getOrCreateStream(SdsStream.of("curve", "Reading"));
        EventStream curve = store.stream("curve");
        int[] levels = {5, 1, 9, 4, 4, 2, 8, 3, 7, 6};
        for (int i = 0; i < levels.length; i++) {
            write(curve, "1.000000000000000000000000000" + i, levels[i]);
        }
        // The parts meet at ..5, because ..4.5 is rounded half to even, to ..4.
        assertEquals(
                List.of(5.0, 1.0, 9.0, 4.0, 2.0, 8.0, 6.0),
                curve.sampled("1", "1.0000000000000000000000000009", 2, "Level").events().stream()
                        .map(event -> event.get("Level"))
                        .toList());
        assertEquals(
                "1=5.0 1.0000000000000000000000000004=4.0 1.0000000000000000000000000005=2.0"
                        + " 1.0000000000000000000000000009=6.0",
                shown(curve.sampled("1", "1.0000000000000000000000000009", 2, "K")
                                .events())
                        .replace("1.0000000000000000000000000000", "1"));
        assertEquals(
                "2=15.0 2.50=20.0 3=30.0",
                shown(pump.sampled(2, 3, 2, "Level")
                        .boundary(BoundaryType.EXACT_OR_CALCULATED)
                        .events()));
    }

    @Test
    void aViewShowsCalculatedEventsUnderAKeyOfItsOwnType() {
        store.getOrCreateType(typeOf("Shown", SdsTypeCode.DOUBLE));
        StreamNamespace plant = store.defaultNamespace();
        plant.streamViews()
                .getOrCreate(SdsStreamView.of("view", "Reading", "Shown")
                        .withProperties(List.of(Property.of("K", "K"), Property.of("Level", "Level"))));
        ConvertedStream view = pump.throughView("view");
        assertEquals("2.0=15.0 2.5=20.0", shown(view.interpolatedAt("2", "2.5").events()));
        assertEquals(
                "2.0=15.0 2.5=20.0 3.0=30.0",
                shown(view.window(2, 3)
                        .boundary(BoundaryType.EXACT_OR_CALCULATED)
                        .events()));
        assertEquals(
                "5.0=25.0",
                shown(view.interpolatedAt("5.0000000000000000000000000001").events()));
        Summary summary = view.summary(2, 3);
        assertEquals("2.0=15.0 3.0=30.0", shown(List.of(summary.start(), summary.end())));
        assertEquals(
                pump.summary(2, 3).number(Statistic.WEIGHTED_MEAN, "Level"),
                summary.number(Statistic.WEIGHTED_MEAN, "Level"));
    }

    @Test
    void everyEventCountsAgainstTheLimits() {
        EventStream five = pump.withLimits(ReadLimits.of(5));
        assertEquals(
                5, five.summaries(-1, 9, 2).stream().mapToLong(Summary::count).sum());
        assertThrows(LimitExceededException.class, () -> five.summaries(-2, 9, 2));
        assertEquals(2, five.sampled(-1, 4, 1, "Level").events().size());
        assertThrows(LimitExceededException.class, () -> five.sampled(-2, 9, 1, "Level")
                .events());
        assertThrows(
                LimitExceededException.class, () -> five.interpolated(1, 2, 6).events());
    }

    @Test
    void anEmptyStreamHasNothingToCalculateWith() {
        store.getOrCreateStream(SdsStream.of("empty", "Reading"));
        EventStream empty = store.stream("empty");
        assertTrue(empty.interpolatedAt(1, "2.5").events().isEmpty());
        Summary summary = empty.summary("1.50", 2);
        assertEquals("1.5=0.0 2=0.0", shown(List.of(summary.start(), summary.end())));
        assertEquals(0, summary.count());
    }

    @Test
    void refusesAStartBehindTheEnd() {
        String start = "5.0000000000000000000000000002";
        String end = "5.0000000000000000000000000001";
        assertThrows(InvalidRequestException.class, () -> pump.interpolated(start, end, 2));
        assertThrows(InvalidRequestException.class, () -> pump.summaries(start, end, 1));
        assertThrows(InvalidRequestException.class, () -> pump.sampled(start, end, 1, "Level")
                .events());
    }

    @Test
    void storedEventsAreReadByTheirExactKeys() {
        assertEquals("1.5 2.50", keys(pump.window("1.50", 3).events()));
        assertEquals(
                "-2 1.5 2.50 4",
                keys(pump.window("1.50", 3).boundary(BoundaryType.OUTSIDE).events()));
        assertEquals(
                Optional.of("5.0000000000000000000000000004"),
                pump.find("5.0000000000000000000000000001", SearchMode.NEXT)
                        .map(event -> event.key().toString()));
        assertEquals("2.50 1.5", keys(pump.range(3).reversed().count(2).events()));
        assertEquals(
                1,
                pump.filtered("K gt 5.0000000000000000000000000001m").events().size());
        assertEquals(
                6,
                JoinRead.of(JoinMode.OUTER, pump.window(-9, 9), pump.window(2, 9))
                        .rows()
                        .size());
    }
}
