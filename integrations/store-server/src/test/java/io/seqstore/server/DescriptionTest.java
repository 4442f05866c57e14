package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.server.routing.Route;
import io.seqstore.testing.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The description names exactly the routes that the server answers. */
class DescriptionTest {
    private static final String EXACT = "^[A-Za-z0-9_.-]+$";

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/openapi.yaml"})
    void everyRouteIsDescribedAndNothingElse(String path) {
        try (Seqstore store = Seqstore.inMemory();
                SeqstoreServer server = SeqstoreServer.start(
                        store, ServerOptions.defaults().port(0).tasks(true))) {
            Wire.Answer answer = new Wire(server.uri()).get(path);
            assertEquals(200, answer.status());
            Map<String, Object> document = Json.objectOrEmpty(answer.json());
            assertEquals("3.1.0", document.get("openapi"));
            Set<String> described = new TreeSet<>();
            Json.objectOrEmpty(document.get("paths")).forEach((route, methods) -> Json.objectOrEmpty(methods)
                    .keySet()
                    .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + route)));
            Set<String> answered = new TreeSet<>();
            for (Route route : server.routes()) {
                answered.add(route.method() + " " + route.path());
            }
            assertEquals(answered, described);
            assertTrue(answered.size() > 70, () -> "routes: " + answered.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "/openapi.json")
    void everyOperationIsWhatTheStandardAsksFor(String path) {
        try (Seqstore store = Seqstore.inMemory();
                SeqstoreServer server =
                        SeqstoreServer.start(store, ServerOptions.defaults().port(0))) {
            Map<String, Object> document =
                    Json.objectOrEmpty(new Wire(server.uri()).get(path).json());
            Set<Object> ids = new HashSet<>();
            Json.objectOrEmpty(document.get("paths"))
                    .forEach((route, methods) -> Json.objectOrEmpty(methods).forEach((method, operation) -> {
                        Map<String, Object> members = Json.objectOrEmpty(operation);
                        String id = (String) members.get("operationId");
                        assertTrue(ids.add(id), () -> id + " is there twice");
                        assertTrue(id.matches(EXACT), id);
                        Set<Object> names = new HashSet<>();
                        for (Object parameter : Json.listOrEmpty(members.get("parameters"))) {
                            Map<String, Object> one = Json.objectOrEmpty(parameter);
                            assertTrue(names.add(one.get("name")), () -> id + ": " + one);
                            boolean inPath = one.get("in").equals("path");
                            assertEquals(inPath, route.contains("{" + one.get("name") + "}"), one::toString);
                            assertTrue(one.containsKey("schema"));
                        }
                        long variables = route.chars().filter(c -> c == '{').count();
                        assertEquals(
                                variables,
                                Json.listOrEmpty(members.get("parameters")).stream()
                                        .filter(one -> Json.objectOrEmpty(one)
                                                .get("in")
                                                .equals("path"))
                                        .count());
                        assertTrue(Json.objectOrEmpty(members.get("responses"))
                                .keySet()
                                .containsAll(List.of("default")));
                    }));
        }
    }
}
