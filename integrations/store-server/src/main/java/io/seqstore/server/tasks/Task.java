package io.seqstore.server.tasks;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problem;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Route;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One request that was accepted as a task. Safe for all threads. */
final class Task implements Runnable {
    /** Where a task stands; those after RUNNING are final. */
    enum State {
        INITIALIZED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMEDOUT;

        boolean isFinal() {
            return compareTo(RUNNING) > 0;
        }
    }

    private static final int TIMED_OUT = 408;

    private final String id;
    private final Route.Handler handler;
    private final ApiRequest request;
    private final Instant createdAt = Instant.now();
    private Instant updatedAt = createdAt;
    private State state = State.INITIALIZED;
    private int status;
    private @Nullable String body;
    private @Nullable Problem problem;
    private @Nullable Future<?> future;

    Task(String id, Route.Handler handler, ApiRequest request) {
        this.id = id;
        this.handler = handler;
        this.request = request;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            request.deadline().check();
            Answer answer = handler.answer(request);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Answer.Body writer = answer.body();
            if (writer != null) {
                writer.writeTo(bytes);
            }
            succeed(answer.status(), bytes.toString(StandardCharsets.UTF_8));
        } catch (RuntimeException | IOException e) {
            fail(Problems.of(e));
        }
    }

    private synchronized boolean begin() {
        if (state.isFinal()) {
            return false;
        }
        moveTo(State.RUNNING);
        return true;
    }

    private synchronized void succeed(int answerStatus, String answerBody) {
        status = answerStatus;
        body = answerBody;
        moveTo(State.SUCCEEDED);
    }

    private synchronized void fail(Problem reason) {
        problem = reason;
        moveTo(reason.status() == TIMED_OUT ? State.TIMEDOUT : State.FAILED);
    }

    private void moveTo(State next) {
        state = next;
        updatedAt = Instant.now();
    }

    synchronized void runsAs(Future<?> newFuture) {
        this.future = newFuture;
    }

    /** Ends the task if it has not begun; what runs is one atomic step and ends by itself. */
    synchronized void cancel() {
        if (state == State.INITIALIZED) {
            fail(new Problem(409, "The task was cancelled.", "It had not begun.", "Send the request again.", Map.of()));
            if (future != null) {
                future.cancel(false);
            }
        }
    }

    synchronized boolean isFinishedBefore(Instant moment) {
        return state.isFinal() && updatedAt.isBefore(moment);
    }

    synchronized void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("state", state.name());
        json.writeStringField("createdAt", ScalarText.print(SdsTypeCode.DATE_TIME, createdAt));
        json.writeStringField("updatedAt", ScalarText.print(SdsTypeCode.DATE_TIME, updatedAt));
        json.writeNumberField("progressPercent", state.isFinal() ? 100 : 0);
        json.writeFieldName("result");
        if (state == State.SUCCEEDED) {
            json.writeStartObject();
            json.writeNumberField("status", status);
            json.writeFieldName("body");
            json.writeRawValue(body == null || body.isEmpty() ? "null" : body);
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        json.writeFieldName("error");
        if (problem != null) {
            problem.writeChild(request.operationId(), json);
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }
}
