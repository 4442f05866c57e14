package io.seqstore;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.Reads;
import io.seqstore.query.calculate.BatchRows;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.query.shape.EventRows;
import io.seqstore.query.shape.RecordRows;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.record.BoundRecords;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A read that is put together and then run by the call that names the form of its result. Each such call runs it anew, on the
 * state that the stream has then. Results that would be larger than the stream's read limit are refused (spec 07, section 6).
 *
 * <p>Not thread-safe while it is put together.
 */
public abstract sealed class EventRead permits RangeRead, WindowRead, InterpolatedRead, SampledRead, FilteredRead {
    final ReadableStream stream;
    private @Nullable String filter;

    EventRead(ReadableStream stream) {
        this.stream = stream;
    }

    /** Sets the filter (spec 09, section 1); null or blank for none. */
    final void setFilter(@Nullable String newFilter) {
        this.filter = newFilter;
    }

    /** Runs a read with the filter on a state of its own. */
    final <T> T run(Function<Reads, T> read) {
        return stream.read(queries -> read.apply(queries.where(filter)));
    }

    /** Opens a cursor with the filter that holds a state of its own until it is closed. */
    final EventCursor open(Direction direction, Function<Reads, BatchCursor> read) {
        return stream.open(direction, queries -> read.apply(queries.where(filter)));
    }

    /** Opens a window with the filter as one stream of a join, which holds a state of its own until it is closed. */
    final JoinInput openInput(WindowRequest request, boolean limited) {
        return stream.openInput(filter, request, limited);
    }

    /** The events as columns, in the order of delivery. The caller owns the batch. */
    public abstract ColumnBatch columns();

    /** The events, in the order of delivery. Unmodifiable. */
    public List<Event> events() {
        return EventRows.list(columns());
    }

    /**
     * The events as records, in the order of delivery. Unmodifiable.
     *
     * @throws io.seqstore.types.InvalidRequestException when the class does not fit the stream's type
     */
    public <R extends Record> List<R> records(Class<R> recordClass) {
        return RecordRows.list(columns(), stream.bind(recordClass));
    }

    /**
     * The events one by one, as they are asked for: without limit where the read has a cursor, else within the limit of a
     * result. Holds a state of the stream until it is closed or comes to its end, so that it belongs into a
     * try-with-resources statement. For one thread.
     */
    public Stream<Event> stream() {
        EventConverter converter = EventConverter.of(stream.layout());
        return CursorStream.of(walk(), converter::read);
    }

    /**
     * The same as records.
     *
     * @throws io.seqstore.types.InvalidRequestException when the class does not fit the stream's type
     */
    public <R extends Record> Stream<R> stream(Class<R> recordClass) {
        BoundRecords<R> records = stream.bind(recordClass);
        return CursorStream.of(walk(), records::read);
    }

    /** The events one by one. */
    abstract EventCursor walk();

    /** The events of a read without a cursor of its own. */
    final EventCursor walkColumns() {
        return new EventCursor(new BatchRows(columns()), Direction.ASCENDING);
    }
}
