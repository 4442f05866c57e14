package io.seqstore.server.description;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes operations: routes with the schemas and examples of all that goes in and out. The parts of one example have one key
 * wherever they stand, its number among the examples of the operation. Used by one thread.
 */
final class OperationWriter {
    private static final String ERROR = "Error";
    private static final int ACCEPTED = 202;
    private static final int FIRST_ERROR = 400;

    /** The headers that mean something to every operation on what is in a namespace. */
    private static final List<String> COMMON_HEADERS = List.of("Accept-Verbosity", "Request-Timeout");

    private final JsonGenerator json;
    private final Map<String, Operation> operations = Operation.all();
    private final Map<Route, List<Example>> examples;
    private final Map<String, @Nullable Object> headers = JsonValues.resource("headers.json");
    private final boolean isSecured;
    private final boolean takesTasks;

    OperationWriter(List<Route> routes, JsonGenerator json) {
        this.json = json;
        this.examples = Example.byRoute(routes);
        this.isSecured = routes.stream().anyMatch(route -> route.path().equals("/identity/connect/token"));
        this.takesTasks = routes.stream().anyMatch(route -> route.path().endsWith("/tasks/{taskId}"));
    }

    /** Whether clients have to prove who they are. */
    boolean isSecured() {
        return isSecured;
    }

    void write(Route route) throws IOException {
        Operation operation = Objects.requireNonNull(
                operations.get(Operation.key(route)), () -> Operation.key(route) + " is not in operations.json");
        List<Example> shown = examples.getOrDefault(route, List.of());
        json.writeObjectFieldStart(route.method().toLowerCase(Locale.ROOT));
        json.writeStringField("summary", route.summary());
        json.writeStringField("operationId", operationId(route));
        if (isSecured && route.right() != Route.Right.OPEN) {
            json.writeFieldName("security");
            json.writeRawValue("[{\"bearer\":[]}]");
        }
        writeParameters(route, operation, shown);
        if (operation.body().isPresent()) {
            Content body = operation.body().get();
            json.writeObjectFieldStart("requestBody");
            writeContents(List.of(body), shown, Example::body);
            json.writeEndObject();
        }
        json.writeObjectFieldStart("responses");
        for (int status : statuses(route)) {
            List<Content> contents = status == ACCEPTED && mayBeTask(route)
                    ? List.of(new Content(Content.JSON, Map.of("$ref", Operation.SCHEMAS + "TaskReference")))
                    : operation.answers().getOrDefault(status, List.of());
            List<Example> answered =
                    shown.stream().filter(one -> one.status() == status).toList();
            boolean hasLocation = status == 201 || status == 302 || (status == ACCEPTED && mayBeTask(route));
            writeAnswer(Integer.toString(status), describe(status), hasLocation, contents, answered);
        }
        List<Example> failed =
                shown.stream().filter(one -> one.status() >= FIRST_ERROR).toList();
        Content error = new Content(Content.JSON, Map.of("$ref", Operation.SCHEMAS + ERROR));
        writeAnswer("default", "What went wrong.", false, List.of(error), failed);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String operationId(Route route) {
        StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
        for (String segment : route.segments()) {
            if (!segment.startsWith("{") && !segment.equals("api")) {
                id.append('_').append(segment.replaceAll("[^A-Za-z0-9]", "_"));
            } else if (!segment.equals("api") && !segment.equals("{version}") && !segment.equals("{tenantId}")) {
                id.append("_by_").append(segment, 1, segment.length() - 1);
            }
        }
        return id.toString();
    }

    /** Whether a request may go on after its answer (spec 11, section 8). */
    private boolean mayBeTask(Route route) {
        return takesTasks && isInNamespace(route) && !route.method().equals("GET");
    }

    private static boolean isInNamespace(Route route) {
        return route.segments().contains("{namespaceId}");
    }

    private SortedSet<Integer> statuses(Route route) {
        SortedSet<Integer> statuses = new TreeSet<>(route.statuses());
        if (mayBeTask(route)) {
            statuses.add(ACCEPTED);
        }
        return statuses;
    }

    private void writeParameters(Route route, Operation operation, List<Example> shown) throws IOException {
        json.writeArrayFieldStart("parameters");
        for (String segment : route.segments()) {
            if (segment.startsWith("{")) {
                writePathParameter(segment.substring(1, segment.length() - 1), shown);
            }
        }
        for (Parameter parameter : route.parameters()) {
            writeQueryParameter(parameter, shown);
        }
        List<String> names = new ArrayList<>(operation.headers());
        if (isInNamespace(route)) {
            names.addAll(COMMON_HEADERS);
        }
        if (mayBeTask(route)) {
            names.add("Prefer");
        }
        for (String name : names) {
            writeHeaderParameter(name, shown);
        }
        json.writeEndArray();
    }

    private void writePathParameter(String name, List<Example> shown) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("in", "path");
        json.writeBooleanField("required", true);
        json.writeObjectFieldStart("schema");
        json.writeStringField("type", "string");
        if (name.equals("version")) {
            writeNames(List.of("v1", "v1-preview"));
        }
        json.writeEndObject();
        writeExamples(shown, example -> Optional.ofNullable(example.variables().get(name)));
        json.writeEndObject();
    }

    private void writeQueryParameter(Parameter parameter, List<Example> shown) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", parameter.name());
        json.writeStringField("in", "query");
        if (!parameter.values().isEmpty()) {
            json.writeStringField("description", "A name, or its number counted from 0.");
        }
        json.writeObjectFieldStart("schema");
        if (parameter.repeated()) {
            json.writeStringField("type", "array");
            json.writeObjectFieldStart("items");
            json.writeStringField("type", parameter.type());
            json.writeEndObject();
        } else if (parameter.values().isEmpty()) {
            json.writeStringField("type", parameter.type());
        } else {
            json.writeArrayFieldStart("anyOf");
            json.writeStartObject();
            json.writeStringField("type", "string");
            writeNames(parameter.values());
            json.writeEndObject();
            json.writeStartObject();
            json.writeStringField("type", "integer");
            json.writeNumberField("minimum", 0);
            json.writeNumberField("maximum", parameter.values().size() - 1);
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
        writeExamples(shown, example -> example.valueOf(parameter));
        json.writeEndObject();
    }

    private void writeHeaderParameter(String name, List<Example> shown) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("in", "header");
        for (Map.Entry<String, @Nullable Object> member :
                JsonValues.object(headers.get(name)).entrySet()) {
            json.writeFieldName(member.getKey());
            JsonValues.write(member.getValue(), json);
        }
        writeExamples(shown, example -> Optional.ofNullable(example.headers().get(name)));
        json.writeEndObject();
    }

    private void writeNames(List<String> names) throws IOException {
        json.writeArrayFieldStart("enum");
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private void writeAnswer(
            String key, String description, boolean hasLocation, List<Content> contents, List<Example> answered)
            throws IOException {
        json.writeObjectFieldStart(key);
        json.writeStringField("description", description);
        if (hasLocation) {
            json.writeFieldName("headers");
            json.writeRawValue("{\"Location\":{\"schema\":{\"type\":\"string\"}}}");
        }
        if (!contents.isEmpty()) {
            writeContents(contents, answered, Example::answer);
        }
        json.writeEndObject();
    }

    private void writeContents(List<Content> contents, List<Example> shown, Function<Example, Optional<Content>> part)
            throws IOException {
        json.writeObjectFieldStart("content");
        for (Content content : contents) {
            json.writeObjectFieldStart(content.mediaType());
            json.writeFieldName("schema");
            JsonValues.write(content.value(), json);
            List<Example> ofThisType = shown.stream()
                    .filter(example -> part.apply(example)
                            .filter(one -> one.mediaType().equals(content.mediaType()))
                            .isPresent())
                    .toList();
            writeExamples(ofThisType, example -> part.apply(example).map(Content::value));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** The examples that have such a part. */
    private void writeExamples(List<Example> shown, Function<Example, Optional<Object>> part) throws IOException {
        List<Example> having =
                shown.stream().filter(one -> part.apply(one).isPresent()).toList();
        if (having.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("examples");
        for (Example example : having) {
            json.writeObjectFieldStart(Integer.toString(example.number()));
            json.writeStringField("summary", example.summary());
            json.writeFieldName("value");
            JsonValues.write(part.apply(example).orElseThrow(), json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String describe(int status) {
        return switch (status) {
            case 200 -> "Done.";
            case 201 -> "Created.";
            case ACCEPTED -> "Accepted.";
            case 204 -> "Done; nothing to say.";
            case 207 -> "Done in part; what failed is named.";
            case 302 -> "An identical one exists, at Location.";
            case 304 -> "It is as the client knows it.";
            default -> "Done.";
        };
    }
}
