package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.SeqstoreException;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Bad input, rule by rule (spec 01, sections 7 and 8; spec 02, sections 1, 3, 4, 6, 8 and 11; spec 03, sections 2 to 6 and
 * 8; spec 05, section 1): each is refused in the documented way, in words that say what, where, found and expected, and
 * changes nothing. The bodies are JSON, as they arrive; {@code '} stands for the quotation mark.
 */
final class Refusals {
    private Refusals() {}

    /** The answers by the HTTP statuses that they stand for; a patch that fails is told as a value. */
    private static final Map<String, Integer> STATUS = Map.of(
            "InvalidRequestException", 400,
            "NotFoundException", 404,
            "ConflictException", 409,
            "Conflict", 409,
            "KeyMissing", 409,
            "TestFailed", 412);

    static final List<String> TYPES = List.of(
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

    static String keyed(String id, String properties) {
        return "{'Id':'" + id
                + "','SdsTypeCode':1,'Properties':[{'Id':'Time','IsKey':true,'SdsType':{'SdsTypeCode':16}},"
                + properties + "]}";
    }

    static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'Id':'k" + i + "','IsKey':true,'Order':" + i + ",'SdsType':{'SdsTypeCode':9}}")
                .collect(Collectors.joining(","));
    }

    /** Something of everything, and a journal that has seen it. */
    static final class Fixture {
        final RecordingJournal journal = new RecordingJournal();
        final Registry registry = new Registry(journal);

        Fixture() {
            TYPES.forEach(type -> registry.getOrCreateType(NS, type(type)));
            registry.namespaces().getOrCreate(new Namespace("full", null, "d"));
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
            registry.checkpoint(change -> all.add(HexFormat.of().formatHex(RegistryChangeBytes.encode(change))));
            all.add("journaled: " + journal.changes.size());
            return all;
        }
    }

    /** One bad call: the rule, the status and the call, and what its complaint must hold. */
    record Refusal(String rule, int status, Function<Fixture, Object> call, List<String> words) {
        @Override
        public String toString() {
            return rule + ": " + status;
        }
    }

    static Refusal refusal(String rule, int status, Function<Fixture, Object> call, String... words) {
        return new Refusal(rule, status, call, Arrays.asList(words));
    }

    static SdsType type(String json) {
        return JsonText.readType(json.replace('\'', '"'));
    }

    static SdsStreamView view(String json) {
        return JsonText.read(json.replace('\'', '"'), StreamViewJson::read);
    }

    /** A type that is sent as the root of a call. */
    static Refusal ofType(String rule, int status, String json, String... words) {
        return refusal(rule, status, f -> f.registry.getOrCreateType(NS, type(json)), words);
    }

    /** The root is as it should be but for one property. */
    static Refusal ofProperty(String rule, int status, String property, String... words) {
        return ofType(rule, status, keyed("Fresh", property), words);
    }

    /** The fault stands beside a new nested type, which must not be left behind. */
    static Refusal besideFresh(String rule, int status, String property, String... words) {
        String fresh = "{'Id':'New','SdsType':{'Id':'NewState','SdsTypeCode':609,'Properties':[{'Id':'A','Value':1}]}}";
        return ofProperty(rule + ", beside a new nested type", status, fresh + "," + property, words);
    }

    static Refusal ofStream(String rule, int status, String json, String... words) {
        return refusal(
                rule,
                status,
                f -> f.registry.getOrCreateStream(NS, JsonText.readStream(json.replace('\'', '"'))),
                words);
    }

    static Refusal ofPut(String rule, int status, String json, String... words) {
        return refusal(
                rule,
                status,
                f -> f.registry.createOrUpdateStream(NS, JsonText.readStream(json.replace('\'', '"'))),
                words);
    }

    static Refusal ofView(String rule, int status, String json, String... words) {
        return refusal(rule, status, f -> f.views().getOrCreate(NS, view(json)), words);
    }

    static Refusal ofPairs(String rule, int status, String pairs, String... words) {
        return ofView(
                rule,
                status,
                "{'Id':'w','SourceTypeId':'Rich','TargetTypeId':'Rich','Properties':[" + pairs + "]}",
                words);
    }

    static Refusal ofPatch(String rule, int status, String patch, String... words) {
        return refusal(
                rule,
                status,
                f -> f.labels().patchMetadata(NS, "s", MetadataPatch.fromJson(patch.replace('\'', '"'))),
                words);
    }

    /** Runs a call that returns nothing. */
    static Refusal ofAction(String rule, int status, Consumer<Fixture> call, String... words) {
        return refusal(
                rule,
                status,
                f -> {
                    call.accept(f);
                    return "done";
                },
                words);
    }

    static void check(Refusal refusal) {
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
}
