package io.seqstore.core.memory;

import java.util.ArrayDeque;

/**
 * The off-heap memory of one store: slabs of one size that are lent and taken back, and odd ones for what does not fit.
 * Slabs that come back are kept for the next borrower up to the budget. Safe for all threads.
 */
public final class SlabPool implements AutoCloseable {
    /** Size of a slab: large against a chunk of events, small against any sensible budget. */
    public static final int SLAB_SIZE = 1 << 20;

    private final MemoryBudget budget;
    private final LiveBytes owner;
    private final ArrayDeque<Slab> idle = new ArrayDeque<>();
    private boolean closed;

    public SlabPool(MemoryBudget budget) {
        this(budget, LiveBytes.SLABS);
    }

    /** A pool whose memory is counted as that of another owner. */
    public SlabPool(MemoryBudget budget, LiveBytes owner) {
        this.budget = budget;
        this.owner = owner;
    }

    public MemoryBudget budget() {
        return budget;
    }

    synchronized Slab borrow(int size) {
        Slab slab = size == SLAB_SIZE ? idle.pollFirst() : null;
        if (slab == null) {
            slab = new Slab(size, owner);
        }
        budget.taken(slab.size());
        return slab;
    }

    synchronized void giveBack(Slab slab) {
        budget.released(slab.size());
        if (closed || slab.size() != SLAB_SIZE || (idle.size() + 1L) * SLAB_SIZE > budget.limit()) {
            slab.release();
        } else {
            idle.addFirst(slab);
        }
    }

    /** Frees the idle slabs; those still lent are freed when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Slab::release);
        idle.clear();
    }
}
