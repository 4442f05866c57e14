package io.seqstore.server.routing;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.request.ApiRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * One route: a method, a path with variables, what answers, and what the description says of it. Immutable.
 *
 * @param method GET, POST, PUT, PATCH or DELETE; a route of GET answers HEAD as well
 * @param path the path, with variables in braces
 * @param handler what answers
 * @param right what a client must be allowed to use it
 * @param summary one line
 * @param parameters the query parameters that it understands
 * @param hasBody whether the request has a body
 * @param statuses the statuses of success
 */
public record Route(
        String method,
        String path,
        Handler handler,
        Right right,
        String summary,
        List<Parameter> parameters,
        boolean hasBody,
        List<Integer> statuses) {
    /** What a client must be allowed. */
    public enum Right {
        /** Nothing: anybody may. */
        OPEN,
        /** To read in the namespace of the path, or in any when it names none. */
        READ,
        /** To change something in the namespace of the path. */
        WRITE
    }

    /** What answers a request. */
    @FunctionalInterface
    public interface Handler {
        /** The answer. What cannot be answered is thrown. */
        Answer answer(ApiRequest request);
    }

    public Route {
        parameters = List.copyOf(parameters);
        statuses = List.copyOf(statuses);
    }

    /** A route that reads. */
    public static Route get(String path, String summary, Handler handler) {
        return new Route("GET", path, handler, Right.READ, summary, List.of(), false, List.of(200));
    }

    /** A route with a body that changes something. */
    public static Route writing(String method, String path, String summary, Handler handler) {
        return new Route(method, path, handler, Right.WRITE, summary, List.of(), true, List.of(200));
    }

    /** A route without a body that changes something; answers 204. */
    public static Route delete(String path, String summary, Handler handler) {
        return new Route("DELETE", path, handler, Right.WRITE, summary, List.of(), false, List.of(204));
    }

    /** A route with a body that only reads. */
    public static Route asking(String path, String summary, Handler handler) {
        return new Route("POST", path, handler, Right.READ, summary, List.of(), true, List.of(200));
    }

    /** The same with these query parameters as well. */
    public Route taking(Parameter... more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return new Route(method, path, handler, right, summary, all, hasBody, statuses);
    }

    /** The same with these statuses of success. */
    public Route answering(Integer... codes) {
        return new Route(method, path, handler, right, summary, parameters, hasBody, List.of(codes));
    }

    /** The same for anybody. */
    public Route open() {
        return new Route(method, path, handler, Right.OPEN, summary, parameters, hasBody, statuses);
    }

    /** The segments of the path. */
    public List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    /** Whether a segment of a path is a variable. */
    static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    /** The name in a variable. */
    static String nameOf(String segment) {
        return segment.substring(1, segment.length() - 1);
    }
}
