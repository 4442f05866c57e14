package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.request.BoundaryType;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
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
