package io.seqstore.types.view;

import static io.seqstore.types.registry.VectorRegistry.list;
import static io.seqstore.types.registry.VectorRegistry.map;
import static io.seqstore.types.registry.VectorRegistry.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.JsonTree;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.VectorRegistry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.view.StreamViewMap.MappedProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The golden vectors of views, of reads in other units, and of the values after a change of type. */
class ViewVectorsTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;

    @TestFactory
    Stream<DynamicTest> viewsAreTheDocumentedOnes() {
        return tests("views.json", vector -> true);
    }

    @TestFactory
    Stream<DynamicTest> readsInOtherUnitsAreTheDocumentedOnes() {
        return tests("uom.json", vector -> vector.id().startsWith("uom.read."));
    }

    @TestFactory
    Stream<DynamicTest> valuesAfterATypeChangeAreTheDocumentedOnes() {
        return tests("streams.json", vector -> vector.expect().containsKey("firstValue"));
    }

    /** What is stored stays as it is; only the unit that it is taken for differs. */
    @TestFactory
    Stream<DynamicTest> unitsOfStreamsAreTheDocumentedOnes() {
        return JsonTree.vectors("streams.json").stream()
                .filter(vector -> vector.expect().containsKey("units"))
                .map(vector -> dynamicTest(vector.id(), () -> checkUnits(vector)));
    }

    private static void checkUnits(JsonTree.Vector vector) {
        Registry registry = new VectorRegistry(vector.given()).registry;
        map(vector.expect().get("units")).forEach((streamId, unit) -> {
            SdsType type = registry.stream(NS, streamId).type();
            SdsStream stream = registry.stream(NS, streamId).stream();
            EventLayout layout = EventLayout.of(type);
            ColumnBatch written = new ColumnBatch(layout, 1);
            JsonText.readEvents(JsonTree.print(vector.given().get("events")), written);
            Map<String, Object> event = map(list(JsonTree.parse(JsonText.writeEvents(written, Verbosity.VERBOSE)))
                    .get(0));
            String measured = text(event.keySet().toArray()[1]);
            assertEquals(map(vector.expect().get("values")).get(streamId), event.get(measured));
            assertEquals(
                    unit,
                    EffectiveUnits.of(type, stream)
                            .unitOf(measured)
                            .orElseThrow()
                            .id());
        });
    }

    private static Stream<DynamicTest> tests(String file, Predicate<JsonTree.Vector> chosen) {
        List<JsonTree.Vector> vectors =
                JsonTree.vectors(file).stream().filter(chosen).toList();
        assertTrue(!vectors.isEmpty(), file);
        return vectors.stream().map(vector -> dynamicTest(vector.id(), () -> check(vector)));
    }

    private static void check(JsonTree.Vector vector) {
        switch (vector.op()) {
            case "getViewMap" -> {
                Given given = new Given(vector);
                assertEquals(vector.expect().get("body"), json(given.viewMap()));
            }
            case "mapJson" -> assertEquals(vector.expect().get("body"), json(documentedMap()));
            case "enumTable" -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (SdsStreamViewMode mode : SdsStreamViewMode.values()) {
                    values.put(mode.sdsName(), BigDecimal.valueOf(mode.value()).stripTrailingZeros());
                }
                assertEquals(vector.expect().get("values"), values);
            }
            case "compatibilityTable" -> list(vector.expect().get("rows")).forEach(row -> checkRow(map(row)));
            default -> checkRead(vector);
        }
    }

    private static StreamViewMap documentedMap() {
        return new StreamViewMap(
                "Simple",
                "Simple3",
                List.of(
                        new MappedProperty("Time", "Time", 0, null, null),
                        new MappedProperty("Measurement", "Value", 20, null, null),
                        new MappedProperty("State", null, 2, null, null),
                        new MappedProperty(null, "State", 1, null, null)));
    }

    private static Object json(StreamViewMap map) {
        return JsonTree.parse(JsonText.write(out -> StreamViewMapJson.write(map, Verbosity.COMPACT, out)));
    }

    /** Every pair of codes that a row of the table names. */
    private static void checkRow(Map<String, Object> row) {
        String target = text(row.get("target"));
        boolean sameId = target.endsWith(", same type id");
        int pairs = 0;
        for (SdsType from : typesOf(text(row.get("source")))) {
            for (SdsType to : typesOf(target.replace(", same type id", ""))) {
                SdsType other = sameId ? to : to.toBuilder().id("Other").build();
                assertEquals(row.get("mappable"), Compatibility.isCompatible(from, other, false), from + " to " + to);
                pairs++;
            }
        }
        assertTrue(pairs > 0);
    }

    private static List<SdsType> typesOf(String kind) {
        Predicate<SdsTypeCode> member =
                switch (kind) {
                    case "numeric" -> code -> code.number() >= 5 && code.number() <= 15;
                    case "nullable numeric" -> code -> code.number() >= 105 && code.number() <= 115;
                    case "enumeration" -> code -> code.number() >= 605 && code.number() <= 612;
                    case "nullable enumeration" -> code -> code.number() >= 705;
                    case "object" -> code -> code == SdsTypeCode.OBJECT;
                    default -> throw new IllegalArgumentException(kind);
                };
        return Arrays.stream(SdsTypeCode.values())
                .filter(member)
                .map(code -> SdsType.builder(code).id("One").build())
                .toList();
    }

    private static void checkRead(JsonTree.Vector vector) {
        if (Boolean.TRUE.equals(vector.expect().get("error"))) {
            assertThrows(InvalidRequestException.class, () -> new Given(vector).read());
            return;
        }
        List<Object> events = new Given(vector).read();
        double tolerance = number(vector.expect().getOrDefault("absTolerance", 0));
        switch (vector.op()) {
            case "window" -> assertSame(vector.expect().get("events"), events, tolerance);
            case "first" -> assertSame(vector.expect().get("event"), events.get(0), tolerance);
            case "last" -> assertSame(vector.expect().get("event"), events.get(events.size() - 1), tolerance);
            case "putStreamType" -> assertSame(vector.expect().get("firstValue"), events.get(0), tolerance);
            default -> throw new IllegalArgumentException("no such operation: " + vector.when());
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static void assertSame(Object expected, Object found, double tolerance) {
        if (expected instanceof Map<?, ?> members) {
            assertEquals(members.keySet(), map(found).keySet());
            members.forEach((name, value) -> assertSame(value, map(found).get(name), tolerance));
        } else if (expected instanceof List<?> elements) {
            assertEquals(elements.size(), list(found).size());
            for (int i = 0; i < elements.size(); i++) {
                assertSame(elements.get(i), list(found).get(i), tolerance);
            }
        } else if (expected instanceof Number number) {
            assertEquals(number.doubleValue(), number(found), tolerance);
        } else {
            assertEquals(expected, found);
        }
    }

    /** What a vector gives and asks for. */
    private static final class Given {
        private final JsonTree.Vector vector;
        private final Registry registry;

        Given(JsonTree.Vector vector) {
            this.vector = vector;
            this.registry = new VectorRegistry(vector.given()).registry;
        }

        private SdsStreamView view() {
            Object id = vector.when().getOrDefault("viewId", vector.when().get("streamViewId"));
            return registry.streamViews().get(NS, text(id));
        }

        StreamViewMap viewMap() {
            return StreamViewMap.of(
                    view(), registry.type(NS, view().sourceTypeId()), registry.type(NS, view().targetTypeId()));
        }

        private RowMapper mapper() {
            SdsStream stream =
                    registry.stream(
                            NS,
                            text(map(list(vector.given().get("streams")).get(0)).get("Id")))
                            .stream();
            EventLayout source = EventLayout.of(registry.type(NS, stream.typeId()));
            if (vector.when().containsKey("streamViewId")) {
                return RowMapper.of(viewMap(), source, EventLayout.of(registry.type(NS, view().targetTypeId())));
            }
            List<PropertyOverride> requested = new ArrayList<>();
            for (Object uom : list(vector.when().get("uoms"))) {
                requested.add(
                        new PropertyOverride(text(map(uom).get("SdsTypePropertyId")), text(map(uom).get("Uom")), null));
            }
            return RowMapper.toUnits(source, EffectiveUnits.of(source.type(), stream), requested);
        }

        /** All events, mapped. */
        List<Object> read() {
            RowMapper mapper = mapper();
            ColumnBatch stored = new ColumnBatch(mapper.source(), 1);
            JsonText.readEvents(JsonTree.print(vector.given().get("events")), stored);
            ColumnBatch mapped = new ColumnBatch(mapper.target(), 1);
            mapper.appendAll(stored, 0, stored.count(), mapped);
            boolean isCompact = vector.op().equals("putStreamType");
            Verbosity verbosity = isCompact ? Verbosity.COMPACT : Verbosity.VERBOSE;
            return list(JsonTree.parse(JsonText.writeEvents(mapped, verbosity)));
        }
    }
}
