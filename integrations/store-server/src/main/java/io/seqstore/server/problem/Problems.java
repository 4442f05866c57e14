package io.seqstore.server.problem;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.TimedOutException;
import io.seqstore.types.UnavailableException;
import java.util.Map;

/** The words in which the facade itself refuses, and the status of what the engine refuses (spec 11, section 3). */
public final class Problems {
    private static final String NOT_VALID = InvalidRequestException.NOT_VALID;
    private static final String CORRECT = "Correct the request and send it again.";

    private Problems() {}

    /** The answer to whatever went wrong; of bugs and damage nothing but the fact is told. */
    public static Problem of(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return refused.problem();
        }
        return failure instanceof SeqstoreException refused ? of(refused) : internal();
    }

    /** The answer to what the engine refused. */
    public static Problem of(SeqstoreException e) {
        if (e instanceof InvalidRequestException || e instanceof LimitExceededException) {
            return from(400, e);
        }
        if (e instanceof NotFoundException) {
            return from(404, e);
        }
        if (e instanceof ConflictException) {
            return from(409, e);
        }
        if (e instanceof TimedOutException) {
            return from(408, e);
        }
        if (e instanceof UnavailableException) {
            // The reason may name files; who may see those reads the log.
            return unavailable(e.error());
        }
        return new Problem(
                500,
                "The store is damaged.",
                "Something that the request needs cannot be read.",
                "Report the operation id to who runs the store.",
                Map.of());
    }

    private static Problem from(int status, SeqstoreException e) {
        return new Problem(status, e.error(), e.reason(), e.resolution(), e.parameters());
    }

    /** 400 with this reason. */
    public static ProblemException invalid(String reason) {
        return invalid(reason, Map.of());
    }

    /** 400 with this reason and the things involved. */
    public static ProblemException invalid(String reason, Map<String, String> parameters) {
        return new ProblemException(new Problem(400, NOT_VALID, reason, CORRECT, parameters));
    }

    /** 400 for a request that calls the server by a name which is not its own. */
    public static ProblemException wrongHost(String name) {
        return new ProblemException(new Problem(
                400,
                NOT_VALID,
                "The request is for the host '" + name + "', which is not a name of this server.",
                "Use localhost, or have who runs the server allow the name.",
                Map.of("Host", name)));
    }

    /** 404 for a path that no route has. */
    public static ProblemException noRoute(String path) {
        return new ProblemException(new Problem(
                404,
                "The resource was not found.",
                "Nothing is at the path '" + path + "'.",
                "The description of all routes is at /openapi.json.",
                Map.of()));
    }

    /** 404 for a version of the interface that does not exist. */
    public static ProblemException noVersion(String version) {
        return new ProblemException(new Problem(
                404,
                "The version is not supported.",
                "There is no version '" + version + "' of this interface.",
                "Use v1 or v1-preview.",
                Map.of("Version", version)));
    }

    /** 404 for an object that does not exist. */
    public static ProblemException notFound(String kind, String idName, String id, String namespace) {
        return new ProblemException(new Problem(
                404,
                "The specified " + kind + " was not found.",
                Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " '" + id
                        + "' does not exist in namespace '" + namespace + "'.",
                "Check the id, or create it first.",
                Map.of(idName, id, "NamespaceId", namespace)));
    }

    /** 404 for a namespace that does not exist. */
    public static ProblemException noNamespace(String id) {
        return new ProblemException(new Problem(
                404,
                "The specified namespace was not found.",
                "Namespace '" + id + "' does not exist.",
                "Check the id, or create it first.",
                Map.of("NamespaceId", id)));
    }

    /** 405 with the methods that there are. */
    public static ProblemException methodNotAllowed(String method, String allowed) {
        Problem problem = new Problem(
                405,
                "The method is not allowed.",
                "The resource has no method " + method + ".",
                "Use one of: " + allowed + ".",
                Map.of());
        return new ProblemException(problem.withHeader("Allow", allowed));
    }

    /** 406: nothing that the client would accept can be written. */
    public static ProblemException notAcceptable(String accept) {
        return new ProblemException(new Problem(
                406,
                "The answer cannot be given in an accepted form.",
                "Accept is '" + accept + "'; answers are application/json.",
                "Send Accept: application/json, or leave it out.",
                Map.of()));
    }

    /** 409: the request does not fit what is stored. */
    public static ProblemException conflict(
            String error, String reason, String resolution, Map<String, String> parameters) {
        return new ProblemException(new Problem(409, error, reason, resolution, parameters));
    }

    /** 412: a condition of the request does not hold. */
    public static ProblemException preconditionFailed(String reason, Map<String, String> parameters) {
        return new ProblemException(new Problem(
                412,
                "A condition of the request does not hold.",
                reason,
                "Read the object again and repeat the change on what it is now.",
                parameters));
    }

    /** 413 with the limit in bytes. */
    public static ProblemException tooLarge(String what, long limit) {
        return new ProblemException(new Problem(
                413,
                "The request is too large.",
                what + " has more than " + limit + " bytes.",
                "Send it in parts.",
                Map.of("Limit", Long.toString(limit))));
    }

    /** 415: the body is packed in a way that is not known. */
    public static ProblemException unsupportedEncoding(String encoding) {
        return new ProblemException(new Problem(
                415,
                NOT_VALID,
                "The Content-Encoding '" + encoding + "' is not known.",
                "Use gzip, deflate or none.",
                Map.of()));
    }

    /** 422: what is asked for is not defined for the object. */
    public static ProblemException unprocessable(String error, String reason, Map<String, String> parameters) {
        return new ProblemException(new Problem(422, error, reason, "Correct the definition first.", parameters));
    }

    /** 408: the time that the request was given is over. */
    public static ProblemException timedOut() {
        return new ProblemException(new Problem(
                408,
                "Operation timed out.",
                "The request was not done within its time; nothing was stored.",
                "Ask for less, or send a larger Request-Timeout.",
                Map.of()));
    }

    /** 408: the client took too long to send the request. */
    public static ProblemException tooSlow() {
        return new ProblemException(new Problem(
                408,
                "Operation timed out.",
                "The request did not arrive in time; nothing was stored.",
                "Send it faster, or in parts.",
                Map.of()));
    }

    /** 503. */
    public static Problem unavailable(String reason) {
        return new Problem(
                503, "The service is unavailable.", reason, "Try again later; nothing was stored.", Map.of());
    }

    /** 503: as many requests run as may. */
    public static Problem overloaded() {
        return unavailable("As many requests run at once as may.").withHeader("Retry-After", "1");
    }

    /** 401: who asks is not known. */
    public static ProblemException unauthorized(String reason) {
        Problem problem = new Problem(401, "Not authorized.", reason, "Send a valid bearer token.", Map.of());
        return new ProblemException(problem.withHeader("WWW-Authenticate", "Bearer"));
    }

    /** 403: who asks is known and may not. */
    public static ProblemException forbidden(String reason) {
        return new ProblemException(
                new Problem(403, "Access denied.", reason, "Ask who runs the store for the right.", Map.of()));
    }

    /** 500: a bug. */
    public static Problem internal() {
        return new Problem(
                500,
                "An internal error happened.",
                "The server failed in a way that it should not.",
                "Report the operation id to who runs the server.",
                Map.of());
    }
}
