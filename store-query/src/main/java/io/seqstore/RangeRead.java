package io.seqstore;

import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** So many events from an index on (spec 07, 2.5). */
public final class RangeRead extends EventRead {
    private final EventKey start;
    private BoundaryType boundary = BoundaryType.EXACT;
    private boolean reversed;
    private long skip;
    private long count = Slice.DEFAULT_COUNT;

    RangeRead(ReadableStream stream, EventKey start) {
        super(stream);
        this.start = start;
    }

    /** What is delivered at the start; {@link BoundaryType#EXACT} unless told otherwise. */
    public RangeRead boundary(BoundaryType newBoundary) {
        this.boundary = newBoundary;
        return this;
    }

    /** Walks towards smaller keys. */
    public RangeRead reversed() {
        this.reversed = true;
        return this;
    }

    /** Passes over so many events first; a calculated one counts like any other. */
    public RangeRead skip(long newSkip) {
        this.skip = newSkip;
        return this;
    }

    /** Delivers at most so many events; 100 unless told otherwise. */
    public RangeRead count(long newCount) {
        this.count = newCount;
        return this;
    }

    /** Delivers only the events that a filter lets through (spec 09, section 1); boundary type, filter, skip and count are applied in this order. */
    public RangeRead filter(@Nullable String filter) {
        setFilter(filter);
        return this;
    }

    @Override
    public ColumnBatch columns() {
        RangeRequest request = request();
        return run(queries -> queries.range(request));
    }

    /** The events one by one, without limit and without an object for each. Holds a state of the stream until closed. */
    public EventCursor cursor() {
        RangeRequest request = request();
        Direction direction = reversed ? Direction.DESCENDING : Direction.ASCENDING;
        return open(direction, queries -> queries.rangeCursor(request));
    }

    private RangeRequest request() {
        return new RangeRequest(start, boundary, reversed, new Slice(skip, count));
    }

    @Override
    EventCursor walk() {
        return cursor();
    }
}
