package io.seqstore.core.flush;

import java.util.concurrent.LinkedBlockingQueue;
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

    /** The name of the thread; null when tasks run in the caller's. */
    private final @Nullable String name;

    /** Made for the first task: many a store is opened, read and closed. */
    private @Nullable ThreadPoolExecutor executor;

    private boolean closed;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private Background(@Nullable String name) {
        this.name = name;
    }

    /** Tasks run on a thread of their own. */
    public static Background onThread(String name) {
        return new Background(name);
    }

    /** Tasks run in the thread of whoever submits them. */
    public static Background inCaller() {
        return new Background(null);
    }

    /** Runs a task sooner or later; when the store is closing, not at all. */
    public void submit(Runnable task) {
        if (name == null) {
            task.run();
        } else {
            execute(name, task);
        }
    }

    private synchronized void execute(String threadName, Runnable task) {
        if (closed) {
            // The store is closing, which flushes by itself.
            return;
        }
        if (executor == null) {
            executor = executor(threadName);
        }
        executor.execute(() -> runAndKeepFailure(task));
    }

    private static ThreadPoolExecutor executor(String threadName) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, threadName);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
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

    private synchronized @Nullable ThreadPoolExecutor shutdown() {
        closed = true;
        if (executor != null) {
            executor.getQueue().clear();
            executor.shutdown();
        }
        return executor;
    }

    /** Lets the running task end and forgets the others. */
    @Override
    public void close() {
        ThreadPoolExecutor started = shutdown();
        if (started == null) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                if (started.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
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
