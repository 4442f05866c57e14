package io.seqstore.types.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeJsonTest {
    private static SdsType read(String json) {
        return JsonText.readType(json.replace('\'', '"'));
    }

    @Test
    void readsNamesInAnyCaseAndCodesAndModesByNumberOrName() {
        SdsType expected = SdsType.object("P")
                .interpolation(SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING)
                .extrapolation(SdsExtrapolationMode.FORWARD)
                .property(SdsTypeProperty.of("X", SdsType.of(SdsTypeCode.DOUBLE))
                        .withInterpolationMode(SdsInterpolationMode.CONTINUOUS))
                .build();
        assertEquals(
                expected,
                read("{'Id':'P','Name':'P','SdsTypeCode':1,'InterpolationMode':1,'ExtrapolationMode':2,"
                        + "'Properties':[{'Id':'X','Name':'X','SdsType':{'SdsTypeCode':14},'InterpolationMode':0}]}"));
        assertEquals(
                expected,
                read("{'ID':'P','name':'P','sdstypecode':'object','InterpolationMode':'stepwisecontinuousLEADING',"
                        + "'extrapolationMode':'forward','PROPERTIES':[{'iD':'X','NAME':'X','sdsType':"
                        + "{'sdsTypeCode':'dOuBlE'},'interpolationMODE':'default'}]}"));
        assertEquals(
                expected,
                read(
                        "{'Id':'P','Name':'P','SdsTypeCode':'1','InterpolationMode':'1','ExtrapolationMode':2.0,"
                                + "'Properties':[{'Id':'X','Name':'X','SdsType':{'SdsTypeCode':'14'},'InterpolationMode':'0'}]}"));
    }

    @Test
    void ignoresUnknownMembersWhateverTheyHold() {
        assertEquals(
                SdsType.builder(SdsTypeCode.DOUBLE).id("d").build(),
                read("{'$id':'1','CreatedDate':'2020-01-01','Foo':{'Id':'no','Bar':[1,{'Id':2}]},'Id':'d','Baz':[[]],"
                        + "'SdsTypeCode':14}"));
    }

    @Test
    void readsNullAsAbsent() {
        assertEquals(
                SdsType.builder(SdsTypeCode.EMPTY)
                        .property(new SdsTypeProperty("X", null, null, 0, false, 0, null, null, null, null, false))
                        .build(),
                read("{'Id':null,'Name':null,'Description':null,'SdsTypeCode':null,'IsGenericType':null,"
                        + "'IsReferenceType':null,'GenericArguments':null,'Properties':[{'Id':'X','Name':null,"
                        + "'Description':null,'Order':null,'IsKey':null,'FixedSize':null,'SdsType':null,'Value':null,"
                        + "'Uom':null,'InterpolationMode':null,'IsQuality':null}],'BaseType':null,'DerivedTypes':null,"
                        + "'InterpolationMode':null,'ExtrapolationMode':null}"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 0",
        "'\"7\"', 7",
        "'\"-7\"', -7",
        "2.0, 2",
        "1e3, 1000",
        "18446744073709551615, 18446744073709551615",
        "'\"18446744073709551615\"', 18446744073709551615"
    })
    void readsValuesOfMembersAsNumbersOrDigits(String json, BigInteger value) {
        SdsType type = read("{'Properties':[{'Id':'A','Value':" + json + "}]}");
        assertEquals(value, type.properties().get(0).value());
    }

    @Test
    void keepsReferencesByIdAsTheyAre() {
        SdsType type = read("{'Id':'D','SdsTypeCode':1,'BaseType':{'Id':'B'},'Properties':["
                + "{'Id':'S','SdsType':{'Id':'E'}},{'Id':'T','SdsType':{'Id':'E','SdsTypeCode':609}},"
                + "{'Id':'U','SdsType':{'Id':'d','SdsTypeCode':14}}]}");
        assertEquals(SdsType.reference("B"), type.baseType());
        assertTrue(type.baseType().isReference());
        assertTrue(type.properties().get(0).type().isReference());
        assertTrue(type.properties().get(1).type().isReference());
        assertFalse(type.properties().get(2).type().isReference());
        assertEquals("{\"Id\":\"B\"}", JsonText.writeType(type.baseType(), Verbosity.COMPACT));
    }

    @Test
    void writesTheQualityMarkOnlyWhenItIsSet() {
        SdsType type = SdsType.object("P")
                .property(SdsTypeProperty.of("Q", SdsType.of(SdsTypeCode.INT32)).asQuality())
                .build();
        assertTrue(
                JsonText.writeType(type, Verbosity.VERBOSE).contains("\"InterpolationMode\":null,\"IsQuality\":true}"));
        assertEquals(
                "{\"Id\":\"P\",\"Name\":\"P\",\"SdsTypeCode\":1,\"Properties\":[{\"Id\":\"Q\",\"Name\":\"Q\","
                        + "\"SdsType\":{\"SdsTypeCode\":9},\"IsQuality\":true}]}",
                JsonText.writeType(type, Verbosity.COMPACT));
    }

    @Test
    void writesAndReadsAllMembers() {
        SdsType inner = SdsType.builder(SdsTypeCode.UINT64_ENUM)
                .id("E")
                .description("d")
                .property(SdsTypeProperty.member("Max", new BigInteger("18446744073709551615")))
                .build();
        SdsType type = SdsType.object("P")
                .name("n \u00e4 \"quoted\"")
                .description("")
                .genericType(true)
                .referenceType(true)
                .genericArgument(SdsType.of(SdsTypeCode.STRING))
                .property(new SdsTypeProperty(
                        "X", "n", "d", -3, true, 8, inner, null, "m", SdsInterpolationMode.DISCRETE, true))
                .baseType(SdsType.reference("B"))
                .derivedType(SdsType.object("Q").build())
                .interpolation(SdsInterpolationMode.CONTINUOUS_NULLABLE_TRAILING)
                .extrapolation(SdsExtrapolationMode.BACKWARD)
                .build();
        for (Verbosity verbosity : Verbosity.values()) {
            assertEquals(type, JsonText.readType(JsonText.writeType(type, verbosity)));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                        | At the top found an array",
                "null                                                      | At the top found null",
                "5                                                         | At the top found 5",
                "{'Id':5}                                                  | At /Id found 5, expected a string",
                "{'SdsTypeCode':17}                                        | At /SdsTypeCode found 17",
                "{'SdsTypeCode':501}                                       | At /SdsTypeCode found 501",
                "{'SdsTypeCode':'SdsStream'}                               | At /SdsTypeCode found the string \"SdsStream\"",
                "{'SdsTypeCode':1.5}                                       | At /SdsTypeCode found 1.5, expected an integer",
                "{'SdsTypeCode':99999999999999999999}                      | At /SdsTypeCode",
                "{'SdsTypeCode':true}                                      | At /SdsTypeCode found true",
                "{'InterpolationMode':6}                                   | At /InterpolationMode found 6",
                "{'InterpolationMode':''}                                  | At /InterpolationMode",
                "{'ExtrapolationMode':'Sideways'}                          | At /ExtrapolationMode",
                "{'IsGenericType':'true'}                                  | At /IsGenericType",
                "{'Properties':{}}                                         | At /Properties found an object, expected an array",
                "{'Properties':[null]}                                     | At /Properties/0 found null",
                "{'Properties':[{}]}                                       | At /Properties/0",
                "{'Properties':[{'Id':'A'},{'Id':'B','Order':2147483648}]} | At /Properties/1/Order",
                "{'Properties':[{'Id':'A','Order':1.5}]}                   | At /Properties/0/Order found 1.5",
                "{'Properties':[{'Id':'A','IsKey':1}]}                     | At /Properties/0/IsKey found 1",
                "{'Properties':[{'Id':'A','Value':'x'}]}                   | At /Properties/0/Value found the string \"x\"",
                "{'Properties':[{'Id':'A','Value':1e999999999}]}           | At /Properties/0/Value",
                "{'Properties':[{'Id':'A','Value':''}]}                    | At /Properties/0/Value",
                "{'Properties':[{'Id':'A','SdsType':'Double'}]}            | At /Properties/0/SdsType",
                "{'Properties':[{'Id':'A','SdsType':{'SdsTypeCode':'X'}}]} | At /Properties/0/SdsType/SdsTypeCode",
                "{'BaseType':[]}                                           | At /BaseType",
                "{'GenericArguments':[5]}                                  | At /GenericArguments/0 found 5",
                "{} {}                                                     | expected the end of the text",
                "{'Id':'a'                                                 | not JSON",
                "{'Id':'a',}                                               | not JSON",
                "{/**/}                                                    | not JSON",
                "''                                                        | At the top found the string \"\"",
            },
            quoteCharacter = '~')
    void namesWhatIsWrongAndWhere(String json, String complaint) {
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> read(json));
        assertTrue(refusal.reason().contains(complaint), refusal.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void refusesTheEmptyText(String json) {
        assertThrows(InvalidRequestException.class, () -> JsonText.readType(json));
    }

    @ParameterizedTest(name = "{0} levels")
    @ValueSource(ints = {101, 900, 20_000})
    void refusesDepthWithoutRunningOutOfStack(int levels) {
        String json = "{\"BaseType\":".repeat(levels) + "{}" + "}".repeat(levels);
        assertThrows(InvalidRequestException.class, () -> JsonText.readType(json));
    }
}
