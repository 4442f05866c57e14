package io.seqstore.types.json;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.JsonTree;
import io.seqstore.types.JsonTree.Vector;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.schema.TypeValidity;
import io.seqstore.types.value.ScalarText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors of types and values, as far as they can be run without a registry. */
class TypeVectorsTest {
    /** The units that the vectors name. */
    private static final Set<String> UNITS = Set.of("m/s", "meter per second");

    static Stream<Vector> ofOperation(String... operations) {
        return JsonTree.vectors("types.json").stream()
                .filter(vector -> List.of(operations).contains(vector.op()));
    }

    static Stream<Vector> ids() {
        return ofOperation("validateId");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void allowsAndRefusesIds(Vector vector) {
        String id = (String) vector.when().get("id");
        if ((Boolean) vector.expect().get("valid")) {
            assertEquals(id, IdRule.check("Type", id));
        } else {
            assertThrows(InvalidRequestException.class, () -> IdRule.check("Type", id));
        }
    }

    static Stream<Vector> tables() {
        return ofOperation("codeTable", "allowedKeyCodes", "enumTable");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void hasTheTables(Vector vector) {
        switch (vector.op()) {
            case "codeTable" ->
                JsonTree.map(vector.expect().get("codes"))
                        .forEach((name, number) -> assertCode(name, ((BigDecimal) number).intValueExact()));
            case "allowedKeyCodes" ->
                assertEquals(
                        JsonTree.list(vector.expect().get("codes")).stream()
                                .map(number -> ((BigDecimal) number).intValueExact())
                                .collect(toSet()),
                        stream(SdsTypeCode.values())
                                .filter(SdsTypeCode::isKeyCode)
                                .map(SdsTypeCode::number)
                                .collect(toSet()));
            default ->
                JsonTree.map(vector.expect().get("values"))
                        .forEach((name, number) -> assertMode(
                                (String) vector.when().get("enum"), name, ((BigDecimal) number).intValueExact()));
        }
    }

    /** Codes 501 to 512 are internal to the original service and not for user types. */
    private static void assertCode(String name, int number) {
        boolean internal = number >= 501 && number <= 512;
        assertEquals(internal, SdsTypeCode.ofName(name).isEmpty(), name);
        assertEquals(internal, SdsTypeCode.ofNumber(number).isEmpty(), name);
        if (!internal) {
            assertEquals(number, SdsTypeCode.ofName(name).orElseThrow().number());
            assertEquals(name, SdsTypeCode.ofNumber(number).orElseThrow().sdsName());
        }
    }

    private static void assertMode(String table, String name, int number) {
        if (table.equals("SdsInterpolationMode")) {
            assertEquals(SdsInterpolationMode.ofNumber(number), SdsInterpolationMode.ofName(name));
            assertEquals(number, SdsInterpolationMode.ofName(name).orElseThrow().number());
        } else {
            assertEquals(SdsExtrapolationMode.ofNumber(number), SdsExtrapolationMode.ofName(name));
            assertEquals(number, SdsExtrapolationMode.ofName(name).orElseThrow().number());
        }
    }

    static Stream<Vector> bodies() {
        return ofOperation("postType")
                .filter(vector -> vector.expect().containsKey("body")
                        || vector.expect().containsKey("valid")
                        || vector.expect().containsKey("keys")
                        || vector.expect().containsKey("effectiveModes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void readsChecksAndWritesBodies(Vector vector) {
        SdsType type = JsonText.readType(JsonTree.print(vector.when().get("body")));
        String requested = (String) vector.when().get("typeId");
        if (Boolean.FALSE.equals(vector.expect().get("valid"))) {
            assertThrows(InvalidRequestException.class, () -> {
                TypeValidity.checkRequestedId(requested, type);
                TypeValidity.check(type, UNITS::contains);
            });
            return;
        }
        TypeValidity.checkRequestedId(requested, type);
        TypeValidity.check(type, UNITS::contains);
        SdsType resolved = withKnownBase(type, vector);
        if (vector.expect().containsKey("body")) {
            Verbosity verbosity =
                    "verbose".equals(vector.when().get("verbosity")) ? Verbosity.VERBOSE : Verbosity.COMPACT;
            assertSameJson(vector.expect().get("body"), JsonText.writeType(type, verbosity));
        }
        if (vector.expect().containsKey("keys")) {
            assertEquals(
                    vector.expect().get("keys"),
                    resolved.keyProperties().stream().map(SdsTypeProperty::id).toList());
        }
        if (vector.expect().containsKey("flattened")) {
            assertEquals(
                    vector.expect().get("flattened"),
                    resolved.flattenedProperties().stream()
                            .map(SdsTypeProperty::id)
                            .toList());
        }
        if (vector.expect().containsKey("effectiveModes")) {
            JsonTree.map(vector.expect().get("effectiveModes"))
                    .forEach((id, mode) -> assertEquals(
                            ((BigDecimal) mode).intValueExact(),
                            effectiveMode(type, id).number(),
                            id));
        }
    }

    /** What a registry does with a base type that is given by its id. */
    private static SdsType withKnownBase(SdsType type, Vector vector) {
        if (type.baseType() == null || !type.baseType().isReference()) {
            return type;
        }
        SdsType base = JsonTree.list(vector.given().get("types")).stream()
                .map(known -> JsonText.readType(JsonTree.print(known)))
                .filter(known -> known.id().equalsIgnoreCase(type.baseType().id()))
                .findFirst()
                .orElseThrow();
        return type.toBuilder().baseType(base).build();
    }

    private static SdsInterpolationMode effectiveMode(SdsType type, String propertyId) {
        SdsInterpolationMode own = type.properties().stream()
                .filter(property -> property.id().equals(propertyId))
                .findFirst()
                .orElseThrow()
                .interpolationMode();
        return own == null ? type.interpolationMode() : own;
    }

    static Stream<Vector> forms() {
        return ofOperation("getType").filter(vector -> vector.when().containsKey("verbosity"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void writesTypesInTheirCompactForm(Vector vector) {
        Object given = JsonTree.list(vector.given().get("types")).get(0);
        Object written =
                JsonTree.parse(JsonText.writeType(JsonText.readType(JsonTree.print(given)), Verbosity.COMPACT));
        if (vector.expect().containsKey("pointer")) {
            assertEquals(vector.expect().get("value"), at(written, (String)
                    vector.expect().get("pointer")));
        } else {
            assertEquals(vector.expect().get("body"), written);
        }
    }

    private static Object at(Object tree, String pointer) {
        Object value = tree;
        for (String step : pointer.substring(1).split("/")) {
            value = value instanceof Map<?, ?> map
                    ? map.get(step)
                    : JsonTree.list(value).get(Integer.parseInt(step));
        }
        return value;
    }

    static Stream<Vector> indexes() {
        return ofOperation("parseIndex");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("indexes")
    void readsIndexStrings(Vector vector) {
        SdsTypeCode code = SdsTypeCode.ofNumber(((BigDecimal) vector.when().get("code")).intValueExact())
                .orElseThrow();
        Object value = ScalarText.parse(code, (String) vector.when().get("text"));
        assertEquals(vector.expect().get("canonical"), ScalarText.print(code, value));
    }

    static Stream<Vector> events() {
        return ofOperation("eventRoundTrip", "eventJson");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void readsAndWritesEvents(Vector vector) {
        EventLayout layout =
                EventLayout.of(JsonText.readType(JsonTree.print(vector.given().get("type"))));
        ColumnBatch batch = new ColumnBatch(layout, 1);
        Object event = vector.when().containsKey("json")
                ? vector.when().get("json")
                : vector.when().get("event");
        assertEquals(1, JsonText.readEvents(JsonTree.print(event), batch));
        if (vector.expect().containsKey("key")) {
            assertEquals(vector.expect().get("key"), EventConverter.of(layout).keyText(batch.key(0)));
            assertEquals(
                    List.of(vector.expect().get("verboseJson")),
                    JsonTree.parse(JsonText.writeEvents(batch, Verbosity.VERBOSE)));
        } else {
            assertEquals(
                    List.of(vector.expect().get("json")),
                    JsonTree.parse(JsonText.writeEvents(batch, Verbosity.COMPACT)));
        }
    }

    /** Those left to the registry: their expectations are about what is stored. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("registryVectors")
    void readsTheTypesOfRegistryVectors(Vector vector) {
        List<Object> types = new ArrayList<>();
        if (vector.given().containsKey("types")) {
            types.addAll(JsonTree.list(vector.given().get("types")));
        }
        if (vector.when().containsKey("body")) {
            types.add(vector.when().get("body"));
        }
        assertTrue(!types.isEmpty());
        for (Object json : types) {
            SdsType type = JsonText.readType(JsonTree.print(json));
            TypeValidity.check(type, UNITS::contains);
            assertEquals(type, JsonText.readType(JsonText.writeType(type, Verbosity.VERBOSE)));
            assertEquals(type, JsonText.readType(JsonText.writeType(type, Verbosity.COMPACT)));
        }
    }

    static Stream<Vector> registryVectors() {
        return ofOperation("getType", "listTypes", "postType")
                .filter(vector -> vector.expect().containsKey("result")
                        || vector.expect().containsKey("contains")
                        || vector.expect().containsKey("bodyId"));
    }

    /** The same members in the same order, and the same values. */
    private static void assertSameJson(Object expected, String actual) {
        Object tree = JsonTree.parse(actual);
        assertEquals(expected, tree);
        assertEquals(JsonTree.print(expected), JsonTree.print(tree));
    }
}
