package io.seqstore.server.request;

import io.seqstore.server.problem.Problems;
import io.seqstore.types.json.Verbosity;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that found its route. Used by one thread.
 *
 * @param method the method; GET for HEAD
 * @param version the version in the path, as it was written
 * @param variables what stands in the path where the route has variables
 * @param query the parameters
 * @param headers a header by its name ignoring case; null when it is not there
 * @param body the body
 * @param deadline when it has to be done
 * @param operationId by which answers and errors name this request
 * @param origin scheme and authority under which the client addressed the server
 */
public record ApiRequest(
        String method,
        String version,
        Map<String, String> variables,
        Query query,
        Function<String, @Nullable String> headers,
        RequestBody body,
        Deadline deadline,
        String operationId,
        String origin) {
    /** What stands in the path for a variable of the route. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable " + name);
        }
        return value;
    }

    /** The namespace in the path. */
    public String namespace() {
        return variable("namespaceId");
    }

    /** A header; null when it is not there or empty. */
    public @Nullable String header(String name) {
        String value = headers.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** In which form events and definitions are written (spec 09, section 3). */
    public Verbosity verbosity() {
        return verbosity(Verbosity.COMPACT);
    }

    /** The same with another form when the request does not ask. */
    public Verbosity verbosity(Verbosity otherwise) {
        String asked = header("Accept-Verbosity");
        if (asked == null) {
            return otherwise;
        }
        return asked.equalsIgnoreCase("verbose") ? Verbosity.VERBOSE : Verbosity.COMPACT;
    }

    /** The same request with a body that was kept, to be done by another deadline. */
    public ApiRequest later(RequestBody keptBody, Deadline newDeadline) {
        return new ApiRequest(method, version, variables, query, headers(), keptBody, newDeadline, operationId, origin);
    }

    /** The path under which the namespace of this request is addressed, ending without a slash. */
    public String namespacePath(String namespaceId) {
        return "/api/" + version + "/Tenants/" + PercentText.encodeSegment(variable("tenantId")) + "/Namespaces/"
                + PercentText.encodeSegment(namespaceId);
    }

    /** The path of an object in the namespace of this request. */
    public String objectPath(String collection, String id) {
        return namespacePath(namespace()) + "/" + collection + "/" + PercentText.encodeSegment(id);
    }

    /** Ends the request with 400 when the id in a body is not the one in the path. */
    public static void checkSameId(String pathId, @Nullable String bodyId, boolean ignoringCase) {
        boolean same = bodyId == null || (ignoringCase ? pathId.equalsIgnoreCase(bodyId) : pathId.equals(bodyId));
        if (!same) {
            throw Problems.invalid("The path names '" + pathId + "', the body '" + bodyId + "'.", Map.of("Id", pathId));
        }
    }
}
