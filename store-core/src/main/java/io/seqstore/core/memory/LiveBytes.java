package io.seqstore.core.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes outside the heap all stores of this process hold, by owner. Zero when every store and snapshot is closed.
 * Safe for all threads.
 */
public enum LiveBytes {
    /** Memory for events that are not in files: memtables, and the files of stores in memory. */
    SLABS,
    /** The definitions of streams, the index by which they are found, and their last events. */
    CATALOG,
    /** Files that are mapped for reading. */
    MAPPED;

    @SuppressWarnings("ImmutableEnumChecker") // A counter each, for the whole process, is the point.
    private final AtomicLong bytes = new AtomicLong();

    /** The bytes that are held now. */
    public long now() {
        return bytes.get();
    }

    /** Counts what was taken, or, as a negative number, given back. */
    public void add(long more) {
        long live = bytes.addAndGet(more);
        assert live >= 0 : this + ": more was given back than was taken";
    }
}
