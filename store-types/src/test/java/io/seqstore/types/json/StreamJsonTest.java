package io.seqstore.types.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamJsonTest {
    private static final SdsStream FULL = new SdsStream(
            "S",
            "T",
            "n",
            "d",
            List.of("A", "B"),
            SdsInterpolationMode.CONTINUOUS,
            SdsExtrapolationMode.ALL,
            List.of(
                    new PropertyOverride("A", "m", null),
                    new PropertyOverride("B", null, SdsInterpolationMode.DISCRETE)));

    private static SdsStream read(String json) {
        return JsonText.readStream(json.replace('\'', '"'));
    }

    private static String write(SdsStream stream, Verbosity verbosity) {
        return JsonText.writeStream(stream, verbosity).replace('"', '\'');
    }

    @Test
    void writesOnlyWhatIsSetInTheCompactForm() {
        assertEquals("{'Id':'S','TypeId':'T'}", write(SdsStream.of("S", "T"), Verbosity.COMPACT));
        assertEquals(
                "{'Id':'S','Name':'n','Description':'d','TypeId':'T','Indexes':[{'SdsTypePropertyId':'A'},"
                        + "{'SdsTypePropertyId':'B'}],'InterpolationMode':0,'ExtrapolationMode':0,'PropertyOverrides':["
                        + "{'SdsTypePropertyId':'A','Uom':'m'},{'SdsTypePropertyId':'B','InterpolationMode':3}]}",
                write(FULL, Verbosity.COMPACT));
    }

    @Test
    void writesEveryMemberInTheVerboseForm() {
        assertEquals(
                "{'Id':'S','Name':null,'Description':null,'TypeId':'T','Indexes':null,'InterpolationMode':null,"
                        + "'ExtrapolationMode':null,'PropertyOverrides':null}",
                write(SdsStream.of("S", "T"), Verbosity.VERBOSE));
    }

    @Test
    void readsBothFormsBack() {
        for (Verbosity verbosity : Verbosity.values()) {
            assertEquals(FULL, JsonText.readStream(JsonText.writeStream(FULL, verbosity)));
            assertEquals(
                    SdsStream.of("S", "T"),
                    JsonText.readStream(JsonText.writeStream(SdsStream.of("S", "T"), verbosity)));
        }
    }

    @Test
    void readsLeniently() {
        assertEquals(
                SdsStream.of("S", "T").withInterpolation(SdsInterpolationMode.DISCRETE),
                read("{'iD':'S','typeID':'T','interpolationmode':'discrete','indexes':[],'Tags':[],'Metadata':{},"
                        + "'CreatedDate':'2020-01-01T00:00:00Z','Other':{'Id':'X'}}"));
        assertEquals(SdsStream.of("S", "T"), read("{'Id':'S','TypeId':'T','Tags':null,'Metadata':null}"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]                                                       | At the top",
                "{'TypeId':'T'}                                           | expected a stream with an Id",
                "{'Id':'S'}                                               | expected a stream with a TypeId",
                "{'Id':'S','TypeId':1}                                    | At /TypeId",
                "{'Id':'S','TypeId':'T','Indexes':['A']}                  | At /Indexes/0",
                "{'Id':'S','TypeId':'T','Indexes':[{}]}                   | an index with an SdsTypePropertyId",
                "{'Id':'S','TypeId':'T','PropertyOverrides':[{'Uom':1}]}  | At /PropertyOverrides/0/Uom",
                "{'Id':'S','TypeId':'T','PropertyOverrides':[{}]}         | a property override with an SdsTypePropertyId",
                "{'Id':'S','TypeId':'T','InterpolationMode':9}            | At /InterpolationMode",
                "{'Id':'S','TypeId':'T','Tags':['a']}                     | resource Tags",
                "{'Id':'S','TypeId':'T','Metadata':{'a':'b'}}             | resource Metadata",
                "{'Id':'S','TypeId':'T','Tags':'a'}                       | resource Tags",
            })
    void namesWhatIsWrongAndWhere(String json, String complaint) {
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> read(json));
        assertTrue(refusal.reason().contains(complaint), refusal.reason());
    }
}
