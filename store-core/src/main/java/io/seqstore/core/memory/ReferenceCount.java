package io.seqstore.core.memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the users of something that must be released after the last of them; starts with one user, the creator. Safe for
 * all threads.
 */
public final class ReferenceCount {
    private final AtomicInteger users = new AtomicInteger(1);
    private final Runnable whenUnused;

    public ReferenceCount(Runnable whenUnused) {
        this.whenUnused = whenUnused;
    }

    /** How many users there are at the moment. */
    public int count() {
        return users.get();
    }

    /** Adds a user unless the last one has gone already. */
    public boolean tryAcquire() {
        int seen = users.get();
        while (seen > 0) {
            if (users.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = users.get();
        }
        return false;
    }

    /** Adds a user of something that has one. */
    public void acquire() {
        if (!tryAcquire()) {
            throw new IllegalStateException("acquired after the last release");
        }
    }

    /** Takes a user away and releases after the last. */
    public void release() {
        int left = users.decrementAndGet();
        if (left == 0) {
            whenUnused.run();
        } else if (left < 0) {
            throw new IllegalStateException("released more often than acquired");
        }
    }
}
