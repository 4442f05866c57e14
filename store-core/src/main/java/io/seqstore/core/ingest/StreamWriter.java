package io.seqstore.core.ingest;

import io.seqstore.core.codec.KeyCodec;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.log.CommitLog;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.core.validate.BatchValidator;
import io.seqstore.core.validate.KeyOrder;
import io.seqstore.core.validate.WriteErrors;
import io.seqstore.types.ConflictException;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private @Nullable ColumnBatch sorted;

    private volatile boolean movedAway;

    /**
     * What the writers of a store share.
     *
     * @param gate kept closed while generations change
     * @param log where changes go first
     * @param state where they become visible
     * @param admission what to wait for
     * @param turns whose turn it is to write a stream
     */
    public record WritePath(
            WriteGate gate, CommitLog log, CurrentState state, Admission admission, StreamTurns turns) {}

    /**
     * The writer of one stream.
     *
     * @param validator checks batches of the layout; shared by all streams of a type
     */
    public StreamWriter(int ordinal, String streamId, EventLayout layout, BatchValidator validator, WritePath path) {
        this.ordinal = ordinal;
        this.streamId = streamId;
        this.layout = layout;
        this.path = path;
        this.validator = validator;
    }

    /** The number of the stream. */
    public int ordinal() {
        return ordinal;
    }

    /** The layout of its events. */
    public EventLayout layout() {
        return layout;
    }

    /** Writes a batch whose rows may stand in any order. */
    public void put(PutRule rule, ColumnBatch batch) {
        validator.check(streamId, batch);
        if (batch.count() == 0) {
            failIfGone();
            return;
        }
        change(state -> put(rule, batch, state));
    }

    /**
     * Replaces events by what a function makes of the present state; no other write comes between.
     *
     * @throws IllegalStateException when the function changes anything itself
     */
    public void rewrite(Function<EventSource, ColumnBatch> rewriting) {
        change(state -> {
            ColumnBatch batch = applyInTurn(rewriting, state);
            validator.check(streamId, batch);
            if (batch.count() > 0) {
                put(PutRule.REPLACE, batch, state);
            }
        });
    }

    private ColumnBatch applyInTurn(Function<EventSource, ColumnBatch> rewriting, StoreState state) {
        WriteScratch scratch = WriteScratch.ofThread();
        scratch.rewriting = true;
        try {
            return rewriting.apply(state.layers(ordinal, layout));
        } finally {
            scratch.rewriting = false;
        }
    }

    private void put(PutRule rule, ColumnBatch batch, StoreState state) {
        boolean ascending = KeyOrder.isAscending(batch);
        ColumnBatch rows = ascending ? batch : sort(batch);
        checkKeys(rule, batch, rows, state);
        logEvents(rows);
        state.active().forWriting(ordinal, layout).put(rows);
        path.turns().raiseGreatestHead(ordinal, rows.key(rows.count() - 1));
    }

    /** Removes events that must be there; only the keys of the rows are looked at. */
    public void remove(ColumnBatch keys) {
        if (keys.count() == 0) {
            failIfGone();
            return;
        }
        change(state -> {
            Presences presences = new Presences(ordinal, layout, state);
            List<EventKey> removed = new ArrayList<>(keys.count());
            for (int row = 0; row < keys.count(); row++) {
                EventKey key = keys.eventKey(row);
                if (!presences.holds(key)) {
                    throw WriteErrors.missing(streamId, keys, row);
                }
                removed.add(key);
            }
            logKeys(RecordKind.KEYS_REMOVED, record -> removed.forEach(key -> KeyCodec.put(key, record)));
            state.active().forWriting(ordinal, layout).erase(ErasedRanges.ofKeys(removed));
        });
    }

    /** Removes whatever is stored in a range. */
    public void removeRange(KeyRange range) {
        if (range.isEmpty()) {
            failIfGone();
            return;
        }
        change(state -> removeRange(range, state));
    }

    private void removeRange(KeyRange range, StoreState state) {
        ErasedRanges erased = ErasedRanges.NONE.plus(range, !layout.hasKeyTail());
        logKeys(RecordKind.RANGE_REMOVED, record -> KeyCodec.put(erased, record));
        state.active().forWriting(ordinal, layout).erase(erased);
    }

    /**
     * Removes whatever is stored in a range, on behalf of the store itself: does not wait for room, since it is called where
     * room is made, and takes little.
     */
    public void removeExpired(KeyRange range) {
        WriteScratch.ofThread().failIfRewriting();
        changeInTurn(state -> removeRange(range, state));
    }

    private void logKeys(RecordKind kind, Consumer<ByteOutput> body) {
        if (path.log().keepsRecords()) {
            ByteOutput record = WriteScratch.ofThread().record;
            path.log().begin(record);
            body.accept(record);
            path.log().commit(kind, ordinal, record);
        }
    }

    /**
     * Keeps all other writes of the stream waiting while something runs, which may take long. Only the stream's deletion does
     * not wait.
     */
    public <T> T standStill(Supplier<T> work) {
        return path.gate().standStill(ordinal, () -> {
            failIfGone();
            return work.get();
        });
    }

    /** Declares, inside {@link #standStill}, that the events stand elsewhere now: every later change or read fails. */
    public void moveAway() {
        assert path.gate().standsStill(ordinal) : "somebody may be writing";
        movedAway = true;
        // For those who write many streams at once.
        path.turns().take(ordinal);
        path.turns().setDeleted(ordinal);
        path.turns().giveBack(ordinal);
    }

    /**
     * Fails when a flush or a compaction may have left out events of the stream: when it was deleted, or has another ordinal
     * since. For readers who have pinned a state: whoever finds out afterwards that it is there holds all of the events.
     *
     * @throws io.seqstore.types.NotFoundException when it was deleted
     * @throws ConflictException when its type was changed
     */
    public void failIfIncomplete() {
        failIfMovedAway();
        failIfDeleted();
    }

    /**
     * Fails when the events stand elsewhere; for readers, after they have pinned a state.
     *
     * @throws ConflictException when that is so
     */
    private void failIfMovedAway() {
        if (movedAway) {
            throw WriteErrors.typeChanged(streamId);
        }
    }

    /**
     * Fails when the stream was deleted; for readers who have just looked it up. The definitions show a stream for a moment
     * longer than its writers are taken up, and who was told that it is gone must not find it again.
     *
     * @throws io.seqstore.types.NotFoundException when that is so
     */
    public void failIfDeleted() {
        if (path.turns().wasDeleted(ordinal) && !movedAway) {
            throw WriteErrors.streamDeleted(streamId);
        }
    }

    private void change(Consumer<StoreState> work) {
        WriteScratch.ofThread().failIfRewriting();
        path.admission().awaitRoom();
        changeInTurn(work);
    }

    private void changeInTurn(Consumer<StoreState> work) {
        path.gate().enter(ordinal);
        try {
            path.turns().take(ordinal);
            try {
                failInTurnIfGone();
                runPinned(work);
            } finally {
                path.turns().giveBack(ordinal);
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

    private void failIfGone() {
        path.turns().take(ordinal);
        try {
            failInTurnIfGone();
        } finally {
            path.turns().giveBack(ordinal);
        }
    }

    private void failInTurnIfGone() {
        failIfMovedAway();
        if (path.turns().isDeleted(ordinal)) {
            throw WriteErrors.streamDeleted(streamId);
        }
    }

    /**
     * Checks the keys of a batch.
     *
     * @param batch the rows as they came, for the error that names the first one that is wrong
     * @param rows the same rows by key, each key once
     */
    private void checkKeys(PutRule rule, ColumnBatch batch, ColumnBatch rows, StoreState state) {
        learnGreatestHead(state);
        Presences presences = new Presences(ordinal, layout, state);
        switch (rule) {
            case INSERT -> {
                if (rows.count() < batch.count()
                        || presences.holdsAnyOf(
                                rows, 0, rows.count(), path.turns().greatestHead(ordinal))) {
                    throw firstConflict(batch, presences);
                }
            }
            case REPLACE -> {
                for (int row = 0; row < batch.count(); row++) {
                    if (!presences.holds(batch.eventKey(row))) {
                        throw WriteErrors.missing(streamId, batch, row);
                    }
                }
            }
            case UPDATE -> {
                // Any key will do.
            }
        }
    }

    private ConflictException firstConflict(ColumnBatch batch, Presences presences) {
        int repeated = WriteScratch.ofThread().order.firstRepeated(batch);
        int row = 0;
        while (row != repeated && !presences.holds(batch.eventKey(row))) {
            row++;
        }
        return WriteErrors.exists(streamId, batch, row);
    }

    private void learnGreatestHead(StoreState state) {
        if (!path.turns().knowsGreatestHead(ordinal)) {
            path.turns()
                    .learnGreatestHead(ordinal, state.layers(ordinal, layout).greatestHead());
        }
    }

    private ColumnBatch sort(ColumnBatch batch) {
        ColumnBatch into = sorted;
        if (into == null) {
            into = new ColumnBatch(layout, batch.count());
            sorted = into;
        }
        into.clear();
        WriteScratch.ofThread().order.copySorted(batch, into);
        return into;
    }

    private void logEvents(ColumnBatch rows) {
        if (!path.log().keepsRecords()) {
            return;
        }
        WriteScratch scratch = WriteScratch.ofThread();
        path.log().begin(scratch.record);
        scratch.codec.encode(rows, 0, rows.count(), true, scratch.record);
        path.log().commit(RecordKind.EVENTS, ordinal, scratch.record);
    }
}
