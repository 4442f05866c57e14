package io.seqstore.cli.soak;

import java.util.concurrent.atomic.AtomicLong;

/** How much was done so far. Safe for all threads. */
final class Counts {
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong heldReads = new AtomicLong();
    private final AtomicLong backups = new AtomicLong();
    private final AtomicLong reopenings = new AtomicLong();

    AtomicLong writes() {
        return writes;
    }

    AtomicLong reads() {
        return reads;
    }

    /** Reads that were begun, and ended much later. */
    AtomicLong heldReads() {
        return heldReads;
    }

    AtomicLong backups() {
        return backups;
    }

    AtomicLong reopenings() {
        return reopenings;
    }
}
