package io.seqstore.core.cursor;

import io.seqstore.types.event.ColumnBatch;

/**
 * Walks the events of a {@link BatchCursor} one by one, in the direction of its scan. Stands before the first event at
 * first. A view: {@link #batch} and {@link #row} are good until the next move. Allocates nothing per event.
 */
public final class EventCursor implements AutoCloseable {
    private final BatchCursor batches;
    private final int step;
    private int row;
    private int remaining;

    public EventCursor(BatchCursor batches, Direction direction) {
        this.batches = batches;
        this.step = direction == Direction.ASCENDING ? 1 : -1;
    }

    /** Moves to the next event; false at the end. */
    public boolean next() {
        if (remaining > 0) {
            remaining--;
            row += step;
            return true;
        }
        return nextBatch();
    }

    private boolean nextBatch() {
        if (!batches.advance()) {
            return false;
        }
        remaining = batches.to() - batches.from() - 1;
        row = step > 0 ? batches.from() : batches.to() - 1;
        return true;
    }

    /** The 64-bit key of the event; where keys are longer, its head ({@link ColumnBatch#eventKey} has all of it). */
    public long key() {
        return batches.batch().key(row);
    }

    /** The batch that holds the event. */
    public ColumnBatch batch() {
        return batches.batch();
    }

    /** The event's row in {@link #batch}. */
    public int row() {
        return row;
    }

    @Override
    public void close() {
        batches.close();
    }
}
