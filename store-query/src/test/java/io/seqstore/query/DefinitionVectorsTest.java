package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.seqstore.EventRead;
import io.seqstore.EventStream;
import io.seqstore.ListRequest;
import io.seqstore.NamespaceStreams;
import io.seqstore.ReadableStream;
import io.seqstore.Seqstore;
import io.seqstore.StreamNamespace;
import io.seqstore.UnitCatalog;
import io.seqstore.testing.Json;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.CreateOrUpdate;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.MetadataPatch;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.registry.ReferenceCounts;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.schema.TypeValidity;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.UnitJson;
import io.seqstore.types.view.StreamViewMapJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The golden vectors of definitions, indexes, views and units, put to the front door of a store in memory and of one on disk,
 * as far as they are about a store at all.
 */
class DefinitionVectorsTest {
    private static final List<String> FILES = List.of("types", "registry", "streams", "indexes", "views", "uom");

    /** Operations that ask no store; the vectors are run beside the code that they ask. */
    private static final Set<String> NO_STORE = Set.of(
            "codeTable",
            "allowedKeyCodes",
            "validateId",
            "enumTable",
            "parseIndex",
            "mapJson",
            "compatibilityTable",
            "convert",
            "resolveUnit");

    /** Changes the type of a stream that may hold events, which has tests of its own. */
    private static final String TYPE_CHANGE = "stream.type-change";

    @TempDir
    Path folder;

    private int stores;

    @TestFactory
    Stream<DynamicTest> inMemory() {
        return tests(Seqstore::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> onDisk() {
        return tests(() -> Seqstore.open(folder.resolve("store" + stores++)));
    }

    @Test
    void leavesOutTheVectorsThatAskNoStoreAndNoOthers() {
        Map<String, Integer> left = new LinkedHashMap<>();
        for (Map<String, Object> vector : vectors()) {
            if (!isRun(vector)) {
                String reason = NO_STORE.contains(op(vector)) ? op(vector) : TYPE_CHANGE;
                left.merge(reason, 1, Integer::sum);
            }
        }
        Map<String, Integer> expected = new LinkedHashMap<>();
        expected.put("codeTable", 1);
        expected.put("allowedKeyCodes", 1);
        expected.put("validateId", 7);
        expected.put("enumTable", 3);
        expected.put("parseIndex", 2);
        expected.put(TYPE_CHANGE, 3);
        expected.put("mapJson", 1);
        expected.put("compatibilityTable", 1);
        expected.put("convert", 21);
        expected.put("resolveUnit", 5);
        assertEquals(158, vectors().size());
        assertEquals(expected, left);
    }

    private static List<Map<String, Object>> vectors() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String file : FILES) {
            Json.list(Json.parse(text("/vectors/" + file + ".json"))).forEach(vector -> all.add(Json.object(vector)));
        }
        return all;
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(DefinitionVectorsTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String op(Map<String, Object> vector) {
        return (String) Json.object(vector.get("when")).get("op");
    }

    private static boolean isRun(Map<String, Object> vector) {
        return !NO_STORE.contains(op(vector)) && !((String) vector.get("id")).startsWith(TYPE_CHANGE);
    }

    private static Stream<DynamicTest> tests(Supplier<Seqstore> open) {
        return vectors().stream()
                .filter(DefinitionVectorsTest::isRun)
                .map(vector -> dynamicTest((String) vector.get("id"), () -> {
                    try (Seqstore store = open.get()) {
                        new Run(vector, store).check();
                    }
                }));
    }

    /** What an operation answers: the status that it stands for, and what it returns. */
    private record Answer(int status, Object body) {}

    /** One vector and the store that is in the state that it gives. */
    private static final class Run {
        private final Map<String, Object> given;
        private final Map<String, Object> when;
        private final Map<String, Object> expect;
        private final Seqstore store;
        private final StreamNamespace plant;
        private final NamespaceStreams streams;
        private final Set<String> checked = new LinkedHashSet<>();

        Run(Map<String, Object> vector, Seqstore store) {
            this.given = Json.object(vector.get("given"));
            this.when = Json.object(vector.get("when"));
            this.expect = Json.object(vector.get("expect"));
            this.store = store;
            this.plant = store.defaultNamespace();
            this.streams = plant.streams();
            prepare();
        }

        private void prepare() {
            if (given.containsKey("type")) {
                plant.types().getOrCreate(type(given.get("type")));
            }
            items("types").forEach(type -> plant.types().getOrCreate(type(type)));
            for (Object definition : items("streams")) {
                SdsStream stream = stream(definition);
                createTypeIfMissing(stream.typeId());
                streams.getOrCreate(stream);
            }
            if (given.containsKey("events") && items("streams").isEmpty()) {
                String typeId = String.valueOf(type(items("types").get(0)).id());
                streams.getOrCreate(SdsStream.of("s", typeId));
            }
            items("views").forEach(view -> plant.streamViews()
                    .getOrCreate(JsonText.read(Json.write(view), StreamViewJson::read)));
            members("tags").forEach((id, tags) -> streams.setTags(id, strings(tags)));
            members("metadata").forEach((id, entries) -> streams.setMetadata(id, stringMap(entries)));
            if (given.containsKey("streamCount")) {
                createTypeIfMissing("T");
                for (int i = 0; i < number(given.get("streamCount")); i++) {
                    streams.getOrCreate(SdsStream.of("%04d".formatted(i), "T"));
                }
            }
            if (given.containsKey("events")) {
                List<String> into = given.containsKey("eventsInto")
                        ? strings(given.get("eventsInto"))
                        : List.of(streams.list(ListRequest.all()).get(0).id());
                into.forEach(id -> store.stream(id).insert(batch(store.stream(id), given.get("events"))));
            }
        }

        private void createTypeIfMissing(String typeId) {
            if (plant.types().find(typeId).isEmpty()) {
                plant.types()
                        .getOrCreate(SdsType.object(typeId)
                                .key("Key", SdsTypeCode.INT32)
                                .build());
            }
        }

        void check() {
            Answer answer = perform(when);
            checkStatus(answer);
            if (answer.body() instanceof ColumnBatch events) {
                checkEvents(events);
            } else {
                checkBody(answer.body());
            }
            checkAfter();
            if (expect.containsKey("units")) {
                checked.add("units");
                Json.object(expect.get("units")).forEach((id, unit) -> {
                    SdsTypeProperty property =
                            streams.resolved(id).type().properties().get(1);
                    assertEquals(unit, property.uom());
                });
            }
            assertEquals(new TreeSet<>(expect.keySet()), new TreeSet<>(checked), "expectations that were checked");
        }

        private Object expected(String name) {
            checked.add(name);
            return expect.get(name);
        }

        private void checkStatus(Answer answer) {
            if (expect.containsKey("status")) {
                assertEquals(number(expected("status")), answer.status(), answer::toString);
            }
            if (expect.containsKey("result")) {
                assertEquals(
                        expected("result"),
                        Map.of(201, "CREATED", 302, "FOUND", 409, "CONFLICT").get(answer.status()));
            }
            if (expect.containsKey("locationPathEndsWith")) {
                assertTrue(expected("locationPathEndsWith").toString().endsWith((String) when.get("typeId")));
            }
            boolean refused = answer.status() >= 400;
            for (String word : List.of("error", "refused")) {
                if (expect.containsKey(word)) {
                    assertEquals(expected(word), refused, answer::toString);
                }
            }
            if (expect.containsKey("valid")) {
                assertEquals(expected("valid"), !refused, answer::toString);
            }
        }

        private void checkEvents(ColumnBatch events) {
            if (expect.containsKey("column")) {
                String column = (String) expected("column");
                EventConverter converter = EventConverter.of(events.layout());
                List<BigDecimal> values = new ArrayList<>();
                for (int row = 0; row < events.count(); row++) {
                    values.add(new BigDecimal(converter
                            .value(events, row, events.layout().property(column))
                            .toString()));
                }
                List<Object> wanted = Json.list(expected("values"));
                assertEquals(wanted.size(), values.size());
                for (int i = 0; i < wanted.size(); i++) {
                    assertEquals(0, ((BigDecimal) wanted.get(i)).compareTo(values.get(i)), values::toString);
                }
            }
            if (expect.containsKey("count")) {
                assertEquals(number(expected("count")), events.count());
            }
            if (expect.containsKey("remaining")) {
                assertEquals(number(expected("remaining")), events.count());
            }
            double tolerance =
                    expect.containsKey("absTolerance") ? ((BigDecimal) expected("absTolerance")).doubleValue() : 0;
            boolean verbose = "verbose".equals(when.get("verbosity"));
            Object json = Json.parse(JsonText.writeEvents(events, Verbosity.VERBOSE));
            for (String word : List.of("event", "events", "verboseJson")) {
                if (expect.containsKey(word)) {
                    Object wanted = expected(word);
                    Object found =
                            wanted instanceof List<?> ? json : Json.list(json).get(0);
                    assertSame(wanted, found, tolerance, verbose || word.equals("verboseJson"));
                }
            }
            if (expect.containsKey("json")) {
                Object compact = Json.parse(JsonText.writeEvents(events, Verbosity.COMPACT));
                assertSame(expected("json"), Json.list(compact).get(0), 0, true);
            }
            if (expect.containsKey("key")) {
                assertEquals(expected("key"), EventConverter.of(events.layout()).keyText(events, 0));
            }
        }

        private void checkBody(Object body) {
            Verbosity verbosity = "verbose".equals(when.get("verbosity")) ? Verbosity.VERBOSE : Verbosity.COMPACT;
            Object json = json(body, verbosity);
            if (expect.containsKey("body")) {
                assertSame(expected("body"), json, 0, true);
            }
            if (expect.containsKey("bodyId")) {
                assertEquals(expected("bodyId"), Json.object(json).get("Id"));
            }
            if (expect.containsKey("memberOrder")) {
                Map<String, Object> order = Json.object(expected("memberOrder"));
                assertEquals(order.get("type"), List.copyOf(Json.object(json).keySet()));
                Object property = Json.list(Json.object(json).get("Properties")).get(0);
                assertEquals(
                        order.get("property"), List.copyOf(Json.object(property).keySet()));
            }
            if (expect.containsKey("pointer")) {
                assertSame(expected("value"), at(json, (String) expected("pointer")), 0, true);
            }
            if (expect.containsKey("flattened")) {
                assertEquals(expected("flattened"), ids(((SdsType) body).flattenedProperties()));
            }
            if (expect.containsKey("keys") && body instanceof SdsType type) {
                assertEquals(expected("keys"), ids(type.keyProperties()));
            } else if (expect.containsKey("keys")) {
                assertEquals(expected("keys"), List.copyOf(Json.object(json).keySet()));
            }
            if (expect.containsKey("effectiveModes")) {
                checkModes((SdsType) body);
            }
            if (expect.containsKey("returned")) {
                assertEquals(number(expected("returned")), Json.list(json).size());
            }
            if (expect.containsKey("ids")) {
                List<Object> ids = Json.list(json).stream()
                        .map(one -> Json.object(one).get("Id"))
                        .toList();
                assertEquals(expected("ids"), ids);
            }
            if (expect.containsKey("contains")) {
                checkContains(expected("contains"), json);
            }
            if (expect.containsKey("setOf")) {
                List<Object> wanted = Json.list(expected("setOf"));
                assertEquals(wanted.size(), Json.list(json).size());
                checkContains(wanted, json);
            }
            if (expect.containsKey("values")) {
                assertSame(expected("values"), json, 0, true);
            }
            if (expect.containsKey("count")) {
                // Of an insert that was refused: what the stream still holds.
                ColumnBatch left = all(store.stream("s"));
                assertEquals(number(expected("count")), left.count());
            }
            if (expect.containsKey("example")) {
                assertSame(expected("example"), json, 0, true);
            }
        }

        private void checkModes(SdsType type) {
            streams.getOrCreate(SdsStream.of("of modes", String.valueOf(type.id())));
            Map<String, Object> modes = Json.object(expected("effectiveModes"));
            for (SdsTypeProperty property : streams.resolved("of modes").type().flattenedProperties()) {
                if (modes.containsKey(property.id())) {
                    assertEquals(
                            number(modes.get(property.id())),
                            property.interpolationMode().number(),
                            property.id());
                }
            }
        }

        private static void checkContains(Object wanted, Object json) {
            if (wanted instanceof Map<?, ?> members) {
                members.forEach(
                        (name, value) -> assertSame(value, Json.object(json).get(name), 0, true));
                return;
            }
            for (Object one : Json.list(wanted)) {
                assertTrue(
                        Json.list(json).stream().anyMatch(other -> isSame(one, other)),
                        () -> one + " is not in " + json);
            }
        }

        private static boolean isSame(Object one, Object other) {
            try {
                assertSame(one, other, 0, true);
                return true;
            } catch (AssertionError e) {
                return false;
            }
        }

        private void checkAfter() {
            if (expect.containsKey("typesAfter")) {
                Set<Object> ids = new LinkedHashSet<>();
                plant.types().list(ListRequest.all()).forEach(type -> ids.add(type.id()));
                assertEquals(new LinkedHashSet<>(Json.list(expected("typesAfter"))), ids);
            }
            if (expect.containsKey("streamAfter")) {
                SdsStream wanted = stream(expected("streamAfter"));
                assertEquals(wanted, streams.get(wanted.id()));
            }
        }

        private Answer perform(Map<String, Object> request) {
            try {
                return answer(request);
            } catch (NotFoundException e) {
                return new Answer(404, Map.of());
            } catch (ConflictException e) {
                return new Answer(409, Map.of());
            } catch (InvalidRequestException e) {
                return new Answer(400, Map.of());
            } catch (SeqstoreException e) {
                throw new AssertionError("no vector expects this", e);
            }
        }

        private Answer answer(Map<String, Object> request) {
            String typeId = (String) request.get("typeId");
            String streamId = (String) request.get("streamId");
            String uomId = (String) request.get("uomId");
            String quantityId = (String) request.get("quantityId");
            Object body = request.get("body");
            ListRequest listing = listing(request);
            return switch ((String) request.get("op")) {
                case "postType" -> {
                    SdsType type = type(body);
                    TypeValidity.checkRequestedId(typeId, type);
                    yield answer(plant.types().getOrCreate(type));
                }
                case "getType" -> new Answer(200, plant.types().get(typeId));
                case "deleteType" -> done(() -> plant.types().delete(typeId));
                case "listTypes" -> new Answer(200, plant.types().list(listing));
                case "referenceCount" ->
                    typeId == null
                            ? new Answer(200, new ReferenceCounts(3, 2, 1).byKind())
                            : new Answer(
                                    200, plant.types().referenceCounts(typeId).byKind());
                case "postStream" -> answer(streams.getOrCreate(stream(body)));
                case "putStream" ->
                    streams.createOrUpdate(stream(body)) instanceof CreateOrUpdate.Created<SdsStream> created
                            ? new Answer(201, created.stored())
                            : new Answer(204, Map.of());
                case "getStream" -> new Answer(200, streams.get(streamId));
                case "deleteStream" -> done(() -> streams.delete(streamId));
                case "listStreams" -> new Answer(200, streams.list(listing));
                case "postView" ->
                    answer(plant.streamViews().getOrCreate(JsonText.read(Json.write(body), StreamViewJson::read)));
                case "getViewMap" -> {
                    var map = plant.streamViews().map((String) request.get("viewId"));
                    yield new Answer(
                            200,
                            Json.parse(JsonText.write(out -> StreamViewMapJson.write(map, Verbosity.COMPACT, out))));
                }
                case "putTags" -> new Answer(200, streams.setTags(streamId, strings(body)));
                case "deleteTags" -> done(() -> streams.deleteTags(streamId));
                case "putMetadata" -> new Answer(200, streams.setMetadata(streamId, stringMap(body)));
                case "deleteMetadata" -> done(() -> streams.deleteMetadata(streamId));
                case "getMetadataValue" ->
                    new Answer(200, streams.metadataValue(streamId, (String) request.get("key")));
                case "patchMetadata" -> {
                    var outcome = streams.patchMetadata(streamId, MetadataPatch.fromJson(Json.write(body)));
                    yield new Answer(200, ((MetadataPatch.Outcome.Patched) outcome).metadata());
                }
                case "listNamespaces" ->
                    new Answer(
                            200, store.namespaces().stream().map(Namespace::id).toList());
                case "sequence" -> {
                    Answer last = new Answer(200, Map.of());
                    for (Object step : Json.list(request.get("steps"))) {
                        last = perform(Json.object(step));
                    }
                    yield last;
                }
                case "getUnit" -> new Answer(200, json(UnitCatalog.unit(uomId)));
                case "getQuantityUnit" -> new Answer(200, json(UnitCatalog.unitOf(quantityId, uomId)));
                case "listUnits" -> new Answer(200, json(UnitCatalog.units(listing)));
                case "listQuantityUnits" -> new Answer(200, json(UnitCatalog.unitsOf(quantityId, listing)));
                case "getQuantity" -> {
                    var quantity = UnitCatalog.quantity(quantityId);
                    yield new Answer(
                            200, Json.parse(JsonText.write(out -> UnitJson.write(quantity, Verbosity.COMPACT, out))));
                }
                default -> events(request);
            };
        }

        /** Operations on the events of the stream that the vector gives, or of all of them. */
        private Answer events(Map<String, Object> request) {
            List<SdsStream> all = streams.list(ListRequest.all());
            String op = (String) request.get("op");
            if (op.equals("lastValue")) {
                Map<String, Object> values = new LinkedHashMap<>();
                all.forEach(stream -> values.put(
                        stream.id(),
                        BigDecimal.valueOf(
                                store.stream(stream.id()).last().orElseThrow().getDouble("Distance"))));
                return new Answer(200, values);
            }
            if (op.equals("eventRoundTrip") || op.equals("eventJson")) {
                streams.getOrCreate(
                        SdsStream.of("s", String.valueOf(type(given.get("type")).id())));
                EventStream stream = store.stream("s");
                stream.insert(batch(stream, List.of(request.getOrDefault("json", request.get("event")))));
                return new Answer(200, stream.range("0001-01-01").columns());
            }
            EventStream stream = store.stream(all.get(0).id());
            switch (op) {
                case "insert" -> {
                    stream.insert(batch(stream, request.get("events")));
                    return new Answer(204, all(stream));
                }
                case "removeValue" -> {
                    stream.remove(request.get("index"));
                    return new Answer(204, all(stream));
                }
                default -> {
                    return new Answer(200, read(op, converted(stream, request), request));
                }
            }
        }

        private static ReadableStream converted(EventStream stream, Map<String, Object> request) {
            if (request.containsKey("streamViewId")) {
                return stream.throughView((String) request.get("streamViewId"));
            }
            if (!request.containsKey("uoms")) {
                return stream;
            }
            List<PropertyOverride> units = new ArrayList<>();
            for (Object one : Json.list(request.get("uoms"))) {
                Map<String, Object> unit = Json.object(one);
                units.add(new PropertyOverride((String) unit.get("SdsTypePropertyId"), (String) unit.get("Uom"), null));
            }
            return stream.inUnits(units);
        }

        private static ColumnBatch read(String op, ReadableStream stream, Map<String, Object> request) {
            return switch (op) {
                case "window" ->
                    stream.window(request.get("startIndex"), request.get("endIndex"))
                            .columns();
                case "first" -> rows(stream, stream.first().stream().toList());
                case "last" -> rows(stream, stream.last().stream().toList());
                case "valueAt" -> stream.interpolatedAt(request.get("index")).columns();
                case "filtered" -> ((EventRead) stream.filtered((String) request.get("filter"))).columns();
                case "all" -> all(stream);
                default -> throw new IllegalArgumentException("no such operation: " + op);
            };
        }

        /** Everything: from the least key on. */
        private static ColumnBatch all(ReadableStream stream) {
            EventStream plain = (EventStream) stream;
            Event first = plain.first().orElse(null);
            if (first == null) {
                return new ColumnBatch(plain.layout(), 1);
            }
            return plain.range(first.key()).columns();
        }

        private static ColumnBatch rows(ReadableStream stream, List<Event> events) {
            ColumnBatch batch = new ColumnBatch(stream.layout(), 1);
            events.forEach(event -> EventConverter.of(stream.layout()).append(event, batch));
            return batch;
        }

        private static ColumnBatch batch(EventStream stream, Object events) {
            ColumnBatch batch = stream.newBatch();
            try (JsonParser parser = new JsonFactory().createParser(Json.write(events))) {
                EventJson.of(stream.layout()).read(parser, batch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return batch;
        }

        private static Answer answer(GetOrCreate<?> result) {
            if (result instanceof GetOrCreate.Created<?> created) {
                return new Answer(201, created.stored());
            }
            return new Answer(result instanceof GetOrCreate.Found<?> ? 302 : 409, result.stored());
        }

        private static Answer done(Runnable call) {
            call.run();
            return new Answer(204, Map.of());
        }

        private static ListRequest listing(Map<String, Object> request) {
            ListRequest listing = ListRequest.all()
                    .matching((String) request.get("query"))
                    .orderedBy((String) request.get("orderby"));
            if (request.containsKey("skip")) {
                listing = listing.skip(number(request.get("skip")));
            }
            return request.containsKey("count") ? listing.count(number(request.get("count"))) : listing;
        }

        private static Object json(SdsUom unit) {
            return Json.parse(JsonText.write(out -> UnitJson.write(unit, Verbosity.COMPACT, out)));
        }

        private static Object json(List<SdsUom> units) {
            return units.stream().map(Run::json).toList();
        }

        private static Object json(Object body, Verbosity verbosity) {
            if (body instanceof SdsType type) {
                return Json.parse(JsonText.writeType(type, verbosity));
            }
            if (body instanceof SdsStream stream) {
                return Json.parse(JsonText.writeStream(stream, verbosity));
            }
            if (body instanceof List<?> items) {
                return items.stream().map(item -> json(item, verbosity)).toList();
            }
            return body;
        }

        private static Object at(Object tree, String pointer) {
            Object here = tree;
            for (String step : pointer.substring(1).split("/")) {
                here = here instanceof List<?> items
                        ? items.get(Integer.parseInt(step))
                        : Json.object(here).get(step);
            }
            return here;
        }

        private static List<String> ids(List<SdsTypeProperty> properties) {
            return properties.stream().map(SdsTypeProperty::id).toList();
        }

        private List<Object> items(String name) {
            return given.containsKey(name) ? Json.list(given.get(name)) : List.of();
        }

        private Map<String, Object> members(String name) {
            return given.containsKey(name) ? Json.object(given.get(name)) : Map.of();
        }

        private static List<String> strings(Object items) {
            return Json.list(items).stream().map(item -> (String) item).toList();
        }

        private static Map<String, String> stringMap(Object members) {
            Map<String, String> strings = new LinkedHashMap<>();
            Json.object(members).forEach((name, value) -> strings.put(name, (String) value));
            return strings;
        }

        private static int number(Object value) {
            return ((BigDecimal) value).intValueExact();
        }

        private static SdsType type(Object json) {
            return JsonText.readType(Json.write(json));
        }

        private static SdsStream stream(Object json) {
            return JsonText.readStream(Json.write(json));
        }

        /** Numbers by value; of objects that are not exact only the members that are expected. */
        private static void assertSame(Object wanted, Object found, double tolerance, boolean exact) {
            if (wanted instanceof Map<?, ?> members) {
                Map<String, Object> other = Json.object(found);
                if (exact) {
                    assertEquals(members.keySet(), other.keySet());
                }
                members.forEach((name, value) -> assertSame(value, other.get(name), tolerance, exact));
            } else if (wanted instanceof List<?> items) {
                assertEquals(items.size(), Json.list(found).size());
                for (int i = 0; i < items.size(); i++) {
                    assertSame(items.get(i), Json.list(found).get(i), tolerance, exact);
                }
            } else if (wanted instanceof BigDecimal number) {
                assertEquals(number.doubleValue(), ((Number) found).doubleValue(), tolerance);
            } else {
                assertEquals(wanted, found);
            }
        }
    }
}
