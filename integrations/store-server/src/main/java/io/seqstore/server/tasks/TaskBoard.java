package io.seqstore.server.tasks;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problem;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.BodyLimits;
import io.seqstore.server.request.Deadline;
import io.seqstore.server.request.RequestBody;
import io.seqstore.server.routing.Route;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes writes and bulk requests as tasks when the client prefers that, and tells what became of them. Few at once, few waiting:
 * a task holds its body. Safe for all threads.
 */
public final class TaskBoard implements AutoCloseable {
    private static final int RUNNING = 2;
    private static final int WAITING = 16;

    private final Duration kept;
    private final Duration time;
    private final BodyLimits limits;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final ThreadPoolExecutor executor;

    /**
     * A board.
     *
     * @param kept how long a finished task can be asked for
     * @param time how long a task may take
     * @param limits how long the body of a task may be
     */
    public TaskBoard(Duration kept, Duration time, BodyLimits limits) {
        this.kept = kept;
        this.time = time;
        this.limits = limits;
        this.executor = new ThreadPoolExecutor(
                RUNNING, RUNNING, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "seqstore-task");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** The routes of tasks. */
    public List<Route> routes() {
        String path = "/api/{version}/tasks/{taskId}";
        return List.of(
                Route.get(path, "What became of a task", this::get),
                new Route(
                        "DELETE",
                        path,
                        this::cancel,
                        Route.Right.READ,
                        "Calls a task off",
                        List.of(),
                        false,
                        List.of(202)));
    }

    /** Puts itself between requests and a handler that may run as a task. */
    public Route.Handler around(Route.Handler handler) {
        return request -> isWanted(request) ? accept(request, handler) : handler.answer(request);
    }

    private static boolean isWanted(ApiRequest request) {
        String prefer = request.header("Prefer");
        boolean changes = !request.method().equals("GET") && request.variables().containsKey("namespaceId");
        return changes && prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async");
    }

    private Answer accept(ApiRequest request, Route.Handler handler) {
        byte[] bytes = request.body().bytes();
        RequestBody body = new RequestBody(
                new ByteArrayInputStream(bytes), null, new BodyLimits(limits.unpacked(), limits.unpacked()));
        String id = UUID.randomUUID().toString();
        Task task = new Task(id, handler, request.later(body, Deadline.after(time)));
        synchronized (tasks) {
            Instant old = Instant.now().minus(kept);
            tasks.values().removeIf(other -> other.isFinishedBefore(old));
            tasks.put(id, task);
        }
        try {
            task.runsAs(executor.submit(task));
        } catch (RejectedExecutionException e) {
            synchronized (tasks) {
                tasks.remove(id);
            }
            throw new ProblemException(Problems.overloaded());
        }
        String uri = "/api/v1/tasks/" + id;
        return Answer.json(202, json -> {
                    json.writeStartObject();
                    json.writeStringField("taskUri", uri);
                    json.writeEndObject();
                })
                .with("Location", uri);
    }

    private Task task(ApiRequest request) {
        String id = request.variable("taskId");
        synchronized (tasks) {
            Task task = tasks.get(id);
            if (task == null || task.isFinishedBefore(Instant.now().minus(kept))) {
                throw new ProblemException(new Problem(
                        404,
                        "The specified task was not found.",
                        "Task '" + id + "' does not exist, or ended too long ago.",
                        "Check the id.",
                        Map.of("TaskId", id)));
            }
            return task;
        }
    }

    private Answer get(ApiRequest request) {
        return Answer.ok(task(request)::write);
    }

    private Answer cancel(ApiRequest request) {
        Task task = task(request);
        task.cancel();
        return Answer.json(202, task::write);
    }

    /** Lets what runs end and forgets the rest. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
