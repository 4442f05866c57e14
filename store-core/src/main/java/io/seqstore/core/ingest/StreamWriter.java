package io.seqstore.core.ingest;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer.Presence;
import io.seqstore.core.log.CommitLog;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memtable.Memtable;
import io.seqstore.core.merge.LayerStack;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.core.validate.BatchValidator;
import io.seqstore.core.validate.KeyOrder;
import io.seqstore.core.validate.WriteErrors;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one stream. Each call is one batch and one log record: checked wholly, then logged, then visible;
 * whoever calls at the same time waits. Safe for all threads.
 */
public final class StreamWriter {
    private final int ordinal;
    private final String streamId;
    private final EventLayout layout;
    private final WritePath path;
    private final BatchValidator validator;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable ColumnBatch sorted;

    /** Greater than or equal to every key that was ever stored; meaningless until {@link #knowsGreatestKey}. */
    private long greatestKey = Long.MIN_VALUE;

    private boolean knowsGreatestKey;
    private volatile boolean deleted;

    /**
     * What the writers of a store share.
     *
     * @param gate kept closed while generations change
     * @param log where changes go first
     * @param state where they become visible
     * @param admission what to wait for
     */
    public record WritePath(WriteGate gate, CommitLog log, CurrentState state, Admission admission) {}

    /** Scratch memory for encoding; one a thread, since writers of many streams take turns on few threads. */
    private static final class Scratch {
        final ByteOutput record = new ByteOutput(1 << 14);
        final BlockCodec codec = new BlockCodec();
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    public StreamWriter(int ordinal, String streamId, EventLayout layout, WritePath path) {
        this.ordinal = ordinal;
        this.streamId = streamId;
        this.layout = layout;
        this.path = path;
        this.validator = new BatchValidator(layout);
    }

    /** Writes a batch whose rows may stand in any order. */
    public void put(PutRule rule, ColumnBatch batch) {
        validator.check(streamId, batch);
        if (batch.count() == 0) {
            failIfDeleted();
            return;
        }
        change(state -> {
            boolean ascending = KeyOrder.isAscending(batch);
            checkKeys(rule, batch, ascending, state);
            ColumnBatch rows = ascending ? batch : sort(batch);
            logEvents(rows);
            state.active().forWriting(ordinal, layout).put(rows);
            greatestKey = Math.max(greatestKey, rows.key(rows.count() - 1));
        });
    }

    /** Removes events that must be there. */
    public void remove(long[] keys) {
        if (keys.length == 0) {
            failIfDeleted();
            return;
        }
        change(state -> {
            Presences presences = new Presences(state);
            for (long key : keys) {
                if (!presences.holds(key)) {
                    throw WriteErrors.missing(streamId, layout, key);
                }
            }
            Scratch scratch = SCRATCH.get();
            path.log().begin(scratch.record);
            for (long key : keys) {
                scratch.record.putLong(key);
            }
            path.log().commit(RecordKind.KEYS_REMOVED, ordinal, scratch.record);
            state.active().forWriting(ordinal, layout).erase(ErasedRanges.ofKeys(keys));
        });
    }

    /** Removes whatever is stored in a range. */
    public void removeRange(KeyRange range) {
        if (range.isEmpty()) {
            failIfDeleted();
            return;
        }
        change(state -> {
            Scratch scratch = SCRATCH.get();
            path.log().begin(scratch.record);
            scratch.record.putLong(range.from());
            scratch.record.putLong(range.to());
            path.log().commit(RecordKind.RANGE_REMOVED, ordinal, scratch.record);
            state.active().forWriting(ordinal, layout).erase(ErasedRanges.NONE.plus(range));
        });
    }

    /** Runs the logging of the stream's deletion as one of its changes; every later change fails. */
    public void delete(Runnable logDeletion) {
        path.gate().enter();
        turn.lock();
        try {
            logDeletion.run();
            deleted = true;
        } finally {
            turn.unlock();
            path.gate().leave();
        }
    }

    private void change(Consumer<StoreState> work) {
        path.admission().awaitRoom();
        path.gate().enter();
        try {
            turn.lock();
            try {
                failIfDeleted();
                runPinned(work);
            } finally {
                turn.unlock();
            }
        } finally {
            path.gate().leave();
        }
    }

    /** The gate keeps the active generation in place, but a flush or compaction may take away what lies below it. */
    private void runPinned(Consumer<StoreState> work) {
        StoreState state = path.state().pin();
        try {
            work.accept(state);
        } finally {
            state.users().release();
        }
    }

    private void failIfDeleted() {
        if (deleted) {
            throw WriteErrors.streamDeleted(streamId);
        }
    }

    private void checkKeys(PutRule rule, ColumnBatch batch, boolean ascending, StoreState state) {
        learnGreatestKey(state);
        switch (rule) {
            case INSERT -> checkInsert(batch, ascending, state);
            case REPLACE -> {
                Presences presences = new Presences(state);
                for (int row = 0; row < batch.count(); row++) {
                    if (!presences.holds(batch.key(row))) {
                        throw WriteErrors.missing(streamId, layout, batch.key(row));
                    }
                }
            }
            case UPDATE -> {
                // Any key will do.
            }
        }
    }

    private void checkInsert(ColumnBatch batch, boolean ascending, StoreState state) {
        if (ascending && batch.key(0) > greatestKey) {
            return;
        }
        int repeated = ascending ? -1 : KeyOrder.firstRepeated(batch);
        int checked = repeated < 0 ? batch.count() : repeated;
        Presences presences = new Presences(state);
        for (int row = 0; row < checked; row++) {
            if (batch.key(row) <= greatestKey && presences.holds(batch.key(row))) {
                throw WriteErrors.exists(streamId, layout, batch.key(row));
            }
        }
        if (repeated >= 0) {
            throw WriteErrors.exists(streamId, layout, batch.key(repeated));
        }
    }

    private void learnGreatestKey(StoreState state) {
        if (!knowsGreatestKey) {
            greatestKey = Math.max(greatestKey, state.layers(ordinal, layout).greatestKey());
            knowsGreatestKey = true;
        }
    }

    private ColumnBatch sort(ColumnBatch batch) {
        ColumnBatch into = sorted;
        if (into == null) {
            into = new ColumnBatch(layout, batch.count());
            sorted = into;
        }
        into.clear();
        KeyOrder.copySorted(batch, into);
        return into;
    }

    private void logEvents(ColumnBatch rows) {
        if (!path.log().keepsRecords()) {
            return;
        }
        Scratch scratch = SCRATCH.get();
        path.log().begin(scratch.record);
        scratch.codec.encode(rows, 0, rows.count(), true, scratch.record);
        path.log().commit(RecordKind.EVENTS, ordinal, scratch.record);
    }

    /** Asks for single keys: the active memtable through its writer's index, everything below through its layers. */
    private final class Presences {
        private final StoreState state;
        private final @Nullable Memtable active;
        private @Nullable LayerStack below;

        Presences(StoreState state) {
            this.state = state;
            this.active = state.active().find(ordinal);
        }

        boolean holds(long key) {
            Presence presence = active == null ? Presence.UNKNOWN : active.find(key);
            if (presence != Presence.UNKNOWN) {
                return presence == Presence.HELD;
            }
            if (below == null) {
                below = state.layersBelowActive(ordinal, layout);
            }
            return below.holds(key);
        }
    }
}
