package io.seqstore;

import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.Slice;
import io.seqstore.types.event.ColumnBatch;

/**
 * All events of a stream that a filter lets through (spec 07, 2.4): in key order, or, when the filter is a conjunction that
 * restricts a property with a secondary index, in the order of that property.
 */
public final class FilteredRead extends EventRead {
    private long skip;
    private long count = Long.MAX_VALUE;

    FilteredRead(ReadableStream stream, String filter) {
        super(stream);
        setFilter(filter);
    }

    /** Passes over so many events first. */
    public FilteredRead skip(long newSkip) {
        this.skip = newSkip;
        return this;
    }

    /** Delivers at most so many events; all of them unless told otherwise. */
    public FilteredRead count(long newCount) {
        this.count = newCount;
        return this;
    }

    @Override
    public ColumnBatch columns() {
        Slice slice = new Slice(skip, count);
        return run(queries -> queries.filtered(slice));
    }

    /**
     * The events one by one, without an object for each. In key order they come without limit; in that of a secondary index no
     * more may pass the filter than a result may have, or be asked for by {@link #skip} and {@link #count}, because they are
     * sorted first. Holds a state of the stream until closed.
     */
    public EventCursor cursor() {
        Slice slice = new Slice(skip, count);
        return open(Direction.ASCENDING, queries -> queries.filteredCursor(slice));
    }

    @Override
    EventCursor walk() {
        return cursor();
    }
}
