package io.seqstore.types.registry;

import static io.seqstore.types.registry.VectorRegistry.list;
import static io.seqstore.types.registry.VectorRegistry.map;
import static io.seqstore.types.registry.VectorRegistry.number;
import static io.seqstore.types.registry.VectorRegistry.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.types.JsonTree;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.VectorRegistry.Answer;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The golden vectors of the registry, and those of types and streams that need nothing but definitions. */
class RegistryVectorsTest {
    /** These need events, event JSON, tables of codes, or the search, and are run where those live. */
    private static final Set<String> ELSEWHERE = Set.of(
            "type.list.compact",
            "type.code-names",
            "type.key-codes",
            "type.property-mode-override",
            "type.modes.interpolation",
            "type.modes.extrapolation",
            "value.datetime.ticks-json",
            "value.datetime.offset-to-utc",
            "value.datetime.millis",
            "value.default-omitted",
            "stream.override.discrete-property",
            "stream.override.uom-relabels",
            "stream.type-change");

    /** Whoever reads a new expectation must also check it. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "status",
            "result",
            "valid",
            "error",
            "refused",
            "body",
            "keys",
            "example",
            "locationPathEndsWith",
            "typesAfter",
            "ids",
            "contains",
            "returned",
            "streamAfter",
            "flattened",
            "pointer",
            "value",
            "bodyId",
            "memberOrder");

    @TestFactory
    Stream<DynamicTest> registry() {
        return tests("registry.json");
    }

    @TestFactory
    Stream<DynamicTest> types() {
        return tests("types.json");
    }

    @TestFactory
    Stream<DynamicTest> streams() {
        return tests("streams.json");
    }

    private static Stream<DynamicTest> tests(String file) {
        return JsonTree.vectors(file).stream()
                .filter(vector -> !ELSEWHERE.contains(vector.id()))
                .map(vector -> dynamicTest(vector.id(), () -> check(vector)));
    }

    private static void check(JsonTree.Vector vector) {
        Map<String, Object> when = vector.when();
        Map<String, Object> expect = vector.expect();
        if (expect.containsKey("example")) {
            assertEquals(
                    expect.get("keys"),
                    List.copyOf(new ReferenceCounts(3, 2, 1).byKind().keySet()));
            return;
        }
        VectorRegistry registry = new VectorRegistry(vector.given());
        Answer answer = registry.perform(when);
        assertTrue(UNDERSTOOD.containsAll(expect.keySet()), () -> "not understood: " + expect.keySet());
        checkStatus(expect, answer);
        checkBody(expect, answer, verbosity(when));
        checkAfter(expect, registry);
    }

    private static void checkStatus(Map<String, Object> expect, Answer answer) {
        if (expect.containsKey("status")) {
            assertEquals(number(expect.get("status")), answer.status(), answer::toString);
        }
        if (expect.containsKey("result")) {
            assertEquals(
                    expect.get("result"),
                    Map.of(201, "CREATED", 302, "FOUND", 409, "CONFLICT").get(answer.status()));
        }
        boolean refused = answer.status() >= 400;
        boolean refusalExpected = Boolean.FALSE.equals(expect.get("valid"))
                || Boolean.TRUE.equals(expect.get("error"))
                || Boolean.TRUE.equals(expect.get("refused"));
        boolean success = !expect.containsKey("status") && !refusalExpected;
        if (refusalExpected || success) {
            assertEquals(refusalExpected, refused, answer::toString);
        }
    }

    private static void checkBody(Map<String, Object> expect, Answer answer, Verbosity verbosity) {
        Object body = VectorRegistry.json(answer.body(), verbosity);
        if (expect.containsKey("body")) {
            assertEquals(comparable(expect.get("body")), comparable(body));
        }
        if (expect.containsKey("memberOrder")) {
            Map<String, Object> order = map(expect.get("memberOrder"));
            assertEquals(order.get("type"), List.copyOf(map(body).keySet()));
            assertEquals(
                    order.get("property"),
                    List.copyOf(map(at(body, "/Properties/0")).keySet()));
        }
        if (expect.containsKey("pointer")) {
            assertEquals(comparable(expect.get("value")), comparable(at(body, text(expect.get("pointer")))));
        }
        if (expect.containsKey("bodyId")) {
            assertEquals(expect.get("bodyId"), map(body).get("Id"));
        }
        if (expect.containsKey("ids")) {
            assertEquals(expect.get("ids"), ids(list(body)));
        }
        if (expect.containsKey("returned")) {
            assertEquals(number(expect.get("returned")), list(body).size());
        }
        if (expect.get("contains") instanceof Map<?, ?> members) {
            members.forEach((key, value) ->
                    assertEquals(comparable(value), comparable(map(body).get(key))));
        } else if (expect.get("contains") instanceof List<?> elements) {
            assertTrue(list(body).containsAll(elements), body::toString);
        }
        if (expect.containsKey("flattened")) {
            SdsType type = assertInstanceOf(SdsType.class, answer.body());
            assertEquals(expect.get("flattened"), propertyIds(type.flattenedProperties()));
        }
        // Beside an example the keys are those of a map; elsewhere those of a type.
        if (expect.containsKey("keys") && answer.body() instanceof SdsType type) {
            assertEquals(expect.get("keys"), propertyIds(type.keyProperties()));
        }
    }

    private static void checkAfter(Map<String, Object> expect, VectorRegistry vectors) {
        Registry registry = vectors.registry;
        if (expect.containsKey("typesAfter")) {
            assertEquals(
                    new HashSet<>(list(expect.get("typesAfter"))), new HashSet<Object>(Definitions.typeIds(registry)));
        }
        if (expect.containsKey("streamAfter")) {
            SdsStream expected = VectorRegistry.stream(expect.get("streamAfter"));
            assertEquals(expected, registry.stream(Definitions.NS, expected.id()).stream());
        }
    }

    private static Verbosity verbosity(Map<String, Object> when) {
        return "verbose".equals(when.get("verbosity")) ? Verbosity.VERBOSE : Verbosity.COMPACT;
    }

    private static Object at(Object tree, String pointer) {
        Object here = tree;
        for (String step : pointer.substring(1).split("/")) {
            here = here instanceof List<?> elements
                    ? elements.get(Integer.parseInt(step))
                    : map(here).get(step);
        }
        return here;
    }

    /** Counts compare with the numbers of JSON. */
    private static Object comparable(Object tree) {
        if (tree instanceof Integer number) {
            return BigDecimal.valueOf(number).stripTrailingZeros();
        }
        if (tree instanceof Map<?, ?> members) {
            Map<String, Object> copy = new HashMap<>();
            members.forEach((key, value) -> copy.put((String) key, comparable(value)));
            return copy;
        }
        if (tree instanceof List<?> elements) {
            List<Object> copy = new ArrayList<>();
            elements.forEach(element -> copy.add(comparable(element)));
            return copy;
        }
        return tree;
    }

    private static List<String> ids(List<Object> definitions) {
        return definitions.stream()
                .map(definition -> definition instanceof SdsType type ? type.id() : ((SdsStream) definition).id())
                .toList();
    }

    private static List<String> propertyIds(List<SdsTypeProperty> properties) {
        return properties.stream().map(SdsTypeProperty::id).toList();
    }
}
