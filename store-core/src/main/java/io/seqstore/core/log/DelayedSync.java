package io.seqstore.core.log;

import io.seqstore.types.UnavailableException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Syncs some time after the first record that is not yet synced. Its one thread is started by the first record. A sync
 * that fails poisons the log, so that the next write reports it.
 */
public final class DelayedSync implements SyncPolicy {
    private final Duration window;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile @Nullable LogWriter latest;
    private @Nullable ScheduledExecutorService timer;
    private boolean closed;

    public DelayedSync(Duration window) {
        this.window = window;
    }

    @Override
    public void appended(LogWriter writer, long position) {
        latest = writer;
        if (planned.compareAndSet(false, true)) {
            plan();
        }
    }

    private synchronized void plan() {
        if (closed) {
            return;
        }
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "seqstore-sync");
                thread.setDaemon(true);
                return thread;
            });
        }
        var unused = timer.schedule(this::sync, window.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sync() {
        planned.set(false);
        LogWriter writer = latest;
        try {
            if (writer != null) {
                writer.awaitForced(writer.position());
            }
        } catch (UnavailableException e) {
            // The writer keeps the failure and throws it at whoever writes next.
        }
    }

    @Override
    public boolean syncsOften() {
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
