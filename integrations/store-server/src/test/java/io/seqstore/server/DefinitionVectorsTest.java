package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.testing.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The golden vectors that are written as operations (spec 01, section 12), put as requests over a socket; each is a test of its
 * own, in a namespace of its own.
 */
class DefinitionVectorsTest {
    private static final List<String> FILES =
            List.of("types", "type-ids", "registry", "streams", "indexes", "search", "views", "uom", "uom-catalog");

    /** Operations that no request stands for, and why. */
    private static final Map<String, String> NO_REQUEST = Map.of(
            "codeTable", "a table, no request",
            "allowedKeyCodes", "a table, no request",
            "enumTable", "a table, no request",
            "compatibilityTable", "a table, no request",
            "primitiveTypeId", "ids that the builder of types in Java gives; the wire has none of its own",
            "mapJson", "a form of JSON without an operation that gives it",
            "referenceCount without type", "a form of JSON without an operation that gives it");

    private static final AtomicInteger WORLDS = new AtomicInteger();
    private static final VectorServer SERVER = new VectorServer(ServerOptions.defaults());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @TestFactory
    Stream<DynamicNode> everyVectorHolds() {
        return FILES.stream().map(file -> dynamicContainer(file, vectorsOf(file)));
    }

    private static Stream<DynamicNode> vectorsOf(String file) {
        return Json.listOrEmpty(Json.resource("/vectors/" + file + ".json")).stream()
                .map(item -> {
                    Map<String, Object> vector = Json.objectOrEmpty(item);
                    String id = (String) vector.get("id");
                    String operation = operation(Json.objectOrEmpty(vector.get("when")));
                    return NO_REQUEST.containsKey(operation)
                            ? dynamicTest(id + " (not over the wire: " + NO_REQUEST.get(operation) + ")", () -> {})
                            : dynamicTest(id, () -> new World(vector).run());
                });
    }

    private static String operation(Map<String, Object> when) {
        String operation = (String) when.get("op");
        return operation.equals("referenceCount") && !when.containsKey("typeId")
                ? "referenceCount without type"
                : operation;
    }

    /** A namespace in the state that a vector gives. */
    private static final class World {
        private final Map<String, Object> given;
        private final Map<String, Object> when;
        private final Map<String, Object> expect;
        private final String base;

        World(Map<String, Object> vector) {
            this.given = Json.objectOrEmpty(vector.get("given"));
            this.when = Json.objectOrEmpty(vector.get("when"));
            this.expect = Json.objectOrEmpty(vector.get("expect"));
            String id = "v-" + WORLDS.incrementAndGet();
            this.base = "/api/v1/Tenants/default/Namespaces/" + id;
            assertEquals(201, send("POST", "", "{}").status());
        }

        private Wire.Answer send(String method, String path, String body) {
            return SERVER.wire.send(method, base + path, Map.of(), body);
        }

        private Wire.Answer send(String method, String path, Object verbosity, String body) {
            Map<String, String> headers = verbosity == null ? Map.of() : Map.of("Accept-Verbosity", (String) verbosity);
            return SERVER.wire.send(method, base + path, headers, body);
        }

        private void make(String path, Object body) {
            Wire.Answer answer = send("POST", path, Json.write(body));
            assertTrue(List.of(200, 201, 204, 302).contains(answer.status()), () -> path + ": " + answer.text());
        }

        private void makeState() {
            Json.listOrEmpty(given.get("types")).forEach(type -> make("/Types/" + id(type), type));
            if (given.containsKey("type")) {
                make("/Types/" + id(given.get("type")), given.get("type"));
            }
            for (Object stream : Json.listOrEmpty(given.get("streams"))) {
                makeTypeIfMissing((String) Json.objectOrEmpty(stream).get("TypeId"));
                make("/Streams/" + id(stream), stream);
            }
            for (Object view : Json.listOrEmpty(given.get("views"))) {
                makeTypesOf(Json.objectOrEmpty(view));
                make("/StreamViews/" + id(view), view);
            }
            Json.objectOrEmpty(given.get("tags"))
                    .forEach((stream, tags) -> assertEquals(
                            200,
                            send("PUT", "/Streams/" + Wire.encode(stream) + "/Tags", Json.write(tags))
                                    .status()));
            Json.objectOrEmpty(given.get("metadata"))
                    .forEach((stream, map) -> assertEquals(
                            200,
                            send("PUT", "/Streams/" + Wire.encode(stream) + "/Metadata", Json.write(map))
                                    .status()));
            if (given.containsKey("streamCount")) {
                makeTypeIfMissing("T");
                for (int i = 0; i < Json.number(given.get("streamCount")); i++) {
                    make("/Streams/%04d".formatted(i), Map.of("Id", "%04d".formatted(i), "TypeId", "T"));
                }
            }
            makeEvents();
        }

        private void makeEvents() {
            if (!given.containsKey("events")) {
                return;
            }
            List<Object> into =
                    given.containsKey("eventsInto") ? Json.listOrEmpty(given.get("eventsInto")) : List.of(streamId());
            for (Object stream : into) {
                make("/Streams/" + Wire.encode((String) stream) + "/Data", given.get("events"));
            }
        }

        /** The only stream; one of the first type where the vector names none. */
        private String streamId() {
            if (when.containsKey("streamId")) {
                return (String) when.get("streamId");
            }
            List<Object> streams = Json.listOrEmpty(given.get("streams"));
            if (!streams.isEmpty()) {
                return (String) Json.objectOrEmpty(streams.get(0)).get("Id");
            }
            Object type = given.containsKey("type")
                    ? given.get("type")
                    : Json.listOrEmpty(given.get("types")).get(0);
            make(
                    "/Streams/stream",
                    Map.of("Id", "stream", "TypeId", Json.objectOrEmpty(type).get("Id")));
            return "stream";
        }

        private void makeTypeIfMissing(String typeId) {
            if (send("GET", "/Types/" + Wire.encode(typeId), null).status() == 404) {
                make(
                        "/Types/" + Wire.encode(typeId),
                        Map.of(
                                "Id",
                                typeId,
                                "SdsTypeCode",
                                1,
                                "Properties",
                                List.of(
                                        Map.of("Id", "Key", "IsKey", true, "SdsType", Map.of("SdsTypeCode", 9)),
                                        Map.of("Id", "Value", "SdsType", Map.of("SdsTypeCode", 14)))));
            }
        }

        /** The views of the search vectors are about types that no vector shows; a nested one needs a property of that type. */
        private void makeTypesOf(Map<String, Object> view) {
            for (Object property : Json.listOrEmpty(view.get("Properties"))) {
                Map<String, Object> nested =
                        Json.objectOrEmpty(Json.objectOrEmpty(property).get("SdsStreamView"));
                if (!nested.isEmpty()) {
                    makeTypesOf(nested);
                    makeHolder(
                            (String) view.get("SourceTypeId"),
                            Json.objectOrEmpty(property).get("SourceId"),
                            nested.get("SourceTypeId"));
                    makeHolder(
                            (String) view.get("TargetTypeId"),
                            Json.objectOrEmpty(property).get("TargetId"),
                            nested.get("TargetTypeId"));
                }
            }
            makeTypeIfMissing((String) view.get("SourceTypeId"));
            makeTypeIfMissing((String) view.get("TargetTypeId"));
        }

        private void makeHolder(String typeId, Object propertyId, Object nestedTypeId) {
            if (send("GET", "/Types/" + Wire.encode(typeId), null).status() == 404) {
                make(
                        "/Types/" + Wire.encode(typeId),
                        Map.of(
                                "Id",
                                typeId,
                                "SdsTypeCode",
                                1,
                                "Properties",
                                List.of(
                                        Map.of("Id", "Key", "IsKey", true, "SdsType", Map.of("SdsTypeCode", 9)),
                                        Map.of("Id", propertyId, "SdsType", Map.of("Id", nestedTypeId)))));
            }
        }

        private static String id(Object definition) {
            return Wire.encode((String) Json.objectOrEmpty(definition).get("Id"));
        }

        void run() {
            makeState();
            switch ((String) when.get("op")) {
                case "parseIndex" -> parseIndex();
                case "eventRoundTrip" -> roundTrip(when.get("json"), "verbose", expect.get("verboseJson"));
                case "eventJson" -> roundTrip(when.get("event"), (String) when.get("verbosity"), expect.get("json"));
                case "convert" -> convert();
                case "resolveUnit" -> resolveUnit();
                case "lastValue" -> lastValues();
                default -> check(perform(when));
            }
        }

        private Wire.Answer perform(Map<String, Object> operation) {
            String type = "/Types/" + Wire.encode(String.valueOf(operation.get("typeId")));
            String stream = "/Streams/" + Wire.encode(String.valueOf(operation.get("streamId")));
            String view = "/StreamViews/" + Wire.encode(String.valueOf(operation.get("viewId")));
            String body = operation.containsKey("body") ? Json.write(operation.get("body")) : null;
            Object verbosity = operation.get("verbosity");
            return switch ((String) operation.get("op")) {
                case "getType" -> send("GET", type, verbosity, null);
                case "postType" -> send("POST", type, verbosity, body);
                case "deleteType" -> send("DELETE", type, null);
                case "referenceCount" -> send("GET", type + "/ReferenceCount", null);
                case "listTypes" -> send("GET", Wire.target("/Types", parameters(operation)), null);
                case "listStreams" -> send("GET", Wire.target("/Streams", parameters(operation)), null);
                case "postStream" -> send("POST", stream, verbosity, body);
                case "putStream" -> send("PUT", stream, body);
                case "getStream" -> send("GET", stream, verbosity, null);
                case "deleteStream" -> send("DELETE", stream, null);
                case "putStreamType" -> send("PUT", Wire.target(stream + "/Type", parameters(operation)), "");
                case "postView" -> send("POST", view, body);
                case "getViewMap" -> send("GET", view + "/Map", verbosity, null);
                case "putTags" -> send("PUT", stream + "/Tags", body);
                case "deleteTags" -> send("DELETE", stream + "/Tags", null);
                case "putMetadata" -> send("PUT", stream + "/Metadata", body);
                case "patchMetadata" -> send("PATCH", stream + "/Metadata", body);
                case "deleteMetadata" -> send("DELETE", stream + "/Metadata", null);
                case "getMetadataValue" ->
                    send("GET", stream + "/Metadata/" + Wire.encode((String) operation.get("key")), null);
                case "listNamespaces" -> SERVER.wire.get("/api/v1/Tenants/default/Namespaces");
                case "getUnit" -> send("GET", "/Units/" + Wire.encode((String) operation.get("uomId")), null);
                case "listUnits" -> send("GET", Wire.target("/Units", parameters(operation)), null);
                case "getQuantity" -> send("GET", quantity(operation), null);
                case "listQuantityUnits" -> send("GET", quantity(operation) + "/Units", null);
                case "getQuantityUnit" ->
                    send("GET", quantity(operation) + "/Units/" + Wire.encode((String) operation.get("uomId")), null);
                case "validateId" -> validateId((String) operation.get("id"));
                case "search" -> search(operation);
                case "sequence" -> sequence(Json.listOrEmpty(operation.get("steps")));
                default -> data(operation);
            };
        }

        private static String quantity(Map<String, Object> operation) {
            return "/Quantities/" + Wire.encode((String) operation.get("quantityId"));
        }

        private static List<List<Object>> parameters(Map<String, Object> operation) {
            return Stream.of(
                            "query",
                            "filter",
                            "skip",
                            "count",
                            "orderby",
                            "streamViewId",
                            "startIndex",
                            "endIndex",
                            "index")
                    .filter(operation::containsKey)
                    .map(name -> List.<Object>of(name, String.valueOf(operation.get(name))))
                    .toList();
        }

        private Wire.Answer sequence(List<Object> steps) {
            List<Wire.Answer> answers = new ArrayList<>();
            steps.forEach(step -> answers.add(perform(Json.objectOrEmpty(step))));
            return answers.get(answers.size() - 1);
        }

        private Wire.Answer validateId(String id) {
            Map<String, Object> type = Map.of(
                    "Id",
                    id,
                    "SdsTypeCode",
                    1,
                    "Properties",
                    List.of(Map.of("Id", "Key", "IsKey", true, "SdsType", Map.of("SdsTypeCode", 9))));
            return send("POST", "/Types/" + Wire.encode(id), Json.write(type));
        }

        private Wire.Answer search(Map<String, Object> operation) {
            String collection =
                    switch ((String) operation.get("kind")) {
                        case "types" -> "/Types";
                        case "streams" -> "/Streams";
                        default -> "/StreamViews";
                    };
            return send("GET", Wire.target(collection, parameters(operation)), null);
        }

        private Wire.Answer data(Map<String, Object> operation) {
            String data = "/Streams/" + Wire.encode(streamId()) + "/Data";
            boolean isTransformed = operation.containsKey("streamViewId") || operation.containsKey("uoms");
            String read = isTransformed ? data + "/Transform" : data;
            Object verbosity = operation.get("verbosity");
            String method = operation.containsKey("uoms") ? "POST" : "GET";
            String body = operation.containsKey("uoms") ? Json.write(operation.get("uoms")) : null;
            return switch ((String) operation.get("op")) {
                case "first" -> send(method, Wire.target(read + "/First", parameters(operation)), verbosity, body);
                case "last" -> send(method, Wire.target(read + "/Last", parameters(operation)), verbosity, body);
                case "window", "filtered" -> send(method, Wire.target(read, parameters(operation)), verbosity, body);
                case "all" -> all(data);
                case "valueAt" ->
                    send("GET", Wire.target(data + "/Interpolated", parameters(operation)), "verbose", null);
                case "insert" -> send("POST", data, Json.write(operation.get("events")));
                case "removeValue" -> send("DELETE", Wire.target(data, parameters(operation)), null);
                default -> throw new IllegalArgumentException("no such operation: " + operation);
            };
        }

        /** The first key has a least value, and so has the range of everything. */
        private Wire.Answer all(String data) {
            return send("GET", Wire.target(data, List.of(List.of("filter", "1 eq 1"))), null);
        }

        private void check(Wire.Answer answer) {
            if (expect.containsKey("status")) {
                assertEquals(Json.number(expect.get("status")), answer.status(), answer::text);
            }
            if (expect.containsKey("result")) {
                assertEquals(
                        Map.of("CREATED", 201, "FOUND", 302, "CONFLICT", 409).get((String) expect.get("result")),
                        answer.status(),
                        answer::text);
            }
            boolean refused = Boolean.FALSE.equals(expect.get("valid"))
                    || Boolean.TRUE.equals(expect.get("error"))
                    || Boolean.TRUE.equals(expect.get("refused"))
                    || Boolean.FALSE.equals(expect.get("supported"));
            if (refused || !expect.containsKey("status") && !expect.containsKey("result")) {
                assertEquals(refused ? 4 : 2, answer.status() / 100, answer::text);
            }
            checkBody(answer);
            checkType(answer);
            checkEvents(answer);
            checkAfter();
        }

        private void checkBody(Wire.Answer answer) {
            if (expect.containsKey("body")) {
                // A type is answered in full unless asked otherwise; what the vector leaves out is default then.
                boolean subset = when.get("op").equals("postType") && !when.containsKey("verbosity");
                Expectation.same("body", expect.get("body"), answer.json(), subset, 0);
            }
            if (expect.containsKey("pointer")) {
                Object at = answer.json();
                for (String step : ((String) expect.get("pointer")).substring(1).split("/")) {
                    at = at instanceof List<?> items
                            ? items.get(Integer.parseInt(step))
                            : Json.objectOrEmpty(at).get(step);
                }
                Expectation.same("at " + expect.get("pointer"), expect.get("value"), at, false, 0);
            }
            if (expect.containsKey("bodyId")) {
                assertEquals(
                        expect.get("bodyId"), Json.objectOrEmpty(answer.json()).get("Id"));
            }
            if (when.get("op").equals("listNamespaces")) {
                List<Object> ids = Json.listOrEmpty(answer.json()).stream()
                        .map(namespace -> Json.objectOrEmpty(namespace).get("Id"))
                        .toList();
                assertTrue(ids.containsAll(Json.listOrEmpty(expect.get("contains"))), ids::toString);
            } else if (expect.get("contains") instanceof List<?> items) {
                Expectation.contains(new ArrayList<>(items), Json.listOrEmpty(answer.json()));
            } else if (expect.containsKey("contains")) {
                Expectation.same("body", expect.get("contains"), answer.json(), true, 0);
            }
            if (expect.containsKey("setOf")) {
                List<Object> items = Json.listOrEmpty(expect.get("setOf"));
                assertEquals(items.size(), Json.listOrEmpty(answer.json()).size());
                Expectation.contains(items, Json.listOrEmpty(answer.json()));
            }
            if (expect.containsKey("returned")) {
                assertEquals(
                        Json.number(expect.get("returned")),
                        Json.listOrEmpty(answer.json()).size());
            }
            if (expect.containsKey("ids")) {
                List<Object> ids = Json.listOrEmpty(answer.json()).stream()
                        .map(item -> Json.objectOrEmpty(item).get("Id"))
                        .toList();
                boolean ordered = when.containsKey("orderby");
                assertEquals(
                        ordered ? expect.get("ids") : new HashSet<>(Json.listOrEmpty(expect.get("ids"))),
                        ordered ? ids : new HashSet<>(ids));
            }
            if (expect.containsKey("locationPathEndsWith")) {
                assertTrue(answer.header("Location").endsWith((String) expect.get("locationPathEndsWith")));
            }
            if (expect.containsKey("memberOrder")) {
                Map<String, Object> order = Json.objectOrEmpty(expect.get("memberOrder"));
                Map<String, Object> body = Json.objectOrEmpty(answer.json());
                assertEquals(order.get("type"), List.copyOf(body.keySet()));
                Object property = Json.listOrEmpty(body.get("Properties")).get(0);
                assertEquals(
                        order.get("property"),
                        List.copyOf(Json.objectOrEmpty(property).keySet()));
            }
            checkUnit(answer);
        }

        private void checkUnit(Wire.Answer answer) {
            if (expect.containsKey("abbreviation")) {
                Map<String, Object> unit = Json.objectOrEmpty(answer.json());
                assertEquals(expect.get("abbreviation"), unit.get("Abbreviation"));
                assertEquals(expect.get("quantityId"), unit.get("QuantityId"));
                assertEquals(doubleOf(expect.get("factor")), doubleOf(unit.get("ConversionFactor")));
                Object offset = unit.containsKey("ConversionOffset") ? unit.get("ConversionOffset") : BigDecimal.ZERO;
                assertEquals(doubleOf(expect.get("offset")), doubleOf(offset));
            }
            if (expect.containsKey("baseUomId")) {
                Map<String, Object> quantity = Json.objectOrEmpty(answer.json());
                assertEquals(
                        expect.get("baseUomId"),
                        Json.objectOrEmpty(quantity.get("BaseUom")).get("Id"));
                if (expect.get("dimensions") != null) {
                    assertEquals(expect.get("dimensions"), quantity.get("Dimensions"));
                }
            }
        }

        private static double doubleOf(Object number) {
            return new BigDecimal(String.valueOf(number)).doubleValue();
        }

        private void checkType(Wire.Answer answer) {
            if (expect.containsKey("flattened")) {
                assertEquals(expect.get("flattened"), ids(flattened(Json.objectOrEmpty(answer.json()))));
            }
            if (expect.containsKey("keys")) {
                List<Map<String, Object>> keys = new ArrayList<>(flattened(Json.objectOrEmpty(answer.json())));
                keys.removeIf(property -> !Boolean.TRUE.equals(property.get("IsKey")));
                keys.sort(java.util.Comparator.comparing(
                        property -> (BigDecimal) property.getOrDefault("Order", BigDecimal.ZERO)));
                assertEquals(expect.get("keys"), ids(keys));
            }
            if (expect.containsKey("effectiveModes")) {
                make("/Streams/modes", Map.of("Id", "modes", "TypeId", when.get("typeId")));
                Map<String, Object> resolved = Json.objectOrEmpty(
                        send("GET", "/Streams/modes/Resolved", null).json());
                Map<String, Object> modes = new LinkedHashMap<>();
                for (Map<String, Object> property : flattened(Json.objectOrEmpty(resolved.get("Type")))) {
                    modes.put((String) property.get("Id"), property.get("InterpolationMode"));
                }
                List<String> names = List.of("Continuous", "StepwiseContinuousLeading");
                Json.objectOrEmpty(expect.get("effectiveModes"))
                        .forEach((id, mode) -> assertEquals(names.get(Json.number(mode)), modes.get(id)));
            }
        }

        private static List<Map<String, Object>> flattened(Map<String, Object> type) {
            List<Map<String, Object>> all = new ArrayList<>();
            if (type.get("BaseType") != null) {
                all.addAll(flattened(Json.objectOrEmpty(type.get("BaseType"))));
            }
            Json.listOrEmpty(type.get("Properties")).forEach(property -> all.add(Json.objectOrEmpty(property)));
            return all;
        }

        private static List<Object> ids(List<Map<String, Object>> properties) {
            return properties.stream().map(property -> property.get("Id")).toList();
        }

        private void checkEvents(Wire.Answer answer) {
            double tolerance = expect.containsKey("absTolerance") ? 1e-6 : 0;
            if (expect.containsKey("event")) {
                Object event = answer.json() instanceof List<?> events ? events.get(0) : answer.json();
                Map<String, Object> full = new LinkedHashMap<>(Json.objectOrEmpty(event));
                Json.objectOrEmpty(expect.get("event")).forEach((id, value) -> full.putIfAbsent(id, BigDecimal.ZERO));
                Map<String, Object> wanted = Json.objectOrEmpty(expect.get("event"));
                wanted.forEach((id, value) -> {
                    if (value instanceof BigDecimal number && tolerance > 0) {
                        assertEquals(number.doubleValue(), doubleOf(full.get(id)), tolerance, id);
                    } else {
                        Expectation.same(id, value, full.get(id), true, 0);
                    }
                });
            }
            if (expect.containsKey("events")) {
                Expectation.same("events", expect.get("events"), answer.json(), true, 0);
            }
            if (expect.containsKey("column")) {
                String column = (String) expect.get("column");
                List<Object> values = Json.listOrEmpty(answer.json()).stream()
                        .map(event -> Json.objectOrEmpty(event).getOrDefault(column, BigDecimal.ZERO))
                        .toList();
                Expectation.same(column, expect.get("values"), values, false, 0);
            }
            for (String name : List.of("count", "remaining")) {
                if (expect.containsKey(name)) {
                    Wire.Answer all = all("/Streams/" + Wire.encode(streamId()) + "/Data");
                    assertEquals(
                            Json.number(expect.get(name)),
                            Json.listOrEmpty(all.json()).size());
                }
            }
        }

        private void checkAfter() {
            if (expect.containsKey("typesAfter")) {
                Set<Object> ids = Json.listOrEmpty(send("GET", "/Types", null).json()).stream()
                        .map(type -> Json.objectOrEmpty(type).get("Id"))
                        .collect(Collectors.toSet());
                assertEquals(new HashSet<>(Json.listOrEmpty(expect.get("typesAfter"))), ids);
            }
            if (expect.containsKey("streamAfter")) {
                Map<String, Object> stream = Json.objectOrEmpty(expect.get("streamAfter"));
                Object now = send("GET", "/Streams/" + id(stream), null).json();
                Expectation.same("stream", stream, now, false, 0);
            }
            if (expect.containsKey("firstValue")) {
                Object first = send("GET", "/Streams/" + Wire.encode(streamId()) + "/Data/First", "verbose", null)
                        .json();
                Expectation.same("first", expect.get("firstValue"), first, true, 0);
            }
        }

        private void roundTrip(Object event, String verbosity, Object expected) {
            String data = "/Streams/" + Wire.encode(streamId()) + "/Data";
            make(data, List.of(event));
            Expectation.same(
                    "event",
                    expected,
                    send("GET", data + "/Last", verbosity, null).json(),
                    false,
                    0);
        }

        private void parseIndex() {
            makeKeyed(Json.number(when.get("code")));
            make("/Streams/keyed/Data", List.of(Map.of("Key", expect.get("canonical"))));
            String target = Wire.target("/Streams/keyed/Data", List.of(List.of("index", when.get("text"))));
            Expectation.same(
                    "events",
                    List.of(Map.of("Key", expect.get("canonical"))),
                    send("GET", target, null).json(),
                    false,
                    0);
        }

        private void makeKeyed(int code) {
            make(
                    "/Types/Keyed",
                    Map.of(
                            "Id",
                            "Keyed",
                            "SdsTypeCode",
                            1,
                            "Properties",
                            List.of(Map.of("Id", "Key", "IsKey", true, "SdsType", Map.of("SdsTypeCode", code)))));
            make("/Streams/keyed", Map.of("Id", "keyed", "TypeId", "Keyed"));
        }

        /** One event with a value in a unit, read in another. */
        private Object read(Object value, Object from, Object to) {
            make(
                    "/Types/Measured",
                    Map.of(
                            "Id",
                            "Measured",
                            "SdsTypeCode",
                            1,
                            "Properties",
                            List.of(
                                    Map.of("Id", "Key", "IsKey", true, "SdsType", Map.of("SdsTypeCode", 9)),
                                    Map.of("Id", "Value", "Uom", from, "SdsType", Map.of("SdsTypeCode", 14)))));
            make("/Streams/measured", Map.of("Id", "measured", "TypeId", "Measured"));
            make("/Streams/measured/Data", List.of(Map.of("Key", 1, "Value", value)));
            String units = Json.write(List.of(Map.of("SdsTypePropertyId", "Value", "Uom", to)));
            Wire.Answer answer = send("POST", "/Streams/measured/Data/Transform/Last", "verbose", units);
            assertEquals(200, answer.status(), answer::text);
            return Json.objectOrEmpty(answer.json()).get("Value");
        }

        private void convert() {
            double wanted = doubleOf(expect.get("value"));
            double tolerance = Math.max(Math.abs(wanted), 1) * doubleOf(expect.get("relTolerance"));
            assertEquals(wanted, doubleOf(read(when.get("value"), when.get("from"), when.get("to"))), tolerance);
        }

        /** Read in the unit that the text means, a value stays what it was. */
        private void resolveUnit() {
            assertEquals(3.5, doubleOf(read(new BigDecimal("3.5"), expect.get("id"), when.get("text"))));
        }

        private void lastValues() {
            Json.objectOrEmpty(expect.get("values")).forEach((stream, value) -> {
                Map<String, Object> event = Json.objectOrEmpty(
                        send("GET", "/Streams/" + stream + "/Data/Last", null).json());
                Expectation.same(stream, value, event.get("Distance"), false, 0);
                Map<String, Object> resolved = Json.objectOrEmpty(
                        send("GET", "/Streams/" + stream + "/Resolved", null).json());
                Object unit = flattened(Json.objectOrEmpty(resolved.get("Type")))
                        .get(1)
                        .get("Uom");
                assertEquals(Json.objectOrEmpty(expect.get("units")).get(stream), unit);
            });
        }
    }

    @TestFactory
    Stream<DynamicNode> everyReasonIsNeeded() {
        Set<String> operations = new TreeSet<>();
        for (String file : FILES) {
            for (Object vector : Json.listOrEmpty(Json.resource("/vectors/" + file + ".json"))) {
                operations.add(
                        operation(Json.objectOrEmpty(Json.objectOrEmpty(vector).get("when"))));
            }
        }
        return new LinkedHashSet<>(NO_REQUEST.keySet())
                .stream()
                        .map(reason -> dynamicTest(
                                reason.toLowerCase(Locale.ROOT), () -> assertTrue(operations.contains(reason))));
    }
}
