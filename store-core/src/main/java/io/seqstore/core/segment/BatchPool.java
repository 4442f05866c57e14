package io.seqstore.core.segment;

import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * Batches of cursors that were closed, for the next cursors of the same thread: so that a short read does not pay for arrays
 * of a whole block. A few a thread; a batch of large values is let go.
 */
final class BatchPool {
    private static final int KEPT = 4;

    /** Batches that grew beyond this, by long texts, are not worth keeping in every thread. */
    private static final int MAX_KEPT_BYTES = 1 << 18;

    private static final ThreadLocal<@Nullable ColumnBatch[]> IDLE =
            ThreadLocal.withInitial(() -> new @Nullable ColumnBatch[KEPT]);

    private BatchPool() {}

    /** An empty batch that belongs to the caller until he gives it back. */
    static ColumnBatch take(EventLayout layout) {
        @Nullable ColumnBatch[] idle = IDLE.get();
        for (int i = 0; i < KEPT; i++) {
            ColumnBatch batch = idle[i];
            if (batch != null && batch.layout() == layout) {
                idle[i] = null;
                batch.clear();
                return batch;
            }
        }
        return new ColumnBatch(layout, 0);
    }

    /** Keeps a batch that nobody reads any more. The newest displaces the one that lies longest. */
    static void giveBack(ColumnBatch batch) {
        if (capacity(batch) > MAX_KEPT_BYTES) {
            return;
        }
        @Nullable ColumnBatch[] idle = IDLE.get();
        System.arraycopy(idle, 0, idle, 1, KEPT - 1);
        idle[0] = batch;
    }

    /** Bytes of the arrays of a batch, but for null bits. */
    private static long capacity(ColumnBatch batch) {
        long capacity = (long) batch.keys().length * Long.BYTES * (1 + batch.columnCount());
        for (int i = 0; i < batch.columnCount(); i++) {
            if (batch.column(i) instanceof BytesColumn bytes) {
                capacity += bytes.bytes().length;
            }
        }
        return capacity;
    }
}
