package io.seqstore;

import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes to several streams of a namespace in one call (spec 06, section 4). Each write is atomic, all of them together are
 * not: every one is tried, and the outcome says of each whether it was done.
 *
 * <pre>{@code
 * List<BulkWrite.Outcome> outcomes = store.namespace("plant").bulkWrite()
 *         .insert("pump", pumpEvents)
 *         .update("valve", valveEvents)
 *         .run();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class BulkWrite {
    private final StreamNamespace namespace;
    private final List<Step> steps = new ArrayList<>();

    private record Step(String streamId, Consumer<EventStream> write) {}

    /**
     * What became of one write.
     *
     * @param streamId the stream
     * @param failure why nothing of it was written; empty when it was written
     */
    public record Outcome(String streamId, Optional<SeqstoreException> failure) {
        public boolean isWritten() {
            return failure.isEmpty();
        }
    }

    BulkWrite(StreamNamespace namespace) {
        this.namespace = namespace;
    }

    private BulkWrite add(String streamId, Consumer<EventStream> write) {
        steps.add(new Step(streamId, write));
        return this;
    }

    /** Adds events to a stream, as {@link EventStream#insert(Collection)} does. */
    public BulkWrite insert(String streamId, Collection<Event> events) {
        return add(streamId, stream -> stream.insert(events));
    }

    /** Adds events to a stream; the batch must not change before {@link #run} has returned. */
    public BulkWrite insert(String streamId, ColumnBatch events) {
        return add(streamId, stream -> stream.insert(events));
    }

    /** Adds or replaces events of a stream, as {@link EventStream#update(Collection)} does. */
    public BulkWrite update(String streamId, Collection<Event> events) {
        return add(streamId, stream -> stream.update(events));
    }

    /** Adds or replaces events of a stream; the batch must not change before {@link #run} has returned. */
    public BulkWrite update(String streamId, ColumnBatch events) {
        return add(streamId, stream -> stream.update(events));
    }

    /** Replaces events of a stream, as {@link EventStream#replace(Collection)} does. */
    public BulkWrite replace(String streamId, Collection<Event> events) {
        return add(streamId, stream -> stream.replace(events));
    }

    /** Changes some properties of events, as {@link EventStream#patch(Collection, Collection)} does. */
    public BulkWrite patch(String streamId, Collection<String> select, Collection<Event> events) {
        return add(streamId, stream -> stream.patch(select, events));
    }

    /** Removes events of a stream, as {@link EventStream#remove(Collection)} does. */
    public BulkWrite remove(String streamId, Collection<?> indexes) {
        return add(streamId, stream -> stream.remove(indexes));
    }

    /** Removes the events of a stream between two indexes, as {@link EventStream#removeWindow} does. */
    public BulkWrite removeWindow(String streamId, Object from, Object to) {
        return add(streamId, stream -> stream.removeWindow(from, to));
    }

    /** Tries all writes in their order and says what became of each. */
    public List<Outcome> run() {
        List<Outcome> outcomes = new ArrayList<>();
        for (Step step : steps) {
            outcomes.add(run(step));
        }
        return List.copyOf(outcomes);
    }

    private Outcome run(Step step) {
        try {
            step.write().accept(namespace.stream(step.streamId()));
            return new Outcome(step.streamId(), Optional.empty());
        } catch (SeqstoreException e) {
            return new Outcome(step.streamId(), Optional.of(e));
        }
    }
}
