package io.seqstore.server.transport;

import io.seqstore.server.problem.Problems;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes requests from Jetty: names them, lets in as many at once as may run, and has them answered. */
final class FacadeHandler extends Handler.Abstract {
    private static final String OPERATION_ID = "Operation-Id";
    private static final int MAX_OPERATION_ID = 100;
    private static final int MAX_HEADERS = 100;
    private static final int NO_CONTENT = 204;
    private static final int MILLIS_TO_WAIT = 20;

    private final Api api;
    private final HostPolicy hosts;
    private final CorsPolicy cors;
    private final Semaphore permits;
    private final Exchange.Timing timing;

    FacadeHandler(Api api, HostPolicy hosts, CorsPolicy cors, int concurrentRequests, Exchange.Timing timing) {
        this.api = api;
        this.hosts = hosts;
        this.cors = cors;
        this.permits = new Semaphore(concurrentRequests);
        this.timing = timing;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String operationId = operationId(request.getHeaders().get(OPERATION_ID));
        response.getHeaders().put(OPERATION_ID, operationId);
        Exchange exchange = new Exchange(api, request, response, callback, timing, operationId);
        String calledAs = Request.getServerName(request);
        if (request.getHeaders().size() > MAX_HEADERS) {
            exchange.sendProblem(Exchange.ofTransport(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431));
        } else if (!hosts.allows(calledAs)) {
            exchange.sendProblem(Problems.wrongHost(calledAs).problem());
        } else if (cors.apply(request, response) && CorsPolicy.isPreflight(request)) {
            CorsPolicy.answerPreflight(request, response);
            response.setStatus(NO_CONTENT);
            response.write(true, null, callback);
        } else if (isHealth(request)) {
            exchange.run();
        } else if (isLetIn()) {
            try {
                exchange.run();
            } finally {
                permits.release();
            }
        } else {
            exchange.sendProblem(Problems.overloaded());
        }
        return true;
    }

    /** The permit of the request before may still be on its way back when its client has the answer. */
    private boolean isLetIn() {
        try {
            return permits.tryAcquire(MILLIS_TO_WAIT, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Health is told however busy the server is. */
    private static boolean isHealth(Request request) {
        return "/healthz".equalsIgnoreCase(request.getHttpURI().getPath());
    }

    /** What the client calls the request, if that can be written down; else a name of our own. */
    static String operationId(@Nullable String asked) {
        return Optional.ofNullable(asked)
                .filter(id -> !id.isEmpty() && id.length() <= MAX_OPERATION_ID)
                .filter(id -> id.chars().allMatch(c -> c >= ' ' && c < 0x7F))
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
