package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Refusals.check;
import static io.seqstore.types.registry.Refusals.ofPatch;
import static io.seqstore.types.registry.Refusals.ofPut;
import static io.seqstore.types.registry.Refusals.ofStream;
import static io.seqstore.types.registry.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.LimitExceededException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.registry.Refusals.Fixture;
import io.seqstore.types.registry.Refusals.Refusal;
import io.seqstore.types.schema.SdsStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams, tags and metadata that break a rule (spec 03, sections 2, 3, 5, 6 and 8). */
class RefusedStreamsTest { // Streams

    static Stream<Refusal> streams() {
        List<Refusal> both = new ArrayList<>();
        for (boolean put : List.of(false, true)) {
            StreamRefusal of = put ? Refusals::ofPut : Refusals::ofStream;
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
