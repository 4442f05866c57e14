package io.seqstore.core.catalog;

import io.seqstore.core.memory.Arena;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.types.index.ByteMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The off-heap memory of a catalog, given back at once on close. Who reads it is counted, in many counters so that readers do
 * not wait for each other; closing waits until nobody is inside, since memory that was given back must not be touched. Safe
 * for all threads.
 */
public final class CatalogMemory implements ByteMemory, AutoCloseable {
    private static final int COUNTERS = 32;
    /** Counters stand this far apart, so that no two share a cache line. */
    private static final int STRIDE = 16;

    private final SlabPool pool = new SlabPool(new MemoryBudget(0), LiveBytes.CATALOG);
    private final Arena arena = new Arena(pool);
    private final AtomicLongArray inside = new AtomicLongArray((COUNTERS + 1) * STRIDE);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean given;

    @Override
    public ByteBuffer allocate(int size) {
        // A catalog of few streams takes no whole slab, and a large piece must not end the slab of the small ones.
        boolean apart = size > SlabPool.SLAB_SIZE / 2 || bytes() < SlabPool.SLAB_SIZE;
        Arena.Piece piece = apart ? arena.allocateApart(size) : arena.allocate(size);
        return piece.slab().bytes().slice(piece.offset(), size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean enter() {
        inside.getAndIncrement(counter());
        if (given) {
            leave();
            return false;
        }
        return true;
    }

    @Override
    public void leave() {
        inside.getAndDecrement(counter());
    }

    private static int counter() {
        // Thread.getId is deprecated from 19 on, and its successor is not in 17.
        return (System.identityHashCode(Thread.currentThread()) & (COUNTERS - 1)) * STRIDE + STRIDE;
    }

    /** Bytes that are held. */
    public long bytes() {
        return pool.budget().used();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        given = true;
        while (isSomebodyInside()) {
            Thread.onSpinWait();
        }
        arena.close();
        pool.close();
    }

    private boolean isSomebodyInside() {
        for (int i = 1; i <= COUNTERS; i++) {
            if (inside.get(i * STRIDE) != 0) {
                return true;
            }
        }
        return false;
    }
}
