package io.seqstore;

import io.seqstore.query.shape.EventRows;
import io.seqstore.query.shape.RecordRows;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import java.util.List;

/**
 * A read that is put together and then run by the call that names the form of its result. Each such call runs it anew, on the
 * state that the stream has then. Results that would be larger than the stream's read limit are refused (spec 07, section 6).
 *
 * <p>Not thread-safe while it is put together.
 */
public abstract sealed class EventRead permits RangeRead, WindowRead, InterpolatedRead, SampledRead {
    final EventStream stream;

    EventRead(EventStream stream) {
        this.stream = stream;
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
}
