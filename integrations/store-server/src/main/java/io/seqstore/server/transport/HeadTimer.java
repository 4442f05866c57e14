package io.seqstore.server.transport;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problem;
import io.seqstore.server.problem.Problems;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose request line and headers are not all there in time: a client that trickles them would keep it for
 * ever, since it is never idle. Takes a timer, not a thread, and for later requests of a connection not even that when they
 * come in one piece. The first request's time runs from the moment the connection is open, so that a TLS handshake is part
 * of it; that of a later one from its first byte.
 *
 * <p>Lives as long as its connection. Whoever parses holds its monitor and asks whether the time is over, so that a request is
 * either handled or timed out. A parser that were closed instead would have the connection closed by the next byte that
 * comes, and that may be before the answer has left.
 */
final class HeadTimer {
    private static final int MILLIS_TO_ANSWER = 1000;

    private final Scheduler scheduler;
    private final EndPoint endPoint;
    private final Duration time;

    private Scheduler.@Nullable Task task;
    private long deadline;
    private boolean hasBytes;
    private boolean isOver;

    /**
     * A timer that does not run yet.
     *
     * @param scheduler what wakes it
     * @param endPoint the connection
     * @param time how long the request line and the headers may take
     */
    HeadTimer(Scheduler scheduler, EndPoint endPoint, Duration time) {
        this.scheduler = scheduler;
        this.endPoint = endPoint;
        this.time = time;
    }

    /**
     * Begins, unless it runs already.
     *
     * @param bytes whether a byte of the request is there
     */
    synchronized void begin(boolean bytes) {
        hasBytes |= bytes;
        if (task == null && !isOver) {
            deadline = System.nanoTime() + time.toNanos();
            task = scheduler.schedule(this::expire, time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether the connection is being ended: what still comes is not looked at. */
    synchronized boolean isOver() {
        return isOver;
    }

    /** The head is there, or nobody waits for it any more. */
    synchronized void end() {
        if (task != null) {
            task.cancel();
            task = null;
        }
        hasBytes = false;
    }

    private void expire() {
        boolean answers;
        synchronized (this) {
            // One that was cancelled may be on its way already, and another request may have begun since.
            if (task == null || System.nanoTime() - deadline < 0) {
                return;
            }
            answers = hasBytes;
            end();
            isOver = true;
        }
        TimeoutException cause = new TimeoutException("the request line and headers take too long");
        if (answers) {
            // A client that does not take the answer either gets none.
            scheduler.schedule(() -> endPoint.close(cause), MILLIS_TO_ANSWER, TimeUnit.MILLISECONDS);
            endPoint.write(Callback.from(() -> endPoint.close(), failure -> endPoint.close(failure)), answer());
        } else {
            endPoint.close(cause);
        }
    }

    /** There is no request yet that could be answered: the bytes of an answer. */
    private static ByteBuffer answer() {
        Problem problem = Problems.tooSlow().problem();
        String operationId = FacadeHandler.operationId(null);
        byte[] body = problem.body(operationId);
        String head = "HTTP/1.1 " + problem.status() + " Request Timeout\r\n"
                + "Content-Type: " + Answer.JSON + "\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Operation-Id: " + operationId + "\r\n"
                + "Connection: close\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
