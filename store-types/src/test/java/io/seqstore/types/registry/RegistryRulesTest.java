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
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces, reference counts, deletes and listings (spec 02, sections 1, 5, 6 and 8). */
class RegistryRulesTest {
    // Namespaces

    @Test
    void twoNamespacesAlwaysExist() {
        assertEquals(
                List.of(Namespace.of("default"), Namespace.of("diagnostics")),
                registryOf().namespaces().list());
    }

    @Test
    void aNamespaceIsCreatedFoundOrInConflict() {
        Registry registry = registryOf();
        Namespace plant = new Namespace("Plant 1", "north", null);
        assertInstanceOf(GetOrCreate.Created.class, registry.namespaces().getOrCreate(plant));
        var found = registry.namespaces().getOrCreate(new Namespace("pLANT 1", "north", null));
        assertEquals(new GetOrCreate.Found<>(plant), found);
        var conflict = registry.namespaces().getOrCreate(new Namespace("Plant 1", "south", null));
        assertEquals(
                plant, assertInstanceOf(GetOrCreate.Conflict.class, conflict).stored());
        assertEquals(plant, registry.namespaces().find("PLANT 1").orElseThrow());
    }

    @ParameterizedTest(name = "''{0}'' is a namespace id")
    @ValueSource(strings = {"a", "A-b_c.d e", "_x", "1", "a.b", "Österreich"})
    void namespaceIdsThatAreAllowed(String id) {
        assertInstanceOf(GetOrCreate.Created.class, registryOf().namespaces().getOrCreate(Namespace.of(id)));
    }

    @ParameterizedTest(name = "''{0}'' is no namespace id")
    @ValueSource(strings = {"", " ", " a", "a ", ".a", "a.", "a..b", "__a", "a/b", "a\tb", "a:b", "a?"})
    void namespaceIdsThatAreRefused(String id) {
        assertThrows(
                InvalidRequestException.class, () -> registryOf().namespaces().getOrCreate(Namespace.of(id)));
    }

    @Test
    void aNamespaceIdHasAtMostAHundredCharacters() {
        registryOf().namespaces().getOrCreate(Namespace.of("x".repeat(100)));
        assertThrows(
                InvalidRequestException.class,
                () -> registryOf().namespaces().getOrCreate(Namespace.of("x".repeat(101))));
    }

    @Test
    void nothingCrossesANamespace() {
        Registry registry = registryOf(pump());
        registry.namespaces().getOrCreate(Namespace.of("other"));
        assertTrue(registry.findType("other", "Pump").isEmpty());
        SdsType different = keyed("Pump").property("x", SdsTypeCode.STRING).build();
        assertInstanceOf(GetOrCreate.Created.class, registry.getOrCreateType("other", different));
        registry.getOrCreateStream("other", SdsStream.of("s", "Pump"));
        assertEquals(0, registry.referenceCounts(NS, "Pump").streams());
        registry.deleteType(NS, "Pump");
        assertEquals(different, registry.type("OTHER", "Pump"));
    }

    @Test
    void builtInNamespacesStayEvenWhenForced() {
        Registry registry = registryOf();
        assertThrows(ConflictException.class, () -> registry.namespaces().delete("Default", true));
        assertThrows(ConflictException.class, () -> registry.namespaces().delete("diagnostics", false));
    }

    @Test
    void aNamespaceWithContentsGoesOnlyWhenForcedAndTellsWhichStreamsGo() {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        registry.namespaces().getOrCreate(Namespace.of("n"));
        registry.getOrCreateType("n", pump());
        registry.getOrCreateStream("n", SdsStream.of("a", "Pump"));
        registry.getOrCreateStream("n", SdsStream.of("b", "Pump"));
        assertThrows(ConflictException.class, () -> registry.namespaces().delete("n", false));
        registry.namespaces().delete("N", true);
        assertEquals(
                new RegistryChange.NamespaceDeleted("n", List.of(0, 1)),
                journal.changes.get(journal.changes.size() - 1));
        assertThrows(NotFoundException.class, () -> registry.namespaces().delete("n", true));
        registry.namespaces().getOrCreate(Namespace.of("n"));
        assertEquals(List.of(), registry.types("n", 0, 10));
    }

    @Test
    void anEmptyNamespaceGoesWithoutForce() {
        Registry registry = registryOf();
        registry.namespaces().getOrCreate(Namespace.of("n"));
        registry.namespaces().delete("n", false);
        assertTrue(registry.namespaces().find("n").isEmpty());
    }

    // Reference counts and deletes

    @Test
    void countsAreOfDistinctDirectReferrers() {
        SdsType b = SdsType.object("B").property("s", state()).build();
        SdsType a = keyed("A")
                .property("x", b)
                .property("y", b)
                .property("z", SdsType.reference("B"))
                .build();
        Registry registry = registryOf(a);
        registry.getOrCreateStream(NS, SdsStream.of("s1", "A"));
        registry.getOrCreateStream(NS, SdsStream.of("s2", "a"));
        assertEquals(new ReferenceCounts(2, 0, 0), registry.referenceCounts(NS, "A"));
        assertEquals(new ReferenceCounts(0, 0, 1), registry.referenceCounts(NS, "B"), "A counts once");
        assertEquals(new ReferenceCounts(0, 0, 1), registry.referenceCounts(NS, "State"), "A does not count");
    }

    @Test
    void derivedTypesHoldNoReferences() {
        Registry registry = registryOf(
                pump(),
                keyed("A").derivedType(pump()).property("x", SdsTypeCode.DOUBLE).build());
        assertTrue(registry.referenceCounts(NS, "Pump").isUnreferenced());
    }

    @Test
    void allThreeCountsArePresentUnderTheirNames() {
        assertEquals(
                Map.of("SdsStream", 0, "SdsStreamView", 0, "SdsType", 0),
                registryOf(pump()).referenceCounts(NS, "Pump").byKind());
    }

    @Test
    void theCountsOfAnUnknownTypeAreNotFound() {
        assertThrows(NotFoundException.class, () -> registryOf().referenceCounts(NS, "Pump"));
    }

    @Test
    void aReferencedTypeStaysAndTheRefusalCarriesTheCounts() {
        Registry registry = registryOf(withState("A", state()), withState("B", state()));
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        var byTypes = assertThrows(ConflictException.class, () -> registry.deleteType(NS, "STATE"));
        assertEquals("State", byTypes.parameters().get("TypeId"));
        assertEquals("2", byTypes.parameters().get("SdsType"));
        assertEquals("0", byTypes.parameters().get("SdsStream"));
        assertEquals("0", byTypes.parameters().get("SdsStreamView"));
        var byStream = assertThrows(ConflictException.class, () -> registry.deleteType(NS, "A"));
        assertEquals("1", byStream.parameters().get("SdsStream"));
        assertEquals(List.of("A", "B", "State"), typeIds(registry));
    }

    @Test
    void theUsualOrderOfCleaningUpWorks() {
        Registry registry = registryOf(withState("A", state()));
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        registry.deleteStream(NS, "s");
        registry.deleteType(NS, "A");
        registry.deleteType(NS, "State");
        assertThrows(NotFoundException.class, () -> registry.deleteType(NS, "State"));
        assertEquals(List.of(), typeIds(registry));
    }

    // Listings

    @Test
    void listingsAreInAscendingIdIgnoringCaseAndPaged() {
        Registry registry = registryOf(pump());
        Stream.of("b", "A", "c", "B_", "Bx").forEach(id -> registry.getOrCreateStream(NS, SdsStream.of(id, "Pump")));
        assertEquals(List.of("A", "b", "Bx", "B_", "c"), ids(registry.streams(NS, 0, 10)));
        assertEquals(List.of("b", "Bx"), ids(registry.streams(NS, 1, 2)));
        assertEquals(List.of(), ids(registry.streams(NS, 5, 2)));
        assertEquals(List.of(), ids(registry.streams(NS, 0, 0)));
    }

    @ParameterizedTest(name = "by {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name|2 1 4 3",
                "NAME DESC|3 1 4 2",
                " name  asc |2 1 4 3",
                "id desc|4 3 2 1",
                "typeid|1 2 3 4",
                "description|2 4 1 3"
            })
    void streamsAreOrderedByAField(String orderBy, String expected) {
        Registry registry = registryOf(pump());
        registry.getOrCreateStream(NS, named("1", "B", "x"));
        registry.getOrCreateStream(NS, named("2", null, null));
        registry.getOrCreateStream(NS, named("3", "c", "Y"));
        registry.getOrCreateStream(NS, named("4", "b", ""));
        List<SdsStream> listed = registry.streams(NS, new Listing(0, 100, orderBy));
        assertEquals(expected, String.join(" ", ids(listed)));
    }

    private static SdsStream named(String id, String name, String description) {
        return new SdsStream(id, "Pump", name, description, List.of(), null, null, List.of());
    }

    @Test
    void typesAreOrderedByAField() {
        Registry registry = registryOf(
                pump().toBuilder().id("a").name("z").build(),
                pump().toBuilder().id("b").name("y").build());
        List<SdsType> listed = registry.types(NS, new Listing(0, 1, "name"));
        assertEquals(List.of("b"), listed.stream().map(SdsType::id).toList());
    }

    @ParameterizedTest(name = "orderby ''{0}'' is refused")
    @ValueSource(strings = {"", "x", "name up", "name asc desc", "indexes", "name,id"})
    void anOrderThatIsNotUnderstoodIsRefused(String orderBy) {
        Registry registry = registryOf(pump());
        assertThrows(InvalidRequestException.class, () -> registry.streams(NS, new Listing(0, 1, orderBy)));
    }

    @Test
    void typesCannotBeOrderedByTypeId() {
        Registry registry = registryOf(pump());
        assertThrows(InvalidRequestException.class, () -> registry.types(NS, new Listing(0, 1, "typeid")));
    }

    @Test
    void negativeNumbersAreRefused() {
        Registry registry = registryOf(pump());
        assertThrows(InvalidRequestException.class, () -> registry.types(NS, -1, 1));
        assertThrows(InvalidRequestException.class, () -> registry.streams(NS, 0, -1));
    }

    @Test
    void theOrderOfIdsAgreesWithEqualityIgnoringCaseForEveryCharacter() {
        Map<Character, List<Character>> byLowerOfUpper =
                everyCharacter().collect(Collectors.groupingBy(c -> Character.toLowerCase(Character.toUpperCase(c))));
        Map<Character, List<Character>> byFold = everyCharacter().collect(Collectors.groupingBy(IdOrder::fold));
        assertEquals(
                byLowerOfUpper.values().stream().collect(Collectors.toSet()),
                byFold.values().stream().collect(Collectors.toSet()));
    }

    private static Stream<Character> everyCharacter() {
        return IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE).mapToObj(c -> (char) c);
    }

    private static List<String> ids(List<SdsStream> streams) {
        return streams.stream().map(SdsStream::id).toList();
    }
}
