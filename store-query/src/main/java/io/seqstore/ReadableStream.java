package io.seqstore;

import io.seqstore.core.Stream;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.Reads;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.calculate.DeadlineSource;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.query.shape.EventRows;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.record.BoundRecords;
import io.seqstore.types.record.RecordMapping;
import io.seqstore.types.schema.SdsStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of a stream: {@link EventStream} gives the events as they are stored, {@link ConvertedStream} shows them
 * through a view or in other units. Each read sees one state of the stream, with every write that returned before the read
 * began. Safe for all threads.
 *
 * <p>Wherever an index is asked for, a Java value of the key's type is taken (an {@code Instant} for DateTime, a number of any
 * class that converts exactly) or its index string, for example {@code "2017-11-23T13:00:00Z"} (spec 03, 7.3). A compound
 * index is a list or an array of the values of its parts, or the index string {@code "10|3"}. Indexes, and the properties
 * that filters name, are always those of the stream, whatever the events are shown as.
 */
public abstract sealed class ReadableStream permits EventStream, ConvertedStream {
    final Stream stream;
    final EventConverter converter;
    final ReadLimits limits;
    final @Nullable ReadDeadline deadline;

    ReadableStream(Stream stream, ReadLimits limits, @Nullable ReadDeadline deadline) {
        this.stream = stream;
        this.converter = EventConverter.of(stream.layout());
        this.limits = limits;
        this.deadline = deadline;
    }

    /** The definition, as it was when the stream was looked up. */
    public SdsStream definition() {
        return stream.entry().stream();
    }

    /** How the events that are read are laid out in columns. */
    public abstract EventLayout layout();

    /** The same stream, read with other limits. */
    public abstract ReadableStream withLimits(ReadLimits newLimits);

    /**
     * The same stream, with reads that end with {@link io.seqstore.types.TimedOutException} when a deadline passes before
     * they are done; open cursors do so when they are moved on. The store and other reads go on as before.
     */
    public abstract ReadableStream withDeadline(ReadDeadline newDeadline);

    /** The reads of one state. */
    abstract Reads reads(EventSource state);

    /** Opens a window as one stream of a join, which holds a state of its own until it is closed. */
    abstract JoinInput openInput(@Nullable String filter, WindowRequest request, boolean limited);

    <R extends Record> BoundRecords<R> bind(Class<R> recordClass) {
        return RecordMapping.of(recordClass).bind(layout());
    }

    /** The stored event with the smallest key. */
    public Optional<Event> first() {
        return EventRows.one(firstColumns());
    }

    ColumnBatch firstColumns() {
        return read(Reads::first);
    }

    /** The stored event with the greatest key. */
    public Optional<Event> last() {
        return EventRows.one(lastColumns());
    }

    ColumnBatch lastColumns() {
        return read(Reads::last);
    }

    /** The stored event at an index. */
    public Optional<Event> find(Object index) {
        return find(index, SearchMode.EXACT);
    }

    /** The stored event at or beside an index. */
    public Optional<Event> find(Object index, SearchMode mode) {
        return EventRows.one(findColumns(index, mode));
    }

    /** The stored event at or beside an index, if it passes a filter (spec 09, section 1). */
    public Optional<Event> find(Object index, SearchMode mode, @Nullable String filter) {
        FindRequest request = new FindRequest(key(index), mode);
        return EventRows.one(read(queries -> queries.where(filter).find(request)));
    }

    ColumnBatch findColumns(Object index, SearchMode mode) {
        FindRequest request = new FindRequest(key(index), mode);
        return read(queries -> queries.find(request));
    }

    /** All events that a filter lets through, for example {@code "Level gt 1.5"} (spec 09, section 1). */
    public FilteredRead filtered(String filter) {
        return new FilteredRead(this, filter);
    }

    /** So many events from an index on; 100 unless told otherwise. */
    public RangeRead range(Object start) {
        return new RangeRead(this, key(start));
    }

    /** The events between two indexes, both included unless told otherwise. */
    public WindowRead window(Object start, Object end) {
        return new WindowRead(this, key(start), key(end));
    }

    /** At each of these indexes the stored event, else a calculated one; an index where neither is possible is left out. */
    public InterpolatedRead interpolatedAt(Object... indexes) {
        return new InterpolatedRead(this, new InterpolatedRequest.AtKeys(calculableKeys(indexes)));
    }

    /** The same at evenly spaced indexes, both ends included. */
    public InterpolatedRead interpolated(Object start, Object end, int count) {
        return new InterpolatedRead(
                this, new InterpolatedRequest.AtIntervals(calculableKey(start), calculableKey(end), count));
    }

    /** The events that draw the curve of some properties between two indexes (spec 08, section 9). */
    public SampledRead sampled(Object start, Object end, int intervals, String... sampleBy) {
        return new SampledRead(this, key(start), key(end), intervals, Arrays.asList(sampleBy));
    }

    /** Thirteen statistics of each summarizable property for equal intervals between two indexes (spec 08). */
    public List<Summary> summaries(Object start, Object end, int count) {
        return summaries(start, end, count, null);
    }

    /** The same of the events, stored and calculated, that a filter lets through (spec 08, section 5). */
    public List<Summary> summaries(Object start, Object end, int count, @Nullable String filter) {
        return Summary.list(summaryTable(start, end, count, filter));
    }

    /** The same as a table of numbers, which can be written in every form of result. */
    public SummaryTable summaryTable(Object start, Object end, int count, @Nullable String filter) {
        SummariesRequest request = new SummariesRequest(calculableKey(start), calculableKey(end), count);
        return read(queries -> queries.where(filter).summaries(request));
    }

    /** The same for one interval. */
    public Summary summary(Object start, Object end) {
        return summaries(start, end, 1).get(0);
    }

    /** The key of an index given as a Java value or as text. */
    EventKey key(Object index) {
        try {
            return index instanceof String text ? converter.parseEventKey(text) : converter.eventKey(index);
        } catch (InvalidRequestException e) {
            throw StreamErrors.notAnIndex(definition(), index, e);
        }
    }

    /** The key of an index at which an event may have to be calculated. */
    private EventKey calculableKey(Object index) {
        KeyAxis.of(stream.layout());
        return key(index);
    }

    private List<EventKey> calculableKeys(Object... indexes) {
        KeyAxis.of(stream.layout());
        return Arrays.stream(indexes).map(this::key).toList();
    }

    /** The Java value of a key; a list of the values of a compound one. */
    Object keyValue(EventKey key) {
        return converter.keyValue(key);
    }

    /** Runs a read on a state of its own. */
    <T> T read(Function<Reads, T> read) {
        ReadSpan span = ReadSpan.begin(stream);
        try (StreamSnapshot snapshot = stream.snapshot()) {
            return read.apply(reads(span.watch(watched(snapshot))));
        } finally {
            span.done();
        }
    }

    /** Opens a cursor that holds a state of its own until it is closed. */
    EventCursor open(Direction direction, Function<Reads, BatchCursor> read) {
        ReadSpan span = ReadSpan.begin(stream);
        StreamSnapshot snapshot = stream.snapshot();
        try {
            BatchCursor batches = read.apply(reads(span.watch(watched(snapshot))));
            return new EventCursor(new SnapshotCursor(batches, snapshot, span), direction);
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }

    EventSource watched(StreamSnapshot state) {
        return deadline == null ? state : new DeadlineSource(state, deadline);
    }
}
