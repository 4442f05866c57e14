package io.seqstore;

import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.event.ColumnBatch;

/** A cursor that owns the state it walks. */
final class SnapshotCursor implements BatchCursor {
    private final BatchCursor batches;
    private final StreamSnapshot snapshot;
    private boolean closed;

    SnapshotCursor(BatchCursor batches, StreamSnapshot snapshot) {
        this.batches = batches;
        this.snapshot = snapshot;
    }

    @Override
    public boolean advance() {
        return batches.advance();
    }

    @Override
    public ColumnBatch batch() {
        return batches.batch();
    }

    @Override
    public int from() {
        return batches.from();
    }

    @Override
    public int to() {
        return batches.to();
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            batches.close();
        } finally {
            snapshot.close();
        }
    }
}
