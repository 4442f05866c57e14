package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.LimitExceededException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.TypeValidity;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad input, rule by rule (spec 01, sections 7 and 8; spec 02, sections 1, 3, 4, 6, 8 and 11; spec 03, sections 2 to 6 and
 * 8; spec 05, section 1): each is refused in the documented way, in words that say what, where, found and expected, and
 * changes nothing. The bodies are JSON, as they arrive; {@code '} stands for the quotation mark.
 */
class RefusalsTest {
    /** The answers by the HTTP statuses that they stand for; a patch that fails is told as a value. */
    private static final Map<String, Integer> STATUS = Map.of(
            "InvalidRequestException", 400,
            "NotFoundException", 404,
            "ConflictException", 409,
            "Conflict", 409,
            "KeyMissing", 409,
            "TestFailed", 412);

    private static final List<String> TYPES = List.of(
            "{'Id':'State','SdsTypeCode':609,'Properties':[{'Id':'Ok','Value':0},{'Id':'Alarm','Value':1}]}",
            "{'Id':'Inner','SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':{'SdsTypeCode':14}}]}",
            keyed("Pump", "{'Id':'Level','SdsType':{'SdsTypeCode':14}}"),
            keyed(
                    "Rich",
                    "{'Id':'Text','SdsType':{'SdsTypeCode':18}},{'Id':'Maybe','SdsType':{'SdsTypeCode':114}},"
                            + "{'Id':'Version','SdsType':{'SdsTypeCode':22}},{'Id':'Row','SdsType':{'SdsTypeCode':214}},"
                            + "{'Id':'State','SdsType':{'Id':'State'}},{'Id':'Inner','SdsType':{'Id':'Inner'}},"
                            + "{'Id':'N','SdsType':{'SdsTypeCode':9}}"),
            keyed("Flat", "{'Id':'v','SdsType':{'SdsTypeCode':14}}")
                    .replace("'Id':'Flat'", "'Id':'Flat','InterpolationMode':3"),
            "{'Id':'Keyless','SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':{'SdsTypeCode':14}}]}",
            "{'Id':'Three','SdsTypeCode':1,'Properties':[" + keys(3) + ",{'Id':'v','SdsType':{'SdsTypeCode':14}}]}",
            "{'Id':'Number','SdsTypeCode':9}",
            "{'Id':'Numbers','SdsTypeCode':401,'GenericArguments':[{'SdsTypeCode':14}]}",
            keyed("Derived", "{'Id':'More','SdsType':{'SdsTypeCode':14}}")
                    .replace("'Id':'Derived'", "'Id':'Derived','BaseType':{'Id':'Keyless'}"));

    private static String keyed(String id, String properties) {
        return "{'Id':'" + id
                + "','SdsTypeCode':1,'Properties':[{'Id':'Time','IsKey':true,'SdsType':{'SdsTypeCode':16}},"
                + properties + "]}";
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'Id':'k" + i + "','IsKey':true,'Order':" + i + ",'SdsType':{'SdsTypeCode':9}}")
                .collect(Collectors.joining(","));
    }

    /** Something of everything, and a journal that has seen it. */
    private static final class Fixture {
        final RecordingJournal journal = new RecordingJournal();
        final Registry registry = new Registry(journal);

        Fixture() {
            TYPES.forEach(type -> registry.getOrCreateType(NS, type(type)));
            registry.getOrCreateNamespace(new Namespace("full", null, "d"));
            registry.getOrCreateType("full", Definitions.state());
            registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"));
            registry.getOrCreateStream(NS, SdsStream.of("f", "Flat"));
            registry.streamLabels().setTags(NS, "s", List.of("red"));
            registry.streamLabels().setMetadata(NS, "s", Map.of("Region", "North"));
            views().getOrCreate(NS, SdsStreamView.of("v", "Pump", "Rich"));
            views().getOrCreate(NS, SdsStreamView.of("toKeyless", "Pump", "Keyless"));
            views().getOrCreate(
                            NS,
                            view("{'Id':'nested','SourceTypeId':'Rich','TargetTypeId':'Rich','Properties':[{'SourceId':"
                                    + "'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Inner',"
                                    + "'TargetTypeId':'Inner'}}]}"));
        }

        StreamViews views() {
            return registry.streamViews();
        }

        StreamLabels labels() {
            return registry.streamLabels();
        }

        /** Everything that a caller could see change, the journal included. */
        List<String> state() {
            List<String> all = new ArrayList<>();
            all.add(Definitions.dump(registry));
            registry.checkpoint(
                    change -> all.add(new String(RegistryChangeJson.encode(change), StandardCharsets.US_ASCII)));
            all.add("journaled: " + journal.changes.size());
            return all;
        }
    }

    /** One bad call: the rule, the status and the call, and what its complaint must hold. */
    private record Refusal(String rule, int status, Function<Fixture, Object> call, List<String> words) {
        @Override
        public String toString() {
            return rule + ": " + status;
        }
    }

    private static Refusal refusal(String rule, int status, Function<Fixture, Object> call, String... words) {
        return new Refusal(rule, status, call, Arrays.asList(words));
    }

    private static SdsType type(String json) {
        return JsonText.readType(json.replace('\'', '"'));
    }

    private static SdsStreamView view(String json) {
        return JsonText.read(json.replace('\'', '"'), StreamViewJson::read);
    }

    /** A type that is sent as the root of a call. */
    private static Refusal ofType(String rule, int status, String json, String... words) {
        return refusal(rule, status, f -> f.registry.getOrCreateType(NS, type(json)), words);
    }

    /** The root is as it should be but for one property. */
    private static Refusal ofProperty(String rule, int status, String property, String... words) {
        return ofType(rule, status, keyed("Fresh", property), words);
    }

    /** The fault stands beside a new nested type, which must not be left behind. */
    private static Refusal besideFresh(String rule, int status, String property, String... words) {
        String fresh = "{'Id':'New','SdsType':{'Id':'NewState','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1}]}}";
        return ofProperty(rule + ", beside a new nested type", status, fresh + "," + property, words);
    }

    private static Refusal ofStream(String rule, int status, String json, String... words) {
        return refusal(
                rule,
                status,
                f -> f.registry.getOrCreateStream(NS, JsonText.readStream(json.replace('\'', '"'))),
                words);
    }

    private static Refusal ofPut(String rule, int status, String json, String... words) {
        return refusal(
                rule,
                status,
                f -> f.registry.createOrUpdateStream(NS, JsonText.readStream(json.replace('\'', '"'))),
                words);
    }

    private static Refusal ofView(String rule, int status, String json, String... words) {
        return refusal(rule, status, f -> f.views().getOrCreate(NS, view(json)), words);
    }

    private static Refusal ofPairs(String rule, int status, String pairs, String... words) {
        return ofView(
                rule,
                status,
                "{'Id':'w','SourceTypeId':'Rich','TargetTypeId':'Rich','Properties':[" + pairs + "]}",
                words);
    }

    private static Refusal ofPatch(String rule, int status, String patch, String... words) {
        return refusal(
                rule,
                status,
                f -> f.labels().patchMetadata(NS, "s", MetadataPatch.fromJson(patch.replace('\'', '"'))),
                words);
    }

    /** Runs a call that returns nothing. */
    private static Refusal ofAction(String rule, int status, Consumer<Fixture> call, String... words) {
        return refusal(
                rule,
                status,
                f -> {
                    call.accept(f);
                    return "done";
                },
                words);
    }

    private static void check(Refusal refusal) {
        Fixture fixture = new Fixture();
        List<String> before = fixture.state();
        String answer;
        String complaint;
        try {
            Object result = refusal.call.apply(fixture);
            answer = result.getClass().getSimpleName();
            complaint = result instanceof GetOrCreate.Conflict<?> conflict ? conflict.difference() : result.toString();
        } catch (SeqstoreException e) {
            answer = e.getClass().getSimpleName();
            complaint = e.getMessage();
            assertFalse(
                    e.error().isBlank()
                            || e.reason().isBlank()
                            || e.resolution().isBlank(),
                    complaint);
        }
        assertEquals(refusal.status, STATUS.getOrDefault(answer, 200), answer + ": " + complaint);
        String words = complaint;
        assertAll(refusal.words.stream()
                .map(word -> () -> assertTrue(words.contains(word), () -> "'" + word + "' in: " + words)));
        assertFalse(words.matches(".*('null'|=null|Value null|\\[id=).*"), () -> "what Java prints: " + words);
        assertEquals(before, fixture.state(), "nothing changed");
    }

    // Ids

    private static final List<String> BAD_IDS =
            List.of("", " ", "\\t", "\u00a0", " x", "x ", "\u00a0x", "x\u2003", "a/b", "/", "x".repeat(101));

    static Stream<Refusal> ids() {
        return BAD_IDS.stream().flatMap(id -> {
            String shown = id.length() > 9 ? "101 characters" : "'" + id + "'";
            String fault =
                    id.length() > 9 ? "101 characters" : id.contains("/") ? "'/'" : id.isEmpty() ? "empty" : "space";
            return Stream.of(
                    ofType("id rule, type " + shown, 400, keyed(id, "{'Id':'v','SdsType':{'SdsTypeCode':14}}"), fault),
                    ofProperty(
                            "id rule, property " + shown,
                            400,
                            "{'Id':'" + id + "','SdsType':{'SdsTypeCode':14}}",
                            fault,
                            "Fresh"),
                    besideFresh(
                            "id rule, property " + shown,
                            400,
                            "{'Id':'" + id + "','SdsType':{'SdsTypeCode':14}}",
                            fault),
                    ofProperty(
                            "id rule, nested type " + shown,
                            400,
                            "{'Id':'p','SdsType':{'Id':'" + id
                                    + "','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1}]}}",
                            fault),
                    ofProperty(
                            "id rule, reference " + shown,
                            400,
                            "{'Id':'p','SdsType':{'Id':'" + id + "'}}",
                            id.isEmpty() ? "" : fault),
                    ofProperty(
                            "id rule, enum member " + shown,
                            400,
                            "{'Id':'p','SdsType':{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'" + id
                                    + "','Value':1}]}}",
                            fault,
                            "'E'"),
                    ofStream("id rule, stream " + shown, 400, "{'Id':'" + id + "','TypeId':'Pump'}", "Stream", fault),
                    ofPut("id rule, put stream " + shown, 400, "{'Id':'" + id + "','TypeId':'Pump'}", "Stream", fault),
                    ofView(
                            "id rule, view " + shown,
                            400,
                            "{'Id':'" + id + "','SourceTypeId':'Pump','TargetTypeId':'Pump'}",
                            "Stream view",
                            fault));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void anIdThatBreaksARuleIsRefused(Refusal refusal) {
        check(refusal);
    }

    // Types

    static Stream<Refusal> types() {
        String number = "{'SdsTypeCode':14}";
        return Stream.of(
                refusal(
                        "T-1 path id",
                        400,
                        f -> {
                            TypeValidity.checkRequestedId("Pump2", type(TYPES.get(2)));
                            return "";
                        },
                        "'Pump'",
                        "'Pump2'"),
                ofType("T-1 no id", 400, "{'SdsTypeCode':1,'Properties':[{'Id':'v','SdsType':" + number + "}]}", "Id"),
                ofType(
                        "T-2 no code",
                        400,
                        "{'Id':'Fresh','Properties':[{'Id':'v','SdsType':" + number + "}]}",
                        "Fresh",
                        "SdsTypeCode"),
                ofType("T-2 unknown number", 400, "{'Id':'Fresh','SdsTypeCode':17}", "/SdsTypeCode", "17", "expected"),
                ofType(
                        "T-2 unknown name",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':'Foo'}",
                        "/SdsTypeCode",
                        "Foo",
                        "expected"),
                ofType("T-2 internal code", 400, "{'Id':'Fresh','SdsTypeCode':501}", "/SdsTypeCode", "501"),
                ofType("T-2 internal code by name", 400, "{'Id':'Fresh','SdsTypeCode':'SdsObject'}", "SdsObject"),
                ofProperty(
                        "T-2 nested",
                        400,
                        "{'Id':'p','SdsType':{'SdsTypeCode':118}}",
                        "/Properties/1/SdsType/SdsTypeCode",
                        "118"),
                ofProperty("T-2 nested without code and id", 400, "{'Id':'p','SdsType':{}}", "SdsTypeCode"),
                ofType("T-3", 400, "{'Id':'Fresh','SdsTypeCode':1}", "'Fresh'", "without properties", "expected"),
                ofType("T-3 empty list", 400, "{'Id':'Fresh','SdsTypeCode':1,'Properties':[]}", "'Fresh'"),
                ofProperty("T-4 twice", 400, "{'Id':'TIME','SdsType':" + number + "}", "'TIME'", "'Time'", "unique"),
                besideFresh("T-4 twice", 400, "{'Id':'TIME','SdsType':" + number + "}", "'TIME'"),
                ofType(
                        "T-4 redeclared",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':1,'BaseType':{'Id':'Pump'},'Properties':[{'Id':'level','SdsType':"
                                + number + "}]}",
                        "'level'",
                        "'Level'"),
                ofProperty("T-5 no type", 400, "{'Id':'p'}", "'p'", "no SdsType", "expected"),
                ofProperty("T-5 value", 400, "{'Id':'p','SdsType':" + number + ",'Value':1}", "'p'", "Value 1"),
                besideFresh("T-5 no type", 400, "{'Id':'p'}", "'p'"),
                ofType("T-6 no member", 400, "{'Id':'E','SdsTypeCode':609}", "'E'", "without members"),
                ofType(
                        "T-6 no value",
                        400,
                        "{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'A'}]}",
                        "'A'",
                        "expected an integer"),
                ofType(
                        "T-6 fraction",
                        400,
                        "{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1.5}]}",
                        "/Properties/0/Value",
                        "1.5",
                        "an integer"),
                ofType(
                        "T-6 text",
                        400,
                        "{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'A','Value':'one'}]}",
                        "one",
                        "an integer"),
                ofType(
                        "T-6 range",
                        400,
                        "{'Id':'E','SdsTypeCode':605,'Properties':[{'Id':'A','Value':128}]}",
                        "'A'",
                        "128",
                        "-128..127"),
                ofType(
                        "T-6 unsigned",
                        400,
                        "{'Id':'E','SdsTypeCode':612,'Properties':[{'Id':'A','Value':-1}]}",
                        "-1",
                        "0..18446744073709551615"),
                ofType(
                        "T-6 type",
                        400,
                        "{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1,'SdsType':" + number + "}]}",
                        "'A'",
                        "SdsType"),
                ofType(
                        "T-6 key",
                        400,
                        "{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1,'IsKey':true}]}",
                        "'A'",
                        "key"),
                ofType(
                        "T-6 twice",
                        400,
                        "{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1},{'Id':'a','Value':2}]}",
                        "'a'",
                        "'A'"),
                ofType("T-6 no id", 400, "{'Id':'E','SdsTypeCode':609,'Properties':[{'Value':1}]}", "Id"),
                ofType(
                        "T-7 properties",
                        400,
                        "{'Id':'D','SdsTypeCode':14,'Properties':[{'Id':'v','SdsType':" + number + "}]}",
                        "'D'",
                        "Properties",
                        "expected none"),
                ofType("T-7 base", 400, "{'Id':'D','SdsTypeCode':14,'BaseType':{'Id':'Pump'}}", "'D'", "BaseType"),
                ofType(
                        "T-7 arguments",
                        400,
                        "{'Id':'D','SdsTypeCode':214,'GenericArguments':[" + number + "]}",
                        "'D'",
                        "GenericArguments",
                        "expected none"),
                ofProperty(
                        "T-7 nested",
                        400,
                        "{'Id':'p','SdsType':{'SdsTypeCode':14,'GenericArguments':[" + number + "]}}",
                        "GenericArguments"),
                ofType("T-8 none", 400, "{'Id':'L','SdsTypeCode':400}", "'L'", "0 GenericArguments", "expected 1"),
                ofType(
                        "T-8 two",
                        400,
                        "{'Id':'L','SdsTypeCode':403,'GenericArguments':[" + number + "," + number + "]}",
                        "2 GenericArguments",
                        "expected 1"),
                ofType(
                        "T-8 dictionary of one",
                        400,
                        "{'Id':'L','SdsTypeCode':402,'GenericArguments':[" + number + "]}",
                        "expected 2"),
                ofType(
                        "T-8 dictionary key",
                        400,
                        "{'Id':'L','SdsTypeCode':402,'GenericArguments':[{'SdsTypeCode':114}," + number + "]}",
                        "NullableDouble",
                        "expected a scalar"),
                ofType(
                        "T-8 dictionary key by reference",
                        400,
                        "{'Id':'L','SdsTypeCode':402,'GenericArguments':[{'Id':'State'}," + number + "]}",
                        "Int32Enum",
                        "expected a scalar"),
                ofType(
                        "T-9 four",
                        400,
                        "{'Id':'K','SdsTypeCode':1,'Properties':[" + keys(4) + "]}",
                        "'K'",
                        "4 key properties",
                        "at most 3"),
                ofType(
                        "T-9 four with the base",
                        400,
                        "{'Id':'K','SdsTypeCode':1,'BaseType':{'Id':'Pump'},'Properties':[" + keys(3) + "]}",
                        "4 key properties",
                        "at most 3"),
                ofType(
                        "T-9 by reference",
                        400,
                        "{'Id':'K','SdsTypeCode':1,'Properties':[{'Id':'k','IsKey':true,'SdsType':{'Id':'State'}}]}",
                        "'k'",
                        "Int32Enum",
                        "expected a scalar"),
                ofProperty(
                        "T-12",
                        400,
                        "{'Id':'p','SdsType':{'Id':'Discr','SdsTypeCode':1,'InterpolationMode':3,'Properties':[{'Id':'x','InterpolationMode':0,'SdsType':"
                                + number + "}]}}",
                        "'x'",
                        "'Discr'",
                        "Discrete"),
                ofType(
                        "T-12 in the base",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':1,'InterpolationMode':'discrete','BaseType':{'Id':'B','SdsTypeCode':1,'Properties':[{'Id':'x','InterpolationMode':1,'SdsType':"
                                + number + "}]}}",
                        "'x'",
                        "Discrete",
                        "expected none"),
                ofProperty(
                        "T-15",
                        400,
                        "{'Id':'p','Uom':'furlong','SdsType':" + number + "}",
                        "'p'",
                        "'furlong'",
                        "known unit"),
                besideFresh("T-15", 400, "{'Id':'p','Uom':'furlong','SdsType':" + number + "}", "'furlong'"),
                ofProperty(
                        "T-16 object",
                        400,
                        "{'Id':'p','SdsType':{'SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':" + number + "}]}}",
                        "no Id"),
                ofProperty(
                        "T-16 list",
                        400,
                        "{'Id':'p','SdsType':{'SdsTypeCode':401,'GenericArguments':[" + number + "]}}",
                        "no Id"),
                ofType(
                        "T-16 base",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':1,'BaseType':{'SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':"
                                + number + "}]}}",
                        "no Id"),
                ofProperty("T-17 reference", 404, "{'Id':'p','SdsType':{'Id':'Nowhere'}}", "'Nowhere'", "'default'"),
                besideFresh("T-17 reference", 404, "{'Id':'p','SdsType':{'Id':'Nowhere'}}", "'Nowhere'"),
                ofProperty(
                        "T-17 only in another namespace",
                        404,
                        "{'Id':'p','SdsType':{'Id':'StateOfFull'}}",
                        "'StateOfFull'"),
                ofProperty(
                        "T-18",
                        409,
                        "{'Id':'p','SdsType':{'Id':'STATE','SdsTypeCode':609,'Properties':[{'Id':'Ok','Value':0}]}}",
                        "'STATE'",
                        "Properties has 1",
                        "stored has 2"),
                besideFresh(
                        "T-18",
                        409,
                        "{'Id':'p','SdsType':{'Id':'State','SdsTypeCode':608,'Properties':[{'Id':'Ok','Value':0},{'Id':'Alarm','Value':1}]}}",
                        "608",
                        "609"),
                ofProperty(
                        "R-2 other code", 409, "{'Id':'p','SdsType':{'Id':'State','SdsTypeCode':1}}", "'State'", "609"),
                ofProperty(
                        "R-5",
                        409,
                        "{'Id':'p','SdsType':{'Id':'E','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1}]}},{'Id':'q','SdsType':{'Id':'e','SdsTypeCode':609,'Properties':[{'Id':'A','Value':2}]}}",
                        "'e'",
                        "Value is '2'",
                        "'1'"),
                ofProperty(
                        "R-6",
                        400,
                        "{'Id':'p','SdsType':{'Id':'FRESH','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1}]}}",
                        "'Fresh'"),
                ofProperty(
                        "T-19",
                        400,
                        "{'Id':'p','SdsType':{'Id':'In','SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':{'Id':'fresh'}}]}}",
                        "'Fresh'"),
                ofProperty(
                        "T-19 two that mean each other",
                        400,
                        "{'Id':'p','SdsType':{'Id':'A','SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':{'Id':'B'}}]}},{'Id':'q','SdsType':{'Id':'B','SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':{'Id':'A'}}]}}",
                        "contains itself"),
                ofType(
                        "T-20 base is an enum",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':1,'BaseType':{'Id':'State'},'Properties':[{'Id':'x','SdsType':"
                                + number + "}]}",
                        "Int32Enum",
                        "expected an Object"),
                ofType(
                        "T-20 base of an enum",
                        400,
                        "{'Id':'E','SdsTypeCode':609,'BaseType':{'Id':'Pump'},'Properties':[{'Id':'A','Value':1}]}",
                        "only Object"),
                ofProperty(
                        "T-21",
                        400,
                        "{'Id':'p','FixedSize':-1,'SdsType':{'SdsTypeCode':18}}",
                        "'p'",
                        "-1",
                        "expected 0 or more"),
                ofType("T-22 depth", 400, deep(65), "64 levels"),
                ofType("T-22 depth far beyond", 400, deep(5000), "levels"),
                ofType(
                        "T-22 width",
                        400,
                        "{'Id':'W','SdsTypeCode':1,'Properties':["
                                + IntStream.range(0, 5001)
                                        .mapToObj(i -> "{'Id':'p" + i + "','SdsType':" + number + "}")
                                        .collect(Collectors.joining(","))
                                + "]}",
                        "'W'",
                        "5001",
                        "5000"),
                ofType(
                        "400 before 404",
                        400,
                        keyed("Fresh", "{'Id':'p','SdsType':{'Id':'Nowhere'}},{'Id':'p','SdsType':" + number + "}"),
                        "'p'"),
                ofType(
                        "404 before 409",
                        404,
                        keyed(
                                "Fresh",
                                "{'Id':'p','SdsType':{'Id':'State','SdsTypeCode':608,'Properties':[{'Id':'Ok','Value':0}]}},{'Id':'q','SdsType':{'Id':'Nowhere'}}"),
                        "'Nowhere'"),
                ofType("400 even when the id exists", 400, keyed("Pump", "{'Id':'p'}"), "'p'"),
                ofType(
                        "3.1 exists and differs",
                        409,
                        keyed("pump", "{'Id':'Level','Uom':'m','SdsType':" + number + "}"),
                        "Uom is 'm'",
                        "stored is absent"),
                ofType(
                        "3.2 description",
                        409,
                        TYPES.get(2).replace("'Id':'Pump'", "'Id':'Pump','Description':''"),
                        "Description is ''",
                        "stored is absent"));
    }

    private static String deep(int levels) {
        StringBuilder json = new StringBuilder();
        for (int level = 0; level < levels - 1; level++) {
            json.append("{'Id':'L").append(level).append("','SdsTypeCode':1,'Properties':[{'Id':'x','SdsType':");
        }
        return json.append("{'SdsTypeCode':14}")
                .append("}]}".repeat(levels - 1))
                .toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void aTypeThatBreaksARuleIsRefused(Refusal refusal) {
        check(refusal);
    }

    @Test
    void theDeepestAndTheWidestTypeAreAllowed() {
        Fixture fixture = new Fixture();
        fixture.registry.getOrCreateType(NS, type(deep(64)));
        assertEquals(
                64 - 1,
                Definitions.typeIds(fixture.registry).stream()
                        .filter(id -> id.startsWith("L"))
                        .count());
    }

    // JSON of definitions (spec 02, section 11, first row)

    static Stream<Refusal> json() {
        return Stream.of(
                ofType("malformed", 400, "{'Id':'Fresh'", "not JSON", "line 1"),
                ofType("no text", 400, "", "expected"),
                ofType("more than one value", 400, "{'Id':'Fresh','SdsTypeCode':14} {}", "the end"),
                ofType("array for object", 400, "[]", "an array", "expected an object"),
                ofType("text for object", 400, "'Pump'", "\"Pump\"", "expected an object"),
                ofType("number for text", 400, "{'Id':5,'SdsTypeCode':14}", "/Id", "5", "a string"),
                ofType(
                        "text for list",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':1,'Properties':'x'}",
                        "/Properties",
                        "an array"),
                ofType(
                        "text for flag",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':14,'IsGenericType':'yes'}",
                        "/IsGenericType",
                        "true or false"),
                ofType(
                        "null in a list",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':1,'Properties':[null]}",
                        "/Properties/0",
                        "expected an object"),
                ofType(
                        "unknown mode name",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':14,'InterpolationMode':'Linear'}",
                        "/InterpolationMode",
                        "Linear",
                        "interpolation mode"),
                ofType(
                        "unknown mode number",
                        400,
                        "{'Id':'Fresh','SdsTypeCode':14,'ExtrapolationMode':4}",
                        "/ExtrapolationMode",
                        "4",
                        "extrapolation mode"),
                ofProperty(
                        "order beyond 32 bits",
                        400,
                        "{'Id':'p','Order':4294967296,'SdsType':{'SdsTypeCode':14}}",
                        "/Properties/1/Order",
                        "32-bit"),
                ofProperty(
                        "order as a fraction",
                        400,
                        "{'Id':'p','Order':0.5,'SdsType':{'SdsTypeCode':14}}",
                        "/Order",
                        "0.5",
                        "an integer"),
                ofProperty(
                        "order with a great exponent",
                        400,
                        "{'Id':'p','Order':1e999999999,'SdsType':{'SdsTypeCode':14}}",
                        "/Order",
                        "an integer"),
                ofProperty(
                        "value with a great exponent", 400, "{'Id':'p','Value':1e-999999999}", "/Value", "an integer"),
                ofStream("malformed stream", 400, "{'Id':'t',}", "not JSON"),
                ofStream("stream as array", 400, "[]", "an array", "an object"),
                ofStream(
                        "S-8 mode of a stream",
                        400,
                        "{'Id':'t','TypeId':'Pump','InterpolationMode':6}",
                        "/InterpolationMode",
                        "6"),
                ofStream(
                        "S-8 mode by name",
                        400,
                        "{'Id':'t','TypeId':'Pump','ExtrapolationMode':'Sideways'}",
                        "/ExtrapolationMode",
                        "Sideways"),
                ofStream(
                        "S-8 mode of an override",
                        400,
                        "{'Id':'t','TypeId':'Pump','PropertyOverrides':[{'SdsTypePropertyId':'Level','InterpolationMode':-1}]}",
                        "/PropertyOverrides/0/InterpolationMode",
                        "-1"),
                ofStream(
                        "index as text",
                        400,
                        "{'Id':'t','TypeId':'Pump','Indexes':['Level']}",
                        "/Indexes/0",
                        "an object"),
                ofStream(
                        "index without property",
                        400,
                        "{'Id':'t','TypeId':'Pump','Indexes':[{}]}",
                        "SdsTypePropertyId"),
                ofStream(
                        "override without property",
                        400,
                        "{'Id':'t','TypeId':'Pump','PropertyOverrides':[{'Uom':'m'}]}",
                        "SdsTypePropertyId"),
                ofStream("S-2 no type id", 400, "{'Id':'t'}", "TypeId"),
                ofStream("S-2 type id null", 400, "{'Id':'t','TypeId':null}", "TypeId"),
                ofStream("S-1 no id", 400, "{'TypeId':'Pump'}", "Id"),
                ofStream("S-9 tags", 400, "{'Id':'t','TypeId':'Pump','Tags':['a']}", "/Tags", "resource Tags"),
                ofStream(
                        "S-9 metadata",
                        400,
                        "{'Id':'t','TypeId':'Pump','Metadata':{'a':'b'}}",
                        "/Metadata",
                        "resource Metadata"),
                ofView("view without types", 400, "{'Id':'w'}", "SourceTypeId", "TargetTypeId"),
                ofView("view without target", 400, "{'Id':'w','SourceTypeId':'Pump'}", "TargetTypeId"),
                ofView("view without id", 400, "{'SourceTypeId':'Pump','TargetTypeId':'Pump'}", "Id"),
                ofPairs("pair without target", 400, "{'SourceId':'N'}", "TargetId"),
                ofPairs(
                        "nested view without types",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{}}",
                        "SourceTypeId"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("json")
    void aBodyThatIsNotWhatItShouldBeIsRefused(Refusal refusal) {
        check(refusal);
    }

    // Streams

    static Stream<Refusal> streams() {
        List<Refusal> both = new ArrayList<>();
        for (boolean put : List.of(false, true)) {
            StreamRefusal of = put ? RefusalsTest::ofPut : RefusalsTest::ofStream;
            String how = put ? " by PUT" : " by POST";
            String s = "{'Id':'s','TypeId':'Pump'";
            String rich = "{'Id':'t','TypeId':'Rich'";
            both.addAll(List.of(
                    of.row("S-2" + how, 400, "{'Id':'t','TypeId':''}", "TypeId", "'t'", "empty"),
                    of.row("S-3" + how, 404, "{'Id':'t','TypeId':'Nowhere'}", "'Nowhere'", "'default'"),
                    of.row("S-3 in another namespace" + how, 404, "{'Id':'t','TypeId':'StateOfFull'}", "'StateOfFull'"),
                    of.row(
                            "S-4 no key" + how,
                            400,
                            "{'Id':'t','TypeId':'Keyless'}",
                            "'Keyless'",
                            "0 key properties",
                            "1 to 3"),
                    of.row("S-4 enum" + how, 400, "{'Id':'t','TypeId':'State'}", "'State'", "Int32Enum", "Object"),
                    of.row("S-4 atomic" + how, 400, "{'Id':'t','TypeId':'Number'}", "Int32", "Object"),
                    of.row("S-4 collection" + how, 400, "{'Id':'t','TypeId':'Numbers'}", "IList", "Object"),
                    of.row("S-5 unknown" + how, 400, rich + ",'Indexes':[{'SdsTypePropertyId':'q'}]}", "'q'", "'Rich'"),
                    of.row("S-5 deep" + how, 400, rich + ",'Indexes':[{'SdsTypePropertyId':'Inner/x'}]}", "'Inner/x'"),
                    of.row(
                            "S-5 twice" + how,
                            400,
                            rich + ",'Indexes':[{'SdsTypePropertyId':'N'},{'SdsTypePropertyId':'n'}]}",
                            "'n'",
                            "twice"),
                    of.row(
                            "S-5 nullable" + how,
                            400,
                            rich + ",'Indexes':[{'SdsTypePropertyId':'Maybe'}]}",
                            "NullableDouble",
                            "expected"),
                    of.row(
                            "S-5 version" + how,
                            400,
                            rich + ",'Indexes':[{'SdsTypePropertyId':'Version'}]}",
                            "Version",
                            "expected"),
                    of.row(
                            "S-5 array" + how,
                            400,
                            rich + ",'Indexes':[{'SdsTypePropertyId':'Row'}]}",
                            "DoubleArray",
                            "expected"),
                    of.row(
                            "S-5 enum" + how,
                            400,
                            rich + ",'Indexes':[{'SdsTypePropertyId':'State'}]}",
                            "Int32Enum",
                            "expected"),
                    of.row(
                            "S-5 object" + how,
                            400,
                            rich + ",'Indexes':[{'SdsTypePropertyId':'Inner'}]}",
                            "Object",
                            "expected"),
                    of.row(
                            "S-5 three keys" + how,
                            400,
                            "{'Id':'t','TypeId':'Three','Indexes':[{'SdsTypePropertyId':'v'}]}",
                            "3 key properties",
                            "at most 2"),
                    of.row(
                            "S-5 three keys, on a key" + how,
                            400,
                            "{'Id':'t','TypeId':'Three','Indexes':[{'SdsTypePropertyId':'k0'}]}",
                            "3 key properties"),
                    of.row(
                            "S-6 unknown property" + how,
                            400,
                            s + ",'PropertyOverrides':[{'SdsTypePropertyId':'q','Uom':'m'}]}",
                            "'q'",
                            "'Pump'"),
                    of.row(
                            "S-6 twice" + how,
                            400,
                            s + ",'PropertyOverrides':[{'SdsTypePropertyId':'Level'},{'SdsTypePropertyId':'LEVEL'}]}",
                            "'LEVEL'",
                            "twice"),
                    of.row(
                            "S-6 unknown unit" + how,
                            400,
                            s + ",'PropertyOverrides':[{'SdsTypePropertyId':'Level','Uom':'M'}]}",
                            "'Level'",
                            "'M'",
                            "known unit"),
                    of.row(
                            "S-6 mode on a key" + how,
                            400,
                            s + ",'PropertyOverrides':[{'SdsTypePropertyId':'Time','InterpolationMode':0}]}",
                            "'Time'",
                            "key"),
                    of.row(
                            "S-6 mode in a discrete type" + how,
                            400,
                            "{'Id':'f','TypeId':'Flat','PropertyOverrides':[{'SdsTypePropertyId':'v','InterpolationMode':3}]}",
                            "'v'",
                            "Discrete"),
                    of.row(
                            "S-7" + how,
                            400,
                            "{'Id':'f','TypeId':'Flat','InterpolationMode':0}",
                            "'f'",
                            "'Flat'",
                            "Discrete"),
                    of.row(
                            "400 before 404" + how,
                            400,
                            "{'Id':'t','TypeId':'Nowhere','Indexes':[{'SdsTypePropertyId':'N'},{'SdsTypePropertyId':'n'}]}",
                            "twice")));
        }
        both.addAll(List.of(
                ofStream(
                        "3.2 another name",
                        409,
                        "{'Id':'S','TypeId':'PUMP','Name':'x'}",
                        "Name is 'x'",
                        "stored is absent"),
                ofStream("3.2 another type", 409, "{'Id':'s','TypeId':'Rich'}", "TypeId is 'Rich'", "'Pump'"),
                ofStream(
                        "3.2 a mode of 0 is not no mode",
                        409,
                        "{'Id':'s','TypeId':'Pump','ExtrapolationMode':0}",
                        "ExtrapolationMode",
                        "absent"),
                ofStream(
                        "3.2 an index",
                        409,
                        "{'Id':'s','TypeId':'Pump','Indexes':[{'SdsTypePropertyId':'Level'}]}",
                        "Indexes",
                        "Level"),
                ofStream(
                        "3.2 an override",
                        409,
                        "{'Id':'s','TypeId':'Pump','PropertyOverrides':[{'SdsTypePropertyId':'Level','Uom':'m'}]}",
                        "PropertyOverrides"),
                ofPut("PUT rule 2", 409, "{'Id':'s','TypeId':'Rich'}", "'s'", "'Pump'", "'Rich'"),
                ofPut(
                        "PUT rule 2 with other members",
                        409,
                        "{'Id':'s','TypeId':'Flat','Name':'n','Description':'d'}",
                        "'Flat'")));
        return both.stream();
    }

    /** A row of streams, created or put. */
    private interface StreamRefusal {
        Refusal row(String rule, int status, String json, String... words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void aStreamThatBreaksARuleIsRefused(Refusal refusal) {
        check(refusal);
    }

    @Test
    void aStreamBeyondTheLastNumberIsRefused() {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        registry.getOrCreateType(NS, Definitions.pump());
        registry.replay(new RegistryChange.OrdinalsSpent(NS, Integer.MAX_VALUE));
        String before = Definitions.dump(registry);
        for (int again = 0; again < 2; again++) {
            var e = assertThrows(
                    LimitExceededException.class, () -> registry.getOrCreateStream(NS, SdsStream.of("s", "Pump")));
            assertTrue(e.getMessage().contains("2147483647"), e::getMessage);
            assertThrows(
                    LimitExceededException.class, () -> registry.createOrUpdateStream(NS, SdsStream.of("s", "Pump")));
        }
        assertEquals(before, Definitions.dump(registry));
        assertEquals(1, journal.changes.size());
    }

    // Stream views

    static Stream<Refusal> views() {
        List<Refusal> rows = new ArrayList<>(List.of(
                ofView("unknown source", 404, "{'Id':'w','SourceTypeId':'Nowhere','TargetTypeId':'Pump'}", "'Nowhere'"),
                ofView("unknown target", 404, "{'Id':'w','SourceTypeId':'Pump','TargetTypeId':'Nowhere'}", "'Nowhere'"),
                ofView(
                        "empty source",
                        400,
                        "{'Id':'w','SourceTypeId':'','TargetTypeId':'Pump'}",
                        "SourceTypeId",
                        "empty"),
                ofView(
                        "empty target",
                        400,
                        "{'Id':'w','SourceTypeId':'Pump','TargetTypeId':' '}",
                        "TargetTypeId",
                        "whitespace"),
                ofView(
                        "source no object",
                        400,
                        "{'Id':'w','SourceTypeId':'State','TargetTypeId':'Pump'}",
                        "source",
                        "'State'",
                        "Int32Enum",
                        "expected an Object"),
                ofView(
                        "target no object",
                        400,
                        "{'Id':'w','SourceTypeId':'Pump','TargetTypeId':'Number'}",
                        "target",
                        "'Number'",
                        "expected an Object"),
                ofPairs("unknown source property", 400, "{'SourceId':'q','TargetId':'N'}", "'q'", "'Rich'"),
                ofPairs("unknown target property", 400, "{'SourceId':'N','TargetId':'q'}", "'q'", "'Rich'"),
                ofPairs("empty source property", 400, "{'SourceId':'','TargetId':'N'}", "'Rich'", "''"),
                ofPairs(
                        "source twice",
                        400,
                        "{'SourceId':'N','TargetId':'N'},{'SourceId':'n','TargetId':'Text'}",
                        "source",
                        "'n'",
                        "twice"),
                ofPairs(
                        "target twice",
                        400,
                        "{'SourceId':'N','TargetId':'N'},{'SourceId':'Text','TargetId':'n'}",
                        "target",
                        "'n'",
                        "twice"),
                ofPairs(
                        "nested on a number",
                        400,
                        "{'SourceId':'N','TargetId':'N','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Inner'}}",
                        "'N'",
                        "'Inner'",
                        "of Int32"),
                ofPairs(
                        "nested on an enum",
                        400,
                        "{'SourceId':'State','TargetId':'State','SdsStreamView':{'SourceTypeId':'State','TargetTypeId':'State'}}",
                        "'State'",
                        "expected an Object"),
                ofPairs(
                        "nested of another source type",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Keyless','TargetTypeId':'Inner'}}",
                        "'Inner'",
                        "'Keyless'"),
                ofPairs(
                        "nested of another target type",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Pump'}}",
                        "'Inner'",
                        "'Pump'"),
                ofPairs(
                        "nested with an unknown property",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Inner','Properties':[{'SourceId':'y','TargetId':'x'}]}}",
                        "'y'",
                        "'Inner'"),
                ofPairs(
                        "nested with a source twice",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Inner','Properties':[{'SourceId':'x','TargetId':'x'},{'SourceId':'X','TargetId':'y'}]}}",
                        "'X'",
                        "twice"),
                ofView(
                        "400 before 404",
                        400,
                        "{'Id':'w','SourceTypeId':'Nowhere','TargetTypeId':'Pump','Properties':[{'SourceId':'a','TargetId':'b'},{'SourceId':'A','TargetId':'c'}]}",
                        "twice"),
                ofView(
                        "3.2 another target",
                        409,
                        "{'Id':'V','SourceTypeId':'Pump','TargetTypeId':'Pump'}",
                        "TargetTypeId is 'Pump'",
                        "'Rich'"),
                ofView(
                        "3.2 another description",
                        409,
                        "{'Id':'v','SourceTypeId':'Pump','TargetTypeId':'Rich','Description':'d'}",
                        "Description is 'd'",
                        "absent"),
                ofView(
                        "3.2 an explicit pair",
                        409,
                        "{'Id':'v','SourceTypeId':'Pump','TargetTypeId':'Rich','Properties':[{'SourceId':'Time','TargetId':'Time'}]}",
                        "Properties")));
        rows.addAll(List.of(
                refusal(
                        "PUT unknown type",
                        404,
                        f -> f.views().createOrUpdate(NS, SdsStreamView.of("v", "Pump", "Nowhere")),
                        "'Nowhere'"),
                refusal(
                        "PUT no object",
                        400,
                        f -> f.views().createOrUpdate(NS, SdsStreamView.of("v", "State", "Pump")),
                        "'State'"),
                refusal(
                        "PUT unknown property",
                        400,
                        f -> f.views()
                                .createOrUpdate(
                                        NS,
                                        SdsStreamView.of("v", "Pump", "Rich")
                                                .withProperties(List.of(SdsStreamView.Property.of("q", "N")))),
                        "'q'"),
                refusal(
                        "PUT bad id",
                        400,
                        f -> f.views().createOrUpdate(NS, SdsStreamView.of("a/b", "Pump", "Rich")),
                        "'/'")));
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("views")
    void aViewThatBreaksARuleIsRefused(Refusal refusal) {
        check(refusal);
    }

    // Deletes, type change, namespaces

    static Stream<Refusal> deletesAndChanges() {
        return Stream.of(
                ofAction(
                        "delete a type of a stream",
                        409,
                        f -> f.registry.deleteType(NS, "flat"),
                        "'Flat'",
                        "streams: 1",
                        "stream views: 0",
                        "types: 0"),
                ofAction("delete a type of a view", 409, f -> f.registry.deleteType(NS, "Keyless"), "stream views: 1"),
                ofAction(
                        "delete a type of a nested view",
                        409,
                        f -> f.registry.deleteType(NS, "Inner"),
                        "stream views: 1",
                        "types: 1"),
                ofAction("delete a property type", 409, f -> f.registry.deleteType(NS, "STATE"), "'State'", "types: 1"),
                ofAction(
                        "delete a type of everything",
                        409,
                        f -> f.registry.deleteType(NS, "Pump"),
                        "streams: 1",
                        "stream views: 2",
                        "types: 0"),
                ofAction(
                        "delete an unknown type",
                        404,
                        f -> f.registry.deleteType(NS, "Nowhere"),
                        "'Nowhere'",
                        "'default'"),
                ofAction("delete a stream as a type", 404, f -> f.registry.deleteType(NS, "s"), "'s'"),
                ofAction("delete an unknown stream", 404, f -> f.registry.deleteStream(NS, "Nowhere"), "'Nowhere'"),
                ofAction("delete an unknown view", 404, f -> f.views().delete(NS, "Nowhere"), "'Nowhere'"),
                ofAction(
                        "delete in an unknown namespace",
                        404,
                        f -> f.registry.deleteStream("Nowhere", "s"),
                        "'Nowhere'"),
                ofAction(
                        "delete a full namespace",
                        409,
                        f -> f.registry.deleteNamespace("FULL", false),
                        "'full'",
                        "not empty"),
                ofAction(
                        "delete a built-in namespace",
                        409,
                        f -> f.registry.deleteNamespace("Diagnostics", true),
                        "'diagnostics'",
                        "built in"),
                ofAction(
                        "delete an unknown namespace",
                        404,
                        f -> f.registry.deleteNamespace("Nowhere", true),
                        "'Nowhere'"),
                refusal(
                        "a namespace with another description",
                        409,
                        f -> f.registry.getOrCreateNamespace(new Namespace("Full", null, "e")),
                        "Description is 'e'",
                        "stored is 'd'"),
                refusal(
                        "a built-in namespace with a name",
                        409,
                        f -> f.registry.getOrCreateNamespace(new Namespace("default", "n", null)),
                        "Name is 'n'",
                        "stored is absent"),
                refusal(
                        "a namespace id with a slash",
                        400,
                        f -> f.registry.getOrCreateNamespace(Namespace.of("a/b")),
                        "'a/b'",
                        "'/'"),
                refusal(
                        "type change: unknown stream",
                        404,
                        f -> f.registry.changeStreamType(NS, "Nowhere", "v"),
                        "'Nowhere'"),
                refusal(
                        "type change: unknown view",
                        404,
                        f -> f.registry.changeStreamType(NS, "s", "Nowhere"),
                        "'Nowhere'"),
                refusal(
                        "type change: view of another type",
                        409,
                        f -> f.registry.changeStreamType(NS, "f", "v"),
                        "'f'",
                        "'Flat'",
                        "'v'",
                        "'Pump'"),
                refusal(
                        "type change: keyless target",
                        400,
                        f -> f.registry.changeStreamType(NS, "s", "toKeyless"),
                        "'Keyless'",
                        "0 key properties"),
                refusal("unknown type", 404, f -> f.registry.type(NS, "Nowhere"), "'Nowhere'"),
                refusal("counts of an unknown type", 404, f -> f.registry.referenceCounts(NS, "Nowhere"), "'Nowhere'"),
                refusal("unknown stream", 404, f -> f.registry.stream(NS, "Nowhere"), "'Nowhere'"),
                refusal("unknown view", 404, f -> f.views().get(NS, "Nowhere"), "'Nowhere'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deletesAndChanges")
    void aDeleteOrChangeThatIsNotAllowedIsRefused(Refusal refusal) {
        check(refusal);
    }

    // Tags and metadata

    static Stream<Refusal> labels() {
        String fine = "{'op':'add','path':'/City','value':'Toronto'}";
        return Stream.of(
                refusal("tags of an unknown stream", 404, f -> f.labels().tags(NS, "Nowhere"), "'Nowhere'"),
                refusal(
                        "set tags of an unknown stream",
                        404,
                        f -> f.labels().setTags(NS, "Nowhere", List.of()),
                        "'Nowhere'"),
                refusal(
                        "set metadata of an unknown stream",
                        404,
                        f -> f.labels().setMetadata(NS, "Nowhere", Map.of()),
                        "'Nowhere'"),
                refusal(
                        "patch of an unknown stream",
                        404,
                        f -> f.labels().patchMetadata(NS, "Nowhere", new MetadataPatch(List.of())),
                        "'Nowhere'"),
                refusal(
                        "an unknown metadata key",
                        404,
                        f -> f.labels().metadataValue(NS, "s", "region"),
                        "'region'",
                        "case"),
                refusal("an empty key", 400, f -> f.labels().setMetadata(NS, "s", Map.of("", "v")), "''", "not empty"),
                ofPatch("a patch that is an object", 400, "{}", "array"),
                ofPatch("a patch that is not JSON", 400, "[", "not JSON"),
                ofPatch("an operation that is text", 400, "['add']", "Operation 0"),
                ofPatch(
                        "an unknown operation",
                        400,
                        "[" + fine + ",{'op':'increment','path':'/Region','value':'1'}]",
                        "Operation 1",
                        "'increment'",
                        "expected add"),
                ofPatch("an operation in capitals", 400, "[{'op':'ADD','path':'/Region','value':'1'}]", "'ADD'"),
                ofPatch("no operation", 400, "[{'path':'/Region'}]", "Operation 0", "'op'"),
                ofPatch("no path", 400, "[{'op':'remove'}]", "'path'"),
                ofPatch("no value", 400, "[{'op':'add','path':'/Region'}]", "'value'"),
                ofPatch("no from", 400, "[{'op':'move','path':'/Region'}]", "'from'"),
                ofPatch("an empty path", 400, "[{'op':'remove','path':''}]", "''", "expected"),
                ofPatch("the path of the whole", 400, "[{'op':'remove','path':'/'}]", "'/'"),
                ofPatch("a path without a slash", 400, "[{'op':'remove','path':'Region'}]", "'Region'"),
                ofPatch("a deeper path", 400, "[{'op':'remove','path':'/Region/x'}]", "'/Region/x'"),
                ofPatch("an empty deeper path", 400, "[{'op':'remove','path':'/Region/'}]", "'/Region/'"),
                ofPatch("a wrong escape", 400, "[{'op':'remove','path':'/a~2'}]", "'~'"),
                ofPatch("an escape at the end", 400, "[{'op':'remove','path':'/a~'}]", "'~'"),
                ofPatch("a wrong from", 400, "[{'op':'copy','path':'/x','from':'Region'}]", "'Region'"),
                ofPatch(
                        "a number as value",
                        400,
                        "[" + fine + ",{'op':'add','path':'/x','value':1}]",
                        "Operation 1",
                        "'value'",
                        "string"),
                ofPatch(
                        "an object as value",
                        400,
                        "[{'op':'replace','path':'/Region','value':{'a':'b'}}]",
                        "'value'",
                        "string"),
                ofPatch("a number as path", 400, "[{'op':'remove','path':5}]", "'path'", "string"),
                ofPatch("remove a missing key", 409, "[" + fine + ",{'op':'remove','path':'/region'}]", "region"),
                ofPatch("replace a missing key", 409, "[" + fine + ",{'op':'replace','path':'/x','value':'y'}]", "x"),
                ofPatch("move a missing key", 409, "[" + fine + ",{'op':'move','from':'/x','path':'/y'}]", "x"),
                ofPatch("copy a missing key", 409, "[" + fine + ",{'op':'copy','from':'/x','path':'/y'}]", "x"),
                ofPatch(
                        "a key that was moved away",
                        409,
                        "[{'op':'move','from':'/Region','path':'/y'},{'op':'remove','path':'/Region'}]",
                        "Region"),
                ofPatch(
                        "a test that fails",
                        412,
                        "[" + fine + ",{'op':'test','path':'/Region','value':'north'}]",
                        "Region",
                        "north",
                        "North"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("labels")
    void labelsThatBreakARuleAreRefused(Refusal refusal) {
        check(refusal);
    }

    // Listings

    static Stream<Refusal> listings() {
        return Stream.of(
                refusal("negative skip", 400, f -> f.registry.types(NS, -1, 5), "skip", "-1", "0 or more"),
                refusal("negative count", 400, f -> f.registry.streams(NS, 0, -7), "count", "-7"),
                refusal(
                        "order of types by an unknown field",
                        400,
                        f -> f.registry.types(NS, new Listing(0, 1, "typeid")),
                        "'typeid'",
                        "id, name, description"),
                refusal(
                        "order of streams by what is no text",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "indexes")),
                        "'indexes'",
                        "typeid"),
                refusal(
                        "order of views",
                        400,
                        f -> f.views().list(NS, new Listing(0, 1, "properties")),
                        "'properties'",
                        "sourcetypeid"),
                refusal(
                        "order with a wrong direction",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "id ascending")),
                        "'id ascending'",
                        "asc or desc"),
                refusal(
                        "order by two fields",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "id,name")),
                        "'id,name'"),
                refusal(
                        "order with extra words",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "id asc asc")),
                        "'id asc asc'"),
                refusal("blank order", 400, f -> f.registry.streams(NS, new Listing(0, 1, " ")), "' '"),
                refusal(
                        "order where there is nothing to order",
                        400,
                        f -> f.registry.streams("diagnostics", new Listing(0, 0, "x")),
                        "'x'"),
                refusal(
                        "order of a search",
                        400,
                        f -> new Search(f.registry).streams(NS, SearchQuery.parse("nothing"), new Listing(0, 1, "x")),
                        "'x'"),
                refusal(
                        "query",
                        400,
                        f -> new Search(f.registry).types(NS, SearchQuery.parse("a AND"), Listing.of(0, 1)),
                        "'a AND'",
                        "character 6"),
                refusal("listing an unknown namespace", 404, f -> f.registry.types("Nowhere", 0, 1), "'Nowhere'"),
                refusal(
                        "search in an unknown namespace",
                        404,
                        f -> new Search(f.registry).streams("Nowhere", SearchQuery.parse(""), Listing.of(0, 1)),
                        "'Nowhere'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("listings")
    void aListingThatCannotBeGivenIsRefused(Refusal refusal) {
        check(refusal);
    }

    /** A null can come from Java only; the compiler of the caller would have to overlook it. */
    @Test
    void nullsInLabelsAreRefused() {
        Fixture fixture = new Fixture();
        List<String> before = fixture.state();
        Map<String, String> nullValue = new HashMap<>();
        nullValue.put("k", null);
        assertThrows(SeqstoreException.class, () -> fixture.labels().setMetadata(NS, "s", nullValue));
        assertThrows(SeqstoreException.class, () -> fixture.labels().setTags(NS, "s", Arrays.asList("a", null)));
        assertEquals(before, fixture.state());
    }
}
