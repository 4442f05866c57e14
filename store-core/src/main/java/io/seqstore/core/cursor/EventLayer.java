package io.seqstore.core.cursor;

import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;

/**
 * One of the sorted runs that together make the events of a stream. Layers lie on each other from old to new: of two
 * events with one key the newer layer's counts, and what a layer erased hides the events of all older layers, never its
 * own.
 */
public interface EventLayer {
    /** What {@link #find} says of a key. */
    enum Presence {
        /** The layer holds an event with the key. */
        HELD,
        /** The layer removed the key from the layers below and holds no newer event with it. */
        ERASED,
        /** The layer knows nothing of the key: older layers decide. */
        UNKNOWN
    }

    /** A range of heads that holds the keys of all events of this layer; empty when there are none. */
    KeyRange keys();

    /** What this layer removed from the layers below. */
    ErasedRanges erased();

    /** What this layer says of a key. */
    Presence find(EventKey key);

    /** The events of this layer whose heads lie in a range; its exact ends, if it has any, are for the caller. */
    BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns);
}
