package io.seqstore.core.cursor;

import io.seqstore.types.event.ColumnBatch;

/**
 * The events of one stream in key order, a batch at a time: what a scan returns. Stands before the first batch at first.
 *
 * <p>After {@link #advance} returned true, rows {@code from() <= row < to()} of {@link #batch} are events of the scan, at
 * least one; their keys ascend with the row. A descending scan delivers later batches first, and its reader walks each
 * batch from {@code to() - 1} down to {@code from()}. Rows outside those bounds, and columns that were not asked for, hold
 * nothing meaningful.
 *
 * <p>The batch belongs to the cursor: it is good until the next {@code advance} or {@code close}, and must not be changed.
 * Not thread-safe.
 */
public interface BatchCursor extends AutoCloseable {
    /** Moves to the next batch; false at the end. */
    boolean advance();

    ColumnBatch batch();

    /** The first row that belongs to the scan. */
    int from();

    /** One behind the last row that belongs to the scan. */
    int to();

    @Override
    void close();
}
