package io.seqstore.types.search;

import static io.seqstore.types.registry.VectorRegistry.list;
import static io.seqstore.types.registry.VectorRegistry.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.JsonTree;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.registry.StreamDescription;
import io.seqstore.types.registry.StreamQuery;
import io.seqstore.types.registry.VectorRegistry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query language (spec 04). */
class SearchTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final Listing ALL = Listing.of(0, Integer.MAX_VALUE);

    @TestFactory
    Stream<DynamicTest> theVectors() {
        return JsonTree.vectors("search.json").stream().map(vector -> dynamicTest(vector.id(), () -> check(vector)));
    }

    private static void check(JsonTree.Vector vector) {
        Map<String, Object> when = vector.when();
        Map<String, Object> expect = vector.expect();
        String query = text(when.get("query"));
        if (Boolean.FALSE.equals(expect.get("supported"))) {
            assertThrows(InvalidRequestException.class, () -> SearchQuery.parse(query));
            return;
        }
        Registry registry = new VectorRegistry(withTypesOfViews(vector.given())).registry;
        Search search = new Search(registry);
        SearchQuery parsed = SearchQuery.parse(query);
        List<String> found =
                switch (text(when.get("kind"))) {
                    case "streams" ->
                        search.streams(NS, parsed, ALL).stream()
                                .map(SdsStream::id)
                                .toList();
                    case "types" ->
                        search.types(NS, parsed, ALL).stream().map(SdsType::id).toList();
                    default ->
                        search.streamViews(NS, parsed, ALL).stream()
                                .map(SdsStreamView::id)
                                .toList();
                };
        if (expect.containsKey("ids")) {
            assertEquals(new HashSet<>(list(expect.get("ids"))), new HashSet<Object>(found));
        } else {
            assertEquals(true, expect.get("supported"));
        }
    }

    /** A listing of types with a query, and so a search. */
    @TestFactory
    Stream<DynamicTest> theVectorsOfTypesThatAreSearched() {
        return JsonTree.vectors("types.json").stream()
                .filter(vector -> vector.op().equals("listTypes"))
                .map(vector -> dynamicTest(vector.id(), () -> checkTypes(vector)));
    }

    private static void checkTypes(JsonTree.Vector vector) {
        Registry registry = new VectorRegistry(vector.given()).registry;
        SearchQuery query = SearchQuery.parse(text(vector.when().get("query")));
        List<Object> found = new Search(registry)
                .types(NS, query, ALL).stream()
                        .map(type -> JsonTree.parse(JsonText.writeType(type, Verbosity.COMPACT)))
                        .toList();
        assertTrue(found.containsAll(list(vector.expect().get("contains"))), found::toString);
    }

    /** A vector may leave out the types that its views name: any that fit will do. */
    private static Map<String, Object> withTypesOfViews(Map<String, Object> given) {
        if (given.get("types") != null || given.get("views") == null) {
            return given;
        }
        Map<String, Object> complete = new LinkedHashMap<>(given);
        complete.put(
                "types",
                List.of(
                        JsonTree.parse(OUTER.formatted("ComplexSourceType")),
                        JsonTree.parse(OUTER.formatted("ComplexTargetType"))));
        return complete;
    }

    private static final String OUTER =
            "{\"Id\":\"%s\",\"SdsTypeCode\":1,\"Properties\":[{\"Id\":\"Value\",\"SdsType\":"
                    + "{\"Id\":\"NestedType\",\"SdsTypeCode\":1,\"Properties\":[{\"Id\":\"Value\",\"SdsType\":{\"SdsTypeCode\":14}}]}}]}";

    /** One stream with this description, and whether the query finds it by that. */
    private static boolean finds(String query, String description) {
        return SearchQuery.parse(query).matches(described("0", description, Map.of()));
    }

    private static StreamDescription described(String id, String description, Map<String, String> metadata) {
        Registry registry = new Registry(RegistryJournal.none());
        registry.getOrCreateType(
                NS, SdsType.object("0").key("k", SdsTypeCode.INT32).build());
        registry.getOrCreateStream(NS, new SdsStream(id, "0", null, description, List.of(), null, null, List.of()));
        registry.streamLabels().setMetadata(NS, id, metadata);
        return registry.streamSearch().find(NS, StreamQuery.byBeginning(""), Long.MAX_VALUE).stream()
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} finds {1} and not {2}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "mud AND log#log mud;mud log#mud;log",
                "mud OR log#log mud;mud;log#mutt;look",
                "mud AND (NOT log)#mud#mud log",
                "mud AND NOT log#mud#mud log",
                "mud AND (log OR pump*)#mud log;mud pumps#mud bath",
                "dog food#dog;food;food for my dog#cat",
                "cat NOT dog#cat;cat dog;bird#dog",
                "NOT NOT cat#cat#dog",
                "a OR b AND c#a;a c;b c#b;c",
                "a b AND c#a;b c#b;c",
                "(a OR b) AND c#a c;b c#a;b;c",
                "log*#log;logger;LOG;a log!#analog",
                "*log#analog;alog;log#logg",
                "*log*#analog;alogger;log#lop",
                "l*g#log;logg;lg#lop;lake swimming;gl",
                "`\"pump pressure\"`#pump pressure;PUMP pressure#pressure;pressure pump;pump pressure gauge",
                "`\"pump pressure\"*`#pump pressure;pump pressure gauge#pressure;the pump pressure gauge",
                "`*\"pump pressure\"`#pump pressure;the pump pressure#pressure pump;the pump pressure gauge",
                "`*\"pump pressure\"*`#the pump pressure gauge;pump pressure#pressure;pressure pump",
                "`\"pump*pressure\"`#pump*pressure#pump pressure",
                "1\\:100#1:100#1",
                "Austin\\\\Dallas\\\\Fort#Austin\\Dallas\\Fort Worth#Austin",
                "and#and;AND#or",
                "\\AND#and#or",
                "`\"AND\"`#and#and or",
                "a/b#a/b#a;b",
                "a|b#a|b#a;b",
                "a\\*b#a*b#ab;axb",
                "description:a:b#a:b#a;b",
                "Device!#Device;Device!!;(Device)#Device!1",
                "Device!*#Device;Device.1;devices#Dev",
                "Device\\!*#Device!1#Device",
                "!Device#Device#xDevice",
                "*.x#a.x#ax;x;a.xy",
                "*.x.*#a.xy#axy",
                "a.*b#a.b;a.xb#axb",
                "_x#_x;!_x!#x",
                "é*#Émile#emile",
                "e\u0301#e\u0301!#e",
                "description:*#x#``",
                "DESCRIPTION:x#x#y",
                "*#anything;``#"
            })
    void findsByTheDescription(String query, String found, String notFound) {
        for (String description : texts(found)) {
            assertTrue(finds(query, description), () -> query + " finds " + description);
        }
        for (String description : texts(notFound)) {
            assertFalse(finds(query, description), () -> query + " does not find " + description);
        }
    }

    @ParameterizedTest(name = "the query ''{0}'' finds everything")
    @ValueSource(strings = {"", " ", "\t\n", "*"})
    void aBlankQueryFindsEverything(String query) {
        assertTrue(finds(query, null));
    }

    private static List<String> texts(String joined) {
        return joined == null
                ? List.of()
                : Arrays.stream(joined.split(";"))
                        .map(text -> text.equals("``") ? "" : text)
                        .toList();
    }

    @ParameterizedTest(name = "{0} finds nothing")
    @ValueSource(strings = {"!", "!!*", "*!", "*!*", "description:.", "unknown:x", "unknown:*", "d*:x", "a\\ b"})
    void aQueryThatFindsNothing(String query) {
        assertFalse(finds(query, "x ! a b"));
    }

    @ParameterizedTest(name = "{0} is refused")
    @ValueSource(
            strings = {
                "*l*g*",
                "*l*g",
                "l*g*",
                "a*b*c",
                "**",
                "***",
                "\"my\"*\"log\"",
                "(mud",
                "\"mud",
                "mud AND",
                ":x",
                "name:",
                "mud \\",
                "mud)",
                "()",
                "AND",
                "OR mud",
                "mud OR",
                "mud OR OR x",
                "NOT",
                "a AND OR b",
                "name:(a b)",
                "name: x",
                "name :x",
                "a\"b\"",
                "\"a\"b",
                "\"a\"\"b\"",
                "\"a\"**",
                "a*\"b\"",
                "name:a\"b\"",
                "\"a\"*:b",
                "*\"a\":b",
                "a::b",
                "name:\"x",
                "\"\\",
                "\"x\\",
                "a*b*:x",
                "**:x"
            })
    void aMalformedQueryIsRefused(String query) {
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> SearchQuery.parse(query));
        assertEquals(query, e.parameters().get("query"));
    }

    @Test
    void deepQueriesAreRefusedBeforeTheStackIsFull() {
        assertThrows(InvalidRequestException.class, () -> SearchQuery.parse("(".repeat(100_000)));
        assertThrows(InvalidRequestException.class, () -> SearchQuery.parse("NOT ".repeat(100_000) + "a"));
        SearchQuery.parse("(".repeat(150) + "a" + ")".repeat(150));
        SearchQuery.parse("a ".repeat(10_000));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "manufacturer:company#true",
                "MANUFACTURER:COMPANY#true",
                "company#true",
                "manufacturer#false",
                "manufa*turer:compan*#true",
                "manufa*turer:*#true",
                "m*:x*#false",
                "*:company#true",
                "*x*:company#false",
                "`\"second key\":second*`#true",
                "second\\ key:value#true",
                "`\"second key\":\"second value\"`#true",
                "`\"second key\":\"second\"`#false",
                "empty:*#true",
                "empty:x#false",
                "other:*#false",
                "Id*:s*#false",
                "Id:s#true",
                "Id:meta#true",
                "Description:meta2#true",
                "name:*#false",
                "`Name:\"x\" OR company`#true"
            })
    void metadataIsFoundByKeyAndValue(String query, boolean found) {
        Map<String, String> metadata = new HashMap<>(Map.of("manufacturer", "company", "second key", "second value"));
        metadata.put("empty", "");
        metadata.put("id", "meta");
        metadata.put("description", "meta2");
        if (query.startsWith("Id*")) {
            metadata.remove("id");
        }
        assertEquals(found, SearchQuery.parse(query).matches(described("s", null, metadata)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Outer, true", "Id:Outer, true", "Inner, true", "Properties:Inner, true", "Id:Inner, false", "innerName, true",
        "Temperature, true", "Alarm, true", "Double, false", "doubleId, false", "Base, true", "depth, true",
        "properties:*, true", "Tags:x, false", "P*:Inner, false", "element, true"
    })
    void typesAreFoundByAllThatIsInThem(String query, boolean found) {
        SdsType inner = SdsType.object("Inner")
                .name("innerName")
                .property("Temperature", SdsTypeCode.DOUBLE)
                .build();
        SdsType state = SdsType.enumeration("State").member("Alarm", 1).build();
        SdsType base = SdsType.object("Base").key("depth", SdsTypeCode.DOUBLE).build();
        SdsType element =
                SdsType.object("E").property("element", SdsTypeCode.INT32).build();
        SdsType atomic = SdsType.builder(SdsTypeCode.DOUBLE)
                .id("doubleId")
                .name("Double")
                .build();
        SdsType type = SdsType.object("Outer")
                .baseType(base)
                .property("x", inner)
                .property("s", state)
                .property("d", atomic)
                .property(
                        "l",
                        SdsType.builder(SdsTypeCode.ILIST)
                                .id("L")
                                .genericArgument(element)
                                .build())
                .build();
        assertEquals(found, SearchQuery.parse(query).matches(type));
    }

    @Test
    void resultsAreOrderedAndPaged() {
        Registry registry = new Registry(RegistryJournal.none());
        registry.getOrCreateType(
                NS, SdsType.object("T").key("k", SdsTypeCode.INT32).build());
        for (String id : List.of("a3", "a1", "b1", "a2")) {
            registry.getOrCreateStream(
                    NS, new SdsStream(id, "T", "n" + ('9' - id.charAt(1)), null, List.of(), null, null, List.of()));
        }
        Search search = new Search(registry);
        SearchQuery query = SearchQuery.parse("id:a*");
        assertEquals(
                List.of("a2", "a3"),
                search.streams(NS, query, Listing.of(1, 2)).stream()
                        .map(SdsStream::id)
                        .toList());
        assertEquals(
                List.of("a3", "a2", "a1"),
                search.streams(NS, query, new Listing(0, 9, "name")).stream()
                        .map(SdsStream::id)
                        .toList());
        assertEquals(
                List.of("T"),
                search.types(NS, SearchQuery.parse("t"), ALL).stream()
                        .map(SdsType::id)
                        .toList());
    }

    @ParameterizedTest(name = "{0} looks at ids from {1}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            nullValues = "all",
            value = {
                "Id:pump*#PUMP",
                "id:pump#PUMP",
                "ID:\"pump 1\"*#PUMP 1",
                "id:p*1#P",
                "name:x AND id:pump*#PUMP",
                "id:p* AND id:pump*#PUMP",
                "id:*pump#``",
                "id:*pump*#``",
                "id:pump* OR x#``",
                "NOT id:pump*#``",
                "pump*#``",
                "i*:pump*#``",
                "id:*#``",
                "typeid:pump*#``"
            })
    void aQueryForTheBeginningOfTheIdUsesTheOrderOfIds(String query, String beginning) {
        assertEquals(beginning, SearchQuery.parse(query).idBeginning());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theIndexOfIdsNeverChangesTheAnswer(long seed) {
        Random random = new Random(seed);
        Registry registry = new Registry(RegistryJournal.none());
        registry.getOrCreateType(
                NS, SdsType.object("T").key("k", SdsTypeCode.INT32).build());
        String alphabet = "aAbB_.! -\u00e9\u00a0\u0301";
        Set<String> ids = new HashSet<>();
        while (ids.size() < 300) {
            String id = word(random, alphabet).replaceAll("^[\\s\u00a0]+|[\\s\u00a0]+$", "");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        for (String id : ids) {
            registry.getOrCreateStream(NS, SdsStream.of(id, "T"));
            if (random.nextInt(10) == 0) {
                registry.streamLabels().setMetadata(NS, id, Map.of("iD", word(random, alphabet)));
            }
        }
        registry.streams(NS, 0, 40).forEach(stream -> registry.deleteStream(NS, stream.id()));
        List<StreamDescription> all =
                registry.streamSearch().find(NS, StreamQuery.byBeginning(""), Long.MAX_VALUE).stream()
                        .toList();
        int narrowed = 0;
        for (int i = 0; i < 400; i++) {
            String prefix = escaped(word(random, "aAbB.\u00e9"));
            String text = List.of("id:" + prefix + "*", "id:" + prefix, "id:\"" + prefix + "\"*", "id:" + prefix + "*b")
                    .get(random.nextInt(4));
            SearchQuery query = SearchQuery.parse(text);
            Set<String> expected = all.stream()
                    .filter(query::matches)
                    .map(stream -> stream.entry().stream().id())
                    .collect(Collectors.toSet());
            List<String> found = new ArrayList<>();
            new Search(registry).streams(NS, query, ALL).forEach(stream -> found.add(stream.id()));
            assertEquals(expected, new HashSet<>(found), text);
            narrowed += registry.streamSearch()
                                    .find(NS, StreamQuery.byBeginning(query.idBeginning()), Long.MAX_VALUE)
                                    .size()
                            < all.size()
                    ? 1
                    : 0;
        }
        assertTrue(narrowed > 200, "most queries looked at fewer streams: " + narrowed);
    }

    private static String word(Random random, String alphabet) {
        StringBuilder word = new StringBuilder();
        for (int length = 1 + random.nextInt(4); length > 0; length--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    private static String escaped(String text) {
        return text.replace(":", "\\:");
    }
}
