package io.seqstore.query;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.calculate.BoundedEvents;
import io.seqstore.query.calculate.Collector;
import io.seqstore.query.calculate.EventFinder;
import io.seqstore.query.calculate.InterpolatedEvents;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.calculate.SampledEvents;
import io.seqstore.query.calculate.SlicedCursor;
import io.seqstore.query.calculate.Summaries;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsStream;

/**
 * The reads of one state of a stream (spec 07 and 08). Results are batches in the order of delivery. Used by one thread at a
 * time, as the state is.
 */
public final class Queries {
    private final EventSource source;
    private final ReadCharacteristics characteristics;
    private final ReadLimits limits;

    /**
     * Reads of one state.
     *
     * @param source the state
     * @param stream the definition of the stream
     * @param limits how many events a read may touch
     */
    public Queries(EventSource source, SdsStream stream, ReadLimits limits) {
        this.source = source;
        this.characteristics = ReadCharacteristics.of(source.layout(), stream);
        this.limits = limits;
    }

    /** The stored event with the smallest key: one row, or none when the stream is empty. */
    public ColumnBatch first() {
        ColumnBatch out = oneRow();
        EventFinder.first(source, out);
        return out;
    }

    /** The stored event with the greatest key: one row, or none when the stream is empty. */
    public ColumnBatch last() {
        ColumnBatch out = oneRow();
        EventFinder.last(source, out);
        return out;
    }

    /** The stored event at or beside a key: one row or none. */
    public ColumnBatch find(FindRequest request) {
        ColumnBatch out = oneRow();
        EventFinder.find(source, request, out);
        return out;
    }

    /** The events of a range, in its direction. */
    public ColumnBatch range(RangeRequest request) {
        BatchCursor events = bounded().range(request);
        return Collector.collect(events, source.layout(), direction(request.reversed()), request.slice(), limits);
    }

    /** The same, batch by batch and without limit; descending when the range is reversed. */
    public BatchCursor rangeCursor(RangeRequest request) {
        return new SlicedCursor(bounded().range(request), direction(request.reversed()), request.slice());
    }

    /** The events of a window, in its direction. */
    public ColumnBatch window(WindowRequest request) {
        Direction direction = direction(request.reversed());
        BatchCursor events = bounded().window(request.bounds(), direction);
        return Collector.collect(events, source.layout(), direction, request.slice(), limits);
    }

    /** The same, batch by batch and without limit; descending when the window is reversed. */
    public BatchCursor windowCursor(WindowRequest request) {
        Direction direction = direction(request.reversed());
        return new SlicedCursor(bounded().window(request.bounds(), direction), direction, request.slice());
    }

    /** One page of a window. */
    public Page page(PageRequest request) {
        return Collector.collectPage(bounded().page(request), source.layout(), request.count(), limits);
    }

    /** The events at some keys, stored or calculated. */
    public ColumnBatch interpolated(InterpolatedRequest request) {
        return InterpolatedEvents.read(source, characteristics, request, limits);
    }

    /** The events that draw the curve of a window. */
    public ColumnBatch sampled(SampledRequest request) {
        return SampledEvents.read(source, characteristics, request, limits);
    }

    /** The statistics of equal intervals. */
    public SummaryTable summaries(SummariesRequest request) {
        return Summaries.read(source, characteristics, request, limits);
    }

    private BoundedEvents bounded() {
        return new BoundedEvents(source, characteristics);
    }

    private ColumnBatch oneRow() {
        return new ColumnBatch(source.layout(), 1);
    }

    private static Direction direction(boolean reversed) {
        return reversed ? Direction.DESCENDING : Direction.ASCENDING;
    }
}
