package io.seqstore.server.reads;

import io.seqstore.EventStream;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.ReadLimits;

/**
 * How many events a read may touch (spec 07, section 6), asked before the first byte leaves: an answer that streams cannot take
 * its status back. One event more than allowed is looked for, on a state a moment before that of the read.
 */
final class EventLimit {
    private final long limit;

    EventLimit(long limit) {
        this.limit = limit;
    }

    ReadLimits asReadLimits() {
        return ReadLimits.of(limit);
    }

    /** How many events there may be. */
    long events() {
        return limit;
    }

    /** Ends the request with 400 when more events lie in a window. */
    void checkWindow(
            EventStream stream, Object start, Object end, ReadParameters.Boundaries boundaries, boolean reversed) {
        var window = stream.window(start, end)
                .boundary(stored(boundaries.start()), stored(boundaries.end()))
                .skip(limit)
                .count(1);
        try (EventCursor beyond = (reversed ? window.reversed() : window).cursor()) {
            check(beyond);
        }
    }

    /** Ends the request with 400 when a range skips and delivers more. */
    void checkRange(EventStream stream, Object start, BoundaryType boundary, boolean reversed, long skip, long count) {
        if (count <= limit - Math.min(limit, skip)) {
            return;
        }
        var range = stream.range(start).boundary(stored(boundary)).skip(limit).count(1);
        try (EventCursor beyond = (reversed ? range.reversed() : range).cursor()) {
            check(beyond);
        }
    }

    /** Ends the request with 400 when more results are asked for than events may be touched. */
    void checkCount(long count) {
        asReadLimits().checkResults(count);
    }

    private void check(EventCursor beyond) {
        if (beyond.next()) {
            asReadLimits().checkResults(limit + 1);
        }
    }

    /** Calculated events are not looked for: at most two, and not every stream can calculate. */
    private static BoundaryType stored(BoundaryType boundary) {
        return boundary == BoundaryType.EXACT_OR_CALCULATED ? BoundaryType.EXACT : boundary;
    }
}
