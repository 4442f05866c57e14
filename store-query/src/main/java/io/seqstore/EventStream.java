package io.seqstore;

import io.seqstore.core.Stream;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.Queries;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.calculate.PatchedEvents;
import io.seqstore.query.plan.KeyAxis;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.query.shape.EventRows;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.record.BoundRecords;
import io.seqstore.types.record.RecordMapping;
import io.seqstore.types.schema.SdsStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream to write to and read from. Each write is atomic: all of its events or none. Each read sees one state of the
 * stream, with every write that returned before the read began. Safe for all threads.
 *
 * <p>Wherever an index is asked for, a Java value of the key's type is taken (an {@code Instant} for DateTime, a number of any
 * class that converts exactly) or its index string, for example {@code "2017-11-23T13:00:00Z"} (spec 03, 7.3). A compound
 * index is a list or an array of the values of its parts, or the index string {@code "10|3"}.
 */
public final class EventStream {
    private final Stream stream;
    private final EventConverter converter;
    private final ReadLimits limits;

    EventStream(Stream stream, ReadLimits limits) {
        this.stream = stream;
        this.converter = EventConverter.of(stream.layout());
        this.limits = limits;
    }

    /** The definition, as it was when the stream was looked up. */
    public SdsStream definition() {
        return stream.entry().stream();
    }

    Stream core() {
        return stream;
    }

    /** How the events are laid out in columns. */
    public EventLayout layout() {
        return stream.layout();
    }

    /** The same stream, read with other limits. */
    public EventStream withLimits(ReadLimits newLimits) {
        return new EventStream(stream, newLimits);
    }

    /**
     * The same stream, written and read as Java records.
     *
     * @throws InvalidRequestException when the class does not fit the stream's type
     */
    public <R extends Record> TypedStream<R> as(Class<R> recordClass) {
        return new TypedStream<>(this, bind(recordClass));
    }

    <R extends Record> BoundRecords<R> bind(Class<R> recordClass) {
        return RecordMapping.of(recordClass).bind(layout());
    }

    /** Starts an event of this stream's type. */
    public Event.Builder event() {
        return Event.builder(layout());
    }

    /** An empty batch of this stream's type. */
    public ColumnBatch newBatch() {
        return new ColumnBatch(layout(), Appender.DEFAULT_ROWS);
    }

    /** A writer that collects rows without an object for each, and adds or replaces them a batch at a time. */
    public Appender appender() {
        return new Appender(this, Appender.DEFAULT_ROWS);
    }

    /**
     * Adds events.
     *
     * @throws io.seqstore.types.ConflictException when a key is stored already, or stands twice
     */
    public void insert(Event... events) {
        insert(Arrays.asList(events));
    }

    /** Adds events, as {@link #insert(Event...)} does. */
    public void insert(Collection<Event> events) {
        stream.insert(batch(events));
    }

    /** Adds events, as {@link #insert(Event...)} does. */
    public void insert(ColumnBatch events) {
        stream.insert(events);
    }

    /** Adds events, or replaces those that have their keys; of several with one key the last stays. */
    public void update(Event... events) {
        update(Arrays.asList(events));
    }

    /** Adds or replaces events, as {@link #update(Event...)} does. */
    public void update(Collection<Event> events) {
        stream.update(batch(events));
    }

    /** Adds or replaces events, as {@link #update(Event...)} does. */
    public void update(ColumnBatch events) {
        stream.update(events);
    }

    /**
     * Replaces events.
     *
     * @throws io.seqstore.types.NotFoundException when a key is not stored
     */
    public void replace(Event... events) {
        replace(Arrays.asList(events));
    }

    /** Replaces events, as {@link #replace(Event...)} does. */
    public void replace(Collection<Event> events) {
        stream.replace(batch(events));
    }

    /** Replaces events, as {@link #replace(Event...)} does. */
    public void replace(ColumnBatch events) {
        stream.replace(events);
    }

    /**
     * Removes events.
     *
     * @param indexes their indexes; a compound one as a list of its parts or as its index string
     * @throws io.seqstore.types.NotFoundException when one is not stored
     */
    public void remove(Object... indexes) {
        if (layout().hasKeyTail()) {
            stream.remove(rowsWithKeys(indexes));
        } else {
            stream.remove(keys64(indexes));
        }
    }

    /** Removes events, as {@link #remove(Object...)} does. */
    public void remove(Collection<?> indexes) {
        remove(indexes.toArray());
    }

    /**
     * Changes some properties of stored events and leaves the others as they are (spec 06, 1.3). Of several events with one
     * key each is applied to what the one before made. Nobody else changes an event in between.
     *
     * @param select ids of the properties that are changed; a key among them has no effect
     * @param events the keys and the new values; a selected property that is not set in an event gets its default
     * @throws InvalidRequestException when the type has no such property, or none is selected
     * @throws io.seqstore.types.NotFoundException when a key is not stored; nothing was changed then
     */
    public void patch(Collection<String> select, Collection<Event> events) {
        patch(select, batch(events));
    }

    /** Changes some properties of stored events, as {@link #patch(Collection, Collection)} does. */
    public void patch(Collection<String> select, ColumnBatch changes) {
        if (select.isEmpty()) {
            throw new InvalidRequestException("At least one property to patch is needed (select).");
        }
        List<PropertyLayout> selected =
                select.stream().map(id -> layout().property(id)).toList();
        stream.rewrite(source -> PatchedEvents.of(source, changes, row -> selected));
    }

    /**
     * Changes of each stored event the properties that are given for it, as {@link #patch(Collection, Collection)} does.
     *
     * @param events for each event the value of its key and the new values by property id
     */
    public void patch(Collection<? extends Map<String, ?>> events) {
        List<Event> changes = new ArrayList<>();
        List<List<PropertyLayout>> selected = new ArrayList<>();
        for (Map<String, ?> event : events) {
            changes.add(Event.of(layout(), event));
            selected.add(
                    event.keySet().stream().map(id -> layout().property(id)).toList());
        }
        ColumnBatch batch = batch(changes);
        stream.rewrite(source -> PatchedEvents.of(source, batch, selected::get));
    }

    /** Removes the events between two indexes, both included; fine when there are none. */
    public void removeWindow(Object from, Object to) {
        KeyRange range = KeyRange.between(key(from), key(to));
        if (range.isEmpty()) {
            throw new InvalidRequestException("startIndex must not be greater than endIndex.");
        }
        stream.removeWindow(range);
    }

    private ColumnBatch batch(Collection<Event> events) {
        ColumnBatch batch = new ColumnBatch(layout(), Math.max(1, events.size()));
        events.forEach(event -> converter.append(event, batch));
        return batch;
    }

    /** The stored event with the smallest key. */
    public Optional<Event> first() {
        return EventRows.one(firstColumns());
    }

    ColumnBatch firstColumns() {
        return read(Queries::first);
    }

    /** The stored event with the greatest key. */
    public Optional<Event> last() {
        return EventRows.one(lastColumns());
    }

    ColumnBatch lastColumns() {
        return read(Queries::last);
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
        SummariesRequest request = new SummariesRequest(calculableKey(start), calculableKey(end), count);
        return Summary.list(read(queries -> queries.where(filter).summaries(request)));
    }

    /** The same for one interval. */
    public Summary summary(Object start, Object end) {
        return summaries(start, end, 1).get(0);
    }

    /** The key of an index given as a Java value or as text. */
    EventKey key(Object index) {
        return index instanceof String text ? converter.parseEventKey(text) : converter.eventKey(index);
    }

    private long[] keys64(Object... indexes) {
        return Arrays.stream(indexes).mapToLong(index -> key(index).head()).toArray();
    }

    /** The 64-bit key of an index at which an event may have to be calculated. */
    private long calculableKey(Object index) {
        KeyAxis.of(layout());
        return key(index).head();
    }

    private long[] calculableKeys(Object... indexes) {
        return Arrays.stream(indexes).mapToLong(this::calculableKey).toArray();
    }

    /** Rows of which only the keys matter. */
    private ColumnBatch rowsWithKeys(Object... indexes) {
        ColumnBatch rows = new ColumnBatch(layout(), Math.max(1, indexes.length));
        for (Object index : indexes) {
            Object value = converter.keyValue(key(index));
            List<?> parts = layout().keys().size() == 1 ? List.of(value) : (List<?>) value;
            Event.Builder event = event();
            for (int i = 0; i < parts.size(); i++) {
                event.set(layout().keys().get(i).id(), parts.get(i));
            }
            converter.append(event.build(), rows);
        }
        return rows;
    }

    /** The Java value of a key; a list of the values of a compound one. */
    Object keyValue(EventKey key) {
        return converter.keyValue(key);
    }

    /** Runs a read on a state of its own. */
    <T> T read(Function<Queries, T> read) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            return read.apply(new Queries(snapshot, definition(), limits));
        }
    }

    /** Opens a cursor that holds a state of its own until it is closed. */
    EventCursor open(Direction direction, Function<Queries, BatchCursor> read) {
        StreamSnapshot snapshot = stream.snapshot();
        try {
            BatchCursor batches = read.apply(new Queries(snapshot, definition(), limits));
            return new EventCursor(new SnapshotCursor(batches, snapshot), direction);
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }

    /** Opens a window as one stream of a join, which holds a state of its own until it is closed. */
    JoinInput openInput(@Nullable String filter, WindowRequest request, boolean limited) {
        StreamSnapshot snapshot = stream.snapshot();
        try {
            return new Queries(snapshot, definition(), limits)
                    .where(filter)
                    .joinInput(request, limited, snapshot::close);
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }
}
