package io.seqstore.core.cursor;

import io.seqstore.types.event.ColumnBatch;

/** A cursor that is another one but for what a subclass does besides. */
public abstract class ForwardingCursor implements BatchCursor {
    private final BatchCursor cursor;

    protected ForwardingCursor(BatchCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public boolean advance() {
        return cursor.advance();
    }

    @Override
    public final ColumnBatch batch() {
        return cursor.batch();
    }

    @Override
    public final int from() {
        return cursor.from();
    }

    @Override
    public final int to() {
        return cursor.to();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
