package io.seqstore.server.transport;

import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it arrives. Ends the request with 408 when it is still arriving at its deadline, or comes more
 * slowly than it must: a client that trickles holds a thread. A timer, begun by the first read, wakes a read that waits.
 */
final class PacedInputStream extends FilterInputStream {
    /** How soon a reader is looked for again that was between two reads when its time was over. */
    private static final long MILLIS_TO_LOOK_AGAIN = 50;

    private final Deadline deadline;
    private final Pace pace;
    private final Connection connection;
    private final Scheduler scheduler;

    /** Guarded by the monitor of this, as the two below. */
    private Scheduler.@Nullable Task task;

    private boolean ended;
    private long begin;

    private volatile long count;

    /**
     * How fast a body must arrive.
     *
     * @param time what any body may take
     * @param bytesPerSecond so many bytes more give it one second more
     */
    record Pace(Duration time, int bytesPerSecond) {
        /** How long so many bytes may take. */
        long nanosFor(long bytes) {
            return time.toNanos() + (long) ((double) bytes / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
        }
    }

    /**
     * A body of which nothing was read.
     *
     * @param in what arrives
     * @param deadline when the request must be done
     * @param pace how fast it must arrive
     * @param connection where it arrives
     * @param scheduler what wakes a read that waits
     */
    PacedInputStream(InputStream in, Deadline deadline, Pace pace, Connection connection, Scheduler scheduler) {
        super(in);
        this.deadline = deadline;
        this.pace = pace;
        this.connection = connection;
        this.scheduler = scheduler;
    }

    @Override
    public int read() throws IOException {
        beforeRead();
        int octet = super.read();
        afterRead(octet < 0 ? octet : 1);
        return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        beforeRead();
        int read = super.read(bytes, offset, length);
        afterRead(read);
        return read;
    }

    private void beforeRead() {
        deadline.check();
        synchronized (this) {
            if (task == null && !ended) {
                begin = System.nanoTime();
                schedule(Math.min(pace.nanosFor(0), deadline.left().toNanos()));
            }
            if (nanosLeft() < 0 && !ended) {
                throw Problems.tooSlow();
            }
        }
    }

    private void afterRead(int read) {
        if (read < 0) {
            end();
        } else {
            long before = count;
            count = before + read;
        }
    }

    private long nanosLeft() {
        return pace.nanosFor(count) - (System.nanoTime() - begin);
    }

    private void schedule(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
        task = scheduler.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
    }

    private void wake() {
        synchronized (this) {
            if (ended) {
                return;
            }
            long left = Math.min(nanosLeft(), deadline.left().toNanos());
            schedule(left > 0 ? left : TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_LOOK_AGAIN));
            if (left > 0) {
                return;
            }
        }
        // As if nothing had come for long: a read that waits fails, and nothing else is touched.
        connection.onIdleExpired(new TimeoutException("the body takes too long"));
    }

    /** Nothing is read any more. */
    synchronized void end() {
        ended = true;
        if (task != null) {
            task.cancel();
        }
    }
}
