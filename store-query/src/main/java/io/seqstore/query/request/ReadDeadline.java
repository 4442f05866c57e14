package io.seqstore.query.request;

import io.seqstore.types.TimedOutException;
import java.time.Duration;
import java.util.Map;

/**
 * How long reads may take: until a moment, or until somebody calls them off. Asked between batches, so that a read ends soon
 * after, not at once. May serve any number of reads; safe for all threads.
 */
public final class ReadDeadline {
    private final long start = System.nanoTime();
    private final long allowedNanos;
    private volatile boolean cancelled;

    private ReadDeadline(long allowedNanos) {
        this.allowedNanos = allowedNanos;
    }

    /** A deadline that passes so long from now; at once when the time is zero or negative. */
    public static ReadDeadline after(Duration time) {
        boolean isLong = time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0;
        return new ReadDeadline(isLong ? Long.MAX_VALUE : Math.max(0, time.toNanos()));
    }

    /** A deadline that passes only when it is cancelled. */
    public static ReadDeadline whenCancelled() {
        return new ReadDeadline(Long.MAX_VALUE);
    }

    /** Ends the reads that have this deadline, and those that will begin with it. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Fails when the deadline has passed.
     *
     * @throws TimedOutException then
     */
    public void check() {
        if (cancelled) {
            throw timedOut("It was cancelled.");
        }
        if (System.nanoTime() - start >= allowedNanos) {
            throw timedOut("It was not done within " + Duration.ofNanos(allowedNanos) + ".");
        }
    }

    private static TimedOutException timedOut(String reason) {
        return new TimedOutException(
                "The read was given up.", reason, "Ask for less, or allow more time, and read again.", Map.of());
    }
}
