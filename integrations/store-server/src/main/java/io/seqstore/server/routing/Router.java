package io.seqstore.server.routing;

import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.RequestPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path: literal segments match ignoring case and go before variables. Immutable; safe for all threads.
 */
public final class Router {
    private static final String VERSION = "version";
    private static final Set<String> VERSIONS = Set.of("v1", "v1-preview");

    private final List<Route> routes;
    private final Node root = new Node();

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private @Nullable Node variable;
        private final Map<String, Route> byMethod = new LinkedHashMap<>();
    }

    /**
     * A route that was found.
     *
     * @param route the route
     * @param variables what stands in the path for each of its variables
     */
    public record Match(Route route, Map<String, String> variables) {}

    /** A router of these routes. */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        routes.forEach(this::add);
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : route.segments()) {
            node = Route.isVariable(segment)
                    ? variableOf(node)
                    : node.literals.computeIfAbsent(folded(segment), unused -> new Node());
        }
        if (node.byMethod.put(route.method(), route) != null) {
            throw new IllegalArgumentException("two routes are " + route.method() + " " + route.path());
        }
    }

    private static Node variableOf(Node node) {
        Node variable = node.variable;
        if (variable == null) {
            variable = new Node();
            node.variable = variable;
        }
        return variable;
    }

    /** All routes, in the order in which they were given. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * The route of a request. What no route has ends it with 404, a method that the path does not have with 405.
     *
     * @param method the method as it was sent; HEAD finds the routes of GET
     * @param rawPath for the complaint
     */
    public Match match(String method, RequestPath path, String rawPath) {
        List<Node> found = new ArrayList<>();
        collect(root, path.segments(), 0, found);
        String wanted = method.equals("HEAD") ? "GET" : method;
        Optional<Route> route = found.stream()
                .flatMap(node ->
                        Optional.ofNullable(node.byMethod.getOrDefault(method, node.byMethod.get(wanted))).stream())
                .findFirst();
        if (route.isEmpty()) {
            throw found.isEmpty() ? Problems.noRoute(rawPath) : Problems.methodNotAllowed(method, allowed(found));
        }
        Match match = new Match(route.get(), variables(route.get(), path.segments()));
        String version = match.variables().get(VERSION);
        if (version != null && !VERSIONS.contains(folded(version))) {
            throw Problems.noVersion(version);
        }
        return match;
    }

    /** The methods that a path has; empty when no route has the path. */
    public Set<String> methodsOf(RequestPath path) {
        List<Node> found = new ArrayList<>();
        collect(root, path.segments(), 0, found);
        return methods(found);
    }

    private static String allowed(List<Node> nodes) {
        return String.join(", ", methods(nodes));
    }

    private static Set<String> methods(List<Node> nodes) {
        Set<String> methods = new LinkedHashSet<>();
        for (Node node : nodes) {
            for (String method : node.byMethod.keySet()) {
                methods.add(method);
                if (method.equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return methods;
    }

    private static void collect(Node node, List<String> segments, int at, List<Node> found) {
        if (at == segments.size()) {
            if (!node.byMethod.isEmpty()) {
                found.add(node);
            }
            return;
        }
        Node literal = node.literals.get(folded(segments.get(at)));
        if (literal != null) {
            collect(literal, segments, at + 1, found);
        }
        if (node.variable != null && !segments.get(at).isEmpty()) {
            collect(node.variable, segments, at + 1, found);
        }
    }

    private static Map<String, String> variables(Route route, List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        List<String> patterns = route.segments();
        for (int i = 0; i < segments.size(); i++) {
            if (Route.isVariable(patterns.get(i))) {
                variables.put(Route.nameOf(patterns.get(i)), segments.get(i));
            }
        }
        return variables;
    }

    private static String folded(String segment) {
        return segment.toLowerCase(Locale.ROOT);
    }
}
