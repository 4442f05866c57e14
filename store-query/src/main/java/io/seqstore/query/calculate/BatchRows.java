package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.event.ColumnBatch;

/** The rows of one batch in their order. */
public final class BatchRows implements BatchCursor {
    private final ColumnBatch batch;
    private boolean advanced;

    public BatchRows(ColumnBatch batch) {
        this.batch = batch;
    }

    @Override
    public boolean advance() {
        boolean first = !advanced;
        advanced = true;
        return first && batch.count() > 0;
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return batch.count();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
