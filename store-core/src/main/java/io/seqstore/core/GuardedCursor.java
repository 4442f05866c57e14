package io.seqstore.core;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.event.ColumnBatch;
import java.util.function.BooleanSupplier;

/** Fails loudly when a cursor is moved after its snapshot was closed, instead of reading memory that is gone. */
final class GuardedCursor implements BatchCursor {
    private final BatchCursor cursor;
    private final BooleanSupplier isClosed;

    GuardedCursor(BatchCursor cursor, BooleanSupplier isClosed) {
        this.cursor = cursor;
        this.isClosed = isClosed;
    }

    @Override
    public boolean advance() {
        if (isClosed.getAsBoolean()) {
            throw new IllegalStateException("the snapshot of this cursor is closed");
        }
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
