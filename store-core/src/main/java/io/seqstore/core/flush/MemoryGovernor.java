package io.seqstore.core.flush;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.ingest.Admission;
import io.seqstore.core.log.RollingLog;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.snapshot.CurrentState;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the memtables inside their budget: at half of it a flush is started, at the whole of it writers wait for the
 * flush, or do it themselves. A log file that has grown long starts a flush too: removals take no memory, but recovery
 * would have to read them all.
 */
public final class MemoryGovernor implements Admission {
    /** A log file longer than this is replaced by a segment, whatever its records take in memory. */
    private static final long MAX_LOG_BYTES = 256L << 20;

    /** Changes of definitions wait on the heap for a flush: it is started at half of this, at all of it writers wait. */
    private static final long MAX_CHANGE_BYTES = 32L << 20;

    private final CurrentState state;
    private final @Nullable RollingLog log;
    private final Catalog catalog;
    private final MemoryBudget budget;
    private final Flusher flusher;
    private final Background flushing;
    private final Background compacting;
    private final Runnable compaction;
    private final AtomicBoolean planned = new AtomicBoolean();

    /**
     * A governor.
     *
     * @param log whose file must not grow too long; null for a store in memory
     * @param catalog whose changes must not wait in too great a number
     * @param flushing where flushes run
     * @param compacting where compactions run
     * @param compaction what to do after each flush
     */
    public MemoryGovernor(
            CurrentState state,
            @Nullable RollingLog log,
            Catalog catalog,
            MemoryBudget budget,
            Flusher flusher,
            Background flushing,
            Background compacting,
            Runnable compaction) {
        this.state = state;
        this.log = log;
        this.catalog = catalog;
        this.budget = budget;
        this.flusher = flusher;
        this.flushing = flushing;
        this.compacting = compacting;
        this.compaction = compaction;
    }

    @Override
    public void awaitRoom() {
        flushing.throwFailure();
        compacting.throwFailure();
        if (!isFull()) {
            return;
        }
        if (planned.compareAndSet(false, true)) {
            flushing.submit(this::flush);
        }
        if (isOverBudget()) {
            flusher.flushIf(this::isOverBudget);
        }
    }

    private void flush() {
        planned.set(false);
        // A writer that could not wait may have flushed already.
        flusher.flushIf(this::isFull);
        compacting.submit(compaction);
    }

    private boolean isOverBudget() {
        return budget.used() >= budget.limit() || catalog.pendingBytes() >= MAX_CHANGE_BYTES;
    }

    private boolean isFull() {
        return state.newest().active().bytes() >= budget.limit() / 2
                || catalog.pendingBytes() >= MAX_CHANGE_BYTES / 2
                || (log != null && log.current().position() > MAX_LOG_BYTES);
    }
}
