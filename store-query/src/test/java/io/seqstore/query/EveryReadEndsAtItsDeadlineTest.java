package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.ForwardingCursor;
import io.seqstore.core.cursor.Probe;
import io.seqstore.query.calculate.DeadlineSource;
import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.KeyRange;
import io.seqstore.types.TimedOutException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A deadline that passes while a read is under way ends it, also when nothing is found (spec 07, section 6). */
class EveryReadEndsAtItsDeadlineTest {
    private static final int EVENTS = 1000;
    private static final int BEFORE_THE_DEADLINE = 5;
    private static final String NONE = "Level lt -1";
    private static final SdsStream INDEXED =
            new SdsStream("pump", "Reading", null, null, List.of("Level"), null, null, List.of());

    private static ColumnBatch events(int every) {
        long[] keys = LongStream.range(0, EVENTS).map(i -> i * every).toArray();
        double[] levels = LongStream.range(0, EVENTS).mapToDouble(i -> i).toArray();
        return Pump.events(keys, levels);
    }

    /** Lets a deadline pass when it has been asked for some batches and single events. */
    private static final class Expiring implements EventSource {
        private final ChunkedSource source;
        private final ReadDeadline deadline;
        private int asked;

        Expiring(ChunkedSource source, ReadDeadline deadline) {
            this.source = source;
            this.deadline = deadline;
        }

        private void count() {
            asked++;
            if (asked == BEFORE_THE_DEADLINE) {
                deadline.cancel();
            }
            assertTrue(asked <= BEFORE_THE_DEADLINE, "asked for more behind the deadline");
        }

        @Override
        public EventLayout layout() {
            return source.layout();
        }

        @Override
        public boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
            count();
            return source.find(key, probe, columns, into);
        }

        @Override
        public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
            BatchCursor scan = source.scan(range, direction, columns);
            return new ForwardingCursor(scan) {
                @Override
                public boolean advance() {
                    count();
                    return super.advance();
                }
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> reads() {
        WindowRequest window = WindowRequest.of(Bounds.exact(0, EVENTS));
        WindowRequest reversed = new WindowRequest(Bounds.exact(0, EVENTS), true, Slice.ALL);
        WindowRequest skipped = new WindowRequest(Bounds.exact(0, EVENTS), false, new Slice(EVENTS, 1));
        RangeRequest range = new RangeRequest(0, BoundaryType.EXACT, false, Slice.ALL);
        PageRequest page = new PageRequest(Bounds.exact(0, EVENTS), EVENTS, Optional.empty());
        SummariesRequest summaries = new SummariesRequest(0, EVENTS, 3);
        SampledRequest sampled = new SampledRequest(Bounds.exact(0, EVENTS), 3, List.of("Level"));
        return Stream.of(
                of("window", reads -> reads.window(window)),
                of("reversed window", reads -> reads.window(reversed)),
                of("window of which all is skipped", reads -> reads.window(skipped)),
                of("window of which nothing passes", reads -> reads.where(NONE).window(window)),
                of("range", reads -> reads.range(range)),
                of("range of which nothing passes", reads -> reads.where(NONE).range(range)),
                of("page", reads -> reads.page(page)),
                of("page of which nothing passes", reads -> reads.where(NONE).page(page)),
                of("filtered", reads -> reads.where("K ge 0").filtered(Slice.ALL)),
                of("filtered in the order of an index", reads -> reads.where("Level ge 0")
                        .filtered(Slice.ALL)),
                of("some filtered in the order of an index", reads -> reads.where("Level ge 0")
                        .filtered(new Slice(0, 2))),
                of("filtered of which nothing passes", reads -> reads.where(NONE)
                        .filtered(Slice.ALL)),
                of("cursor of a window", reads -> walk(reads.windowCursor(window))),
                of(
                        "cursor of which nothing passes",
                        reads -> walk(reads.where(NONE).windowCursor(window))),
                of("cursor of a range", reads -> walk(reads.rangeCursor(range))),
                of(
                        "filtered cursor of which nothing passes",
                        reads -> walk(reads.where("K lt -1").filteredCursor(Slice.ALL))),
                of(
                        "filtered cursor in the order of an index",
                        reads -> walk(reads.where("Level ge 0").filteredCursor(new Slice(0, 2)))),
                of("interpolated", reads -> reads.interpolated(new InterpolatedRequest.AtIntervals(0, EVENTS, 700))),
                of(
                        "interpolated at indexes",
                        reads -> reads.interpolated(new InterpolatedRequest.AtKeys(
                                LongStream.range(0, EVENTS).map(i -> EVENTS - i).toArray()))),
                of("summaries", reads -> reads.summaries(summaries)),
                of("summaries of which nothing passes", reads -> reads.where(NONE)
                        .summaries(summaries)),
                of("sampled", reads -> reads.sampled(sampled)),
                of("sampled of which nothing passes", reads -> reads.where(NONE).sampled(sampled)),
                of("a join that has no row", reads -> join(JoinMode.INNER, reads.where(NONE), reads)),
                of("outer join", reads -> join(JoinMode.OUTER, reads, reads)),
                of("interpolated join", reads -> join(JoinMode.INTERPOLATED, reads, reads.where(NONE))),
                of("merge from the left", reads -> join(JoinMode.MERGE_LEFT, reads, reads)),
                of("merge from the right", reads -> join(JoinMode.MERGE_RIGHT, reads, reads)));
    }

    private static DynamicTest of(String name, Consumer<Queries> read) {
        return DynamicTest.dynamicTest(name, () -> {
            ReadDeadline deadline = ReadDeadline.whenCancelled();
            ChunkedSource source = new ChunkedSource(events(1), 7, 1);
            EventSource watched = new DeadlineSource(new Expiring(source, deadline), deadline);
            Queries reads = new Queries(watched, INDEXED, ReadLimits.DEFAULT);
            assertThrows(TimedOutException.class, () -> read.accept(reads));
            assertEquals(0, source.open(), "cursors are left open");
        });
    }

    private static void walk(BatchCursor cursor) {
        try (cursor) {
            while (cursor.advance()) {
                assertTrue(cursor.to() > cursor.from());
            }
        }
    }

    private static void join(JoinMode mode, Queries... reads) {
        List<JoinInput> inputs = Stream.of(reads)
                .map(one -> one.joinInput(WindowRequest.of(Bounds.exact(0, EVENTS)), true, () -> {}))
                .toList();
        try (JoinCursor cursor = JoinCursor.open(mode, inputs, Long.MAX_VALUE)) {
            while (cursor.next()) {
                assertTrue(cursor.columns() > 0);
            }
        }
    }
}
