package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.request.FindRequest;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.OptionalLong;

/** Finds single stored events: the first, the last, the one at or beside a key (spec 07, 2.1 and 2.3). */
public final class EventFinder {
    private EventFinder() {}

    /** Appends the stored event with the smallest key to {@code out}; false when the stream is empty. */
    public static boolean first(EventSource source, ColumnBatch out) {
        return nearest(source, KeyRange.ALL, Direction.ASCENDING, out);
    }

    /** Appends the stored event with the greatest key to {@code out}; false when the stream is empty. */
    public static boolean last(EventSource source, ColumnBatch out) {
        return nearest(source, KeyRange.ALL, Direction.DESCENDING, out);
    }

    /** Appends the event that is looked for to {@code out}; false when there is none. */
    public static boolean find(EventSource source, FindRequest request, ColumnBatch out) {
        long key = request.key();
        return switch (request.mode()) {
            case EXACT -> nearest(source, KeyRange.only(key), Direction.ASCENDING, out);
            case EXACT_OR_NEXT -> nearest(source, KeyRange.from(key), Direction.ASCENDING, out);
            case NEXT -> nearest(source, after(key), Direction.ASCENDING, out);
            case EXACT_OR_PREVIOUS -> nearest(source, KeyRange.to(key), Direction.DESCENDING, out);
            case PREVIOUS -> nearest(source, before(key), Direction.DESCENDING, out);
        };
    }

    /** Appends the event of the range that comes first in that direction; false when the range holds none. */
    static boolean nearest(EventSource source, KeyRange range, Direction direction, ColumnBatch out) {
        if (range.isEmpty()) {
            return false;
        }
        try (BatchCursor cursor = source.scan(range, direction, ColumnSet.ALL)) {
            if (!cursor.advance()) {
                return false;
            }
            out.addCopy(cursor.batch(), nearestRow(cursor, direction));
            return true;
        }
    }

    /** The key of the event of the range that comes first in that direction. */
    static OptionalLong nearestKey(EventSource source, KeyRange range, Direction direction) {
        if (range.isEmpty()) {
            return OptionalLong.empty();
        }
        try (BatchCursor cursor = source.scan(range, direction, ColumnSet.KEYS_ONLY)) {
            return cursor.advance()
                    ? OptionalLong.of(cursor.batch().key(nearestRow(cursor, direction)))
                    : OptionalLong.empty();
        }
    }

    private static int nearestRow(BatchCursor cursor, Direction direction) {
        return direction == Direction.ASCENDING ? cursor.from() : cursor.to() - 1;
    }

    private static final KeyRange NOTHING = new KeyRange(Long.MAX_VALUE, Long.MIN_VALUE);

    /** The keys behind this one. */
    static KeyRange after(long key) {
        return key == Long.MAX_VALUE ? NOTHING : KeyRange.from(key + 1);
    }

    /** The keys before this one. */
    static KeyRange before(long key) {
        return key == Long.MIN_VALUE ? NOTHING : KeyRange.to(key - 1);
    }
}
