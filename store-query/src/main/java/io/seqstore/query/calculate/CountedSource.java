package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.ForwardingCursor;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;

/** A state of a stream that counts the stored events which a read goes through. Used by one thread at a time. */
public final class CountedSource implements EventSource {
    private final EventSource source;
    private long events;

    public CountedSource(EventSource source) {
        this.source = source;
    }

    /** How many events were gone through so far; not those that statistics of blocks answered for. */
    public long events() {
        return events;
    }

    /** Counts what it hands out. */
    private final class CountingCursor extends ForwardingCursor {
        CountingCursor(BatchCursor cursor) {
            super(cursor);
        }

        @Override
        public boolean advance() {
            boolean hasMore = super.advance();
            if (hasMore) {
                events += to() - from();
            }
            return hasMore;
        }
    }

    @Override
    public EventLayout layout() {
        return source.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        return new CountingCursor(source.scan(range, direction, columns));
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, BlockTest test) {
        return new CountingCursor(source.scan(range, direction, columns, test));
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        return new CountingCursor(source.scan(range, direction, columns, limit));
    }

    @Override
    public List<EventPart> parts(KeyRange range) {
        return source.parts(range);
    }

    @Override
    public boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        return counted(source.find(key, probe, columns, into));
    }

    @Override
    public boolean find(EventKey key, Probe probe, ColumnSet columns, ColumnBatch into) {
        return counted(source.find(key, probe, columns, into));
    }

    private boolean counted(boolean found) {
        events += found ? 1 : 0;
        return found;
    }

    @Override
    public void total(KeyRange range, int column, ColumnTotal into) {
        source.total(range, column, into);
    }
}
