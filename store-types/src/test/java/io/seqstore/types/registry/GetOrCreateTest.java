package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.keyed;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static io.seqstore.types.registry.Definitions.state;
import static io.seqstore.types.registry.Definitions.typeIds;
import static io.seqstore.types.registry.Definitions.withState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Created, found, conflict, and when two definitions are the same (spec 02, section 3). */
class GetOrCreateTest {
    @Test
    void aFreeIdIsCreatedAndTheSameBodyFoundAgain() {
        Registry registry = registryOf();
        var first = assertInstanceOf(GetOrCreate.Created.class, registry.getOrCreateType(NS, pump()));
        var second = assertInstanceOf(GetOrCreate.Found.class, registry.getOrCreateType(NS, pump()));
        assertEquals(pump(), first.stored());
        assertEquals(pump(), second.stored());
    }

    @Test
    void theFirstSpellingOfAnIdStays() {
        Registry registry = registryOf(pump());
        var found = registry.getOrCreateType(NS, pump().toBuilder().id("pUMP").build());
        assertEquals("Pump", found.stored().id());
        assertEquals("Pump", registry.type(NS, "PUMP").id());
    }

    @Test
    void anInvalidBodyIsRefusedEvenWhenTheIdExists() {
        Registry registry = registryOf(pump());
        SdsType invalid = SdsType.object("Pump").build();
        assertThrows(InvalidRequestException.class, () -> registry.getOrCreateType(NS, invalid));
    }

    @Test
    void anUnknownNamespaceIsNotFoundByEveryCall() {
        Registry registry = registryOf();
        SdsStream stream = SdsStream.of("s", "Pump");
        Stream.<Runnable>of(
                        () -> registry.getOrCreateType("x", pump()),
                        () -> registry.findType("x", "Pump"),
                        () -> registry.type("x", "Pump"),
                        () -> registry.referenceCounts("x", "Pump"),
                        () -> registry.typeDates("x", "Pump"),
                        () -> registry.deleteType("x", "Pump"),
                        () -> registry.types("x", 0, 1),
                        () -> registry.getOrCreateStream("x", stream),
                        () -> registry.createOrUpdateStream("x", stream),
                        () -> registry.findStream("x", "s"),
                        () -> registry.stream("x", "s"),
                        () -> registry.streamDates("x", "s"),
                        () -> registry.deleteStream("x", "s"),
                        () -> registry.streams("x", 0, 1),
                        () -> registry.namespaces().delete("x", false))
                .forEach(call -> {
                    NotFoundException e = assertThrows(NotFoundException.class, call::run);
                    assertEquals("x", e.parameters().get("NamespaceId"));
                });
    }

    @ParameterizedTest(name = "a type differs by {0}")
    @MethodSource("changedTypes")
    void typesAreComparedMemberByMember(String what, UnaryOperator<SdsType.Builder> change, String difference) {
        SdsType stored = comparedType().build();
        SdsType given = change.apply(comparedType()).build();
        assertEquals(Optional.of(difference), TypeEquality.firstDifference(stored, given));
        Registry registry = registryOf(stored);
        assertInstanceOf(GetOrCreate.Conflict.class, registry.getOrCreateType(NS, given));
        assertEquals(stored, registry.type(NS, "T"));
    }

    private static SdsType.Builder comparedType() {
        return keyed("T")
                .property(
                        SdsTypeProperty.of("v", SdsType.of(SdsTypeCode.DOUBLE)).withUom("meter"));
    }

    static Stream<Arguments> changedTypes() {
        SdsTypeProperty more = SdsTypeProperty.of("w", SdsType.of(SdsTypeCode.DOUBLE));
        return Stream.of(
                type("name", b -> b.name("n"), "Name is 'n', stored is 'T'"),
                type("an absent name", b -> b.name(null), "Name is absent, stored is 'T'"),
                type("an empty description", b -> b.description(""), "Description is '', stored is absent"),
                type("IsGenericType", b -> b.genericType(true), "IsGenericType is 'true', stored is 'false'"),
                type("IsReferenceType", b -> b.referenceType(true), "IsReferenceType is 'true', stored is 'false'"),
                type(
                        "interpolation",
                        b -> b.interpolation(SdsInterpolationMode.DISCRETE),
                        "InterpolationMode is 'DISCRETE', stored is 'CONTINUOUS'"),
                type(
                        "extrapolation",
                        b -> b.extrapolation(SdsExtrapolationMode.NONE),
                        "ExtrapolationMode is 'NONE', stored is 'ALL'"),
                type("one more property", b -> b.property(more), "Properties has 3 entries, stored has 2"),
                type(
                        "a base type",
                        b -> b.baseType(SdsType.object("B").property(more).build()),
                        "BaseType is given, stored has none"),
                type("derived types", b -> b.derivedType(pump()), "DerivedTypes has 1 entries, stored has 0"));
    }

    private static Arguments type(String what, UnaryOperator<SdsType.Builder> change, String difference) {
        return arguments(what, change, difference);
    }

    @ParameterizedTest(name = "a property differs by {0}")
    @MethodSource("changedProperties")
    void propertiesAreComparedMemberByMember(String what, SdsTypeProperty given) {
        SdsTypeProperty stored = property("v", "v", SdsTypeCode.STRING, "meter");
        Optional<String> difference = TypeEquality.firstDifference(
                keyed("T").property(stored).build(), keyed("T").property(given).build());
        assertEquals(true, difference.orElseThrow().startsWith("Property 'v': " + what), difference::toString);
    }

    static Stream<Arguments> changedProperties() {
        SdsTypeProperty v = property("v", "v", SdsTypeCode.STRING, "meter");
        return Stream.of(
                arguments("Id is 'w'", property("w", "v", SdsTypeCode.STRING, "meter")),
                arguments("Name is 'w'", property("v", "w", SdsTypeCode.STRING, "meter")),
                arguments("Uom is 'Meter'", v.withUom("Meter")),
                arguments("Uom is absent", v.withUom(null)),
                arguments("IsQuality is 'true'", v.asQuality()),
                arguments("Order is '3'", v.asKey(3)),
                arguments("IsKey is 'true'", v.asKey(0)),
                arguments("InterpolationMode is 'DISCRETE'", v.withInterpolationMode(SdsInterpolationMode.DISCRETE)),
                arguments(
                        "SdsType: SdsTypeCode is 14 (Double), stored is 18 (String)",
                        v.withType(SdsType.of(SdsTypeCode.DOUBLE))),
                arguments("SdsType is missing", v.withType(null)));
    }

    private static SdsTypeProperty property(String id, String name, SdsTypeCode code, String uom) {
        return new SdsTypeProperty(id, name, null, 0, false, 0, SdsType.of(code), null, uom, null, false);
    }

    @Test
    void theOrderOfPropertiesCounts() {
        SdsType ab = keyed("T")
                .property("a", SdsTypeCode.DOUBLE)
                .property("b", SdsTypeCode.DOUBLE)
                .build();
        SdsType ba = keyed("T")
                .property("b", SdsTypeCode.DOUBLE)
                .property("a", SdsTypeCode.DOUBLE)
                .build();
        assertEquals(Optional.of("Property 'a': Id is 'b', stored is 'a'"), TypeEquality.firstDifference(ab, ba));
    }

    @Test
    void idsAndNamesOfNestedAtomicTypesDoNotCount() {
        SdsType named = SdsType.builder(SdsTypeCode.DOUBLE)
                .id("6fec")
                .name("Double")
                .description("d")
                .build();
        SdsType other = SdsType.object("Pump")
                .key("time", SdsTypeCode.DATE_TIME)
                .property(new SdsTypeProperty("LEVEL", "Level", null, 0, false, 0, named, null, null, null, false))
                .build();
        SdsType stored = pump().toBuilder().build();
        assertEquals(
                Optional.of("Property 'Time': Name is 'time', stored is 'Time'"),
                TypeEquality.firstDifference(stored, other));
        SdsType sameNames = keyed("pump")
                .name("Pump")
                .property(new SdsTypeProperty("LEVEL", "Level", null, 0, false, 0, named, null, null, null, false))
                .build();
        assertEquals(Optional.empty(), TypeEquality.firstDifference(stored, sameNames));
    }

    @Test
    void idsAndNamesOfAtomicRootTypesDoCount() {
        SdsType level = SdsType.builder(SdsTypeCode.DOUBLE).id("Level").build();
        assertEquals(
                false, TypeEquality.equal(level, level.toBuilder().name("L").build()));
    }

    @Test
    void whenTheJournalFailsNothingHasChanged() {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        registry.getOrCreateType(NS, withState("A", state()));
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        String before = Definitions.dump(registry);
        journal.failing = true;
        Stream.<Runnable>of(
                        () -> registry.getOrCreateType(NS, pump()),
                        () -> registry.getOrCreateStream(NS, SdsStream.of("t", "A")),
                        () -> registry.createOrUpdateStream(
                                NS, SdsStream.of("s", "A").withInterpolation(SdsInterpolationMode.DISCRETE)),
                        () -> registry.deleteStream(NS, "s"),
                        () -> registry.namespaces().getOrCreate(Namespace.of("n")))
                .forEach(call -> assertThrows(UnavailableException.class, call::run));
        assertEquals(before, Definitions.dump(registry));
        journal.failing = false;
        registry.getOrCreateStream(NS, SdsStream.of("t", "A"));
        assertEquals(1, registry.stream(NS, "t").ordinal(), "no number is lost");
    }

    @Test
    void nothingIsJournaledWhenNothingChanges() {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        registry.getOrCreateType(NS, pump());
        registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"));
        int before = journal.changes.size();
        registry.getOrCreateType(NS, pump());
        registry.getOrCreateType(NS, withState("Pump", state()));
        registry.getOrCreateStream(NS, SdsStream.of("S", "PUMP"));
        registry.createOrUpdateStream(NS, SdsStream.of("s", "Pump"));
        registry.namespaces().getOrCreate(Namespace.of("default"));
        assertEquals(before, journal.changes.size());
        assertEquals(List.of("Pump"), typeIds(registry));
    }

    @ParameterizedTest(name = "a stream differs by {0}")
    @MethodSource("changedStreams")
    void streamsAreComparedMemberByMember(SdsStream given, String difference) {
        SdsStream stored = SdsStream.of("s", "Pump");
        assertEquals(Optional.of(difference), StreamEquality.firstDifference(stored, given));
        Registry registry = registryOf(pump(), pump().toBuilder().id("Other").build());
        registry.getOrCreateStream(NS, stored);
        assertInstanceOf(GetOrCreate.Conflict.class, registry.getOrCreateStream(NS, given));
        assertEquals(stored, registry.stream(NS, "s").stream());
    }

    static Stream<Arguments> changedStreams() {
        SdsStream s = SdsStream.of("s", "Pump");
        return Stream.of(
                arguments(SdsStream.of("s", "Other"), "TypeId is 'Other', stored is 'Pump'"),
                arguments(
                        new SdsStream("s", "Pump", "n", null, List.of(), null, null, List.of()),
                        "Name is 'n', stored is absent"),
                arguments(
                        new SdsStream("s", "Pump", null, "", List.of(), null, null, List.of()),
                        "Description is '', stored is absent"),
                arguments(
                        s.withInterpolation(SdsInterpolationMode.CONTINUOUS),
                        "InterpolationMode is 'CONTINUOUS', stored is absent"),
                arguments(
                        s.withExtrapolation(SdsExtrapolationMode.ALL), "ExtrapolationMode is 'ALL', stored is absent"),
                arguments(
                        new SdsStream("s", "Pump", null, null, List.of("Level"), null, null, List.of()),
                        "Indexes is '[Level]', stored is '[]'"),
                arguments(
                        s.withPropertyOverrides(List.of(new PropertyOverride("Level", null, null))),
                        "PropertyOverrides is '[Level]', stored is '[]'"));
    }

    @Test
    void indexesAndOverridesOfStreamsCompareAsSetsIgnoringCase() {
        SdsStream a = new SdsStream(
                "s",
                "T",
                null,
                null,
                List.of("x", "y"),
                null,
                null,
                List.of(
                        new PropertyOverride("x", "meter", null),
                        new PropertyOverride("y", null, SdsInterpolationMode.DISCRETE)));
        SdsStream b = new SdsStream(
                "S",
                "t",
                null,
                null,
                List.of("Y", "X"),
                null,
                null,
                List.of(
                        new PropertyOverride("Y", null, SdsInterpolationMode.DISCRETE),
                        new PropertyOverride("X", "meter", null)));
        assertEquals(Optional.empty(), StreamEquality.firstDifference(a, b));
        SdsStream otherUnit = b.withPropertyOverrides(List.of(
                new PropertyOverride("Y", null, SdsInterpolationMode.DISCRETE),
                new PropertyOverride("X", "Meter", null)));
        assertEquals(
                Optional.of("Uom of the override of 'x' is 'Meter', stored is 'meter'"),
                StreamEquality.firstDifference(a, otherUnit));
    }
}
