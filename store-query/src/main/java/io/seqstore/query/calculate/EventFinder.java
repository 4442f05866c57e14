package io.seqstore.query.calculate;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.SearchMode;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** Finds single stored events: the first, the last, the one at or beside a key (spec 07, 2.1 and 2.3). */
public final class EventFinder {
    private EventFinder() {}

    /** Appends the stored event with the smallest key to {@code out}; false when the stream is empty. */
    public static boolean first(EventSource source, ColumnBatch out) {
        return source.layout().hasKeyTail()
                ? outermost(source, Direction.ASCENDING, out)
                : source.find(Long.MIN_VALUE, Probe.AT_OR_AFTER, ColumnSet.ALL, out);
    }

    /** Appends the stored event with the greatest key to {@code out}; false when the stream is empty. */
    public static boolean last(EventSource source, ColumnBatch out) {
        return source.layout().hasKeyTail()
                ? outermost(source, Direction.DESCENDING, out)
                : source.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, out);
    }

    /** Keys of more than 64 bits have no first and no last one that could be looked for. */
    private static boolean outermost(EventSource source, Direction direction, ColumnBatch out) {
        try (EventCursor cursor = source.events(KeyRange.ALL, direction, ColumnSet.ALL)) {
            if (!cursor.next()) {
                return false;
            }
            out.addCopy(cursor.batch(), cursor.row());
            return true;
        }
    }

    /** Appends the event that is looked for to {@code out}; false when there is none. */
    public static boolean find(EventSource source, FindRequest request, ColumnBatch out) {
        return source.find(request.key(), probe(request.mode()), ColumnSet.ALL, out);
    }

    /** Which event a search means. */
    public static Probe probe(SearchMode mode) {
        return switch (mode) {
            case EXACT -> Probe.AT;
            case EXACT_OR_NEXT -> Probe.AT_OR_AFTER;
            case NEXT -> Probe.AFTER;
            case EXACT_OR_PREVIOUS -> Probe.AT_OR_BEFORE;
            case PREVIOUS -> Probe.BEFORE;
        };
    }

    /** The key of the event beside a key, behind it or before it; null when there is none. */
    static @Nullable EventKey keyBeside(EventSource source, EventKey key, Direction direction) {
        ColumnBatch found = new ColumnBatch(source.layout(), 1);
        int tail = source.layout().keyTailColumn();
        ColumnSet columns = source.layout().hasKeyTail() ? ColumnSet.of(tail) : ColumnSet.KEYS_ONLY;
        Probe probe = direction == Direction.ASCENDING ? Probe.AFTER : Probe.BEFORE;
        return source.find(key, probe, columns, found) ? found.eventKey(0) : null;
    }
}
