package io.seqstore.core.cursor;

import io.seqstore.types.event.ColumnBatch;

/** Runs a check before each batch, which may throw: so that a walk can be ended, or fails when its ground is gone. */
public final class WatchedCursor implements BatchCursor {
    private final BatchCursor cursor;
    private final Runnable check;

    public WatchedCursor(BatchCursor cursor, Runnable check) {
        this.cursor = cursor;
        this.check = check;
    }

    @Override
    public boolean advance() {
        check.run();
        return cursor.advance();
    }

    @Override
    public ColumnBatch batch() {
        return cursor.batch();
    }

    @Override
    public int from() {
        return cursor.from();
    }

    @Override
    public int to() {
        return cursor.to();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
