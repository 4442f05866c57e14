package io.seqstore.core.cursor;

import io.seqstore.types.KeyRange;
import io.seqstore.types.event.EventLayout;

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

    /** The same scan, event by event. */
    default EventCursor events(KeyRange range, Direction direction, ColumnSet columns) {
        return new EventCursor(scan(range, direction, columns), direction);
    }
}
