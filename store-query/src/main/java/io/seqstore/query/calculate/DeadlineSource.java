package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.cursor.WatchedCursor;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;

/** A state of a stream that is read up to a deadline: every scan asks it before each batch. */
public final class DeadlineSource implements EventSource {
    private final EventSource source;
    private final ReadDeadline deadline;

    public DeadlineSource(EventSource source, ReadDeadline deadline) {
        this.source = source;
        this.deadline = deadline;
    }

    @Override
    public EventLayout layout() {
        return source.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        deadline.check();
        return new WatchedCursor(source.scan(range, direction, columns), deadline::check);
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, BlockTest test) {
        deadline.check();
        return new WatchedCursor(source.scan(range, direction, columns, test), deadline::check);
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        deadline.check();
        return new WatchedCursor(source.scan(range, direction, columns, limit), deadline::check);
    }

    @Override
    public List<EventPart> parts(KeyRange range) {
        deadline.check();
        return source.parts(range);
    }

    @Override
    public boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        deadline.check();
        return source.find(key, probe, columns, into);
    }

    @Override
    public boolean find(EventKey key, Probe probe, ColumnSet columns, ColumnBatch into) {
        deadline.check();
        return source.find(key, probe, columns, into);
    }
}
