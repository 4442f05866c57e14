package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Refusals.TYPES;
import static io.seqstore.types.registry.Refusals.besideFresh;
import static io.seqstore.types.registry.Refusals.check;
import static io.seqstore.types.registry.Refusals.keyed;
import static io.seqstore.types.registry.Refusals.keys;
import static io.seqstore.types.registry.Refusals.ofPairs;
import static io.seqstore.types.registry.Refusals.ofProperty;
import static io.seqstore.types.registry.Refusals.ofPut;
import static io.seqstore.types.registry.Refusals.ofStream;
import static io.seqstore.types.registry.Refusals.ofType;
import static io.seqstore.types.registry.Refusals.ofView;
import static io.seqstore.types.registry.Refusals.refusal;
import static io.seqstore.types.registry.Refusals.type;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.types.registry.Refusals.Fixture;
import io.seqstore.types.registry.Refusals.Refusal;
import io.seqstore.types.schema.TypeValidity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types that break a rule (spec 01, sections 7 and 8; spec 02, sections 3, 4 and 11), and what is no definition at all. */
class RefusedTypesTest { // Ids

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
}
