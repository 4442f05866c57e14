package io.seqstore.core.cursor;

import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * Walks the events of a {@link BatchCursor} one by one, in the direction of its scan. Stands before the first event at
 * first. A view: {@link #batch} and {@link #row} are good until the next move. Allocates nothing per event.
 *
 * <p>A step inside a batch touches this object alone: the batch is asked for once, not with every event, because the cursor
 * behind may be several that forward to each other.
 */
public final class EventCursor implements AutoCloseable {
    private final BatchCursor batches;
    private final int step;

    /** Where the event is; null before the first one and after closing. */
    private @Nullable ColumnBatch batch;

    private int row;

    /** The row of the batch that the walk comes to last. */
    private int lastRow;

    public EventCursor(BatchCursor batches, Direction direction) {
        this.batches = batches;
        this.step = direction == Direction.ASCENDING ? 1 : -1;
    }

    /** Moves to the next event; false at the end. */
    public boolean next() {
        if (row != lastRow) {
            row += step;
            return true;
        }
        return nextBatch();
    }

    private boolean nextBatch() {
        if (!batches.advance()) {
            return false;
        }
        batch = batches.batch();
        int first = batches.from();
        int last = batches.to() - 1;
        row = step > 0 ? first : last;
        lastRow = step > 0 ? last : first;
        return true;
    }

    /** The 64-bit key of the event; where keys are longer, its head ({@link ColumnBatch#eventKey} has all of it). */
    public long key() {
        return batch().key(row);
    }

    /**
     * The batch that holds the event.
     *
     * @throws IllegalStateException before the first event, and when the cursor is closed
     */
    public ColumnBatch batch() {
        ColumnBatch present = batch;
        if (present == null) {
            throw new IllegalStateException("the cursor stands on no event");
        }
        return present;
    }

    /** The event's row in {@link #batch}. */
    public int row() {
        return row;
    }

    /** Closes the cursor behind. A batch that it takes back must not be read through this one any more. */
    @Override
    public void close() {
        batch = null;
        lastRow = row;
        batches.close();
    }
}
