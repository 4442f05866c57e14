package io.seqstore.types.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a registry gets its memory. Safe for all threads.
 *
 * <p>Memory may be given back at once when its owner closes; so whoever touches it stands between {@link #enter} and {@link
 * #leave}, and the owner waits for them.
 */
public interface ByteMemory {
    /** A new piece of memory, filled with zeros, in little-endian order. */
    ByteBuffer allocate(int size);

    /**
     * Keeps the memory until {@link #leave}, called by the same thread.
     *
     * @return false when it was given back; then there is nothing to leave
     */
    boolean enter();

    /** Ends what {@link #enter} began. */
    void leave();

    /** Memory on the heap, which the collector takes back. */
    static ByteMemory onHeap() {
        return new ByteMemory() {
            @Override
            public ByteBuffer allocate(int size) {
                return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            }

            @Override
            public boolean enter() {
                return true;
            }

            @Override
            public void leave() {}
        };
    }
}
