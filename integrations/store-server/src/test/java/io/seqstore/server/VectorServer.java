package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server over a store in memory, in the state that a test vector gives; all of it is made over the wire. */
final class VectorServer implements AutoCloseable {
    static final String BASE = "/api/v1/Tenants/default/Namespaces/default";
    private static final int BATCH = 20_000;

    private final Seqstore store;
    private SeqstoreServer server;
    Wire wire;

    VectorServer(ServerOptions options) {
        this.store = Seqstore.inMemory();
        this.server = SeqstoreServer.start(store, options.port(0));
        this.wire = new Wire(server.uri());
    }

    /** Makes the stream "s" of (K: Int64, V: Double) on a server that a test started with options of its own. */
    static Wire withSeries(SeqstoreServer server) {
        Wire wire = new Wire(server.uri());
        String type = """
                {"Id":"T","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":11}},\
                {"Id":"V","SdsType":{"SdsTypeCode":14}}]}""";
        wire.send("POST", BASE + "/Types/T", Map.of(), type);
        wire.send("POST", BASE + "/Streams/s", Map.of(), "{\"Id\":\"s\",\"TypeId\":\"T\"}");
        return wire;
    }

    static VectorServer of(Map<String, Object> given, Map<String, Object> fixtures) {
        VectorServer server = new VectorServer(options(Map.of()));
        try {
            for (Object name : Json.listOrEmpty(given.get("fixtures"))) {
                server.make(Json.objectOrEmpty(fixtures.get((String) name)));
            }
            Map<String, Object> settings = Json.objectOrEmpty(given.get("settings"));
            if (!settings.isEmpty()) {
                // Only now: a limit may be below what the fixtures need.
                server.restart(options(settings));
            }
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private void restart(ServerOptions options) {
        server.stop();
        server = SeqstoreServer.start(store, options.port(0));
        wire = new Wire(server.uri());
    }

    private static ServerOptions options(Map<String, Object> settings) {
        ServerOptions options = ServerOptions.defaults().tasks(true);
        for (Map.Entry<String, Object> setting : settings.entrySet()) {
            int value = Json.number(setting.getValue());
            options = switch (setting.getKey()) {
                case "maxEventsPerRead" -> options.maxEventsPerRead(value);
                case "maxRequestBytes" -> options.maxRequestBytes(value);
                default -> throw new IllegalArgumentException("no such setting: " + setting);
            };
        }
        return options;
    }

    private void make(Map<String, Object> fixture) {
        if (fixture.containsKey("type")) {
            post("/Types/" + id(fixture.get("type")), fixture.get("type"));
        }
        if (fixture.containsKey("stream")) {
            makeStream(fixture);
        }
        Json.listOrEmpty(fixture.get("streams")).forEach(stream -> makeStream(Json.objectOrEmpty(stream)));
        if (fixture.containsKey("asset")) {
            post("/Assets/" + id(fixture.get("asset")), fixture.get("asset"));
        }
    }

    private void makeStream(Map<String, Object> fixture) {
        String id = id(fixture.get("stream"));
        post("/Streams/" + id, fixture.get("stream"));
        List<Object> events = fixture.containsKey("generator")
                ? generated(Json.objectOrEmpty(fixture.get("generator")))
                : Json.listOrEmpty(fixture.get("events"));
        for (int from = 0; from < events.size(); from += BATCH) {
            post("/Streams/" + id + "/Data", events.subList(from, Math.min(events.size(), from + BATCH)));
        }
    }

    private static String id(Object definition) {
        return Wire.encode((String) Json.objectOrEmpty(definition).get("Id"));
    }

    void post(String path, Object body) {
        Wire.Answer answer = wire.send("POST", BASE + path, Map.of(), Json.write(body));
        assertTrue(List.of(200, 201, 204, 302).contains(answer.status()), () -> path + ": " + answer.text());
    }

    private static List<Object> generated(Map<String, Object> generator) {
        Instant base = Instant.parse((String) generator.get("base"));
        List<Object> events = new ArrayList<>();
        for (Object item : Json.listOrEmpty(generator.get("segments"))) {
            Map<String, Object> segment = Json.objectOrEmpty(item);
            for (int t = Json.number(segment.get("from")); t <= Json.number(segment.get("to")); t++) {
                Map<String, Object> event = new LinkedHashMap<>();
                event.put((String) generator.get("key"), base.plusSeconds(t).toString());
                for (Map.Entry<String, Object> member : segment.entrySet()) {
                    if (member.getValue() instanceof Map<?, ?> rule) {
                        event.put(member.getKey(), value(Json.objectOrEmpty(rule), t));
                    }
                }
                events.add(event);
            }
        }
        return events;
    }

    private static Object value(Map<String, Object> rule, int t) {
        if (rule.containsKey("constant")) {
            return rule.get("constant");
        }
        if (rule.containsKey("decimalSum")) {
            return new BigDecimal((String) rule.get("decimalSum")).add(BigDecimal.valueOf(t));
        }
        if (rule.containsKey("mod")) {
            return BigDecimal.valueOf(t % Json.number(rule.get("mod")));
        }
        if (rule.containsKey("fmodTwoPi")) {
            return t % (2 * Math.PI);
        }
        throw new IllegalArgumentException("unknown rule " + rule);
    }

    /** Sends a request as a vector writes it. */
    Wire.Answer send(Map<String, Object> when) {
        Map<String, String> headers = new LinkedHashMap<>();
        Json.objectOrEmpty(when.get("headers")).forEach((name, value) -> headers.put(name, (String) value));
        String body = when.containsKey("body") ? Json.write(when.get("body")) : null;
        return wire.send((String) when.get("method"), target(when), headers, body);
    }

    private static String target(Map<String, Object> when) {
        if (when.containsKey("rawTarget")) {
            return (String) when.get("rawTarget");
        }
        String path = (String) when.get("path");
        List<List<Object>> query = new ArrayList<>();
        Json.listOrEmpty(when.get("query")).forEach(pair -> query.add(Json.listOrEmpty(pair)));
        return Wire.target(path.startsWith("/api/") ? path : BASE + path, query);
    }

    @Override
    public void close() {
        server.stop();
        store.close();
    }
}
