package io.seqstore.core.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Off-heap memory that is handed out piece by piece and given back all at once. Pieces start at multiples of 8 bytes and
 * never cross a slab; their content is not cleared. Handing out is safe for all threads; {@link #close} must come after
 * the last use of any piece.
 */
public final class Arena implements AutoCloseable {
    private final SlabPool pool;
    private final List<Slab> slabs = new ArrayList<>();
    private final AtomicLong allocated = new AtomicLong();
    private int position = SlabPool.SLAB_SIZE;
    private Slab current;

    public Arena(SlabPool pool) {
        this.pool = pool;
        this.current = NONE;
    }

    private static final Slab NONE = new Slab(0, LiveBytes.SLABS);

    /**
     * A piece of the arena.
     *
     * @param slab the slab that holds it
     * @param offset where it begins, in bytes; a multiple of 8
     */
    public record Piece(Slab slab, int offset) {}

    /** Hands out the given number of bytes. */
    public synchronized Piece allocate(int size) {
        int rounded = Math.addExact(size, Long.BYTES - 1) & -Long.BYTES;
        if (rounded > SlabPool.SLAB_SIZE) {
            return new Piece(borrow(rounded), 0);
        }
        if (position + rounded > SlabPool.SLAB_SIZE) {
            current = borrow(SlabPool.SLAB_SIZE);
            position = 0;
        }
        Piece piece = new Piece(current, position);
        position += rounded;
        return piece;
    }

    /** Hands out a piece that has its memory for itself, however small it is. */
    public synchronized Piece allocateApart(int size) {
        return new Piece(borrow(size), 0);
    }

    private Slab borrow(int size) {
        Slab slab = pool.borrow(size);
        slabs.add(slab);
        allocated.addAndGet(size);
        return slab;
    }

    /** Bytes of the slabs that this arena holds. */
    public long allocatedBytes() {
        return allocated.get();
    }

    /** Gives everything back. A second call does nothing. */
    @Override
    public synchronized void close() {
        for (Slab slab : slabs) {
            pool.giveBack(slab);
        }
        slabs.clear();
        allocated.set(0);
        position = SlabPool.SLAB_SIZE;
    }
}
