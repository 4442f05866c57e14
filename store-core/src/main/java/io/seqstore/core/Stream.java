package io.seqstore.core;

import io.seqstore.core.catalog.StreamHandle;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.ingest.PutRule;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.StreamEntry;
import java.util.function.Function;

/**
 * The events of one stream. Writers of one stream take turns, writers of different streams run in parallel, readers never
 * wait. Every call is atomic: all of a batch or nothing. Safe for all threads.
 *
 * <p>After the stream was deleted, writes throw {@link io.seqstore.types.NotFoundException}; after the store was closed,
 * writes and new snapshots throw {@link io.seqstore.types.UnavailableException}.
 */
public final class Stream {
    private final StreamEntry entry;
    private final StreamHandle handle;
    private final CurrentState state;

    Stream(StreamEntry entry, StreamHandle handle, CurrentState state) {
        this.entry = entry;
        this.handle = handle;
        this.state = state;
    }

    /** The definition as it was when the stream was looked up. */
    public StreamEntry entry() {
        return entry;
    }

    public EventLayout layout() {
        return handle.layout();
    }

    int ordinal() {
        return handle.ordinal();
    }

    void put(PutRule rule, ColumnBatch batch) {
        handle.writer().put(rule, batch);
    }

    /**
     * Adds events.
     *
     * @throws io.seqstore.types.ConflictException when a key is stored already or stands twice in the batch
     */
    public void insert(ColumnBatch batch) {
        handle.writer().put(PutRule.INSERT, batch);
    }

    /** Adds or replaces events; the last of several rows with one key stays. */
    public void update(ColumnBatch batch) {
        handle.writer().put(PutRule.UPDATE, batch);
    }

    /**
     * Replaces events; the last of several rows with one key stays.
     *
     * @throws io.seqstore.types.NotFoundException when a key is not stored
     */
    public void replace(ColumnBatch batch) {
        handle.writer().put(PutRule.REPLACE, batch);
    }

    /**
     * Replaces events by what a function makes of the present state. No other write comes between; the state is good for the
     * function only.
     *
     * @throws io.seqstore.types.NotFoundException when a key of what the function returns is not stored
     */
    public void rewrite(Function<EventSource, ColumnBatch> rewriting) {
        handle.writer().rewrite(rewriting);
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
        handle.writer().remove(keys);
    }

    /** Removes the events whose keys lie in the range; fine when there are none. */
    public void removeWindow(KeyRange range) {
        handle.writer().removeRange(range);
    }

    /** The present state, unchanged by later writes until it is closed. */
    public StreamSnapshot snapshot() {
        StoreState pinned = state.pin();
        try {
            return new StreamSnapshot(pinned, pinned.layers(handle.ordinal(), handle.layout()));
        } catch (RuntimeException e) {
            pinned.users().release();
            throw e;
        }
    }
}
