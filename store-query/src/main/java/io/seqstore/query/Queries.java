package io.seqstore.query;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.calculate.BatchRows;
import io.seqstore.query.calculate.BoundedEvents;
import io.seqstore.query.calculate.Collector;
import io.seqstore.query.calculate.EventFinder;
import io.seqstore.query.calculate.FilteredCursor;
import io.seqstore.query.calculate.IndexOrder;
import io.seqstore.query.calculate.InterpolatedEvents;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.calculate.SampledEvents;
import io.seqstore.query.calculate.SlicedCursor;
import io.seqstore.query.calculate.Summaries;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one state of a stream (spec 07 and 08). Results are batches in the order of delivery. Used by one thread at a
 * time, as the state is.
 */
public final class Queries implements Reads {
    private final EventSource source;
    private final ReadCharacteristics characteristics;
    private final ReadLimits limits;
    private final @Nullable Filter filter;
    private final SdsStream stream;

    /**
     * Reads of one state.
     *
     * @param source the state
     * @param stream the definition of the stream
     * @param limits how many events a read may touch
     */
    public Queries(EventSource source, SdsStream stream, ReadLimits limits) {
        this(source, stream, ReadCharacteristics.of(source.layout(), stream), limits);
    }

    /** Reads of one state of a stream whose characteristics are known. */
    public Queries(EventSource source, SdsStream stream, ReadCharacteristics characteristics, ReadLimits limits) {
        this.source = source;
        this.characteristics = characteristics;
        this.limits = limits;
        this.filter = null;
        this.stream = stream;
    }

    private Queries(Queries unfiltered, @Nullable Filter filter) {
        this.source = unfiltered.source;
        this.characteristics = unfiltered.characteristics;
        this.limits = unfiltered.limits;
        this.stream = unfiltered.stream;
        this.filter = filter;
    }

    @Override
    public Queries where(@Nullable String text) {
        return new Queries(this, Filter.parse(text, source.layout()).orElse(null));
    }

    @Override
    public ColumnBatch first() {
        ColumnBatch out = oneRow();
        EventFinder.first(source, out);
        return out;
    }

    @Override
    public ColumnBatch last() {
        ColumnBatch out = oneRow();
        EventFinder.last(source, out);
        return out;
    }

    @Override
    public ColumnBatch find(FindRequest request) {
        ColumnBatch out = oneRow();
        EventFinder.find(source, request, out);
        return passing(out);
    }

    @Override
    public ColumnBatch filtered(Slice slice) {
        BatchCursor events =
                filtered(source.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL), Direction.ASCENDING);
        return restrictedIndex()
                .map(index -> inOrderOf(index, events, slice))
                .orElseGet(() -> collect(events, Direction.ASCENDING, slice));
    }

    @Override
    public BatchCursor filteredCursor(Slice slice) {
        BatchCursor scan = filter == null
                ? source.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)
                : source.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL, filter.blockTest());
        BatchCursor events = filteredWithoutLimit(scan, Direction.ASCENDING);
        return restrictedIndex()
                .<BatchCursor>map(index -> new BatchRows(inOrderOf(index, events, slice)))
                .orElseGet(() -> new SlicedCursor(events, Direction.ASCENDING, slice));
    }

    /** The property whose secondary index orders a filtered read. */
    private Optional<PropertyLayout> restrictedIndex() {
        return Optional.ofNullable(filter).flatMap(of -> of.restrictedOf(stream.indexes()));
    }

    /** Sorting holds events, so that their number is limited even where that of events looked at is not. */
    private ColumnBatch inOrderOf(PropertyLayout index, BatchCursor events, Slice slice) {
        ColumnBatch sorted = slice.end() <= Math.min(limits.results(), IndexOrder.MOST)
                ? IndexOrder.first(events, source.layout(), index, (int) slice.end())
                : IndexOrder.sorted(collect(events, Direction.ASCENDING, Slice.ALL), index);
        return slice.isAll() ? sorted : collect(new BatchRows(sorted), Direction.ASCENDING, slice);
    }

    @Override
    public ColumnBatch range(RangeRequest request) {
        Direction direction = direction(request.reversed());
        return collect(
                filtered(bounded().range(request, limitOf(request.slice())), direction), direction, request.slice());
    }

    @Override
    public BatchCursor rangeCursor(RangeRequest request) {
        Direction direction = direction(request.reversed());
        BatchCursor events = filteredWithoutLimit(unlimited().range(request, limitOf(request.slice())), direction);
        return new SlicedCursor(events, direction, request.slice());
    }

    @Override
    public ColumnBatch window(WindowRequest request) {
        Direction direction = direction(request.reversed());
        return collect(filtered(bounded().window(request.bounds(), direction), direction), direction, request.slice());
    }

    @Override
    public BatchCursor windowCursor(WindowRequest request) {
        Direction direction = direction(request.reversed());
        BatchCursor events = filteredWithoutLimit(unlimited().window(request.bounds(), direction), direction);
        return new SlicedCursor(events, direction, request.slice());
    }

    @Override
    public Page page(PageRequest request) {
        BatchCursor events = filtered(bounded().page(request), Direction.ASCENDING);
        return Collector.collectPage(events, source.layout(), request.count(), limits);
    }

    /**
     * The events of a window as one stream of a join. Events that it lacks are calculated by the modes of the type; those of
     * the stream do not apply, except for what is extrapolated (spec 07, section 5).
     *
     * @param request the window; ascending
     * @param limited whether the events it touches are limited as those of a result are
     * @param whenClosed lets go of the state
     */
    public JoinInput joinInput(WindowRequest request, boolean limited, Runnable whenClosed) {
        BatchCursor events = (limited ? bounded() : unlimited()).window(request.bounds(), Direction.ASCENDING);
        BatchCursor filtered =
                limited ? filtered(events, Direction.ASCENDING) : filteredWithoutLimit(events, Direction.ASCENDING);
        SdsStream ofType = stream.withInterpolation(null).withPropertyOverrides(List.of());
        return new JoinInput(
                source,
                new SlicedCursor(filtered, Direction.ASCENDING, request.slice()),
                ReadCharacteristics.of(source.layout(), ofType),
                limited ? limits::checkResults : touched -> {},
                whenClosed);
    }

    @Override
    public ColumnBatch interpolated(InterpolatedRequest request) {
        return passing(InterpolatedEvents.read(source, characteristics, request, limits));
    }

    @Override
    public ColumnBatch sampled(SampledRequest request) {
        return SampledEvents.read(source, characteristics, request, filter, limits);
    }

    @Override
    public SummaryTable summaries(SummariesRequest request) {
        return Summaries.read(source, characteristics, request, filter, limits);
    }

    private BatchCursor filtered(BatchCursor events, Direction direction) {
        return filter == null
                ? events
                : new FilteredCursor(events, direction, filter, limits.results(), limits::checkResults);
    }

    private BatchCursor filteredWithoutLimit(BatchCursor events, Direction direction) {
        return filter == null ? events : new FilteredCursor(events, direction, filter, Long.MAX_VALUE, touched -> {});
    }

    /** The rows that pass the filter, of a batch that is within the limit already. */
    private ColumnBatch passing(ColumnBatch events) {
        return filter == null
                ? events
                : collect(
                        filteredWithoutLimit(new BatchRows(events), Direction.ASCENDING),
                        Direction.ASCENDING,
                        Slice.ALL);
    }

    private ColumnBatch collect(BatchCursor events, Direction direction, Slice slice) {
        return Collector.collect(events, source.layout(), direction, slice, limits);
    }

    /** How many events a slice looks at; with a filter it may be any number. */
    private long limitOf(Slice slice) {
        return filter == null ? slice.end() : Long.MAX_VALUE;
    }

    private BoundedEvents bounded() {
        return new BoundedEvents(source, characteristics, null);
    }

    /** The same for reads without limit, where blocks that hold nothing for the filter are passed by. */
    private BoundedEvents unlimited() {
        return new BoundedEvents(source, characteristics, filter == null ? null : filter.blockTest());
    }

    private ColumnBatch oneRow() {
        return new ColumnBatch(source.layout(), 1);
    }

    private static Direction direction(boolean reversed) {
        return reversed ? Direction.DESCENDING : Direction.ASCENDING;
    }
}
