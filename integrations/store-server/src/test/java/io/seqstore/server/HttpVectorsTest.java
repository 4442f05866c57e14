package io.seqstore.server;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.testing.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every golden vector that is written as an HTTP request, sent over a socket; each is a test of its own. */
class HttpVectorsTest {
    private static final List<String> FILES = List.of(
            "assets-data",
            "filters-expressions",
            "filters-tables-verbosity",
            "http-leniency-errors",
            "joins-basic",
            "reads-basic",
            "reads-interpolation",
            "summaries-basic",
            "summaries-large-and-sampled",
            "writes-basic");

    /** Reading changes nothing, so vectors that read share a server in the state that they ask for. */
    private final Map<String, VectorServer> readOnly = new HashMap<>();

    @AfterEach
    void closeServers() {
        readOnly.values().forEach(VectorServer::close);
    }

    @TestFactory
    Stream<DynamicNode> everyVectorHolds() {
        return FILES.stream().map(file -> dynamicContainer(file, vectorsOf(file)));
    }

    private List<DynamicNode> vectorsOf(String file) {
        Map<String, Object> content = Json.objectOrEmpty(Json.resource("/vectors/" + file + ".json"));
        Map<String, Object> fixtures = Json.objectOrEmpty(content.get("fixtures"));
        List<DynamicNode> tests = new ArrayList<>();
        for (Object item : Json.listOrEmpty(content.get("vectors"))) {
            Map<String, Object> vector = Json.objectOrEmpty(item);
            tests.add(dynamicTest((String) vector.get("id"), () -> run(file, vector, fixtures)));
        }
        return tests;
    }

    private void run(String file, Map<String, Object> vector, Map<String, Object> fixtures) {
        Map<String, Object> given = Json.objectOrEmpty(vector.get("given"));
        Map<String, Object> when = Json.objectOrEmpty(vector.get("when"));
        if ("GET".equals(when.get("method")) && !vector.containsKey("after")) {
            VectorServer server = readOnly.computeIfAbsent(file + given, unused -> VectorServer.of(given, fixtures));
            Expectation.check(Json.objectOrEmpty(vector.get("expect")), server.send(when));
            return;
        }
        try (VectorServer server = VectorServer.of(given, fixtures)) {
            Expectation.check(Json.objectOrEmpty(vector.get("expect")), server.send(when));
            for (Object after : Json.listOrEmpty(vector.get("after"))) {
                Map<String, Object> step = Json.objectOrEmpty(after);
                Expectation.check(
                        Json.objectOrEmpty(step.get("expect")), server.send(Json.objectOrEmpty(step.get("when"))));
            }
        }
    }
}
