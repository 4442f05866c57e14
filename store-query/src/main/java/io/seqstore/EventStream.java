package io.seqstore;

import io.seqstore.core.Stream;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.query.Queries;
import io.seqstore.query.calculate.EventFinder;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.calculate.PatchedEvents;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.view.EffectiveUnits;
import io.seqstore.types.view.EventConversion;
import io.seqstore.types.view.StreamViewMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream to write to and read from. Each write is atomic: all of its events or none. Each read sees one state of the
 * stream, with every write that returned before the read began. Safe for all threads.
 *
 * <p>Wherever an index is asked for, a Java value of the key's type is taken (an {@code Instant} for DateTime, a number of any
 * class that converts exactly) or its index string, for example {@code "2017-11-23T13:00:00Z"} (spec 03, 7.3). A compound
 * index is a list or an array of the values of its parts, or the index string {@code "10|3"}.
 */
public final class EventStream extends ReadableStream {
    private final StreamNamespace namespace;
    private final ReadCharacteristics characteristics;

    EventStream(StreamNamespace namespace, Stream stream, ReadLimits limits, @Nullable ReadDeadline deadline) {
        super(stream, limits, deadline);
        this.namespace = namespace;
        this.characteristics = ReadCharacteristics.of(stream.layout(), definition());
    }

    Stream core() {
        return stream;
    }

    /** How the events are laid out in columns. */
    @Override
    public EventLayout layout() {
        return stream.layout();
    }

    @Override
    public EventStream withLimits(ReadLimits newLimits) {
        return new EventStream(namespace, stream, newLimits, deadline);
    }

    @Override
    public EventStream withDeadline(ReadDeadline newDeadline) {
        return new EventStream(namespace, stream, limits, newDeadline);
    }

    /**
     * The same stream, read through a stream view (spec 05, section 4): events come as those of the view's target type, and
     * the modes of that type say what is calculated. Keeps the view as it is now, whatever becomes of it.
     *
     * @throws io.seqstore.types.NotFoundException when there is no such view
     * @throws InvalidRequestException when the view is for streams of another type, or cannot be carried out
     */
    public ConvertedStream throughView(String streamViewId) {
        SdsStreamView view = namespace.streamViews().get(streamViewId);
        SdsType target = namespace.types().get(view.targetTypeId());
        if (!IdOrder.same(view.sourceTypeId(), definition().typeId())) {
            throw new InvalidRequestException(
                    "The stream view is for streams of another type.",
                    "Stream '" + definition().id() + "' is of type '"
                            + definition().typeId() + "', the source type of view '" + view.id() + "' is '"
                            + view.sourceTypeId() + "'.",
                    "Use a view whose source type is the type of the stream.",
                    Map.of("StreamId", definition().id(), "StreamViewId", streamViewId));
        }
        SdsType type = layout().type();
        StreamViewMap map = StreamViewMap.of(view, type, target, EffectiveUnits.of(type, definition()));
        return converted(EventConversion.throughView(map, layout(), EventLayout.of(target)));
    }

    /**
     * The same stream, with some values in other units (spec 05, section 6.2).
     *
     * @param units properties and units, by id, name or abbreviation; interpolation modes in it are ignored. When empty, the
     *     events come as they are stored
     * @throws InvalidRequestException naming the property when it is unknown, listed twice, no number or without a unit, or
     *     when the unit asked for is missing, unknown or one of another quantity
     */
    public ConvertedStream inUnits(List<PropertyOverride> units) {
        EffectiveUnits stored = EffectiveUnits.of(layout().type(), definition());
        return converted(EventConversion.toUnits(layout(), stored, units));
    }

    /** The same stream, with one value in another unit, as {@link #inUnits} does. */
    public ConvertedStream inUnit(String propertyId, String uom) {
        return inUnits(List.of(new PropertyOverride(propertyId, uom, null)));
    }

    private ConvertedStream converted(EventConversion conversion) {
        return new ConvertedStream(stream, conversion, limits, deadline);
    }

    @Override
    Queries reads(EventSource state) {
        return new Queries(state, definition(), characteristics, limits);
    }

    /**
     * The same stream, written and read as Java records.
     *
     * @throws InvalidRequestException when the class does not fit the stream's type
     */
    public <R extends Record> TypedStream<R> as(Class<R> recordClass) {
        return new TypedStream<>(this, bind(recordClass));
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
            throw new InvalidRequestException(
                    "At least one property to patch is needed (select).",
                    Map.of("StreamId", definition().id()));
        }
        List<PropertyLayout> selected = properties(select);
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
            selected.add(properties(event.keySet()));
            changes.add(eventOf(event));
        }
        ColumnBatch batch = batch(changes);
        stream.rewrite(source -> PatchedEvents.of(source, batch, selected::get));
    }

    /** Removes the events between two indexes, both included; fine when there are none. */
    public void removeWindow(Object from, Object to) {
        KeyRange range = KeyRange.between(key(from), key(to));
        if (range.isEmpty()) {
            throw new InvalidRequestException(
                    "startIndex must not be greater than endIndex.",
                    Map.of("StreamId", definition().id()));
        }
        stream.removeWindow(range);
    }

    private ColumnBatch batch(Collection<Event> events) {
        ColumnBatch batch = new ColumnBatch(layout(), Math.max(1, events.size()));
        int position = 0;
        for (Event event : events) {
            StreamErrors.requireEvent(definition(), layout(), event, position++);
            converter.append(event, batch);
        }
        return batch;
    }

    private Event eventOf(Map<String, ?> values) {
        try {
            return Event.of(layout(), values);
        } catch (InvalidRequestException e) {
            throw StreamErrors.naming(definition(), e);
        }
    }

    private List<PropertyLayout> properties(Collection<String> ids) {
        try {
            return ids.stream().map(layout()::property).toList();
        } catch (InvalidRequestException e) {
            throw StreamErrors.naming(definition(), e);
        }
    }

    @Override
    ColumnBatch firstColumns() {
        return isReadAlone() ? one(Long.MIN_VALUE, Probe.AT_OR_AFTER) : super.firstColumns();
    }

    @Override
    ColumnBatch lastColumns() {
        return isReadAlone() ? one(Long.MAX_VALUE, Probe.AT_OR_BEFORE) : super.lastColumns();
    }

    @Override
    ColumnBatch findColumns(Object index, SearchMode mode) {
        return isReadAlone()
                ? one(new FindRequest(key(index), mode).key().head(), EventFinder.probe(mode))
                : super.findColumns(index, mode);
    }

    /** Whether single events are read without a snapshot, which costs more than the read. */
    private boolean isReadAlone() {
        return deadline == null && !layout().hasKeyTail();
    }

    /** The event at or beside a 64-bit key: one row or none. */
    private ColumnBatch one(long key, Probe probe) {
        ColumnBatch out = new ColumnBatch(layout(), 1);
        stream.find(key, probe, ColumnSet.ALL, out);
        return out;
    }

    /**
     * A reader of single events for hot paths: it is kept, and a read with it makes no object. For streams whose key has a
     * 64-bit order.
     *
     * @throws InvalidRequestException when the key is of another type
     */
    public EventReader reader() {
        return new EventReader(this);
    }

    ReadCharacteristics characteristics() {
        return characteristics;
    }

    private long[] keys64(Object... indexes) {
        return Arrays.stream(indexes).mapToLong(index -> key(index).head()).toArray();
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

    @Override
    JoinInput openInput(@Nullable String filter, WindowRequest request, boolean limited) {
        ReadSpan span = ReadSpan.begin(stream);
        StreamSnapshot snapshot = stream.snapshot();
        try {
            return new Queries(span.watch(watched(snapshot)), definition(), characteristics, limits)
                    .where(filter)
                    .joinInput(request, limited, () -> {
                        snapshot.close();
                        span.done();
                    });
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }
}
