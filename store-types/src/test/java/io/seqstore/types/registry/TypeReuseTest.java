package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.keyed;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static io.seqstore.types.registry.Definitions.state;
import static io.seqstore.types.registry.Definitions.typeIds;
import static io.seqstore.types.registry.Definitions.typeOf;
import static io.seqstore.types.registry.Definitions.withState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Types that are made of other types (spec 02, section 4). */
class TypeReuseTest {
    private static final SdsType OTHER_STATE =
            SdsType.enumeration("State").member("Ok", 0).member("Bad", 9).build();

    @Test
    void aFullDefinitionInAnotherIsRegisteredWithIt() {
        Registry registry = registryOf(withState("A", state()));
        assertEquals(List.of("A", "State"), typeIds(registry));
        assertEquals(state(), registry.type(NS, "state"));
    }

    @Test
    void aBaseTypeIsRegisteredWithTheTypeThatExtendsIt() {
        Registry registry = registryOf(SdsType.object("Big")
                .baseType(pump())
                .property("Depth", SdsTypeCode.DOUBLE)
                .build());
        assertEquals(List.of("Big", "Pump"), typeIds(registry));
        assertEquals(1, registry.referenceCounts(NS, "Pump").types());
    }

    @Test
    void genericArgumentsOfObjectAndEnumTypesAreRegistered() {
        SdsType list = SdsType.builder(SdsTypeCode.ILIST)
                .id("States")
                .genericArgument(state())
                .build();
        Registry registry = registryOf(keyed("A").property("History", list).build());
        assertEquals(List.of("A", "State", "States"), typeIds(registry));
        assertEquals(new ReferenceCounts(0, 0, 1), registry.referenceCounts(NS, "State"));
        assertEquals(new ReferenceCounts(0, 0, 1), registry.referenceCounts(NS, "States"));
    }

    @Test
    void aReferenceByIdBecomesTheRegisteredTypeInFull() {
        Registry registry = registryOf(state(), withState("A", SdsType.reference("STATE")));
        assertSame(registry.type(NS, "State"), typeOf(registry.type(NS, "A"), "State"));
    }

    @Test
    void aReferenceMayCarryTheRightCode() {
        SdsType reference = SdsType.builder(SdsTypeCode.INT32_ENUM).id("State").build();
        Registry registry = registryOf(state());
        assertInstanceOf(GetOrCreate.Created.class, registry.getOrCreateType(NS, withState("A", reference)));
    }

    @Test
    void aReferenceWithAnotherCodeIsAConflict() {
        SdsType reference = SdsType.builder(SdsTypeCode.BYTE_ENUM).id("State").build();
        Registry registry = registryOf(state());
        assertInstanceOf(GetOrCreate.Conflict.class, registry.getOrCreateType(NS, withState("A", reference)));
        assertEquals(List.of("State"), typeIds(registry));
    }

    @Test
    void aReferenceToNothingIsNotFoundAndLeavesNothingBehind() {
        Registry registry = registryOf();
        SdsType type = keyed("A")
                .property("State", state())
                .property("Other", SdsType.reference("Missing"))
                .build();
        NotFoundException e = assertThrows(NotFoundException.class, () -> registry.getOrCreateType(NS, type));
        assertEquals("Missing", e.parameters().get("TypeId"));
        assertEquals(List.of(), typeIds(registry));
    }

    @Test
    void aReferenceMayStandBeforeTheDefinitionItMeans() {
        Registry registry = registryOf(keyed("A")
                .property("First", SdsType.reference("state"))
                .property("Second", state())
                .build());
        SdsType a = registry.type(NS, "A");
        assertEquals(state(), typeOf(a, "First"));
        assertSame(typeOf(a, "Second"), typeOf(a, "First"));
    }

    @Test
    void aNestedDefinitionThatEqualsTheRegisteredOneIsThatOne() {
        SdsType shouted = state().toBuilder().id("STATE").build();
        Registry registry = registryOf(withState("A", state()), withState("B", shouted));
        assertSame(registry.type(NS, "State"), typeOf(registry.type(NS, "B"), "State"));
        assertEquals(2, registry.referenceCounts(NS, "State").types());
    }

    @Test
    void aNestedDefinitionThatDiffersIsAConflictOfTheWholeCall() {
        Registry registry = registryOf(withState("A", state()));
        var answer = registry.getOrCreateType(NS, withState("B", OTHER_STATE));
        var conflict = assertInstanceOf(GetOrCreate.Conflict.class, answer);
        assertEquals(state(), conflict.stored());
        assertEquals("Type 'State': Property 'Alarm': Id is 'Bad', stored is 'Alarm'", conflict.difference());
        assertEquals(List.of("A", "State"), typeIds(registry));
    }

    @Test
    void theSameIdTwiceInOneBodyMustMeanTheSame() {
        Registry registry = registryOf();
        SdsType same = keyed("A").property("x", state()).property("y", state()).build();
        SdsType different =
                keyed("B").property("x", state()).property("y", OTHER_STATE).build();
        assertInstanceOf(GetOrCreate.Created.class, registry.getOrCreateType(NS, same));
        assertInstanceOf(GetOrCreate.Conflict.class, registry.getOrCreateType(NS, different));
        assertInstanceOf(GetOrCreate.Conflict.class, registryOf().getOrCreateType(NS, different));
        assertEquals(1, registry.referenceCounts(NS, "State").types());
    }

    @Test
    void aTypeThatContainsItsOwnIdIsACycle() {
        SdsType cycle = keyed("A").property("x", SdsType.reference("a")).build();
        assertThrows(InvalidRequestException.class, () -> registryOf().getOrCreateType(NS, cycle));
    }

    @Test
    void twoDefinitionsOfOneBodyThatMeanEachOtherAreACycle() {
        SdsType b = SdsType.object("B").property("c", SdsType.reference("C")).build();
        SdsType c = SdsType.object("C").property("b", SdsType.reference("B")).build();
        SdsType root = keyed("A").property("x", b).property("y", c).build();
        Registry registry = registryOf();
        assertThrows(InvalidRequestException.class, () -> registry.getOrCreateType(NS, root));
        assertEquals(List.of(), typeIds(registry));
    }

    @Test
    void atomicTypesAreNeverRegisteredByNestingWhateverTheirId() {
        SdsType named =
                SdsType.builder(SdsTypeCode.DOUBLE).id("double").name("x").build();
        Registry registry = registryOf(keyed("A").property("Level", named).build());
        assertEquals(List.of("A"), typeIds(registry));
    }

    @Test
    void anAtomicRootTypeCanBeRegisteredAndMeantByItsId() {
        SdsType level = SdsType.builder(SdsTypeCode.DOUBLE).id("Level").build();
        Registry registry = registryOf(
                level, keyed("A").property("x", SdsType.reference("Level")).build());
        assertEquals(SdsTypeCode.DOUBLE, typeOf(registry.type(NS, "A"), "x").typeCode());
        assertTrue(registry.referenceCounts(NS, "Level").isUnreferenced(), "atomic types hold and get no references");
    }

    @Test
    void nestedTypesStayWhenTheParentGoes() {
        Registry registry = registryOf(withState("A", state()));
        registry.deleteType(NS, "A");
        assertEquals(List.of("State"), typeIds(registry));
        assertTrue(registry.referenceCounts(NS, "State").isUnreferenced());
        registry.deleteType(NS, "State");
        assertEquals(List.of(), typeIds(registry));
    }

    @Test
    void aFaultThatOnlyTheExpandedTypeShowsIsInvalidAndChangesNothing() {
        Registry registry = registryOf(pump());
        SdsType again = SdsType.object("B")
                .baseType(SdsType.reference("Pump"))
                .property("State", state())
                .property("level", SdsTypeCode.DOUBLE)
                .build();
        assertThrows(InvalidRequestException.class, () -> registry.getOrCreateType(NS, again));
        assertEquals(List.of("Pump"), typeIds(registry));
    }

    @Test
    void aTowerOfSharedTypesThatWouldBeHugeInFullIsRefusedQuickly() {
        Registry registry = registryOf(
                SdsType.object("T0").property("x", SdsTypeCode.DOUBLE).build());
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThrows(InvalidRequestException.class, () -> {
                for (int level = 1; level < 60; level++) {
                    SdsType below = SdsType.reference("T" + (level - 1));
                    registry.getOrCreateType(
                            NS,
                            SdsType.object("T" + level)
                                    .property(SdsTypeProperty.of("left", below))
                                    .property(SdsTypeProperty.of("right", below))
                                    .build());
                }
            });
        });
    }
}
