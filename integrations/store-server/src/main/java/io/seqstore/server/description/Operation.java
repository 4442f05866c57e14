package io.seqstore.server.description;

import io.seqstore.server.routing.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the description says of a route and the table of routes does not know: the schemas of its bodies. They stand in
 * {@code operations.json}, by method and path (without what all paths in a namespace begin with): under {@code body} or
 * {@code form} that of the request, under each status that of the answer; a name is that of a schema, a name in brackets stands
 * for an array of such. {@code headers} names the headers of {@code headers.json} that mean something to the operation alone.
 *
 * @param body the schema of the request body; empty when there is none, or one that is not looked at
 * @param answers the schemas of the answers by status; none for answers without a body
 * @param headers the names of headers
 */
record Operation(Optional<Content> body, Map<Integer, List<Content>> answers, List<String> headers) {
    static final String SCHEMAS = "#/components/schemas/";

    private static final String IN_NAMESPACE = "/api/{version}/Tenants/{tenantId}/Namespaces/{namespaceId}/";

    /** All operations by method and path. */
    static Map<String, Operation> all() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        JsonValues.resource("operations.json").forEach((key, members) -> {
            String path = key.contains(" /") ? key : key.replace(" ", " " + IN_NAMESPACE);
            operations.put(path, of(JsonValues.object(members)));
        });
        return operations;
    }

    /** By what {@link #all} knows a route. */
    static String key(Route route) {
        return route.method() + " " + route.path();
    }

    private static Operation of(Map<String, @Nullable Object> members) {
        Optional<Content> body = Optional.empty();
        Map<Integer, List<Content>> answers = new LinkedHashMap<>();
        List<String> headers = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
            switch (member.getKey()) {
                case "body" -> body = Optional.of(new Content(Content.JSON, schema(member.getValue())));
                case "form" -> body = Optional.of(new Content(Content.FORM, schema(member.getValue())));
                case "headers" -> JsonValues.array(member.getValue()).forEach(name -> headers.add((String) name));
                default -> {
                    String[] words = member.getKey().split(" ", -1);
                    answers.computeIfAbsent(Integer.valueOf(words[0]), unused -> new ArrayList<>())
                            .add(new Content(
                                    words.length == 1 ? Content.JSON : Content.CSV, schema(member.getValue())));
                }
            }
        }
        return new Operation(body, answers, headers);
    }

    private static Map<String, @Nullable Object> schema(@Nullable Object name) {
        return name instanceof List<?> one
                ? Map.of("type", "array", "items", schema(one.get(0)))
                : Map.of("$ref", SCHEMAS + name);
    }
}
