package io.seqstore.core.cursor;

import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * One of the sorted runs that together make the events of a stream. Layers lie on each other from old to new: of two
 * events with one key the newer layer's counts, and what a layer erased hides the events of all older layers, never its
 * own.
 */
public interface EventLayer {
    /** What {@link #locate} returns when there is no such event. */
    long NOWHERE = -1;

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

    /** The smallest head of the key of any event, visible or not; greater than {@link #lastHead} when there are none. */
    default long firstHead() {
        return keys().from();
    }

    /** The greatest head of the key of any event, visible or not. */
    default long lastHead() {
        return keys().to();
    }

    /** What this layer removed from the layers below. */
    ErasedRanges erased();

    /** What this layer says of a key. */
    Presence find(EventKey key);

    /** Whether an event of this layer may have its head in a range; true when in doubt. */
    default boolean mayHold(KeyRange range) {
        if (!keys().overlaps(range)) {
            return false;
        }
        try (BatchCursor cursor = scan(range, Direction.ASCENDING, ColumnSet.KEYS_ONLY)) {
            return cursor.advance();
        }
    }

    /** The blocks that this layer consists of, always the same object; null when it has none of which anything is known. */
    default @Nullable EventBlocks blocks() {
        return null;
    }

    /** The events of this layer whose heads lie in a range; its exact ends, if it has any, are for the caller. */
    BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns);

    /**
     * The place of the event at or beside a 64-bit key; {@link #NOWHERE} when this layer has none there. For streams whose
     * heads are whole keys.
     */
    long locate(long key, Probe probe);

    /** The place of the event in front of the one at a place; {@link #NOWHERE} when that is the first. */
    default long inFrontOf(long place) {
        return locate(keyAt(place), Probe.BEFORE);
    }

    /** The 64-bit key of the event at a place that {@link #locate} returned. */
    long keyAt(long place);

    /** Appends the event at such a place to a batch; columns that are not wanted are left as they are. */
    void copyTo(ColumnBatch batch, long place, ColumnSet columns);

    /**
     * Adds the values of a column of numbers to a total.
     *
     * @param range the heads of the events
     */
    default void total(KeyRange range, int column, ColumnTotal into) {
        try (BatchCursor cursor = scan(range, Direction.ASCENDING, ColumnSet.of(column))) {
            while (cursor.advance()) {
                into.add(cursor.batch(), column, cursor.from(), cursor.to());
            }
        }
    }

    /** The same scan as without a limit, which may end behind so many events. */
    default BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        return scan(range, direction, columns);
    }
}
