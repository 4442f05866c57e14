package io.seqstore.core;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.ingest.PutRule;
import io.seqstore.core.ingest.StreamTurns;
import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.core.latest.LatestEvents;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.core.trace.Span;
import io.seqstore.core.trace.Trace;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.StreamEntry;
import java.util.function.Function;

/**
 * The events of one stream. Writers of one stream take turns, writers of different streams run in parallel, readers never
 * wait. Every call is atomic: all of a batch or nothing. Safe for all threads.
 *
 * <p>After the stream was deleted, writes throw {@link io.seqstore.types.NotFoundException}; after its type was changed,
 * writes and new snapshots throw {@link io.seqstore.types.ConflictException}, and the stream must be looked up again; after
 * the store was closed, they throw {@link io.seqstore.types.UnavailableException}.
 */
public final class Stream {
    private final StreamEntry entry;
    private final StreamWriter writer;
    private final CurrentState state;
    private final LatestEvents latest;
    /** The writer's; here because finding the last event would look there for nothing else. */
    private final int ordinal;

    /** The writer's, too: whoever fills batches of many streams asks each for it. */
    private final EventLayout layout;

    private final String namespace;
    private final StoreFolder folder;

    Stream(
            StreamEntry entry,
            StreamWriter writer,
            CurrentState state,
            LatestEvents latest,
            String namespace,
            StoreFolder folder) {
        this.entry = entry;
        this.writer = writer;
        this.state = state;
        this.latest = latest;
        this.ordinal = writer.ordinal();
        this.layout = writer.layout();
        this.namespace = namespace;
        this.folder = folder;
    }

    /** The definition as it was when the stream was looked up. */
    public StreamEntry entry() {
        return entry;
    }

    public EventLayout layout() {
        return layout;
    }

    int ordinal() {
        return ordinal;
    }

    void put(PutRule rule, ColumnBatch batch) {
        writer.put(rule, batch);
    }

    /**
     * Adds events.
     *
     * @throws io.seqstore.types.ConflictException when a key is stored already or stands twice in the batch
     */
    public void insert(ColumnBatch batch) {
        writer.put(PutRule.INSERT, batch);
    }

    /** Adds or replaces events; the last of several rows with one key stays. */
    public void update(ColumnBatch batch) {
        writer.put(PutRule.UPDATE, batch);
    }

    /**
     * Replaces events; the last of several rows with one key stays.
     *
     * @throws io.seqstore.types.NotFoundException when a key is not stored
     */
    public void replace(ColumnBatch batch) {
        writer.put(PutRule.REPLACE, batch);
    }

    /**
     * Replaces events by what a function makes of the present state. No other write comes between; the state is good for the
     * function only. The function must not take long, since flushes wait for it, nor change anything in the store itself:
     * it may read, here and elsewhere.
     *
     * @throws IllegalStateException when the function changes anything, this stream or others; what it did before stands
     * @throws io.seqstore.types.NotFoundException when a key of what the function returns is not stored
     */
    public void rewrite(Function<EventSource, ColumnBatch> rewriting) {
        writer.rewrite(rewriting);
    }

    /**
     * Removes events by 64-bit keys; a repeated key counts once.
     *
     * @throws io.seqstore.types.NotFoundException when a key is not stored
     */
    public void remove(long... keys) {
        if (layout().hasKeyTail()) {
            throw new IllegalArgumentException(
                    "64 bits are not the whole key of " + entry.stream().id());
        }
        ColumnBatch batch = new ColumnBatch(layout(), keys.length);
        System.arraycopy(keys, 0, batch.keys(), 0, keys.length);
        batch.setCount(keys.length);
        remove(batch);
    }

    /**
     * Removes the events with the keys of some rows; a repeated key counts once. Other columns than those of the key are
     * not looked at.
     *
     * @throws io.seqstore.types.NotFoundException when a key is not stored
     */
    public void remove(ColumnBatch keys) {
        writer.remove(keys);
    }

    /** Removes the events whose keys lie in the range; fine when there are none. */
    public void removeWindow(KeyRange range) {
        writer.removeRange(range);
    }

    /**
     * Appends the event at or beside a 64-bit key, as it is now, to a batch. Allocates nothing when nothing was written since
     * the call before; does not read more than that event.
     *
     * @param key the key; where keys are longer, use {@link #snapshot}
     * @param probe which event is meant
     * @param columns which columns to read; the others are left as they are
     * @param into where to append
     * @return whether there is such an event
     */
    public boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        if (latest.find(ordinal, key, probe, columns, into)) {
            return true;
        }
        PointReader reader = state.takeReader();
        boolean found = search(reader, key, probe, columns, into);
        state.giveBack(reader);
        return found;
    }

    /**
     * As {@link #find(long, Probe, ColumnSet, ColumnBatch)} with a reader that the calling thread keeps for itself, of this
     * stream or of any of the same store.
     */
    public boolean find(PointReader reader, long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        return latest.find(ordinal, key, probe, columns, into) || search(reader, key, probe, columns, into);
    }

    private boolean search(PointReader reader, long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        boolean isForLast = key == Long.MAX_VALUE && probe == Probe.AT_OR_BEFORE && columns == ColumnSet.ALL;
        long writes = isForLast ? latest.writesSoFar(ordinal) : StreamTurns.BEING_WRITTEN;
        StoreState pinned = state.pin();
        try {
            writer.failIfIncomplete();
            boolean found = reader.find(pinned, ordinal, writer.layout(), key, probe, columns, into);
            if (found && isForLast) {
                latest.keep(ordinal, writes, into, into.count() - 1);
            }
            return found;
        } finally {
            pinned.users().release();
        }
    }

    /** Appends the event before a 64-bit key to one batch, and the one at or behind the key to another, both of one moment. */
    public void findNeighbours(PointReader reader, long key, ColumnBatch before, ColumnBatch atOrAfter) {
        StoreState pinned = state.pin();
        try {
            writer.failIfIncomplete();
            reader.findNeighbours(pinned, writer.ordinal(), writer.layout(), key, before, atOrAfter);
        } finally {
            pinned.users().release();
        }
    }

    /** Begins what a recording is told of a read of this stream, for whoever conducts it. */
    public Span beginRead() {
        return Trace.read(folder::describe, namespace, entry.stream().id());
    }

    /**
     * The present state, unchanged by later writes until it is closed.
     *
     * @throws io.seqstore.types.NotFoundException when the stream was deleted
     * @throws io.seqstore.types.ConflictException when its type was changed since the stream was looked up
     */
    public StreamSnapshot snapshot() {
        StoreState pinned = state.pin();
        try {
            // Whoever finds that out after pinning holds all of the events.
            writer.failIfIncomplete();
            return new StreamSnapshot(pinned, pinned.layers(writer.ordinal(), writer.layout()));
        } catch (RuntimeException e) {
            pinned.users().release();
            throw e;
        }
    }
}
