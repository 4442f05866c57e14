package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.seqstore.Seqstore;
import io.seqstore.server.access.Client;
import io.seqstore.server.request.RequestPath;
import io.seqstore.server.routing.Route;
import io.seqstore.server.routing.Router;
import io.seqstore.testing.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of the description are what its schemas say, and what the server does. */
class DescribedExamplesTest {
    private static final String RESOURCE = "/io/seqstore/server/description/examples.json";
    private static final String TASKS = "/api/v1/tasks/";

    /** Members whose values are of the moment, and what is too long to be shown in itself. */
    private static final Set<String> CHANGING = Set.of(
            "OperationId",
            "CreatedDate",
            "LastModifiedDate",
            "DataRetrievalTime",
            "createdAt",
            "updatedAt",
            "access_token",
            "info",
            "paths",
            "components");

    private final Seqstore store = Seqstore.inMemory();
    private final Map<String, Object> story = Json.objectOrEmpty(Json.resource(RESOURCE));
    private final Map<String, Schema> schemas = new HashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private SeqstoreServer server;
    private Wire wire;
    private Map<String, Object> document;
    private String task = "";

    @BeforeEach
    void start() {
        ServerOptions options =
                ServerOptions.defaults().port(0).tasks(true).clients(List.of(Client.withAllRights("plant", "secret")));
        server = SeqstoreServer.start(store, options);
        wire = new Wire(server.uri());
        document = Json.objectOrEmpty(wire.get("/openapi.json").json());
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    /** What is wrong with a value; empty when nothing is. */
    private List<String> violations(String where, Object schema, Object value) {
        Map<String, Object> root = new LinkedHashMap<>(Json.objectOrEmpty(schema));
        root.put("components", document.get("components"));
        Schema compiled = schemas.computeIfAbsent(
                Json.write(schema), unused -> registry.getSchema(Json.write(root), InputFormat.JSON));
        return compiled.validate(Json.write(value), InputFormat.JSON).stream()
                .map(error -> where + ": " + error)
                .toList();
    }

    private List<Map<String, Object>> calls() {
        return Json.listOrEmpty(story.get("examples")).stream()
                .map(Json::objectOrEmpty)
                .toList();
    }

    private static String method(Map<String, Object> call) {
        return ((String) call.get("call")).split(" ", 2)[0];
    }

    private String target(Map<String, Object> call) {
        String target = ((String) call.get("call")).split(" ", 2)[1];
        return target.startsWith("/") ? target : story.get("base") + "/" + target;
    }

    private Route route(Router router, Map<String, Object> call) {
        String path = target(call).split("\\?", 2)[0];
        return router.match(method(call), RequestPath.parse(path), path).route();
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> path =
                Json.objectOrEmpty(Json.objectOrEmpty(document.get("paths")).get(route.path()));
        return Json.objectOrEmpty(path.get(route.method().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, Object> answer(Map<String, Object> operation, int status) {
        Map<String, Object> responses = Json.objectOrEmpty(operation.get("responses"));
        return Json.objectOrEmpty(responses.getOrDefault(Integer.toString(status), responses.get("default")));
    }

    /** Something with a schema and examples in the document. */
    private record Described(String where, Map<String, Object> members) {
        Map<String, Object> examples() {
            return Json.objectOrEmpty(members.get("examples"));
        }
    }

    private static List<Described> described(String where, Map<String, Object> operation) {
        List<Described> all = new ArrayList<>();
        for (Object parameter : Json.listOrEmpty(operation.get("parameters"))) {
            all.add(new Described(
                    where + " " + Json.objectOrEmpty(parameter).get("name"), Json.objectOrEmpty(parameter)));
        }
        addContents(where + " body", Json.objectOrEmpty(operation.get("requestBody")), all);
        Json.objectOrEmpty(operation.get("responses"))
                .forEach((status, response) -> addContents(where + " " + status, Json.objectOrEmpty(response), all));
        return all;
    }

    private static void addContents(String where, Map<String, Object> holder, List<Described> all) {
        Json.objectOrEmpty(holder.get("content"))
                .forEach((media, content) -> all.add(new Described(where + " " + media, Json.objectOrEmpty(content))));
    }

    @Test
    void everyExampleIsWhatItsSchemaSays() {
        List<String> violations = new ArrayList<>();
        int checked = 0;
        int shown = 0;
        for (Route route : server.routes()) {
            Set<String> keys = new TreeSet<>();
            for (Described one : described(route.method() + " " + route.path(), operation(route))) {
                for (Map.Entry<String, Object> example : one.examples().entrySet()) {
                    Object value = Json.objectOrEmpty(example.getValue()).get("value");
                    violations.addAll(violations(one.where(), one.members().get("schema"), value));
                    keys.add(example.getKey());
                    checked++;
                }
            }
            shown += keys.size();
        }
        assertEquals(List.of(), violations);
        assertEquals(calls().size(), shown, "examples in the document");
        assertTrue(checked > 800, "checked: " + checked);
    }

    /** A schema that takes everything would make the test above say nothing. */
    @Test
    void whatIsNotWhatASchemaSaysIsFound() {
        Object type = Map.of("$ref", "#/components/schemas/SdsType");
        assertEquals(List.of(), violations("", type, Map.of("Id", "T", "SdsTypeCode", "Object")));
        assertEquals(1, violations("", type, Map.of("Id", List.of())).size());
        Object asset = Map.of("$ref", "#/components/schemas/Asset");
        assertTrue(violations("", asset, Map.of("Id", "a", "CreatedDate", "yesterday"))
                        .size()
                > 1);
    }

    @Test
    void everyBodyEveryStatusAndEveryParameterIsShown() {
        Router router = new Router(server.routes());
        Map<Route, Set<String>> answered = new HashMap<>();
        calls().forEach(call -> answered.computeIfAbsent(route(router, call), unused -> new TreeSet<>())
                .add(call.get("status").toString()));
        Set<String> missing = new TreeSet<>();
        Map<String, Boolean> parameters = new HashMap<>();
        for (Route route : server.routes()) {
            String name = route.method() + " " + route.path();
            for (Integer status : route.statuses()) {
                if (!answered.getOrDefault(route, Set.of()).contains(status.toString())) {
                    missing.add(name + " " + status);
                }
            }
            for (Described one : described(name, operation(route))) {
                boolean isShown = !one.examples().isEmpty();
                if (one.members().containsKey("in")) {
                    parameters.merge((String) one.members().get("name"), isShown, Boolean::logicalOr);
                } else if (!isShown
                        && !one.where().contains(" default ")
                        && !one.where().contains(" 202 ")) {
                    missing.add(one.where());
                }
            }
        }
        parameters.forEach((name, isShown) -> {
            if (!isShown) {
                missing.add("parameter " + name);
            }
        });
        assertEquals(Set.of(), missing);
    }

    @Test
    void everySchemaIsOfSomethingAndIsThere() {
        Set<String> used = new TreeSet<>();
        addReferences(document, used);
        assertEquals(
                new TreeSet<>(Json.objectOrEmpty(
                                Json.objectOrEmpty(document.get("components")).get("schemas"))
                        .keySet()),
                used);
    }

    private static void addReferences(Object value, Set<String> used) {
        if (value instanceof Map<?, ?> members) {
            if (members.get("$ref") instanceof String reference) {
                used.add(reference.substring(reference.lastIndexOf('/') + 1));
            }
            members.values().forEach(member -> addReferences(member, used));
        } else if (value instanceof List<?> items) {
            items.forEach(item -> addReferences(item, used));
        }
    }

    @Test
    void everyExampleIsWhatTheServerDoesOneAfterTheOther() {
        Router router = new Router(server.routes());
        for (Map<String, Object> call : calls()) {
            String what = call.get("call") + " (" + call.get("summary") + ")";
            Wire.Answer answer = send(call);
            assertEquals(Json.number(call.get("status")), answer.status(), () -> what + ": " + answer.text());
            Map<String, Object> described = answer(operation(route(router, call)), answer.status());
            Map<String, Object> contents = Json.objectOrEmpty(described.get("content"));
            if (contents.isEmpty()) {
                assertEquals("", answer.text(), what);
            } else if (call.containsKey("csv")) {
                assertEquals("text/csv; charset=utf-8", answer.header("Content-Type"), what);
                assertEquals(call.get("csv"), answer.text(), what);
            } else {
                assertEquals("application/json", answer.header("Content-Type"), what);
                Object schema =
                        Json.objectOrEmpty(contents.get("application/json")).get("schema");
                assertEquals(List.of(), violations(what, schema, answer.json()));
                Expectation.same(what, lasting(call.get("answer")), lasting(answer.json()), false, 0);
            }
            boolean hasLocation = Json.objectOrEmpty(described.get("headers")).containsKey("Location");
            assertEquals(hasLocation, answer.header("Location") != null, () -> what + ": " + answer.headers());
            if (hasLocation) {
                assertEquals(200, get(answer.header("Location")).status(), what);
            }
            assertHeaders(what, call, answer);
        }
    }

    /** What holds for every answer, whatever was asked (spec 11, section 2), and that HEAD has the headers of GET. */
    private void assertHeaders(String what, Map<String, Object> call, Wire.Answer answer) {
        assertTrue(answer.header("Operation-Id") != null, what);
        if (answer.status() >= 400) {
            assertEquals(
                    answer.header("Operation-Id"),
                    Json.objectOrEmpty(answer.json()).get("OperationId"),
                    what);
        }
        boolean isOfAssets = target(call).matches(".*/(Assets|AssetTypes)(/[^/]*)?([?].*)?");
        assertTrue(isOfAssets || answer.header("ETag") == null, what);
        if (method(call).equals("GET")) {
            Map<String, String> headers = headers();
            Json.objectOrEmpty(call.get("headers")).forEach((name, value) -> headers.put(name, (String) value));
            Wire.Answer head = wire.send("HEAD", target(call).startsWith(TASKS) ? task : target(call), headers, null);
            assertEquals(0, head.body().length, what);
            assertEquals(answer.header("ETag"), head.header("ETag"), what);
            boolean isListOfAssets = answer.status() == 200 && target(call).matches(".*/(Assets|AssetTypes)([?].*)?");
            if (!target(call).startsWith(TASKS)) {
                assertEquals(isListOfAssets ? 204 : answer.status(), head.status(), what);
                assertEquals(isListOfAssets ? null : answer.header("Content-Type"), head.header("Content-Type"), what);
            }
        }
    }

    private Wire.Answer send(Map<String, Object> call) {
        String target = target(call);
        if (target.startsWith(TASKS) && call.get("status").toString().startsWith("20")) {
            target = task;
            String state = "RUNNING";
            while (Set.of("INITIALIZED", "RUNNING").contains(state)) {
                state = (String) Json.objectOrEmpty(get(task).json()).get("state");
            }
        }
        Map<String, String> headers = headers();
        Json.objectOrEmpty(call.get("headers")).forEach((name, value) -> headers.put(name, (String) value));
        String body = call.containsKey("body") ? Json.write(call.get("body")) : null;
        String form = Json.objectOrEmpty(call.get("form")).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Wire.encode((String) entry.getValue()))
                .collect(Collectors.joining("&"));
        Wire.Answer answer = wire.send(method(call), target, headers, form.isEmpty() ? body : form);
        if (answer.status() == 202 && answer.header("Location") != null) {
            task = answer.header("Location");
        }
        return answer;
    }

    private Wire.Answer get(String target) {
        return wire.send("GET", target, headers(), null);
    }

    /** As a client of a server at its usual port. */
    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "localhost:5590");
        headers.put("Authorization", "Bearer secret");
        return headers;
    }

    /** Without what is of the moment. */
    private Object lasting(Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> lasting = new LinkedHashMap<>();
            members.forEach((name, member) ->
                    lasting.put((String) name, CHANGING.contains(name) ? "changing" : lasting(member)));
            boolean isTask = members.containsKey("progressPercent");
            lasting.computeIfPresent("id", (name, id) -> isTask ? "changing" : id);
            lasting.computeIfPresent("taskUri", (name, uri) -> "changing");
            return lasting;
        }
        return value instanceof List<?> items
                ? items.stream().map(this::lasting).toList()
                : value;
    }
}
