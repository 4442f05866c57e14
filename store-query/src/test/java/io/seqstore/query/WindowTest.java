package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Boundaries, slices, pages and limits of windows and ranges (spec 07, 2.2, 2.5, 2.6 and 6). */
class WindowTest {
    @ParameterizedTest(name = "{0} {1} .. {2} {3}: {4}")
    @CsvSource({
        "15, EXACT, 25, EXACT, 20",
        "10, INSIDE, 30, INSIDE, 20",
        "20, OUTSIDE, 20, OUTSIDE, 10 20 30",
        "15, OUTSIDE, 16, OUTSIDE, 10 20",
        "5, OUTSIDE, 7, OUTSIDE, 10",
        "35, OUTSIDE, 37, OUTSIDE, 30",
        "10, OUTSIDE, 30, OUTSIDE, 10 20 30",
        "15, EXACT_OR_CALCULATED, 15, EXACT_OR_CALCULATED, 15",
        "20, EXACT_OR_CALCULATED, 20, EXACT_OR_CALCULATED, 20",
        "15, EXACT_OR_CALCULATED, 25, EXACT_OR_CALCULATED, 15 20 25",
        "5, EXACT_OR_CALCULATED, 35, EXACT_OR_CALCULATED, 5 10 20 30 35",
        "15, EXACT_OR_CALCULATED, 25, OUTSIDE, 15 20 30",
        "15, INSIDE, 15, EXACT_OR_CALCULATED, ''",
        "15, EXACT_OR_CALCULATED, 15, INSIDE, ''",
        "15, EXACT, 15, EXACT_OR_CALCULATED, 15",
        "15, EXACT_OR_CALCULATED, 15, EXACT, 15",
        "20, INSIDE, 20, OUTSIDE, 30",
        "20, OUTSIDE, 20, INSIDE, 10",
        "-9223372036854775808, INSIDE, 9223372036854775807, INSIDE, 10 20 30",
        "-9223372036854775808, OUTSIDE, 9223372036854775807, OUTSIDE, 10 20 30",
        "9223372036854775807, INSIDE, 9223372036854775807, INSIDE, ''",
        "-9223372036854775808, INSIDE, -9223372036854775808, INSIDE, ''"
    })
    void deliversWhatTheBoundariesSelect(
            long start, BoundaryType startBoundary, long end, BoundaryType endBoundary, String keys) {
        Bounds bounds = new Bounds(start, end, startBoundary, endBoundary);
        assertEquals(keys, Pump.keys(Pump.queries().window(WindowRequest.of(bounds))));
        ColumnBatch reversed = Pump.queries().window(new WindowRequest(bounds, true, Slice.ALL));
        assertEquals(keys, Pump.keys(backwards(reversed)));
    }

    private static ColumnBatch backwards(ColumnBatch batch) {
        ColumnBatch turned = new ColumnBatch(batch.layout(), 1);
        for (int row = batch.count() - 1; row >= 0; row--) {
            turned.addCopy(batch, row);
        }
        return turned;
    }

    @ParameterizedTest(name = "from {0} {1} reversed={2} skip={3} count={4}: {5}")
    @CsvSource({
        "10, EXACT, false, 0, 100, 10 20 30",
        "10, INSIDE, false, 0, 100, 20 30",
        "15, OUTSIDE, false, 1, 1, 20",
        "15, EXACT_OR_CALCULATED, false, 1, 1, 20",
        "15, EXACT_OR_CALCULATED, false, 0, 1, 15",
        "20, EXACT, true, 0, 100, 20 10",
        "20, OUTSIDE, true, 0, 100, 30 20 10",
        "20, OUTSIDE, true, 1, 1, 20",
        "25, EXACT_OR_CALCULATED, true, 0, 2, 25 20",
        "25, EXACT_OR_CALCULATED, true, 1, 9, 20 10",
        "10, INSIDE, true, 0, 100, ''",
        "10, EXACT, false, 3, 100, ''",
        "10, EXACT, false, 0, 0, ''",
        "40, OUTSIDE, false, 0, 100, 30",
        "40, EXACT_OR_CALCULATED, false, 0, 100, 40"
    })
    void slicesARange(long start, BoundaryType boundary, boolean reversed, long skip, long count, String keys) {
        RangeRequest request = new RangeRequest(start, boundary, reversed, new Slice(skip, count));
        assertEquals(keys, Pump.keys(Pump.queries().range(request)));
        for (long seed = 0; seed < 5; seed++) {
            ChunkedSource source = new ChunkedSource(Pump.events(), 2, seed);
            assertEquals(
                    keys,
                    Pump.keys(new Queries(source, Pump.STREAM, ReadLimits.DEFAULT).range(request)),
                    "seed " + seed);
            assertEquals(0, source.open());
        }
    }

    @Test
    void walksAReversedCursorEventByEvent() {
        RangeRequest request = new RangeRequest(25, BoundaryType.EXACT_OR_CALCULATED, true, Slice.ALL);
        List<Double> levels = new ArrayList<>();
        try (EventCursor cursor = new EventCursor(Pump.queries().rangeCursor(request), Direction.DESCENDING)) {
            while (cursor.next()) {
                levels.add(cursor.batch().doubles(0)[cursor.row()]);
            }
        }
        assertEquals(List.of(3.0, 2.0, 1.0), levels);
    }

    @Test
    void namesTheGreaterKeyOfAReversedWindowFirst() {
        WindowRequest request = WindowRequest.between(
                EventKey.of(30), EventKey.of(10), BoundaryType.INSIDE, BoundaryType.EXACT, true, new Slice(0, 10));
        assertEquals("20 10", Pump.keys(Pump.queries().window(request)));
        assertThrows(
                InvalidRequestException.class,
                () -> WindowRequest.between(
                        EventKey.of(10), EventKey.of(30), BoundaryType.EXACT, BoundaryType.EXACT, true, Slice.ALL));
    }

    @ParameterizedTest(name = "pages of {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void deliversEveryEventOfAWindowOnOnePage(int count) {
        for (BoundaryType boundary : BoundaryType.values()) {
            Bounds bounds = new Bounds(15, 29, boundary, boundary);
            String whole = Pump.keys(Pump.queries().window(WindowRequest.of(bounds)));
            List<String> pages = new ArrayList<>();
            Optional<EventKey> after = Optional.empty();
            do {
                Page page = Pump.queries().page(new PageRequest(bounds, count, after));
                pages.add(Pump.keys(page.events()));
                after = page.continuation();
            } while (after.isPresent());
            assertEquals(whole, String.join(" ", pages), boundary.sdsName());
            assertEquals((whole.split(" ").length + count - 1) / count, pages.size(), boundary.sdsName());
        }
    }

    @ParameterizedTest(name = "after {0} between {1} and {2}")
    @CsvSource({"9, 10, 20", "21, 10, 20", "14, 15, 25"})
    void refusesATokenOutsideTheWindow(long token, long start, long end) {
        PageRequest request = new PageRequest(Bounds.exact(start, end), 5, Optional.of(EventKey.of(token)));
        assertThrows(InvalidRequestException.class, () -> Pump.queries().page(request));
    }

    @Test
    void takesTheKeyOfAnOutsideEventAsToken() {
        Bounds bounds = new Bounds(15, 25, BoundaryType.OUTSIDE, BoundaryType.OUTSIDE);
        Page page = Pump.queries().page(new PageRequest(bounds, 5, Optional.of(EventKey.of(10))));
        assertEquals("20 30", Pump.keys(page.events()));
    }

    @Test
    void allowsExactlyTheLimitAndRefusesTheNextEvent() {
        ColumnBatch events = Pump.events(LongStream.range(0, 10).toArray(), new double[10]);
        WindowRequest all = WindowRequest.of(Bounds.exact(0, 9));
        assertEquals(10, Pump.queries(events, ReadLimits.of(10)).window(all).count());
        LimitExceededException refused =
                assertThrows(LimitExceededException.class, () -> Pump.queries(events, ReadLimits.of(9))
                        .window(all));
        assertEquals("The request is not valid.", refused.error());
        assertEquals("Exceeded the maximum return count of 9 events.", refused.reason());
        assertEquals("Reduce query size and resubmit the request.", refused.resolution());
    }

    @Test
    void countsSkippedEventsAgainstTheLimit() {
        ColumnBatch events = Pump.events(LongStream.range(0, 10).toArray(), new double[10]);
        RangeRequest request = new RangeRequest(0, BoundaryType.EXACT, false, new Slice(5, 5));
        assertEquals(5, Pump.queries(events, ReadLimits.of(10)).range(request).count());
        assertThrows(LimitExceededException.class, () -> Pump.queries(events, ReadLimits.of(9))
                .range(request));
    }

    /** However many are to be skipped: the events that are there are touched, up to one too many. */
    @ParameterizedTest(name = "skip {0}, count {1}, limit {2}: allowed {3}")
    @CsvSource({
        "9, 1, 10, true",
        "10, 1, 10, true",
        "20, 1, 10, true",
        "9223372036854775807, 9223372036854775807, 10, true",
        "20, 1, 9, false",
        "9223372036854775807, 1, 9, false",
        "9, 1, 9, false",
        "8, 1, 9, true",
        "20, 0, 9, true"
    })
    void countsTheSkippedEventsThatThereAre(long skip, long count, long limit, boolean allowed) {
        ColumnBatch events = Pump.events(LongStream.range(0, 10).toArray(), new double[10]);
        Slice slice = new Slice(skip, count);
        Queries all = Pump.queries(events, ReadLimits.of(limit));
        Queries some = all.where("Level eq 0");
        List<Executable> reads = List.of(
                () -> all.range(new RangeRequest(0, BoundaryType.EXACT, false, slice)),
                () -> all.range(new RangeRequest(9, BoundaryType.EXACT, true, slice)),
                () -> all.window(new WindowRequest(Bounds.exact(0, 9), false, slice)),
                () -> some.window(new WindowRequest(Bounds.exact(0, 9), true, slice)),
                () -> some.filtered(slice));
        for (Executable read : reads) {
            if (allowed) {
                assertDoesNotThrow(read);
            } else {
                assertThrows(LimitExceededException.class, read);
            }
        }
    }

    @Test
    void doesNotCountTheEventThatAPageLooksAhead() {
        PageRequest request = new PageRequest(Bounds.exact(0, 100), 2, Optional.empty());
        Page page = Pump.queries(Pump.events(), ReadLimits.of(2)).page(request);
        assertEquals("10 20", Pump.keys(page.events()));
        assertEquals(Optional.of(EventKey.of(20)), page.continuation());
    }

    @Test
    void refusesToCalculateBetweenKeysWithoutDistance() {
        SdsType type = SdsType.object("Letters")
                .key("K", SdsTypeCode.CHAR)
                .property("Level", SdsTypeCode.DOUBLE)
                .build();
        ColumnBatch events = new ColumnBatch(EventLayout.of(type), 1);
        Queries queries = new Queries(new ArraySource(events), SdsStream.of("s", "Letters"), ReadLimits.DEFAULT);
        Bounds bounds = new Bounds('a', 'z', BoundaryType.EXACT_OR_CALCULATED, BoundaryType.EXACT);
        InvalidRequestException refused =
                assertThrows(InvalidRequestException.class, () -> queries.window(WindowRequest.of(bounds)));
        assertEquals(
                "Key property 'K' of type 'Letters' is a Char: its values have no distance, so nothing can be calculated"
                        + " between them.",
                refused.reason());
    }
}
