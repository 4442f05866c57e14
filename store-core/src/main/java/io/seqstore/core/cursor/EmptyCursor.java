package io.seqstore.core.cursor;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;

/** No events. */
public final class EmptyCursor implements BatchCursor {
    private final ColumnBatch nothing;

    public EmptyCursor(EventLayout layout) {
        this.nothing = new ColumnBatch(layout, 0);
    }

    @Override
    public boolean advance() {
        return false;
    }

    @Override
    public ColumnBatch batch() {
        return nothing;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return 0;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
