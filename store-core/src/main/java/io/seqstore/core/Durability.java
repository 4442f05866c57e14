package io.seqstore.core;

import java.time.Duration;

/**
 * When a write call returns, and therefore what survives (docs/operations.md). No mode may ever corrupt a store.
 */
public sealed interface Durability {
    /** The write is synced to the device (group commit): nothing acknowledged is lost, even when the power fails. */
    Durability SYNC = new Sync();

    /** The write is with the operating system: it survives the death of this process, not that of the machine. */
    Durability PROCESS = new ProcessOnly();

    /**
     * As {@link #PROCESS}, and a sync runs at most this much later: a power failure loses at most that last window, always
     * a suffix of the acknowledged order.
     */
    static Durability group(Duration window) {
        return new Group(window);
    }

    /** See {@link #SYNC}. */
    record Sync() implements Durability {}

    /** See {@link #PROCESS}. */
    record ProcessOnly() implements Durability {}

    /**
     * See {@link #group}.
     *
     * @param window the longest time between a write and its sync; more than zero
     */
    record Group(Duration window) implements Durability {
        public Group {
            if (window.isNegative() || window.isZero()) {
                throw new IllegalArgumentException("window must be more than zero, found " + window);
            }
        }
    }
}
