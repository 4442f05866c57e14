package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a filter stands in each read, and what it costs (spec 07, 2.4 and section 6). Ten events 0, 1, .. 9 of the level 0, 1, .. */
class FilteredReadsTest {
    private static ColumnBatch ten() {
        long[] keys = new long[10];
        double[] levels = new double[10];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = i;
            levels[i] = i;
        }
        return Pump.events(keys, levels);
    }

    private static Queries queries(long limit) {
        return new Queries(new ChunkedSource(ten(), 4, 1), Pump.STREAM, ReadLimits.of(limit));
    }

    private static RangeRequest from(long start, boolean reversed, long skip, long count) {
        return new RangeRequest(start, BoundaryType.EXACT, reversed, new Slice(skip, count));
    }

    @ParameterizedTest(name = "of {0} from {1}, reversed {2}, skip {3}, count {4}: {5}")
    @CsvSource({
        "Level mod 3 eq 0, 1, false, 0, 100, 3 6 9",
        "Level mod 3 eq 0, 8, true, 0, 100, 6 3 0",
        "Level mod 3 ne 0, 8, true, 1, 3, 7 5 4",
        "Level mod 3 ne 0, 0, false, 2, 3, 4 5 7",
        "Level gt 100, 0, false, 0, 100, ''",
        "Level lt 100, 9, true, 9, 100, 0",
    })
    void filtersBeforeItSkipsAndCounts(
            String filter, long start, boolean reversed, long skip, long count, String expected) {
        RangeRequest request = from(start, reversed, skip, count);
        assertEquals(expected, Pump.keys(queries(1000).where(filter).range(request)));
        StringJoiner keys = new StringJoiner(" ");
        try (BatchCursor cursor = queries(0).where(filter).rangeCursor(request)) {
            while (cursor.advance()) {
                for (int i = 0; i < cursor.to() - cursor.from(); i++) {
                    keys.add("" + cursor.batch().key(reversed ? cursor.to() - 1 - i : cursor.from() + i));
                }
            }
        }
        assertEquals(expected, keys.toString());
    }

    @ParameterizedTest(name = "{0}, count {1}, reversed {2}, within {3} events")
    @CsvSource({
        // The events up to the last one delivered are touched.
        "Level ge 5, 2, false, 7",
        "Level ge 5, 5, false, 10",
        "Level ge 5, 100, false, 10",
        "Level lt 2, 2, false, 2",
        "Level lt 2, 3, false, 10",
        "Level lt 2, 1, true, 9",
        "Level gt 100, 1, true, 10",
    })
    void countsTheEventsThatItDrops(String filter, long count, boolean reversed, long needed) {
        RangeRequest request = from(reversed ? 9 : 0, reversed, 0, count);
        queries(needed).where(filter).range(request);
        assertThrows(
                LimitExceededException.class,
                () -> queries(needed - 1).where(filter).range(request));
    }

    @Test
    void asksCalculatedEventsToo() {
        RangeRequest request = new RangeRequest(4, BoundaryType.OUTSIDE, false, new Slice(0, 2));
        assertEquals("3 4", Pump.keys(queries(100).where("Level ge 3").range(request)));
        assertEquals("4 5", Pump.keys(queries(100).where("Level gt 3").range(request)));
        Queries pump = Pump.queries();
        WindowRequest window = WindowRequest.of(
                Pump.bounds(15, BoundaryType.EXACT_OR_CALCULATED, 25, BoundaryType.EXACT_OR_CALCULATED));
        assertEquals("15 20", Pump.keys(pump.where("Level lt 3").window(window)));
        assertEquals(
                "25 30",
                Pump.keys(pump.where("Level ge 3").interpolated(new InterpolatedRequest.AtKeys(15, 25, 20, 30))));
    }

    @Test
    void findsOnlyWhatPasses() {
        Queries high = Pump.queries().where("Level gt 1.5");
        assertEquals("20", Pump.keys(high.find(new FindRequest(20, SearchMode.EXACT))));
        assertEquals("", Pump.keys(high.find(new FindRequest(10, SearchMode.EXACT_OR_NEXT))));
    }

    @Test
    void pagesGoOnBehindTheLastOneThatPassed() {
        Queries odd = queries(100).where("Level mod 2 eq 1");
        PageRequest first =
                new PageRequest(Pump.bounds(0, BoundaryType.EXACT, 9, BoundaryType.EXACT), 2, Optional.empty());
        assertEquals("1 3", Pump.keys(odd.page(first).events()));
        assertEquals(Optional.of(EventKey.of(3)), odd.page(first).continuation());
        PageRequest third = new PageRequest(first.bounds(), 2, Optional.of(EventKey.of(7)));
        assertEquals("9", Pump.keys(odd.page(third).events()));
        assertEquals(Optional.empty(), odd.page(third).continuation());
    }

    /**
     * A page counts what its filter drops. It is delivered when it is full within the limit; whether an event follows that lies
     * further away is left to the next page (spec 07, section 6).
     */
    @ParameterizedTest(name = "{0}, pages of {1} within {2} events: {3}")
    @CsvSource({
        // As many as may be touched, with nothing dropped: the event ahead is not counted, as without a filter.
        "Level ge 0, 3, 3, 0 1 2|3 4 5|6 7 8|9",
        "Level ge 0, 5, 5, 0 1 2 3 4|5 6 7 8 9",
        "Level ge 0, 10, 10, 0 1 2 3 4 5 6 7 8 9",
        // Full at the limit behind dropped events.
        "Level mod 2 eq 1, 2, 4, 1 3|5 7|9",
        "Level mod 2 eq 1, 1, 2, 1|3|5|7|9",
        // Nothing passes any more, but that is found within the limit only by the next page.
        "Level lt 4, 4, 6, 0 1 2 3|''",
        "Level lt 4, 4, 10, 0 1 2 3",
        "Level lt 4, 4, 5, 0 1 2 3|too many",
        // Not full at the limit.
        "Level mod 2 eq 1, 3, 4, too many",
        "Level gt 8, 1, 9, too many",
        "Level gt 8, 1, 10, 9",
        "Level gt 100, 5, 9, too many",
        "Level gt 100, 5, 10, ''",
    })
    void deliversAPageThatIsFullWithinTheLimit(String filter, long count, long limit, String expected) {
        Queries queries = queries(limit).where(filter);
        Bounds all = Pump.bounds(0, BoundaryType.EXACT, 9, BoundaryType.EXACT);
        StringJoiner pages = new StringJoiner("|");
        Optional<EventKey> after = Optional.empty();
        do {
            try {
                Page page = queries.page(new PageRequest(all, count, after));
                pages.add(Pump.keys(page.events()));
                after = page.continuation();
            } catch (LimitExceededException e) {
                pages.add("too many");
                after = Optional.empty();
            }
        } while (after.isPresent());
        assertEquals(expected.replace("''", ""), pages.toString());
    }

    /** Sorting holds what passes, or what is delivered of it; a result counts what was dropped as well (spec 07, section 6). */
    @Test
    void aCursorInTheOrderOfAnIndexIsLimitedByWhatItHolds() {
        SdsStream indexed = new SdsStream("pump", "Reading", null, null, List.of("Level"), null, null, List.of());
        ColumnBatch events = Pump.events(
                LongStream.range(0, 1000).toArray(),
                LongStream.range(0, 1000).mapToDouble(i -> 1000 - i).toArray());
        Queries within = new Queries(new ChunkedSource(events, 40, 1), indexed, ReadLimits.of(10));
        assertEquals("999 998 997 996", walked(within.where("Level le 4").filteredCursor(Slice.ALL)));
        assertEquals("997 996 995", walked(within.where("Level gt 0").filteredCursor(new Slice(2, 3))));
        assertEquals("999 998", walked(within.where("Level gt 0").filteredCursor(new Slice(0, 2))));
        assertEquals("", walked(within.where("Level gt 0").filteredCursor(new Slice(0, 0))));
        assertThrows(
                LimitExceededException.class, () -> within.where("Level gt 0").filteredCursor(Slice.ALL));
        assertThrows(
                LimitExceededException.class, () -> within.where("Level le 4").filtered(Slice.ALL));
        Queries enough = new Queries(new ChunkedSource(events, 40, 1), indexed, ReadLimits.of(1000));
        assertEquals("997 996 995", Pump.keys(enough.where("Level gt 0").filtered(new Slice(2, 3))));
    }

    private static String walked(BatchCursor cursor) {
        StringJoiner keys = new StringJoiner(" ");
        try (cursor) {
            while (cursor.advance()) {
                for (int row = cursor.from(); row < cursor.to(); row++) {
                    keys.add("" + cursor.batch().key(row));
                }
            }
        }
        return keys.toString();
    }

    @Test
    void samplesWhatPasses() {
        SampledRequest request =
                new SampledRequest(Pump.bounds(0, BoundaryType.EXACT, 9, BoundaryType.EXACT), 1, List.of("Level"));
        assertEquals(
                "2 7", Pump.keys(queries(100).where("Level gt 1 and Level lt 8").sampled(request)));
        assertThrows(
                LimitExceededException.class,
                () -> queries(9).where("Level gt 1 and Level lt 8").sampled(request));
    }

    @Test
    void summarisesWhatPasses() {
        SummaryTable table = queries(100).where("Level ne 0 and Level ne 9").summaries(new SummariesRequest(0, 9, 1));
        assertEquals(8, table.keyCount(0));
        assertEquals(1.0, table.value(0, 0, Statistic.MINIMUM));
        assertEquals(8.0, table.value(0, 0, Statistic.MAXIMUM));
        assertEquals(4.5, table.value(0, 0, Statistic.MEAN));
        assertEquals(0, table.borders().key(0));
        assertEquals(9.0, table.borders().doubles(0)[1]);
    }

    @Test
    void fallsBackToTheBordersThatPass() {
        SummaryTable table = Pump.queries().where("Level lt 1.9").summaries(new SummariesRequest(15, 25, 1));
        assertEquals(0, table.keyCount(0));
        assertEquals(1.5, table.value(0, 0, Statistic.MAXIMUM));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void answersAsIfEveryEventWereAskedAlone(long seed) {
        Random random = new Random(seed);
        int count = 500;
        long[] keys = new long[count];
        double[] levels = new double[count];
        for (int i = 0; i < count; i++) {
            keys[i] = i * 3L;
            levels[i] = random.nextInt(10);
        }
        ColumnBatch events = Pump.events(keys, levels);
        int wanted = random.nextInt(10);
        int skip = random.nextInt(20);
        StringJoiner expected = new StringJoiner(" ");
        int passed = 0;
        for (int i = 0; i < count; i++) {
            if (levels[i] >= wanted && passed++ >= skip) {
                expected.add("" + keys[i]);
            }
        }
        Queries queries = new Queries(new ChunkedSource(events, 40, seed), Pump.STREAM, ReadLimits.DEFAULT);
        ColumnBatch answer = queries.where("Level ge " + wanted).filtered(new Slice(skip, Long.MAX_VALUE));
        assertEquals(expected.toString(), Pump.keys(answer));
    }
}
