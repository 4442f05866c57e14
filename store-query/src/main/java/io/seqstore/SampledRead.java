package io.seqstore;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that draw the curve of a window (spec 08, section 9). */
public final class SampledRead extends EventRead {
    private final EventKey start;
    private final EventKey end;
    private final int intervals;
    private final List<String> sampleBy;
    private BoundaryType startBoundary = BoundaryType.EXACT;
    private BoundaryType endBoundary = BoundaryType.EXACT;

    SampledRead(ReadableStream stream, EventKey start, EventKey end, int intervals, List<String> sampleBy) {
        super(stream);
        this.start = start;
        this.end = end;
        this.intervals = intervals;
        this.sampleBy = List.copyOf(sampleBy);
    }

    /** Which events belong to the window at both ends; {@link BoundaryType#EXACT} unless told otherwise. */
    public SampledRead boundary(BoundaryType boundary) {
        return boundary(boundary, boundary);
    }

    /** Which events belong to the window at either end. */
    public SampledRead boundary(BoundaryType newStartBoundary, BoundaryType newEndBoundary) {
        this.startBoundary = newStartBoundary;
        this.endBoundary = newEndBoundary;
        return this;
    }

    /** Delivers only the events that a filter lets through (spec 09, section 1); calculated events are asked as well. */
    public SampledRead filter(@Nullable String filter) {
        setFilter(filter);
        return this;
    }

    @Override
    public ColumnBatch columns() {
        SampledRequest request =
                new SampledRequest(new Bounds(start, end, startBoundary, endBoundary), intervals, sampleBy);
        return run(queries -> queries.sampled(request));
    }

    @Override
    EventCursor walk() {
        return walkColumns();
    }
}
