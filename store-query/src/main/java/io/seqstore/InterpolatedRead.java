package io.seqstore;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** Events at some indexes, stored or calculated (spec 07, 2.7). */
public final class InterpolatedRead extends EventRead {
    private final InterpolatedRequest request;

    InterpolatedRead(ReadableStream stream, InterpolatedRequest request) {
        super(stream);
        this.request = request;
    }

    /** Delivers only the events that a filter lets through (spec 09, section 1); it is asked of the resulting events. */
    public InterpolatedRead filter(@Nullable String filter) {
        setFilter(filter);
        return this;
    }

    @Override
    public ColumnBatch columns() {
        return run(queries -> queries.interpolated(request));
    }

    @Override
    EventCursor walk() {
        return walkColumns();
    }
}
