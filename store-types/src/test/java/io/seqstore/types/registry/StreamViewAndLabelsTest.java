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
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stream views, type changes, tags and metadata (spec 05, section 1; spec 03, sections 4 and 8). */
class StreamViewAndLabelsTest {
    private static final SdsType INNER =
            SdsType.object("Inner").property("x", SdsTypeCode.DOUBLE).build();
    private static final SdsType INNER2 =
            SdsType.object("Inner2").property("y", SdsTypeCode.DOUBLE).build();

    private final Registry registry = registryOf(
            keyed("A").property("v", SdsTypeCode.DOUBLE).property("o", INNER).build(),
            keyed("B").property("w", SdsTypeCode.DOUBLE).property("p", INNER2).build(),
            keyed("Discrete")
                    .property("v", SdsTypeCode.DOUBLE)
                    .interpolation(SdsInterpolationMode.DISCRETE)
                    .build(),
            INNER,
            state(),
            pump());
    private final StreamViews views = registry.streamViews();
    private final StreamLabels labels = registry.streamLabels();

    private static SdsStreamView view(Property... pairs) {
        return SdsStreamView.of("V", "A", "B").withProperties(List.of(pairs));
    }

    private static Property nested(String source, String target) {
        return new Property(
                "o", "p", new SdsStreamView(null, null, null, source, target, List.of(Property.of("x", "y"))));
    }

    // Views

    @Test
    void aViewIsCreatedFoundOrInConflict() {
        SdsStreamView view = view(Property.of("v", "w"), nested("Inner", "Inner2"));
        assertInstanceOf(GetOrCreate.Created.class, views.getOrCreate(NS, view));
        SdsStreamView otherOrder =
                new SdsStreamView("v", null, null, "a", "b", List.of(nested("inner", "INNER2"), Property.of("V", "W")));
        assertEquals(new GetOrCreate.Found<>(view), views.getOrCreate(NS, otherOrder));
        var conflict = assertInstanceOf(GetOrCreate.Conflict.class, views.getOrCreate(NS, view(Property.of("v", "w"))));
        assertEquals("Property 'o' is not mapped, stored is", conflict.difference());
        assertEquals(view, views.get(NS, "V"));
    }

    @ParameterizedTest(name = "views differ: {1}")
    @MethodSource("changedViews")
    void viewsAreComparedMemberByMember(SdsStreamView given, String difference) {
        SdsStreamView stored = view(Property.of("v", "w"), nested("Inner", "Inner2"));
        assertEquals(Optional.of(difference), StreamViewEquality.firstDifference(stored, given));
    }

    static Stream<Arguments> changedViews() {
        Property v = Property.of("v", "w");
        Property o = nested("Inner", "Inner2");
        return Stream.of(
                arguments(new SdsStreamView("V", "n", null, "A", "B", List.of(v, o)), "Name is 'n', stored is absent"),
                arguments(
                        new SdsStreamView("V", null, "", "A", "B", List.of(v, o)),
                        "Description is '', stored is absent"),
                arguments(
                        new SdsStreamView("V", null, null, "B", "B", List.of(v, o)),
                        "SourceTypeId is 'B', stored is 'A'"),
                arguments(
                        new SdsStreamView("V", null, null, "A", "A", List.of(v, o)),
                        "TargetTypeId is 'A', stored is 'B'"),
                arguments(view(Property.of("v", "z"), o), "Property 'v': TargetId is 'z', stored is 'w'"),
                arguments(view(v, Property.of("o", "p")), "Property 'o': SdsStreamView is absent"),
                arguments(
                        view(v, nested("Inner", "Inner")),
                        "Property 'o': SdsStreamView: TargetTypeId is 'Inner', stored is 'Inner2'"),
                arguments(view(v, o, Property.of("t", "t")), "the number of Properties is '3', stored is '2'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badViews")
    void anInvalidViewIsRefused(String what, SdsStreamView view) {
        assertThrows(InvalidRequestException.class, () -> views.getOrCreate(NS, view));
        assertEquals(List.of(), views.list(NS, Listing.of(0, 10)));
    }

    static Stream<Arguments> badViews() {
        return Stream.of(
                arguments("no id", new SdsStreamView(null, null, null, "A", "B", List.of())),
                arguments("a slash in the id", SdsStreamView.of("a/b", "A", "B")),
                arguments("no source type", SdsStreamView.of("V", "", "B")),
                arguments("an enum as target type", SdsStreamView.of("V", "A", "State")),
                arguments("an unknown source property", view(Property.of("q", "w"))),
                arguments("an unknown target property", view(Property.of("v", "q"))),
                arguments("a source twice", view(Property.of("v", "w"), Property.of("V", "p"))),
                arguments("a target twice", view(Property.of("v", "w"), Property.of("o", "W"))),
                arguments("a nested view of other types", view(nested("Inner", "Inner"))),
                arguments(
                        "a nested view on a number",
                        view(new Property("v", "w", SdsStreamView.of("n", "Inner", "Inner2")))),
                arguments(
                        "an unknown property in a nested view",
                        view(new Property(
                                "o",
                                "p",
                                SdsStreamView.of("n", "Inner", "Inner2")
                                        .withProperties(List.of(Property.of("x", "x")))))));
    }

    @Test
    void aViewThatIsNestedTooDeeplyIsRefusedBeforeTheStackIsFull() {
        SdsStreamView deep = SdsStreamView.of("V", "A", "B");
        for (int level = 0; level < 100_000; level++) {
            deep = SdsStreamView.of("V", "A", "B").withProperties(List.of(new Property("o", "p", deep)));
        }
        SdsStreamView view = deep;
        assertThrows(InvalidRequestException.class, () -> views.getOrCreate(NS, view));
    }

    @Test
    void aViewOfAnUnknownTypeIsNotFound() {
        assertThrows(NotFoundException.class, () -> views.getOrCreate(NS, SdsStreamView.of("V", "X", "B")));
        assertThrows(NotFoundException.class, () -> views.createOrUpdate(NS, SdsStreamView.of("V", "A", "X")));
    }

    @Test
    void aViewHoldsEachTypeItNamesOnceAtAnyDepth() {
        views.getOrCreate(NS, view(nested("Inner", "Inner2")));
        views.getOrCreate(NS, SdsStreamView.of("Same", "A", "A"));
        assertEquals(2, registry.referenceCounts(NS, "A").streamViews());
        assertEquals(1, registry.referenceCounts(NS, "B").streamViews());
        assertEquals(1, registry.referenceCounts(NS, "Inner").streamViews());
        var refusal = assertThrows(ConflictException.class, () -> registry.deleteType(NS, "B"));
        assertEquals("1", refusal.parameters().get("SdsStreamView"));
        views.delete(NS, "v");
        assertEquals(new ReferenceCounts(0, 0, 1), registry.referenceCounts(NS, "Inner"));
        assertEquals(1, registry.referenceCounts(NS, "A").streamViews());
        assertThrows(NotFoundException.class, () -> views.delete(NS, "V"));
        assertThrows(NotFoundException.class, () -> views.get(NS, "V"));
    }

    @Test
    void putReplacesAViewAndMovesItsReferences() {
        assertInstanceOf(CreateOrUpdate.Created.class, views.createOrUpdate(NS, SdsStreamView.of("V", "A", "B")));
        var updated = assertInstanceOf(
                CreateOrUpdate.Updated.class, views.createOrUpdate(NS, SdsStreamView.of("v", "Pump", "B")));
        assertEquals(SdsStreamView.of("V", "Pump", "B"), updated.stored());
        assertEquals(0, registry.referenceCounts(NS, "A").streamViews());
        assertEquals(1, registry.referenceCounts(NS, "Pump").streamViews());
        assertEquals(1, registry.referenceCounts(NS, "B").streamViews());
    }

    @Test
    void viewsAreListedInTheOrderAskedFor() {
        views.getOrCreate(NS, SdsStreamView.of("1", "A", "B"));
        views.getOrCreate(NS, SdsStreamView.of("2", "B", "A"));
        assertEquals(
                List.of("2", "1"),
                views.list(NS, new Listing(0, 10, "TargetTypeId")).stream()
                        .map(SdsStreamView::id)
                        .toList());
    }

    // Type change

    @Test
    void aTypeChangeClearsIndexesAndOverridesKeepsTheRestAndMovesTheReference() {
        SdsStream stream = new SdsStream(
                "s",
                "A",
                "n",
                "d",
                List.of("v"),
                SdsInterpolationMode.CONTINUOUS,
                null,
                List.of(new PropertyOverride("v", "meter", null)));
        registry.getOrCreateStream(NS, stream);
        labels.setTags(NS, "s", List.of("t"));
        views.getOrCreate(NS, SdsStreamView.of("V", "A", "B"));
        StreamEntry changed = registry.changeStreamType(NS, "S", "v");
        SdsStream expected =
                new SdsStream("s", "B", "n", "d", List.of(), SdsInterpolationMode.CONTINUOUS, null, List.of());
        assertEquals(new StreamEntry(1, expected, registry.type(NS, "B")), changed);
        assertEquals(changed, registry.stream(NS, "s"));
        assertEquals(List.of("t"), labels.tags(NS, "s"));
        assertEquals(0, registry.referenceCounts(NS, "A").streams());
        assertEquals(1, registry.referenceCounts(NS, "B").streams());
        views.delete(NS, "V");
        assertEquals("B", registry.stream(NS, "s").stream().typeId());
    }

    @Test
    void aModeThatADiscreteTypeDoesNotAllowIsDroppedByTheTypeChange() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A").withInterpolation(SdsInterpolationMode.CONTINUOUS));
        views.getOrCreate(NS, SdsStreamView.of("V", "A", "Discrete"));
        assertEquals(SdsStream.of("s", "Discrete"), registry.changeStreamType(NS, "s", "V").stream());
    }

    @Test
    void aTypeChangeIsRefusedForTheWrongViewAndTheWrongTarget() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        views.getOrCreate(NS, SdsStreamView.of("Other", "B", "A"));
        views.getOrCreate(NS, SdsStreamView.of("Keyless", "A", "Inner"));
        assertThrows(ConflictException.class, () -> registry.changeStreamType(NS, "s", "Other"));
        assertThrows(InvalidRequestException.class, () -> registry.changeStreamType(NS, "s", "Keyless"));
        assertThrows(NotFoundException.class, () -> registry.changeStreamType(NS, "s", "none"));
        assertThrows(NotFoundException.class, () -> registry.changeStreamType(NS, "none", "Other"));
        assertEquals(SdsStream.of("s", "A"), registry.stream(NS, "s").stream());
    }

    // Tags and metadata

    @Test
    void tagsKeepOrderAndDuplicatesAndAreReplacedAsAWhole() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        assertEquals(List.of(), labels.tags(NS, "s"));
        assertEquals(List.of("b", "a", "b"), labels.setTags(NS, "s", List.of("b", "a", "b")));
        assertEquals(List.of("b", "a", "b"), labels.tags(NS, "S"));
        labels.setTags(NS, "s", List.of("c"));
        assertEquals(List.of("c"), labels.tags(NS, "s"));
        labels.setTags(NS, "s", List.of());
        assertEquals(List.of(), labels.tags(NS, "s"));
        assertThrows(InvalidRequestException.class, () -> labels.setTags(NS, "s", Arrays.asList("a", null)));
    }

    @Test
    void metadataKeepsItsOrderAndIsReplacedAsAWhole() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "1");
        metadata.put("a", "2");
        metadata.put("A", "3");
        labels.setMetadata(NS, "s", metadata);
        assertEquals("[z=1, a=2, A=3]", labels.metadata(NS, "s").entrySet().toString());
        assertEquals("3", labels.metadataValue(NS, "s", "A"));
        var missing = assertThrows(NotFoundException.class, () -> labels.metadataValue(NS, "s", "Z"));
        assertEquals("Z", missing.parameters().get("Key"));
        labels.setMetadata(NS, "s", Map.of());
        assertEquals(Map.of(), labels.metadata(NS, "s"));
    }

    @Test
    void metadataNeedsKeysThatAreNotEmptyAndStringValues() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        assertThrows(InvalidRequestException.class, () -> labels.setMetadata(NS, "s", Map.of("", "x")));
        assertThrows(
                InvalidRequestException.class, () -> labels.setMetadata(NS, "s", Collections.singletonMap("x", null)));
    }

    @Test
    void labelsOfAnUnknownStreamAreNotFound() {
        MetadataPatch nothing = new MetadataPatch(List.of());
        Stream.<Runnable>of(
                        () -> labels.tags(NS, "s"),
                        () -> labels.setTags(NS, "s", List.of()),
                        () -> labels.metadata(NS, "s"),
                        () -> labels.metadataValue(NS, "s", "k"),
                        () -> labels.setMetadata(NS, "s", Map.of()),
                        () -> labels.patchMetadata(NS, "s", nothing))
                .forEach(call -> assertThrows(NotFoundException.class, call::run));
    }

    @Test
    void labelsSurviveAnUpdateAndVanishWithTheStream() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        labels.setTags(NS, "s", List.of("t"));
        labels.setMetadata(NS, "s", Map.of("k", "v"));
        registry.createOrUpdateStream(NS, SdsStream.of("s", "A").withInterpolation(SdsInterpolationMode.DISCRETE));
        assertEquals(List.of("t"), labels.tags(NS, "s"));
        assertEquals(Map.of("k", "v"), labels.metadata(NS, "s"));
        registry.deleteStream(NS, "s");
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        assertEquals(List.of(), labels.tags(NS, "s"));
        assertEquals(Map.of(), labels.metadata(NS, "s"));
    }

    @Test
    void labelsDoNotCountWhenStreamsAreCompared() {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        labels.setTags(NS, "s", List.of("t"));
        assertInstanceOf(GetOrCreate.Found.class, registry.getOrCreateStream(NS, SdsStream.of("s", "A")));
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|{a=1, b/c=2, ~=3}",
                "[{'op':'add','path':'/d','value':'4'}]|{a=1, b/c=2, ~=3, d=4}",
                "[{'op':'add','path':'/a','value':'9'}]|{a=9, b/c=2, ~=3}",
                "[{'op':'remove','path':'/b~1c'}]|{a=1, ~=3}",
                "[{'op':'replace','path':'/~0','value':'x'}]|{a=1, b/c=2, ~=x}",
                "[{'op':'move','from':'/a','path':'/d'}]|{b/c=2, ~=3, d=1}",
                "[{'op':'move','from':'/a','path':'/b~1c'}]|{b/c=1, ~=3}",
                "[{'op':'copy','from':'/a','path':'/~0'}]|{a=1, b/c=2, ~=1}",
                "[{'op':'test','path':'/a','value':'1','extra':{'x':[1]}},{'op':'remove','path':'/a'}]|{b/c=2, ~=3}",
                "[{'op':'add','path':'/d','value':'4'},{'op':'remove','path':'/d'}]|{a=1, b/c=2, ~=3}",
                "[{'op':'remove','path':'/x'}]|KeyMissing[key=x]",
                "[{'op':'add','path':'/d','value':''},{'op':'replace','path':'/x','value':''}]|KeyMissing[key=x]",
                "[{'op':'move','from':'/x','path':'/a'}]|KeyMissing[key=x]",
                "[{'op':'copy','from':'/x','path':'/a'}]|KeyMissing[key=x]",
                "[{'op':'remove','path':'/a'},{'op':'test','path':'/~0','value':'4'}]|TestFailed[key=~, expected=4, found=3]",
                "[{'op':'test','path':'/x','value':'4'}]|TestFailed[key=x, expected=4, found=null]"
            })
    void patches(String patch, String expected) {
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("a", "1");
        metadata.put("b/c", "2");
        metadata.put("~", "3");
        labels.setMetadata(NS, "s", metadata);
        var outcome = labels.patchMetadata(NS, "s", MetadataPatch.fromJson(patch.replace('\'', '"')));
        boolean patched = outcome instanceof MetadataPatch.Outcome.Patched;
        assertEquals(patched ? "Patched[metadata=" + expected + "]" : expected, outcome.toString());
        assertEquals(
                patched ? expected : metadata.toString(),
                labels.metadata(NS, "s").toString());
    }

    @ParameterizedTest(name = "{0} is no patch")
    @ValueSource(
            strings = {
                "{}",
                "1",
                "[",
                "[1]",
                "[{}]",
                "[{'op':'add','path':'/a'}]",
                "[{'op':'add','path':'/a','value':1}]",
                "[{'op':'add','path':'/a','value':null}]",
                "[{'op':'add','path':'','value':'x'}]",
                "[{'op':'add','path':'/','value':'x'}]",
                "[{'op':'add','path':'/a/b','value':'x'}]",
                "[{'op':'add','path':'a','value':'x'}]",
                "[{'op':'add','path':'/~2','value':'x'}]",
                "[{'op':'add','path':'/a~','value':'x'}]",
                "[{'op':'drop','path':'/a'}]",
                "[{'op':'move','path':'/a'}]",
                "[{'op':'remove'}]",
                "[{'path':'/a'}]",
                "[{'op':'remove','path':'/a'}] 1"
            })
    void refusesWhatIsNoPatch(String patch) {
        String json = patch.replace('\'', '"');
        var e = assertThrows(InvalidRequestException.class, () -> MetadataPatch.fromJson(json));
        assertTrue(e.reason().length() > 10, e::reason);
    }
}
