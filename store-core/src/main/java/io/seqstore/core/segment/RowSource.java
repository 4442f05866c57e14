package io.seqstore.core.segment;

import io.seqstore.types.event.ColumnBatch;

/** Where the rows of streams of a few rows each are until a block is full of them. */
public interface RowSource {
    /**
     * Appends the rows of some streams to a batch, stream after stream, each by ascending key.
     *
     * @param ordinals the streams, of one layout
     * @param count how many of them
     */
    void copyTo(ColumnBatch batch, int[] ordinals, int count);
}
