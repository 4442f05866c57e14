package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every golden vector of the writes (spec 06, section 1), put to a store in memory through the front door. */
class WriteVectorsTest {
    private static final Map<String, Object> VECTORS = Json.object(Json.resource("/vectors/writes-basic.json"));

    /** What does not run here, and why. A vector that could run must not be on the list. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "writes-remove-no-parameters", "which parameters are there is a matter of the HTTP facade",
            "writes-remove-half-window", "which parameters are there is a matter of the HTTP facade");

    @TestFactory
    Stream<DynamicTest> everyVectorHolds() {
        return Json.list(VECTORS.get("vectors")).stream().map(Json::object).map(vector -> {
            String id = (String) vector.get("id");
            return NOT_HERE.containsKey(id)
                    ? dynamicTest(id + " (not here: " + NOT_HERE.get(id) + ")", () -> cannotRun(vector))
                    : dynamicTest(id, () -> run(vector));
        });
    }

    @Test
    void everyVectorNotHereExists() {
        List<Object> ids = Json.list(VECTORS.get("vectors")).stream()
                .map(vector -> Json.object(vector).get("id"))
                .toList();
        assertTrue(ids.containsAll(NOT_HERE.keySet()), NOT_HERE.keySet().toString());
    }

    private static void cannotRun(Map<String, Object> vector) {
        try (Seqstore store = storeOf(vector)) {
            assertThrows(VectorRequest.NotEmbedded.class, () -> new Request(vector.get("when"), store).run());
        }
    }

    private static void run(Map<String, Object> vector) {
        try (Seqstore store = storeOf(vector)) {
            Map<String, Object> expect = Json.object(vector.get("expect"));
            Request request = new Request(vector.get("when"), store);
            int status = ((BigDecimal) expect.get("status")).intValue();
            if (status == 204) {
                assertEquals(0, request.run().count());
            } else {
                assertRefused(expect, status, assertThrows(SeqstoreException.class, request::run));
            }
            for (Object after : vector.containsKey("after") ? Json.list(vector.get("after")) : List.of()) {
                assertAnswer(Json.object(after), store);
            }
        }
    }

    private static void assertRefused(Map<String, Object> expect, int status, SeqstoreException refused) {
        Class<? extends SeqstoreException> expected =
                switch (status) {
                    case 400 -> InvalidRequestException.class;
                    case 404 -> NotFoundException.class;
                    case 409 -> ConflictException.class;
                    default -> throw new IllegalArgumentException("status " + status);
                };
        assertEquals(expected, refused.getClass());
        Map<String, Object> body = Json.object(expect.get("body"));
        if (body.containsKey("Parameters")) {
            Json.object(body.get("Parameters"))
                    .forEach((name, value) ->
                            assertEquals(value, refused.parameters().get(name), name));
        }
    }

    private static void assertAnswer(Map<String, Object> after, Seqstore store) {
        Map<String, Object> expect = Json.object(after.get("expect"));
        assertEquals(BigDecimal.valueOf(200), expect.get("status"));
        assertEquals("equal", expect.get("match"));
        Object body = expect.get("body");
        List<Object> events = body instanceof List<?> ? Json.list(body) : List.of(body);
        Rows.assertRows(events, new Request(after.get("when"), store).run(), false);
    }

    private static Seqstore storeOf(Map<String, Object> vector) {
        Seqstore store = Seqstore.inMemory();
        for (Object name : Json.list(Json.object(vector.get("given")).get("fixtures"))) {
            Map<String, Object> fixture =
                    Json.object(Json.object(VECTORS.get("fixtures")).get((String) name));
            store.getOrCreateType(JsonText.readType(Json.write(fixture.get("type"))));
            var stream = JsonText.readStream(Json.write(fixture.get("stream")));
            store.getOrCreateStream(stream);
            EventStream opened = store.stream(stream.id());
            opened.insert(batch(opened, fixture.get("events")));
        }
        return store;
    }

    private static ColumnBatch batch(EventStream stream, Object json) {
        ColumnBatch batch = stream.newBatch();
        try (JsonParser parser = new JsonFactory().createParser(Json.write(json))) {
            EventJson.of(stream.layout()).read(parser, batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return batch;
    }

    /** A request as a vector writes it, put to the front door. */
    private static final class Request {
        private static final ColumnBatch NO_ANSWER = Pump.events(new long[0]);

        private final Map<String, Object> when;
        private final Seqstore store;
        private final String path;
        private final Map<String, List<String>> parameters = new LinkedHashMap<>();

        Request(Object when, Seqstore store) {
            this.when = Json.object(when);
            this.store = store;
            this.path = (String) this.when.get("path");
            for (Object pair : this.when.containsKey("query") ? Json.list(this.when.get("query")) : List.of()) {
                String name = ((String) Json.list(pair).get(0)).toLowerCase(Locale.ROOT);
                parameters.computeIfAbsent(name, unused -> new ArrayList<>()).add((String)
                        Json.list(pair).get(1));
            }
        }

        /** Runs the request; a write answers with no events. */
        ColumnBatch run() {
            String[] parts = path.split("/");
            assertEquals("Streams", parts[1]);
            EventStream stream = store.stream(parts[2]);
            if ("GET".equals(when.get("method"))) {
                return read(stream);
            }
            switch ((String) when.get("method")) {
                case "POST" -> stream.insert(batch(stream, when.get("body")));
                case "PUT" -> put(stream);
                case "PATCH" -> patch(stream);
                case "DELETE" -> delete(stream);
                default -> throw new VectorRequest.NotEmbedded("method " + when.get("method"));
            }
            return NO_ANSWER;
        }

        private void put(EventStream stream) {
            ColumnBatch events = batch(stream, when.get("body"));
            if (parameters.getOrDefault("allowcreate", List.of("true")).equals(List.of("false"))) {
                stream.replace(events);
            } else {
                stream.update(events);
            }
        }

        private void patch(EventStream stream) {
            List<String> select = parameters.getOrDefault("select", parameters.get("selectexpression"));
            if (select != null) {
                stream.patch(select, batch(stream, when.get("body")));
                return;
            }
            List<Map<String, Object>> events = new ArrayList<>();
            for (Object event : Json.list(when.get("body"))) {
                Map<String, Object> values = new LinkedHashMap<>();
                Json.object(event).forEach((id, json) -> {
                    PropertyLayout property = stream.layout().property(id);
                    values.put(id, Rows.value(property, json));
                });
                events.add(values);
            }
            stream.patch(events);
        }

        private void delete(EventStream stream) {
            if (parameters.containsKey("index")) {
                stream.remove(parameters.get("index"));
            } else {
                stream.removeWindow(one("startindex"), one("endindex"));
            }
        }

        private ColumnBatch read(EventStream stream) {
            if (path.endsWith("/Last")) {
                return rowOf(stream, stream.last());
            }
            if (parameters.containsKey("index")) {
                return rowOf(stream, stream.find(one("index")));
            }
            return parameters.containsKey("filter")
                    ? stream.filtered(one("filter")).columns()
                    : stream.window(one("startindex"), one("endindex")).columns();
        }

        private static ColumnBatch rowOf(EventStream stream, Optional<Event> event) {
            ColumnBatch row = stream.newBatch();
            event.ifPresent(found -> EventConverter.of(stream.layout()).append(found, row));
            return row;
        }

        private String one(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() != 1) {
                throw new VectorRequest.NotEmbedded(values.size() + " values of parameter " + name);
            }
            return values.get(0);
        }
    }
}
