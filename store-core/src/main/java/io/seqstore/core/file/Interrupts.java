package io.seqstore.core.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Does things with channels in a thread that may be interrupted. The JDK answers an interrupt by closing the channel, even
 * when the interrupt is older than the call; the store's files are nothing to cancel that way. The interrupt is kept for the
 * caller.
 */
final class Interrupts {
    private Interrupts() {}

    /** Something that may be done again from the start. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Runs an action to its end, whatever interrupts come. */
    static <T> T shielded(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return action.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    boolean cleared = Thread.interrupted();
                    assert cleared : "the channel was closed by an interrupt";
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
