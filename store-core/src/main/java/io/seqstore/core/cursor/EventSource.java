package io.seqstore.core.cursor;

import io.seqstore.types.KeyRange;
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

    /** The same scan, event by event. */
    default EventCursor events(KeyRange range, Direction direction, ColumnSet columns) {
        return new EventCursor(scan(range, direction, columns), direction);
    }
}
