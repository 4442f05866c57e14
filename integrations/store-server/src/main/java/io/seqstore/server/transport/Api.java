package io.seqstore.server.transport;

import io.seqstore.server.access.AccessControl;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.BodyLimits;
import io.seqstore.server.request.Deadline;
import io.seqstore.server.request.Query;
import io.seqstore.server.request.RequestBody;
import io.seqstore.server.request.RequestPath;
import io.seqstore.server.routing.Route;
import io.seqstore.server.routing.Router;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * From a request as it was sent to its answer: route, rights, parameters, handler. Knows no socket. Safe for all threads.
 *
 * @param router all routes
 * @param access who may do what; null when everybody may do everything
 * @param around what stands between the router and the handlers, for example tasks
 * @param bodies how long a body may be
 * @param time how long a request may take that does not ask for more
 * @param mostTime how long a request may ask for
 */
public record Api(
        Router router,
        @Nullable AccessControl access,
        UnaryOperator<Route.Handler> around,
        BodyLimits bodies,
        Duration time,
        Duration mostTime) {
    /**
     * A request as it was sent.
     *
     * @param method the method
     * @param rawPath the path, percent-encoded
     * @param rawQuery what follows the question mark; empty when nothing does
     * @param headers a header by its name ignoring case; null when it is not there
     * @param body the bytes of the body
     * @param operationId by which it is named
     * @param origin scheme and authority
     */
    public record Incoming(
            String method,
            String rawPath,
            String rawQuery,
            Function<String, @Nullable String> headers,
            InputStream body,
            String operationId,
            String origin) {}

    /** The answer. What cannot be answered is thrown. */
    Answer answer(Incoming in, Deadline deadline) {
        RequestPath path = RequestPath.parse(in.rawPath());
        Router.Match match = router.match(in.method(), path, in.rawPath());
        if (access != null) {
            access.check(
                    match.route(),
                    match.variables().get("namespaceId"),
                    in.headers().apply("Authorization"));
        }
        checkAccept(in.headers().apply("Accept"));
        ApiRequest request = new ApiRequest(
                in.method().equals("HEAD") && !match.route().method().equals("HEAD") ? "GET" : in.method(),
                match.variables().getOrDefault("version", "v1"),
                match.variables(),
                Query.parse(in.rawQuery()),
                in.headers(),
                new RequestBody(in.body(), in.headers().apply("Content-Encoding"), bodies),
                deadline,
                in.operationId(),
                in.origin());
        return around.apply(match.route().handler()).answer(request);
    }

    /** The deadline that a request asks for, or the usual one. */
    Deadline deadline(Incoming in) {
        return Deadline.of(in.headers().apply("Request-Timeout"), time, mostTime);
    }

    /** Everything but a client that wants the binary form alone gets JSON (spec 09, section 4). */
    private static void checkAccept(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return;
        }
        for (String part : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String type = part.split(";", -1)[0].strip();
            if (!type.equals("application/sds") && !type.isEmpty()) {
                return;
            }
        }
        throw Problems.notAcceptable(accept);
    }
}
