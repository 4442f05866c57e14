package io.seqstore.query;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.calculate.ConvertedEvents;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.view.EventConversion;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one state of a stream through a view, in other units, or both (spec 05, sections 4 and 6.2). A read of stored
 * events is the plain read, of which the result is converted; what is calculated is calculated of converted events. Under a
 * view the modes of its target type decide, else those of the stream. An event that cannot be converted fails the read.
 */
public final class ConvertedQueries implements Reads {
    private final Queries stored;
    private final ConvertedEvents events;
    private final EventSource source;
    private final @Nullable Filter filter;

    /**
     * Reads of one state.
     *
     * @param source the state
     * @param stream the definition of the stream
     * @param conversion what is done to the events
     * @param limits how many events a read may touch
     */
    public ConvertedQueries(EventSource source, SdsStream stream, EventConversion conversion, ReadLimits limits) {
        SdsStream modes = conversion.isView() ? SdsStream.of(stream.id(), stream.typeId()) : stream;
        this.source = source;
        this.filter = null;
        this.events =
                new ConvertedEvents(source, conversion, ReadCharacteristics.of(conversion.target(), modes), limits);
        this.stored = new Queries(source, stream, events.beneath(), limits);
    }

    private ConvertedQueries(ConvertedQueries unfiltered, @Nullable String text) {
        this.source = unfiltered.source;
        this.events = unfiltered.events;
        this.stored = unfiltered.stored.where(text);
        this.filter = Filter.parse(text, source.layout()).orElse(null);
    }

    @Override
    public ConvertedQueries where(@Nullable String text) {
        return new ConvertedQueries(this, text);
    }

    @Override
    public ColumnBatch first() {
        return events.shown(stored.first());
    }

    @Override
    public ColumnBatch last() {
        return events.shown(stored.last());
    }

    @Override
    public ColumnBatch find(FindRequest request) {
        return events.shown(stored.find(request));
    }

    @Override
    public ColumnBatch filtered(Slice slice) {
        return events.shown(stored.filtered(slice));
    }

    @Override
    public BatchCursor filteredCursor(Slice slice) {
        return events.shown(stored.filteredCursor(slice), Direction.ASCENDING);
    }

    @Override
    public ColumnBatch range(RangeRequest request) {
        return events.shown(stored.range(request), calculated(request));
    }

    @Override
    public BatchCursor rangeCursor(RangeRequest request) {
        return events.shown(stored.rangeCursor(request), direction(request.reversed()), calculated(request));
    }

    @Override
    public ColumnBatch window(WindowRequest request) {
        return events.shown(stored.window(request), calculated(request.bounds()));
    }

    @Override
    public BatchCursor windowCursor(WindowRequest request) {
        return events.shown(stored.windowCursor(request), direction(request.reversed()), calculated(request.bounds()));
    }

    @Override
    public Page page(PageRequest request) {
        Page page = stored.page(request);
        return page.withEvents(events.shown(page.events(), calculated(request.bounds())));
    }

    @Override
    public ColumnBatch interpolated(InterpolatedRequest request) {
        return events.interpolated(request, filter);
    }

    @Override
    public ColumnBatch sampled(SampledRequest request) {
        return events.sampled(request, filter, calculated(request.bounds()));
    }

    @Override
    public SummaryTable summaries(SummariesRequest request) {
        return events.summaries(request, filter);
    }

    private static EventKey[] calculated(RangeRequest request) {
        return calculated(request.start(), request.boundary()).toArray(EventKey[]::new);
    }

    private static EventKey[] calculated(Bounds bounds) {
        return Stream.concat(
                        calculated(bounds.start(), bounds.startBoundary()),
                        calculated(bounds.end(), bounds.endBoundary()))
                .toArray(EventKey[]::new);
    }

    /** The end of a read, if an event may be calculated there. */
    private static Stream<EventKey> calculated(EventKey end, BoundaryType boundary) {
        return boundary == BoundaryType.EXACT_OR_CALCULATED ? Stream.of(end) : Stream.empty();
    }

    private static Direction direction(boolean reversed) {
        return reversed ? Direction.DESCENDING : Direction.ASCENDING;
    }
}
