package io.seqstore.core.memory;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the off-heap bytes of one store against its limit. Safe for all threads. */
public final class MemoryBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    public long limit() {
        return limit;
    }

    /** Bytes in use now. */
    public long used() {
        return used.get();
    }

    void taken(long bytes) {
        used.addAndGet(bytes);
    }

    void released(long bytes) {
        long left = used.addAndGet(-bytes);
        assert left >= 0 : "released more than was taken";
    }
}
