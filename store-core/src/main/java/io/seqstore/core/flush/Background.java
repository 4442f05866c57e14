package io.seqstore.core.flush;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where flushing or compaction runs: on a daemon thread that is started by the first task and ends when it was idle for a
 * while, or at once in the caller's thread. What fails there is kept for the next writer to be told.
 */
public final class Background implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 600;

    private final @Nullable ThreadPoolExecutor executor;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private Background(@Nullable ThreadPoolExecutor executor) {
        this.executor = executor;
    }

    /** Tasks run on a thread of their own. */
    public static Background onThread(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return new Background(executor);
    }

    /** Tasks run in the thread of whoever submits them. */
    public static Background inCaller() {
        return new Background(null);
    }

    /** Runs a task sooner or later; when the store is closing, not at all. */
    public void submit(Runnable task) {
        if (executor == null) {
            task.run();
        } else {
            try {
                executor.execute(() -> runAndKeepFailure(task));
            } catch (RejectedExecutionException e) {
                // The store is closing, which flushes by itself.
            }
        }
    }

    private void runAndKeepFailure(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failure.set(e);
        } catch (Error e) {
            failure.set(new IllegalStateException("the background thread failed", e));
        }
    }

    /** Throws what failed since the last call, if anything did. */
    public void throwFailure() {
        RuntimeException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
    }

    /** Lets the running task end and forgets the others. */
    @Override
    public void close() {
        if (executor == null) {
            return;
        }
        executor.getQueue().clear();
        executor.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                    break;
                }
                throw new IllegalStateException("the background thread did not end");
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
