package io.seqstore.core;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.cursor.WatchedCursor;
import io.seqstore.core.merge.LayerStack;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;

/**
 * One consistent state of a stream. Holds memory and files until it is closed; cursors of it must not be used after that.
 * A snapshot is used by one thread at a time.
 */
public final class StreamSnapshot implements EventSource, AutoCloseable {
    private final StoreState state;
    private final LayerStack layers;
    private boolean closed;

    StreamSnapshot(StoreState state, LayerStack layers) {
        this.state = state;
        this.layers = layers;
    }

    @Override
    public EventLayout layout() {
        return layers.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        return scan(range, direction, columns, Long.MAX_VALUE);
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        failIfClosed();
        return new WatchedCursor(layers.scan(range, direction, columns, limit), this::failIfClosed);
    }

    @Override
    public boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        failIfClosed();
        return layers.find(key, probe, columns, into);
    }

    @Override
    public boolean find(EventKey key, Probe probe, ColumnSet columns, ColumnBatch into) {
        failIfClosed();
        return layers.find(key, probe, columns, into);
    }

    @Override
    public void total(KeyRange range, int column, ColumnTotal into) {
        failIfClosed();
        layers.total(range, column, into);
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, BlockTest test) {
        failIfClosed();
        return new WatchedCursor(layers.scan(range, direction, columns, test), this::failIfClosed);
    }

    /** The parts of a range; their blocks must not be used after the snapshot was closed. */
    @Override
    public List<EventPart> parts(KeyRange range) {
        failIfClosed();
        return layers.parts(range);
    }

    /** A cursor that outlives its snapshot would read memory that is gone. */
    private void failIfClosed() {
        if (closed) {
            throw new IllegalStateException("the snapshot is closed");
        }
    }

    /** Lets go of memory and files. A second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            state.users().release();
        }
    }
}
