package io.seqstore.core.flush;

import io.seqstore.core.ingest.Admission;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.snapshot.CurrentState;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

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
    private final LongSupplier logBytes;
    private final LongSupplier changeBytes;
    private final MemoryBudget budget;
    private final Flusher flusher;
    private final Background flushing;
    private final Background compacting;
    private final Runnable compaction;
    private final AtomicBoolean planned = new AtomicBoolean();

    /**
     * A governor.
     *
     * @param logBytes length of the log file that is written
     * @param changeBytes length of the changes of definitions that are in no catalog file yet
     * @param flushing where flushes run
     * @param compacting where compactions run
     * @param compaction what to do after each flush
     */
    public MemoryGovernor(
            CurrentState state,
            LongSupplier logBytes,
            LongSupplier changeBytes,
            MemoryBudget budget,
            Flusher flusher,
            Background flushing,
            Background compacting,
            Runnable compaction) {
        this.state = state;
        this.logBytes = logBytes;
        this.changeBytes = changeBytes;
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
        return budget.used() >= budget.limit() || changeBytes.getAsLong() >= MAX_CHANGE_BYTES;
    }

    private boolean isFull() {
        return state.newest().active().bytes() >= budget.limit() / 2
                || changeBytes.getAsLong() >= MAX_CHANGE_BYTES / 2
                || logBytes.getAsLong() > MAX_LOG_BYTES;
    }
}
