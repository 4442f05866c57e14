package io.seqstore.server.description;

import io.seqstore.server.request.Query;
import io.seqstore.server.request.RequestPath;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.server.routing.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it may be sent, and what it is answered. All of them stand in {@code examples.json}, in an order in which they
 * can be sent to an empty store one after the other; a test does.
 *
 * @param number counts the examples of its route, from 1 on
 * @param summary what it shows
 * @param variables what stands in the path for the variables of the route
 * @param query the parameters
 * @param headers the headers
 * @param body the body of the request; empty when there is none
 * @param status the status of the answer
 * @param answer the body of the answer; empty when there is none
 */
record Example(
        int number,
        String summary,
        Map<String, String> variables,
        Query query,
        Map<String, @Nullable Object> headers,
        Optional<Content> body,
        int status,
        Optional<Content> answer) {

    /** All examples by the route that they are about; those of routes that there are not are left out. */
    static Map<Route, List<Example>> byRoute(List<Route> routes) {
        Router router = new Router(routes);
        Map<String, @Nullable Object> story = JsonValues.resource("examples.json");
        Map<Route, List<Example>> examples = new LinkedHashMap<>();
        for (Object item : JsonValues.array(story.get("examples"))) {
            Map<String, @Nullable Object> members = JsonValues.object(item);
            String[] call = String.valueOf(members.get("call")).split(" ", 2);
            String target = call[1].startsWith("/") ? call[1] : story.get("base") + "/" + call[1];
            int question = target.indexOf('?');
            String rawPath = question < 0 ? target : target.substring(0, question);
            RequestPath path = RequestPath.parse(rawPath);
            if (router.methodsOf(path).contains(call[0])) {
                Router.Match match = router.match(call[0], path, rawPath);
                Query query = Query.parse(question < 0 ? "" : target.substring(question + 1));
                List<Example> ofRoute = examples.computeIfAbsent(match.route(), unused -> new ArrayList<>());
                ofRoute.add(of(ofRoute.size() + 1, members, match.variables(), query));
            }
        }
        return examples;
    }

    private static Example of(
            int number, Map<String, @Nullable Object> members, Map<String, String> variables, Query query) {
        return new Example(
                number,
                String.valueOf(members.get("summary")),
                variables,
                query,
                JsonValues.object(members.get("headers")),
                content(members, "form", Content.FORM).or(() -> content(members, "body", Content.JSON)),
                ((Number) members.getOrDefault("status", 0L)).intValue(),
                content(members, "csv", Content.CSV).or(() -> content(members, "answer", Content.JSON)));
    }

    private static Optional<Content> content(Map<String, @Nullable Object> members, String name, String mediaType) {
        return members.containsKey(name) ? Optional.of(new Content(mediaType, members.get(name))) : Optional.empty();
    }

    /** What it has for a query parameter, in the type of the parameter; empty when it does without. */
    Optional<Object> valueOf(Parameter parameter) {
        List<String> values = query.all(parameter.name());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (parameter.repeated()) {
            return Optional.of(values);
        }
        return Optional.of(
                switch (parameter.type()) {
                    case "integer" -> Long.valueOf(values.get(0));
                    case "boolean" -> Boolean.valueOf(values.get(0));
                    default -> values.get(0);
                });
    }
}
