package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.Slice;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;

/** Copies what a cursor delivers into one batch, in the order of delivery, within the limit of a result. */
public final class Collector {
    private static final int FIRST_CAPACITY = 16;

    private Collector() {}

    /**
     * Collects the part of a cursor that is asked for, and closes the cursor.
     *
     * @throws LimitExceededException when skipped and collected events are more than a result may have
     */
    public static ColumnBatch collect(
            BatchCursor events, EventLayout layout, Direction direction, Slice slice, ReadLimits limits) {
        ColumnBatch out = new ColumnBatch(layout, FIRST_CAPACITY);
        // However many are to be skipped, the event behind as many as may be touched is one too many.
        long skip = Math.min(slice.skip(), limits.results());
        try (SlicedCursor cursor = new SlicedCursor(events, direction, new Slice(skip, slice.count()))) {
            while (cursor.advance()) {
                limits.checkResults(skip + out.count() + (cursor.to() - cursor.from()));
                copy(cursor, direction, out);
            }
        }
        return out;
    }

    /**
     * Collects one page of an ascending cursor, and closes the cursor. Looks one event ahead, so that the last page is known
     * to be the last (spec 07, 2.6); when a filter drops so many events behind a full page that no more may be touched, there
     * may be another page.
     *
     * @throws LimitExceededException when more events are touched before the page is full than a result may have
     */
    public static Page collectPage(BatchCursor events, EventLayout layout, long count, ReadLimits limits) {
        ColumnBatch out = new ColumnBatch(layout, FIRST_CAPACITY);
        try (events) {
            while (out.count() < count) {
                if (!events.advance()) {
                    return Page.last(out);
                }
                int rows = (int) Math.min(count - out.count(), events.to() - events.from());
                limits.checkResults((long) out.count() + rows);
                out.addCopies(events.batch(), events.from(), events.from() + rows);
                if (events.from() + rows < events.to()) {
                    return Page.followed(out);
                }
            }
            return mayGoOn(events) ? Page.followed(out) : Page.last(out);
        }
    }

    private static boolean mayGoOn(BatchCursor events) {
        try {
            return events.advance();
        } catch (LimitExceededException notFoundWithinTheLimit) {
            return true;
        }
    }

    private static void copy(BatchCursor cursor, Direction direction, ColumnBatch out) {
        if (direction == Direction.ASCENDING) {
            out.addCopies(cursor.batch(), cursor.from(), cursor.to());
        } else {
            for (int row = cursor.to() - 1; row >= cursor.from(); row--) {
                out.addCopy(cursor.batch(), row);
            }
        }
    }
}
