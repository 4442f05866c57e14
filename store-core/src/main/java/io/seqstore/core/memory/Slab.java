package io.seqstore.core.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;

/**
 * One piece of off-heap memory, seen as bytes, longs and doubles. Absolute access only, so that many threads may use it at
 * once; who may read what is up to the owner of the memory.
 */
public final class Slab {
    private final OffHeap memory;
    private final ByteBuffer bytes;
    private final LongBuffer longs;
    private final DoubleBuffer doubles;

    Slab(int size, LiveBytes owner) {
        this.memory = OffHeap.allocate(size, owner);
        this.bytes = memory.bytes().order(ByteOrder.nativeOrder());
        this.longs = bytes.asLongBuffer();
        this.doubles = bytes.asDoubleBuffer();
    }

    /** The memory as bytes. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** The memory as longs: index i is bytes 8i..8i+7. */
    public LongBuffer longs() {
        return longs;
    }

    /** The memory as doubles: index i is bytes 8i..8i+7. */
    public DoubleBuffer doubles() {
        return doubles;
    }

    int size() {
        return bytes.capacity();
    }

    void release() {
        memory.release();
    }
}
