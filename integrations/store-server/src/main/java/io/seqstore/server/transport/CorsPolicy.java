package io.seqstore.server.transport;

import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Which pages of other origins a browser lets use the server; none unless some are named.
 *
 * @param origins exact origins, for example {@code http://localhost:4200}
 */
record CorsPolicy(Set<String> origins) {
    CorsPolicy {
        origins = Set.copyOf(origins);
    }

    /** Adds what the browser wants to see, if the origin is allowed. */
    boolean apply(Request request, Response response) {
        String origin = request.getHeaders().get("Origin");
        if (origin == null || origins.isEmpty()) {
            return false;
        }
        response.getHeaders().add("Vary", "Origin");
        if (!origins.contains(origin)) {
            return false;
        }
        response.getHeaders().put("Access-Control-Allow-Origin", origin);
        response.getHeaders().put("Access-Control-Expose-Headers", "Operation-Id, ETag, Location, Total-Count");
        return true;
    }

    /** Whether a browser only asks whether it may. */
    static boolean isPreflight(Request request) {
        return request.getMethod().equals("OPTIONS") && request.getHeaders().contains("Access-Control-Request-Method");
    }

    /** What it may. */
    static void answerPreflight(Request request, Response response) {
        response.getHeaders().put("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
        String asked = request.getHeaders().get("Access-Control-Request-Headers");
        if (asked != null) {
            response.getHeaders().put("Access-Control-Allow-Headers", asked);
        }
        response.getHeaders().put("Access-Control-Max-Age", "600");
    }
}
