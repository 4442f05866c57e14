package io.seqstore.core.ingest;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Between log and memtable a write must not be torn apart by a change of generation: a record must be in the same log file
 * as the generation that takes its rows. Many writers pass at once; the change waits until none is inside.
 */
public final class WriteGate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Enters as one of many. */
    public void enter() {
        lock.readLock().lock();
    }

    public void leave() {
        lock.readLock().unlock();
    }

    /** Runs something while nobody is inside. */
    public void runAlone(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
