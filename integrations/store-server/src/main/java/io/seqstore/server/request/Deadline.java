package io.seqstore.server.request;

import io.seqstore.server.problem.Problems;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The moment by which a request has to be done (spec 11, section 2, Request-Timeout). Immutable. */
public final class Deadline {
    private static final int MAX_DIGITS = 40;

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** So long from now on. */
    public static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * The deadline that a client asks for.
     *
     * @param seconds the header: an integer or decimal number of seconds; null for none
     * @param otherwise how long a request may take that does not ask
     * @param most how long a request may take at most
     */
    public static Deadline of(@Nullable String seconds, Duration otherwise, Duration most) {
        if (seconds == null || seconds.isBlank()) {
            return after(otherwise);
        }
        try {
            if (seconds.length() > MAX_DIGITS || seconds.indexOf('e') >= 0 || seconds.indexOf('E') >= 0) {
                throw Query.wrong("Request-Timeout", seconds, "a number of seconds");
            }
            BigDecimal wanted = new BigDecimal(seconds.strip());
            if (wanted.signum() <= 0) {
                throw Query.wrong("Request-Timeout", seconds, "a number of seconds above 0");
            }
            BigDecimal capped = wanted.min(BigDecimal.valueOf(most.toSeconds()));
            return after(Duration.ofNanos(capped.movePointRight(9).longValue()));
        } catch (NumberFormatException e) {
            throw Query.wrong("Request-Timeout", seconds, "a number of seconds");
        }
    }

    /** Whether the time is over. */
    public boolean isOver() {
        return System.nanoTime() - nanoTime > 0;
    }

    /** The time that is left; zero when it is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** Ends the request with 408 when the time is over. */
    public void check() {
        if (isOver()) {
            throw Problems.timedOut();
        }
    }

    @Override
    public String toString() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()) + " ms left";
    }
}
