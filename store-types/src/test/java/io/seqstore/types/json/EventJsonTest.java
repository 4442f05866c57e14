package io.seqstore.types.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.RandomValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventJsonTest {
    private static final SdsType STATE =
            SdsType.enumeration("State").member("Ok", 0).member("Alarm", 2).build();

    private static final EventLayout PUMP = EventLayout.of(SdsType.object("Pump")
            .key("Time", SdsTypeCode.DATE_TIME)
            .property("State", STATE)
            .property("Level", SdsTypeCode.DOUBLE)
            .property("Count", SdsTypeCode.INT32)
            .property("Note", SdsTypeCode.STRING)
            .property("Limit", SdsTypeCode.NULLABLE_DOUBLE)
            .build());

    private static ColumnBatch read(EventLayout layout, String json) {
        ColumnBatch batch = new ColumnBatch(layout, 1);
        JsonText.readEvents(json.replace('\'', '"'), batch);
        return batch;
    }

    private static String write(ColumnBatch batch, Verbosity verbosity) {
        return JsonText.writeEvents(batch, verbosity).replace('"', '\'');
    }

    @Test
    void leavesDefaultsOutOfTheCompactFormExceptTheKey() {
        ColumnBatch batch = read(
                PUMP,
                "[{'Time':'0001-01-01T00:00:00Z','Level':0,'Count':0,'State':0},"
                        + "{'Time':'2017-11-23T12:00:00Z','Level':-0.0,'Note':'','Limit':0}]");
        assertEquals(
                "[{'Time':'0001-01-01T00:00:00Z'},{'Time':'2017-11-23T12:00:00Z','Level':-0.0,'Note':'','Limit':0.0}]",
                write(batch, Verbosity.COMPACT));
        assertEquals(
                "[{'Time':'0001-01-01T00:00:00Z','State':0,'Level':0.0,'Count':0,'Note':null,'Limit':null},"
                        + "{'Time':'2017-11-23T12:00:00Z','State':0,'Level':-0.0,'Count':0,'Note':'','Limit':0.0}]",
                write(batch, Verbosity.VERBOSE));
    }

    @ParameterizedTest(name = "{0} is read as {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'time':'2020-01-01','LEVEL':5,'extra':{'Level':[9]}} | {'Time':'2020-01-01T00:00:00Z','Level':5.0}",
                "{'Time':'2020-01-01T14:00:00+02:00'}                  | {'Time':'2020-01-01T12:00:00Z'}",
                "{'Time':'2020-01-01','level':1,'Level':2,'LEVEL':3}   | {'Time':'2020-01-01T00:00:00Z','Level':2.0}",
                "{'Time':'2020-01-01','level':1,'LEVEL':3}             | {'Time':'2020-01-01T00:00:00Z','Level':3.0}",
                "{'Time':'2020-01-01','Limit':null,'Note':null}        | {'Time':'2020-01-01T00:00:00Z'}",
                "{'Limit':1,'Time':'2020-01-01','Limit':null}          | {'Time':'2020-01-01T00:00:00Z'}",
                "{'Limit':null,'Time':'2020-01-01','Limit':1}          | {'Time':'2020-01-01T00:00:00Z','Limit':1.0}",
                "{'Time':'2020-01-01','State':'alarm'}                 | {'Time':'2020-01-01T00:00:00Z','State':2}",
                "{'Time':'2020-01-01','State':'2'}                     | {'Time':'2020-01-01T00:00:00Z','State':2}",
                "{'Time':'2020-01-01','State':-7}                      | {'Time':'2020-01-01T00:00:00Z','State':-7}",
                "{'Time':'2020-01-01','Count':5.0}                     | {'Time':'2020-01-01T00:00:00Z','Count':5}",
                "{'Time':'2020-01-01','Count':'5'}                     | {'Time':'2020-01-01T00:00:00Z','Count':5}",
                "{'Time':'2020-01-01','Count':1e3}                     | {'Time':'2020-01-01T00:00:00Z','Count':1000}",
                "{'Time':'2020-01-01','Level':'1.5'}                   | {'Time':'2020-01-01T00:00:00Z','Level':1.5}",
                "{'Time':'2020-01-01','Level':'nan'}                   | {'Time':'2020-01-01T00:00:00Z','Level':'NaN'}",
                "{'Time':'2020-01-01','Level':'-INFINITY'}             | {'Time':'2020-01-01T00:00:00Z','Level':'-Infinity'}",
                "{'Time':'2020-01-01','Level':-0}                      | {'Time':'2020-01-01T00:00:00Z','Level':-0.0}",
                "{'Time':'2020-01-01','Level':1e-400}                  | {'Time':'2020-01-01T00:00:00Z'}",
                "{'Time':'2020-01-01','Note':'\u00e4\\n\\u0041'}       | {'Time':'2020-01-01T00:00:00Z','Note':'\u00e4\\nA'}",
            })
    void readsLeniently(String json, String compact) {
        assertEquals("[" + compact + "]", write(read(PUMP, json), Verbosity.COMPACT));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            emptyValue = "",
            value = {
                "~~                                  | The request body is not a JSON array of events, but the end of the text.",
                "null                                | The request body is not a JSON array of events, but null.",
                "5                                   | The request body is not a JSON array of events, but 5.",
                "[null]                              | not a JSON array of events: at position 0 found null, expected an object.",
                "[[]]                                | at position 0 found an array",
                "[{'Time':'2020-01-01'},3]           | at position 1 found 3",
                "[{'Time':'2020-01-01'}              | The request body is not a JSON array of events. The text is not JSON",
                "[{'Time':'2020-01-01'},]            | The request body is not a JSON array of events.",
                "[{'Time':'2020-01-01'}] []          | expected the end of the text",
                "[{'Level':1}]                       | The event at position 0 has no valid value for key property 'Time'.",
                "[{'Time':null}]                     | The event at position 0 has no valid value for key property 'Time'.",
                "[{'Time':'2020-01-01'},{'Time':5}]  | The event at position 1 has no valid value for key property 'Time': 5 is not",
                "{'Time':'noon'}                     | The event at position 0 has no valid value for key property 'Time': 'noon'",
                "{'Time':'2020-01-01','Level':null}  | Property 'Level' of the event at position 0: null is not a value of type Double",
                "{'Time':'2020-01-01','Level':true}  | Property 'Level' of the event at position 0: true is not a value of type Double",
                "{'Time':'2020-01-01','Level':{}}    | Property 'Level' of the event at position 0: an object is not a value",
                "{'Time':'2020-01-01','Level':1e999} | Property 'Level' of the event at position 0: '1e999' is not a value",
                "{'Time':'2020-01-01','Level':'x'}   | Property 'Level' of the event at position 0: 'x' is not a value",
                "{'Time':'2020-01-01','Count':1.5}   | Property 'Count' of the event at position 0: '1.5' is not a value of type Int32",
                "{'Time':'2020-01-01','Count':2147483648} | expected an integer of -2147483648..2147483647",
                "{'Time':'2020-01-01','Count':true}  | Property 'Count' of the event at position 0",
                "{'Time':'2020-01-01','Note':5}      | Property 'Note' of the event at position 0: 5 is not a value of type String",
                "{'Time':'2020-01-01','Note':false}  | Property 'Note' of the event at position 0",
                "{'Time':'2020-01-01','State':'Off'} | 'Off' is not a member of enum 'State': expected an integer or one of [Ok, Alarm].",
                "{'Time':'2020-01-01','State':null}  | Property 'State' of the event at position 0: null",
                "{'Time':'2020-01-01','State':''}    | Property 'State' of the event at position 0",
                "{'Time':'2020-01-01','State':1.5}   | Property 'State' of the event at position 0",
                "{/*x*/}                             | The request body is not a JSON array of events.",
                "}                                   | The request body is not a JSON array of events.",
                "{Time:'2020-01-01'}                 | The request body is not a JSON array of events.",
            })
    void namesPositionAndPropertyOfWhatIsWrong(String json, String complaint) {
        ColumnBatch batch = read(PUMP, "[{'Time':'2019-01-01','Note':'kept'}]");
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> JsonText.readEvents(json.replace('\'', '"'), batch));
        assertTrue(refusal.reason().contains(complaint), refusal.reason());
        assertEquals("[{'Time':'2019-01-01T00:00:00Z','Note':'kept'}]", write(batch, Verbosity.COMPACT));
    }

    @Test
    void refusesKeysThatAreNotFinite() {
        EventLayout layout =
                EventLayout.of(SdsType.object("P").key("K", SdsTypeCode.DOUBLE).build());
        for (String key : new String[] {"'NaN'", "'Infinity'", "'-infinity'"}) {
            InvalidRequestException refusal =
                    assertThrows(InvalidRequestException.class, () -> read(layout, "{'K':" + key + "}"));
            assertTrue(
                    refusal.reason().startsWith("The event at position 0 has no valid value for key property 'K': "),
                    refusal.reason());
        }
    }

    @Test
    void countsWhatItReads() throws IOException {
        ColumnBatch batch = new ColumnBatch(PUMP, 4);
        assertEquals(0, JsonText.readEvents("[]", batch));
        assertEquals(1, JsonText.readEvents("{\"Time\":\"2020-01-01\"}", batch));
        try (JsonParser parser =
                new JsonFactory().createParser("[{\"Time\":\"2020-01-02\"},{\"Time\":\"2020-01-03\"}]")) {
            assertEquals(2, EventJson.of(PUMP).read(parser, batch));
        }
        assertEquals(3, batch.count());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Verbosity.class)
    void readsWhatItWroteForAllScalars(Verbosity verbosity) throws IOException {
        SdsType.Builder type = SdsType.object("Everything").key("Key", SdsTypeCode.DATE_TIME_OFFSET);
        for (SdsTypeCode code : SdsTypeCode.values()) {
            if (code.isScalar()) {
                type.property(SdsTypeProperty.of(
                        code.sdsName(),
                        code.isEnum()
                                ? SdsType.builder(code)
                                        .id(code.sdsName())
                                        .member("A", 1)
                                        .build()
                                : SdsType.of(code)));
            }
        }
        EventLayout layout = EventLayout.of(type.build());
        EventConverter converter = EventConverter.of(layout);
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            ColumnBatch batch = new ColumnBatch(layout, 1);
            for (int i = 0; i < 5; i++) {
                Event.Builder event = Event.builder(layout);
                for (PropertyLayout property : layout.properties()) {
                    event.set(property.id(), RandomValues.of(property.code(), random));
                }
                converter.append(event.build(), batch);
            }
            // By way of bytes, as it travels.
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator generator = new JsonFactory().createGenerator(bytes)) {
                EventJson.of(layout).write(batch, verbosity, generator);
            }
            ColumnBatch again = new ColumnBatch(layout, 1);
            try (JsonParser parser = new JsonFactory().createParser(bytes.toByteArray())) {
                EventJson.of(layout).read(parser, again);
            }
            assertEquals(batch.count(), again.count());
            for (int row = 0; row < batch.count(); row++) {
                assertEquals(converter.read(batch, row), converter.read(again, row), "seed " + seed);
            }
        }
    }

    @Test
    void writesTheDocumentedForms() {
        EventLayout layout = EventLayout.of(SdsType.object("P")
                .key("K", SdsTypeCode.UINT64)
                .property("F", SdsTypeCode.SINGLE)
                .property("D", SdsTypeCode.DECIMAL)
                .property("C", SdsTypeCode.CHAR)
                .property("S", SdsTypeCode.TIME_SPAN)
                .property("O", SdsTypeCode.DATE_TIME_OFFSET)
                .property("G", SdsTypeCode.GUID)
                .property("V", SdsTypeCode.VERSION)
                .property("B", SdsTypeCode.BOOLEAN)
                .build());
        String json = "[{'K':18446744073709551615,'F':0.1,'D':1.50,'C':'\\u0000','S':'1.00:00:00.5000000',"
                + "'O':'2020-01-01T12:00:00+00:00','G':'0f8fad5b-d9cb-469f-a165-70867728950e','V':'1.2.3','B':true}]";
        assertEquals(json, write(read(layout, json), Verbosity.VERBOSE));
    }

    private static final EventLayout TRACE = EventLayout.of(SdsType.object("Trace")
            .key("Time", SdsTypeCode.INT32)
            .property("Bytes", SdsTypeCode.BYTE_ARRAY)
            .property("Names", SdsTypeCode.STRING_ARRAY)
            .property(
                    "At",
                    SdsType.object("Point")
                            .property("X", SdsTypeCode.DOUBLE)
                            .property("State", STATE)
                            .build())
            .property(
                    "Days",
                    SdsType.builder(SdsTypeCode.IDICTIONARY)
                            .id("Days")
                            .genericArgument(SdsType.of(SdsTypeCode.DATE_TIME))
                            .genericArgument(SdsType.of(SdsTypeCode.NULLABLE_INT32))
                            .build())
            .property("Nothing", SdsTypeCode.DB_NULL)
            .build());

    @ParameterizedTest(name = "{0} is read as {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'Time':1,'Bytes':'AP8=','Names':['a',null]}     | {'Time':1,'Bytes':'AP8=','Names':['a',null]}",
                "{'Time':1,'Bytes':[0,255],'Names':[]}            | {'Time':1,'Bytes':'AP8=','Names':[]}",
                "{'Time':1,'Bytes':null,'At':null,'Nothing':null} | {'Time':1}",
                "{'Time':1,'At':{'x':'2','STATE':'alarm','Y':[]}} | {'Time':1,'At':{'X':2.0,'State':2}}",
                "{'Time':1,'At':{}}                               | {'Time':1,'At':{}}",
                "{'Time':1,'At':{'X':0,'State':0}}                | {'Time':1,'At':{}}",
                "{'Time':1,'Days':{'2020-01-02':5,'2020-01-01T00:00':null}} | "
                        + "{'Time':1,'Days':{'2020-01-02T00:00:00Z':5,'2020-01-01T00:00:00Z':null}}",
            })
    void readsAndWritesStructures(String json, String compact) {
        ColumnBatch batch = read(TRACE, json);
        assertEquals("[" + compact + "]", write(batch, Verbosity.COMPACT));
        assertEquals(
                EventConverter.of(TRACE).read(batch, 0),
                EventConverter.of(TRACE).read(read(TRACE, write(batch, Verbosity.VERBOSE)), 0));
    }

    @Test
    void writesNestedDefaultsInTheVerboseForm() {
        assertEquals(
                "[{'Time':1,'Bytes':null,'Names':null,'At':{'X':0.0,'State':0},'Days':null,'Nothing':null}]",
                write(read(TRACE, "{'Time':1,'At':{}}"), Verbosity.VERBOSE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'Time':1,'Bytes':'?'}         | Property 'Bytes' of the event at position 0: the string \"?\" is not",
                "{'Time':1,'Bytes':[256]}       | Property 'Bytes' of the event at position 0: '256' is not a value of type Byte",
                "{'Time':1,'Names':'a'}         | Property 'Names' of the event at position 0",
                "{'Time':1,'Names':{}}          | Property 'Names' of the event at position 0",
                "{'Time':1,'At':[]}             | Property 'At' of the event at position 0: an array is not a value of type Object",
                "{'Time':1,'At':{'X':null}}     | Property 'At' of the event at position 0: null is not a value of type Double",
                "{'Time':1,'Days':{'noon':1}}   | Property 'Days' of the event at position 0: 'noon' is not a value of type DateTime",
                "{'Time':1,'Nothing':1}         | Property 'Nothing' of the event at position 0: 1 is not a value of type DBNull",
            })
    void namesThePropertyWhoseStructureIsWrong(String json, String complaint) {
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> read(TRACE, json));
        assertTrue(refusal.reason().contains(complaint), refusal.reason());
    }

    private static ColumnBatch readSome(List<String> selected, String json) {
        ColumnBatch batch = new ColumnBatch(PUMP, 1);
        try (JsonParser parser = new JsonFactory().createParser(json.replace('\'', '"'))) {
            EventJson.of(PUMP).read(parser, batch, selected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return batch;
    }

    @Test
    void readsTheSelectedPropertiesAndLooksAtNoOther() {
        ColumnBatch batch = readSome(
                List.of("level", "LIMIT"),
                "[{'Time':'2020-01-01','Level':1,'Limit':5,'Count':7,'Note':'n'},"
                        + "{'Time':'2020-01-02','Count':'many','State':[{'a':[1]}],'LEVEL':'2.5','Note':{'b':{}},'Extra':0},"
                        + "{'Count':null,'Time':'2020-01-03'}]");
        assertEquals(
                "[{'Time':'2020-01-01T00:00:00Z','Level':1.0,'Limit':5.0},"
                        + "{'Time':'2020-01-02T00:00:00Z','Level':2.5},{'Time':'2020-01-03T00:00:00Z'}]",
                write(batch, Verbosity.COMPACT));
        assertEquals(
                "[{'Time':'2020-01-02T00:00:00Z','State':0,'Level':0.0,'Count':0,'Note':null,'Limit':null}]",
                write(readSome(List.of("Time"), "{'Time':'2020-01-02','Note':'n','Level':true}"), Verbosity.VERBOSE));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Level | [{'Time':'2020-01-01'},{'Time':'2020-01-02','Level':'x'}] | Property 'Level' of the event at position 1",
                "Level | {'Time':'2020-01-01','Level':null}                        | Property 'Level' of the event at position 0",
                "Level | {'Level':1}                                               | has no valid value for key property 'Time'",
                "Level | {'Time':null,'Level':1}                                   | has no valid value for key property 'Time'",
                "Level | {'Time':'2020-01-01','Note':}                             | not a JSON array of events",
                "Lvl   | {'Time':'2020-01-01'}                                     | Lvl",
            })
    void refusesAnEventWhoseSelectedPropertiesAreWrong(String selected, String json, String complaint) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> readSome(List.of(selected), json));
        assertTrue(refusal.reason().contains(complaint), refusal.reason());
    }
}
