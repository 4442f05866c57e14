package io.seqstore;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.query.calculate.EventFinder;
import io.seqstore.query.calculate.Interpolator;
import io.seqstore.query.request.SearchMode;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import org.jspecify.annotations.Nullable;

/**
 * Reads single events of a stream, again and again, without making an object: for hot paths. A read that finds an event puts
 * it into this reader, from where its values are taken until the next read.
 *
 * <pre>{@code
 * EventReader reader = stream.reader();
 * int level = reader.column("Level");
 * if (reader.last()) {
 *     use(reader.key(), reader.getDouble(level));
 * }
 * }</pre>
 *
 * <p>Each read sees the stream as it is then. Keys are given as 64-bit keys ({@link #key(Object)} makes them). Holds nothing
 * that must be closed. Used by one thread at a time.
 */
public final class EventReader {
    private final PointReader points = new PointReader();
    private final ColumnBatch event;
    private EventStream stream;
    private @Nullable Interpolator interpolator;

    EventReader(EventStream stream) {
        if (stream.layout().hasKeyTail()) {
            throw new InvalidRequestException(
                    "The key of stream '" + stream.definition().id()
                            + "' has no 64-bit order; read single events of it with first, last and find.");
        }
        this.stream = stream;
        this.event = new ColumnBatch(stream.layout(), 1);
    }

    /**
     * Goes on with another stream of the same type and store; what was read before is forgotten.
     *
     * @throws InvalidRequestException when the stream is of another type
     */
    public EventReader moveTo(EventStream other) {
        if (other.layout() != event.layout()
                && !other.layout().type().equals(event.layout().type())) {
            throw new InvalidRequestException("Stream '" + other.definition().id() + "' is of type '"
                    + other.layout().type().id() + "'; the reader was made for type '"
                    + event.layout().type().id() + "'.");
        }
        event.clear();
        if (other.characteristics() != stream.characteristics()) {
            interpolator = null;
        }
        stream = other;
        return this;
    }

    /** The 64-bit key of an index given as a Java value or as text. */
    public long key(Object index) {
        return stream.key(index).head();
    }

    /** Reads the stored event with the smallest key; false when the stream is empty. */
    public boolean first() {
        return find(Long.MIN_VALUE, Probe.AT_OR_AFTER);
    }

    /** Reads the stored event with the greatest key; false when the stream is empty. */
    public boolean last() {
        return find(Long.MAX_VALUE, Probe.AT_OR_BEFORE);
    }

    /** Reads the stored event at a key; false when there is none. */
    public boolean at(long key) {
        return find(key, Probe.AT);
    }

    /** Reads the stored event at or beside a key; false when there is none. */
    public boolean find(long key, SearchMode mode) {
        return find(key, EventFinder.probe(mode));
    }

    private boolean find(long key, Probe probe) {
        event.clear();
        return stream.core().find(points, key, probe, ColumnSet.ALL, event);
    }

    /**
     * Reads the event at a key, or calculates it from its neighbours (spec 07, 2.7); false when nothing can be calculated there.
     *
     * @throws InvalidRequestException when keys of this type have no distance
     */
    public boolean interpolated(long key) {
        Interpolator calculator = interpolator;
        if (calculator == null) {
            calculator = new Interpolator(stream.layout(), stream.characteristics());
            interpolator = calculator;
        }
        calculator.before().clear();
        calculator.atOrAfter().clear();
        stream.core().findNeighbours(points, key, calculator.before(), calculator.atOrAfter());
        event.clear();
        return calculator.append(key, event);
    }

    /** The 64-bit key of the event that was read. */
    public long key() {
        return event.key(checkedRow());
    }

    /**
     * The column of a property, for the accessors.
     *
     * @throws InvalidRequestException when the type has no such property, or it is part of the key
     */
    public int column(String propertyId) {
        PropertyLayout property = stream.layout().property(propertyId);
        if (property.isKey()) {
            throw new InvalidRequestException("Property '" + propertyId + "' is the key.");
        }
        return property.column();
    }

    /** Whether a property of the event is null. */
    public boolean isNull(int column) {
        return event.column(column).isNull(checkedRow());
    }

    /** A floating point property of the event; 0 when it is null. */
    public double getDouble(int column) {
        return event.doubles(column)[checkedRow()];
    }

    /** A property that is held as an integer: whole numbers, times in ticks, truth values as 0 and 1; 0 when it is null. */
    public long getLong(int column) {
        return event.longs(column)[checkedRow()];
    }

    /** The event as an object of its own. */
    public Event event() {
        return EventConverter.of(event.layout()).read(event, checkedRow());
    }

    /** The event as a batch of one row, which belongs to this reader and is good until the next read. */
    public ColumnBatch columns() {
        return event;
    }

    private int checkedRow() {
        if (event.count() == 0) {
            throw new IllegalStateException("no event was read");
        }
        return 0;
    }
}
