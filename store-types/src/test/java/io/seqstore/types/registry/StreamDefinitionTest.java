package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.keyed;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static io.seqstore.types.registry.Definitions.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes a stream valid, and its life from creation to delete (spec 03, sections 2, 3, 5 and 6). */
class StreamDefinitionTest {
    private static final SdsInterpolationMode DISCRETE = SdsInterpolationMode.DISCRETE;

    private final Registry registry = registryOf(
            pump(),
            keyed("Rich")
                    .property("Level", SdsTypeCode.DOUBLE)
                    .property("Text", SdsTypeCode.STRING)
                    .property("Nullable", SdsTypeCode.NULLABLE_DOUBLE)
                    .property("Version", SdsTypeCode.VERSION)
                    .property("Array", SdsTypeCode.DOUBLE_ARRAY)
                    .property("State", state())
                    .build(),
            keyed("Discrete")
                    .property("Level", SdsTypeCode.DOUBLE)
                    .interpolation(DISCRETE)
                    .build(),
            SdsType.object("Keyless").property("Level", SdsTypeCode.DOUBLE).build(),
            keys("Two", 2),
            keys("Three", 3));

    private static SdsType keys(String id, int count) {
        SdsType.Builder type = SdsType.object(id);
        for (int i = 0; i < count; i++) {
            type.key("k" + i, SdsTypeCode.INT32);
        }
        return type.property("v", SdsTypeCode.DOUBLE).build();
    }

    private static SdsStream indexed(String typeId, String... properties) {
        return new SdsStream("s", typeId, null, null, List.of(properties), null, null, List.of());
    }

    private static SdsStream overridden(String typeId, PropertyOverride... overrides) {
        return SdsStream.of("s", typeId).withPropertyOverrides(List.of(overrides));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodStreams")
    void isCreated(String what, SdsStream stream) {
        var created = assertInstanceOf(GetOrCreate.Created.class, registry.getOrCreateStream(NS, stream));
        assertEquals(stream, created.stored());
        assertEquals(stream, registry.stream(NS, "S").stream());
        assertEquals(1, registry.referenceCounts(NS, stream.typeId()).streams());
    }

    static Stream<Arguments> goodStreams() {
        return Stream.of(
                arguments("a plain stream", SdsStream.of("s", "pUMP")),
                arguments("an index on a double", indexed("Rich", "LEVEL")),
                arguments("an index on a string and on the key", indexed("Rich", "Text", "Time")),
                arguments("an index beside two keys", indexed("Two", "v", "k1")),
                arguments("a unit on a key", overridden("Rich", new PropertyOverride("Time", "second", null))),
                arguments("a unit on a string", overridden("Rich", new PropertyOverride("text", "meter", null))),
                arguments("a mode on a property", overridden("Rich", new PropertyOverride("Level", null, DISCRETE))),
                arguments(
                        "Discrete on a Discrete type",
                        SdsStream.of("s", "Discrete").withInterpolation(DISCRETE)),
                arguments(
                        "a unit on a Discrete type", overridden("Discrete", new PropertyOverride("Level", "m", null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badStreams")
    void isRefused(String what, SdsStream stream, String reason) {
        var e = assertThrows(InvalidRequestException.class, () -> registry.getOrCreateStream(NS, stream));
        assertTrue(e.reason().contains(reason), e::reason);
        assertEquals(List.of(), registry.streams(NS, 0, 10));
    }

    static Stream<Arguments> badStreams() {
        return Stream.of(
                arguments("a blank id", SdsStream.of(" ", "Pump"), "only whitespace"),
                arguments("an id with a slash", SdsStream.of("a/b", "Pump"), "'/'"),
                arguments("no type id", SdsStream.of("s", ""), "TypeId of stream 's'"),
                arguments("a type without key", SdsStream.of("s", "Keyless"), "has 0 key properties"),
                arguments("an enum as type", SdsStream.of("s", "State"), "is Int32Enum; only an Object type"),
                arguments("an index on nothing", indexed("Pump", "x"), "names property 'x'"),
                arguments("an index twice", indexed("Pump", "Level", "lEVEL"), "indexed twice"),
                arguments("an index on a nullable", indexed("Rich", "Nullable"), "it is NullableDouble"),
                arguments("an index on a version", indexed("Rich", "Version"), "it is Version"),
                arguments("an index on an array", indexed("Rich", "Array"), "it is DoubleArray"),
                arguments("an index on an enum", indexed("Rich", "State"), "it is Int32Enum"),
                arguments("an index beside three keys", indexed("Three", "v"), "has 3 key properties"),
                arguments(
                        "an override of nothing",
                        overridden("Pump", new PropertyOverride("x", "meter", null)),
                        "names property 'x'"),
                arguments(
                        "an override with an unknown unit",
                        overridden("Pump", new PropertyOverride("Level", "M/S", null)),
                        "has the Uom 'M/S'"),
                arguments(
                        "two overrides of one property",
                        overridden(
                                "Pump",
                                new PropertyOverride("Level", "meter", null),
                                new PropertyOverride("level", null, DISCRETE)),
                        "overridden twice"),
                arguments(
                        "a mode on a key",
                        overridden("Pump", new PropertyOverride("Time", null, DISCRETE)),
                        "key property 'Time'"),
                arguments(
                        "a mode on a property of a Discrete type",
                        overridden("Discrete", new PropertyOverride("Level", null, DISCRETE)),
                        "type 'Discrete' is Discrete"),
                arguments(
                        "another mode on a Discrete type",
                        SdsStream.of("s", "Discrete").withInterpolation(SdsInterpolationMode.CONTINUOUS),
                        "has the InterpolationMode Continuous"));
    }

    @Test
    void anUnknownTypeIsNotFoundButAnInvalidBodyIsToldFirst() {
        assertThrows(NotFoundException.class, () -> registry.getOrCreateStream(NS, SdsStream.of("s", "Nothing")));
        assertThrows(InvalidRequestException.class, () -> registry.getOrCreateStream(NS, indexed("Nothing", "x", "X")));
    }

    @Test
    void putCreatesAndThenReplacesTheWholeDefinition() {
        SdsStream first = new SdsStream("s", "Rich", "n", "d", List.of("Level"), DISCRETE, null, List.of());
        var created = assertInstanceOf(CreateOrUpdate.Created.class, registry.createOrUpdateStream(NS, first));
        assertEquals(first, created.stored());
        var updated = assertInstanceOf(
                CreateOrUpdate.Updated.class, registry.createOrUpdateStream(NS, SdsStream.of("S", "RICH")));
        assertEquals(first, updated.before());
        assertEquals(SdsStream.of("s", "RICH"), updated.stored());
        assertEquals(SdsStream.of("s", "RICH"), registry.stream(NS, "s").stream());
        assertEquals(0, registry.stream(NS, "s").ordinal());
    }

    @Test
    void putRefusesAnotherTypeAndChangesNothing() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"));
        var e = assertThrows(
                ConflictException.class, () -> registry.createOrUpdateStream(NS, SdsStream.of("s", "Rich")));
        assertEquals("s", e.parameters().get("StreamId"));
        assertEquals(SdsStream.of("s", "Pump"), registry.stream(NS, "s").stream());
        assertEquals(0, registry.referenceCounts(NS, "Rich").streams());
    }

    @Test
    void putObeysTheRulesOfCreation() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "Rich"));
        assertThrows(InvalidRequestException.class, () -> registry.createOrUpdateStream(NS, indexed("Rich", "State")));
    }

    @Test
    void aDeletedStreamIsGoneAndItsIdFreeButItsNumberIsNot() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"));
        registry.deleteStream(NS, "S");
        assertThrows(NotFoundException.class, () -> registry.deleteStream(NS, "s"));
        assertThrows(NotFoundException.class, () -> registry.stream(NS, "s"));
        assertTrue(registry.findStream(NS, "s").isEmpty());
        assertEquals(0, registry.referenceCounts(NS, "Pump").streams());
        registry.getOrCreateStream(NS, SdsStream.of("s", "Rich"));
        assertEquals(1, registry.stream(NS, "s").ordinal());
    }

    @Test
    void numbersAscendOverAllNamespaces() {
        registry.getOrCreateType(Registry.DIAGNOSTICS_NAMESPACE, pump());
        registry.getOrCreateStream(NS, SdsStream.of("b", "Pump"));
        registry.getOrCreateStream(Registry.DIAGNOSTICS_NAMESPACE, SdsStream.of("b", "Pump"));
        registry.getOrCreateStream(NS, SdsStream.of("a", "Pump"));
        assertEquals(0, registry.stream(NS, "b").ordinal());
        assertEquals(1, registry.stream(Registry.DIAGNOSTICS_NAMESPACE, "b").ordinal());
        assertEquals(2, registry.stream(NS, "a").ordinal());
    }

    @Test
    void anEntryCarriesTheRegisteredType() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "pump"));
        assertEquals(pump(), registry.stream(NS, "s").type());
    }
}
