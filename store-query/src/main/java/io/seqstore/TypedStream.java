package io.seqstore;

import io.seqstore.query.request.SearchMode;
import io.seqstore.query.shape.RecordRows;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.record.BoundRecords;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A stream whose events are written and read as Java records. For reads with options ask {@link #stream} and let the read
 * answer with {@code records(...)}. Safe for all threads.
 *
 * @param <R> the record class
 */
public final class TypedStream<R extends Record> {
    private final EventStream stream;
    private final BoundRecords<R> records;

    TypedStream(EventStream stream, BoundRecords<R> records) {
        this.stream = stream;
        this.records = records;
    }

    /** The stream itself. */
    public EventStream stream() {
        return stream;
    }

    /** Adds events, as {@link EventStream#insert(ColumnBatch)} does. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final void insert(R... events) {
        insert(Arrays.asList(events));
    }

    /** Adds events, as {@link EventStream#insert(ColumnBatch)} does. */
    public void insert(Collection<R> events) {
        stream.insert(batch(events));
    }

    /** Adds or replaces events, as {@link EventStream#update(ColumnBatch)} does. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final void update(R... events) {
        update(Arrays.asList(events));
    }

    /** Adds or replaces events, as {@link EventStream#update(ColumnBatch)} does. */
    public void update(Collection<R> events) {
        stream.update(batch(events));
    }

    /** Replaces events, as {@link EventStream#replace(ColumnBatch)} does. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final void replace(R... events) {
        replace(Arrays.asList(events));
    }

    /** Replaces events, as {@link EventStream#replace(ColumnBatch)} does. */
    public void replace(Collection<R> events) {
        stream.replace(batch(events));
    }

    private ColumnBatch batch(Collection<R> events) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), Math.max(1, events.size()));
        events.forEach(event -> records.append(event, batch));
        return batch;
    }

    /** The stored event with the smallest key. */
    public Optional<R> first() {
        return RecordRows.one(stream.firstColumns(), records);
    }

    /** The stored event with the greatest key. */
    public Optional<R> last() {
        return RecordRows.one(stream.lastColumns(), records);
    }

    /** The stored event at an index. */
    public Optional<R> find(Object index) {
        return find(index, SearchMode.EXACT);
    }

    /** The stored event at or beside an index. */
    public Optional<R> find(Object index, SearchMode mode) {
        return RecordRows.one(stream.findColumns(index, mode), records);
    }

    /** The first events from an index on. */
    public List<R> range(Object start, long count) {
        return list(stream.range(start).count(count));
    }

    /** The events between two indexes, both included. */
    public List<R> window(Object start, Object end) {
        return list(stream.window(start, end));
    }

    /** At each of these indexes the stored event, else a calculated one. */
    public List<R> interpolatedAt(Object... indexes) {
        return list(stream.interpolatedAt(indexes));
    }

    /** What a read of this stream answers. */
    public List<R> list(EventRead read) {
        return RecordRows.list(read.columns(), records);
    }
}
