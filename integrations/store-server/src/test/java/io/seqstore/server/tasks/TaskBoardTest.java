package io.seqstore.server.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.BodyLimits;
import io.seqstore.server.request.Deadline;
import io.seqstore.server.request.Query;
import io.seqstore.server.request.RequestBody;
import io.seqstore.server.routing.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of tasks (spec 11, section 8): two run at once, sixteen wait, what has not begun can be called off. */
@Timeout(30)
class TaskBoardTest {
    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");
    private static final int AT_ONCE = 2;
    private static final int WAITING = 16;

    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger ran = new AtomicInteger();

    private static TaskBoard board(Duration time) {
        return new TaskBoard(Duration.ofHours(1), time, BodyLimits.DEFAULT);
    }

    private static ApiRequest request(String method, Map<String, String> variables) {
        return new ApiRequest(
                method,
                "v1",
                variables,
                Query.parse(""),
                name -> name.equals("Prefer") ? "respond-async" : null,
                new RequestBody(InputStream.nullInputStream(), null, BodyLimits.DEFAULT),
                Deadline.after(Duration.ofMinutes(1)),
                "operation",
                "http://localhost");
    }

    /** Starts a task and gives its id. */
    private static String start(TaskBoard board, Route.Handler handler) {
        Answer accepted = board.around(handler).answer(request("PUT", Map.of("namespaceId", "default")));
        assertEquals(202, accepted.status());
        String location = Objects.requireNonNull(accepted.headers().get("Location"));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private Answer waitAndEnd(ApiRequest request) {
        ran.incrementAndGet();
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Answer.empty(204);
    }

    private static String state(TaskBoard board, String method, String id) throws IOException {
        Route route = board.routes().stream()
                .filter(one -> one.method().equals(method))
                .findFirst()
                .orElseThrow();
        Answer answer = route.handler().answer(request(method, Map.of("taskId", id)));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Objects.requireNonNull(answer.body()).writeTo(body);
        Matcher state = STATE.matcher(body.toString(StandardCharsets.UTF_8));
        assertEquals(true, state.find(), body::toString);
        return state.group(1);
    }

    private static String lastState(TaskBoard board, String id) throws IOException {
        String state = state(board, "GET", id);
        while (state.equals("INITIALIZED") || state.equals("RUNNING")) {
            state = state(board, "GET", id);
        }
        return state;
    }

    @Test
    void whatHasNotBegunIsCalledOffAndWhatRunsEnds() throws IOException {
        try (TaskBoard board = board(Duration.ofMinutes(1))) {
            String first = start(board, this::waitAndEnd);
            String second = start(board, this::waitAndEnd);
            String third = start(board, this::waitAndEnd);
            while (!state(board, "GET", second).equals("RUNNING")) {
                Thread.onSpinWait();
            }
            assertEquals("INITIALIZED", state(board, "GET", third));
            assertEquals("FAILED", state(board, "DELETE", third));
            assertEquals("RUNNING", state(board, "DELETE", second));
            held.countDown();
            assertEquals("SUCCEEDED", lastState(board, first));
            assertEquals("SUCCEEDED", lastState(board, second));
            assertEquals("FAILED", state(board, "DELETE", third));
        }
        assertEquals(AT_ONCE, ran.get(), "what was called off never began");
    }

    @Test
    void moreThanMayWaitAreToldToComeBack() {
        try (TaskBoard board = board(Duration.ofMinutes(1))) {
            for (int i = 0; i < AT_ONCE + WAITING; i++) {
                start(board, this::waitAndEnd);
            }
            ProblemException refused = assertThrows(ProblemException.class, () -> start(board, this::waitAndEnd));
            assertEquals(503, refused.problem().status());
            held.countDown();
        }
        assertEquals(AT_ONCE + WAITING, ran.get());
    }

    @Test
    void aTaskThatIsLateIsTimedOut() throws IOException {
        try (TaskBoard board = board(Duration.ofMillis(1))) {
            String id = start(board, request -> {
                while (true) {
                    request.deadline().check();
                }
            });
            assertEquals("TIMEDOUT", lastState(board, id));
        }
    }
}
