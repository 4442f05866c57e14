package io.seqstore.core.ingest;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Between log and memtable a write must not be torn apart by a change of generation: a record must be in the same log file
 * as the generation that takes its rows. Many writers pass at once; the change waits until none is inside.
 *
 * <p>The writers of one stream can be kept in front of the gate, for as long as its events are moved elsewhere: if they waited
 * inside, the next change of generation would wait for them, and all other streams for that.
 */
public final class WriteGate {
    private static final int NONE = -1;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final ReentrantLock moving = new ReentrantLock();

    /** The stream whose writers are kept in front; set while nobody is inside. */
    private volatile int standingStill = NONE;

    /** Enters as one of many. */
    public void enter() {
        lock.readLock().lock();
    }

    /** Enters to write a stream; waits in front while the stream stands still. */
    public void enter(int ordinal) {
        enter();
        while (standsStill(ordinal)) {
            leave();
            awaitMove();
            enter();
        }
    }

    private void awaitMove() {
        moving.lock();
        try {
            assert standingStill == NONE : "whoever moves a stream holds the lock";
        } finally {
            moving.unlock();
        }
    }

    /** Whether a stream must not be written now; for those who are inside. */
    public boolean standsStill(int ordinal) {
        return standingStill == ordinal;
    }

    /** The same of any stream. */
    boolean anyStandsStill() {
        return standingStill != NONE;
    }

    public void leave() {
        lock.readLock().unlock();
    }

    /**
     * Fails when this thread is inside: it would wait for itself, here or at something that another thread holds which waits
     * until nobody is inside.
     *
     * @throws IllegalStateException when that is so
     */
    public void failIfInside() {
        if (lock.getReadHoldCount() > 0) {
            throw insideIt();
        }
    }

    static IllegalStateException insideIt() {
        return new IllegalStateException(
                "a function that rewrites a stream must not change the store; write before it or behind it");
    }

    /** Runs something while nobody is inside; not for those who are. */
    public void runAlone(Runnable change) {
        failIfInside();
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Runs something, which may take long, while nobody writes a stream; only one stream stands still at a time. */
    public <T> T standStill(int ordinal, Supplier<T> work) {
        moving.lock();
        try {
            runAlone(() -> standingStill = ordinal);
            return work.get();
        } finally {
            standingStill = NONE;
            moving.unlock();
        }
    }
}
