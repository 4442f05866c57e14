package io.seqstore;

import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ForwardingCursor;

/** A cursor that owns the state it walks. */
final class SnapshotCursor extends ForwardingCursor {
    private final StreamSnapshot snapshot;
    private final ReadSpan span;
    private boolean closed;

    SnapshotCursor(BatchCursor batches, StreamSnapshot snapshot, ReadSpan span) {
        super(batches);
        this.snapshot = snapshot;
        this.span = span;
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            super.close();
        } finally {
            snapshot.close();
            span.done();
        }
    }
}
