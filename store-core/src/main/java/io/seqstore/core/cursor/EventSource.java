package io.seqstore.core.cursor;

import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;

/** One consistent state of the events of one stream, which can be scanned any number of times. */
public interface EventSource {
    EventLayout layout();

    /**
     * Opens a scan of the events whose keys lie in the range.
     *
     * @param range the keys, both ends included
     * @param direction which way to walk
     * @param columns which columns to decode; keys are always there
     */
    BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns);

    /**
     * The same scan without some of the events that are not wanted.
     *
     * @param test which blocks can be passed by; what it says is a leave, not an order
     */
    default BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, BlockTest test) {
        return scan(range, direction, columns);
    }

    /**
     * The parts of a range, ascending and without gaps: where the blocks of one layer alone are the events, so that their
     * figures can be used, and where events must be scanned.
     */
    default List<EventPart> parts(KeyRange range) {
        return List.of(new EventPart(range, null));
    }

    /**
     * The same scan for a caller who takes no more than some events: behind them it may end, and it need not read further.
     *
     * @param limit how many events the caller takes at most
     */
    default BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        return scan(range, direction, columns);
    }

    /** The same scan, event by event. */
    default EventCursor events(KeyRange range, Direction direction, ColumnSet columns) {
        return new EventCursor(scan(range, direction, columns), direction);
    }

    /**
     * Appends the event at or beside a 64-bit key to a batch, without a scan where the source knows a shorter way.
     *
     * @param key the key; for streams whose heads are whole keys
     * @param probe which event is meant
     * @param columns which columns to read; the others are left as they are
     * @param into where to append
     * @return whether there is such an event
     */
    default boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        return find(EventKey.of(key), probe, columns, into);
    }

    /** Appends the event at or beside a key to a batch, as {@link #find(long, Probe, ColumnSet, ColumnBatch)} does. */
    default boolean find(EventKey key, Probe probe, ColumnSet columns, ColumnBatch into) {
        ColumnSet read = layout().hasKeyTail() ? columns.with(layout().keyTailColumn()) : columns;
        try (EventCursor cursor = events(probe.range(key), probe.direction(), read)) {
            while (cursor.next()) {
                if (probe.includesKey() || cursor.batch().compareKey(cursor.row(), key) != 0) {
                    columns.copyRow(cursor.batch(), cursor.row(), into);
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Adds the values of a column of numbers over a range of keys to a total; where nothing hides anything without making
     * events of them.
     */
    default void total(KeyRange range, int column, ColumnTotal into) {
        try (BatchCursor cursor = scan(range, Direction.ASCENDING, ColumnSet.of(column))) {
            while (cursor.advance()) {
                into.add(cursor.batch(), column, cursor.from(), cursor.to());
            }
        }
    }
}
