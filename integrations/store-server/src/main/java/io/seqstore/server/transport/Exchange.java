package io.seqstore.server.transport;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problem;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.Deadline;
import io.seqstore.types.SeqstoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One request and its answer on a connection. Lives as long as the request, on one thread. */
final class Exchange {
    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());
    private static final int HELD_BYTES = 32 * 1024;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final Api api;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Timing timing;
    private final String operationId;
    private Scheduler.@Nullable Task watchdog;

    /** Ends the writing of a body that nobody gets. */
    private static final class NobodyReads extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * How long a client may take.
     *
     * @param receiving to send a body
     * @param sending to receive an answer
     */
    record Timing(PacedInputStream.Pace receiving, Duration sending) {}

    Exchange(Api api, Request request, Response response, Callback callback, Timing timing, String operationId) {
        this.api = api;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.timing = timing;
        this.operationId = operationId;
    }

    /** Answers; whatever happens, the request is ended. */
    void run() {
        PacedInputStream body = null;
        try {
            // A first deadline for what comes before the one that the request asks for is read.
            Api.Incoming incoming = incoming(InputStream.nullInputStream());
            Deadline deadline = api.deadline(incoming);
            body = body(deadline);
            send(api.answer(incoming(body), deadline));
        } catch (Exception | StackOverflowError e) {
            fail(e);
        } finally {
            if (body != null) {
                body.end();
            }
            if (watchdog != null) {
                watchdog.cancel();
            }
        }
    }

    private PacedInputStream body(Deadline deadline) {
        // Time that passes while nothing is read or written is the request's own, which has its deadline.
        request.addIdleTimeoutListener(timeout -> false);
        return new PacedInputStream(
                Content.Source.asInputStream(request),
                deadline,
                timing.receiving(),
                request.getConnectionMetaData().getConnection(),
                request.getComponents().getScheduler());
    }

    private Api.Incoming incoming(InputStream body) {
        String query = request.getHttpURI().getQuery();
        return new Api.Incoming(
                request.getMethod(),
                Optional.ofNullable(request.getHttpURI().getPath()).orElse("/"),
                query == null ? "" : query,
                name -> request.getHeaders().get(name),
                body,
                operationId,
                request.getHttpURI().getScheme() + "://" + authority());
    }

    /** As the client wrote it; old clients write none. */
    private String authority() {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? Request.getServerName(request) + ":" + Request.getServerPort(request) : authority;
    }

    private void send(Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        Answer.Body body = answer.body();
        if (body == null) {
            end(answer.status(), null);
            return;
        }
        Optional<Packing> packing = Packing.of(request.getHeaders().get("Accept-Encoding"));
        GatedOutput out = new GatedOutput(HELD_BYTES, () -> open(answer.status(), packing));
        try {
            body.writeTo(out);
        } catch (NobodyReads e) {
            end(answer.status(), null);
            return;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            if (out.isOpen()) {
                breakOff(e);
                return;
            }
            answer.headers().keySet().forEach(name -> response.getHeaders().remove(name));
            throw e;
        }
        if (out.isOpen()) {
            out.finish();
            callback.succeeded();
        } else {
            endShort(answer.status(), out, packing);
        }
    }

    /** The body is long: it leaves as it is written. */
    private OutputStream open(int status, Optional<Packing> packing) throws IOException {
        response.setStatus(status);
        packing.ifPresent(this::announce);
        if (isHead()) {
            throw new NobodyReads();
        }
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            // Also to a client that closes: an end that is a closed connection looks the same when it came too early.
            response.getHeaders().put("Transfer-Encoding", "chunked");
        }
        watch();
        OutputStream raw = Content.Sink.asOutputStream(response);
        return packing.isPresent() ? packing.get().over(raw) : raw;
    }

    private void announce(Packing packing) {
        response.getHeaders().put("Content-Encoding", packing.coding());
        response.getHeaders().add("Vary", "Accept-Encoding");
    }

    private void endShort(int status, GatedOutput out, Optional<Packing> packing) throws IOException {
        ByteBuffer bytes = out.held();
        if (packing.isPresent() && bytes.remaining() >= Packing.LEAST_BYTES) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream packer = packing.get().over(packed)) {
                out.writeHeldTo(packer);
            }
            bytes = ByteBuffer.wrap(packed.toByteArray());
            announce(packing.get());
        }
        end(status, bytes);
    }

    private void end(int status, @Nullable ByteBuffer bytes) {
        response.setStatus(status);
        if (bytes != null) {
            response.getHeaders().put("Content-Length", bytes.remaining());
        }
        watch();
        response.write(true, isHead() ? null : bytes, callback);
    }

    private boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    /** From now on the client has so long to take the answer; one that takes a byte now and then would hold the thread for ever. */
    private void watch() {
        if (watchdog == null) {
            EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            watchdog = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> endPoint.close(new TimeoutException("the client takes too long")),
                            timing.sending().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void fail(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (response.isCommitted()) {
            breakOff(cause);
            return;
        }
        try {
            Problem problem = problemOf(cause);
            log(problem, failure);
            sendProblem(problem);
        } catch (RuntimeException e) {
            breakOff(e);
        }
    }

    /** What the client is not told: why it failed. */
    private void log(Problem problem, Throwable failure) {
        if (problem.status() == SERVER_ERROR) {
            LOG.log(Level.WARNING, "Request " + operationId + " failed.", failure);
        } else if (problem.status() > SERVER_ERROR && !(failure instanceof ProblemException)) {
            LOG.log(Level.WARNING, "Request {0} failed: {1}", operationId, failure.getMessage());
        }
    }

    private static Problem problemOf(Throwable cause) {
        if (cause instanceof ProblemException || cause instanceof SeqstoreException) {
            return Problems.of(cause);
        }
        if (cause instanceof HttpException http && http.getCode() < SERVER_ERROR) {
            return ofTransport(http.getCode());
        }
        if (cause instanceof IOException && cause.getCause() instanceof HttpException http) {
            return ofTransport(http.getCode());
        }
        if (cause instanceof IOException && cause.getCause() instanceof TimeoutException) {
            return Problems.tooSlow().problem();
        }
        if (cause instanceof StackOverflowError) {
            return Problems.invalid("The request is nested too deeply.").problem();
        }
        return cause instanceof IOException
                ? Problems.invalid("The request body did not arrive as it was announced.")
                        .problem()
                : Problems.internal();
    }

    /** What went wrong before a request could be read. */
    static Problem ofTransport(int status) {
        int code = status >= BAD_REQUEST && status <= 599 ? status : BAD_REQUEST;
        return new Problem(
                code,
                "The request is not valid.",
                code == 431 || code == 414
                        ? "The request line and the headers are longer than allowed."
                        : "The request is not valid HTTP.",
                "Correct the request and send it again.",
                Map.of());
    }

    /** Answers with an error, whatever was prepared before. */
    void sendProblem(Problem problem) {
        byte[] body = problem.body(operationId);
        response.setStatus(problem.status());
        response.getHeaders().remove("Content-Encoding");
        response.getHeaders().put("Content-Type", Answer.JSON);
        response.getHeaders().put("Content-Length", body.length);
        problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, isHead() ? null : ByteBuffer.wrap(body), callback);
    }

    /** The answer has begun and cannot be finished: the connection is broken off, so that nobody takes a part for the whole. */
    private void breakOff(Throwable cause) {
        LOG.log(Level.DEBUG, () -> "Request " + operationId + " was broken off.", cause);
        reset();
        callback.failed(cause);
    }

    /** For clients of HTTP 1.0, to whom the end of the connection is the end of the answer: a reset is no end. */
    private void reset() {
        Object socket =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        if (socket instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The connection is gone already.", e);
            }
        }
    }
}
