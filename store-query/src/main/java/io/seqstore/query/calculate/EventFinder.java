package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.request.FindRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** Finds single stored events: the first, the last, the one at or beside a key (spec 07, 2.1 and 2.3). */
public final class EventFinder {
    private EventFinder() {}

    /** Appends the stored event with the smallest key to {@code out}; false when the stream is empty. */
    public static boolean first(EventSource source, ColumnBatch out) {
        return nearest(source, KeySpan.ALL, Direction.ASCENDING, out);
    }

    /** Appends the stored event with the greatest key to {@code out}; false when the stream is empty. */
    public static boolean last(EventSource source, ColumnBatch out) {
        return nearest(source, KeySpan.ALL, Direction.DESCENDING, out);
    }

    /** Appends the event that is looked for to {@code out}; false when there is none. */
    public static boolean find(EventSource source, FindRequest request, ColumnBatch out) {
        EventKey key = request.key();
        return switch (request.mode()) {
            case EXACT -> nearest(source, KeySpan.only(key), Direction.ASCENDING, out);
            case EXACT_OR_NEXT -> nearest(source, KeySpan.from(key), Direction.ASCENDING, out);
            case NEXT -> nearest(source, KeySpan.after(key), Direction.ASCENDING, out);
            case EXACT_OR_PREVIOUS -> nearest(source, KeySpan.to(key), Direction.DESCENDING, out);
            case PREVIOUS -> nearest(source, KeySpan.before(key), Direction.DESCENDING, out);
        };
    }

    /** Appends the event of the span that comes first in that direction; false when the span holds none. */
    static boolean nearest(EventSource source, KeySpan span, Direction direction, ColumnBatch out) {
        try (BatchCursor cursor = span.scan(source, direction, ColumnSet.ALL)) {
            if (!cursor.advance()) {
                return false;
            }
            out.addCopy(cursor.batch(), nearestRow(cursor, direction));
            return true;
        }
    }

    /** The key of the event of the span that comes first in that direction; null when the span holds none. */
    static @Nullable EventKey nearestKey(EventSource source, KeySpan span, Direction direction) {
        try (BatchCursor cursor = span.scan(source, direction, ColumnSet.KEYS_ONLY)) {
            return cursor.advance() ? cursor.batch().eventKey(nearestRow(cursor, direction)) : null;
        }
    }

    private static int nearestRow(BatchCursor cursor, Direction direction) {
        return direction == Direction.ASCENDING ? cursor.from() : cursor.to() - 1;
    }
}
