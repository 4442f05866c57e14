package io.seqstore.types.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.RandomValues;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of events with keys of every kind. */
class KeyJsonTest {
    private static final EventLayout TRIPLE = EventLayout.of(SdsType.object("Triple")
            .key("Name", SdsTypeCode.STRING)
            .property("Level", SdsTypeCode.INT32)
            .key("Price", SdsTypeCode.DECIMAL)
            .key("Ratio", SdsTypeCode.DOUBLE)
            .build());

    static Stream<SdsTypeCode> keyCodes() {
        return Arrays.stream(SdsTypeCode.values()).filter(SdsTypeCode::isKeyCode);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keyCodes")
    void readsTheKeysThatItWrote(SdsTypeCode code) {
        SdsType single = SdsType.object("One")
                .property("X", SdsTypeCode.INT32)
                .key("K", code)
                .build();
        SdsType compound = single.toBuilder()
                .key("Text", SdsTypeCode.STRING)
                .key("Again", code)
                .build();
        for (SdsType type : new SdsType[] {single, compound}) {
            for (Verbosity verbosity : Verbosity.values()) {
                EventLayout layout = EventLayout.of(type);
                EventConverter converter = EventConverter.of(layout);
                Random random = new Random(code.number());
                ColumnBatch batch = new ColumnBatch(layout, 1);
                for (int i = 0; i < 50; i++) {
                    Event.Builder event = Event.builder(layout);
                    layout.keys().forEach(part -> event.set(part.id(), RandomValues.key(part.code(), random)));
                    converter.append(event.build(), batch);
                }
                ColumnBatch again = new ColumnBatch(layout, 1);
                JsonText.readEvents(JsonText.writeEvents(batch, verbosity), again);
                assertEquals(batch.count(), again.count());
                for (int row = 0; row < batch.count(); row++) {
                    assertEquals(converter.read(batch, row), converter.read(again, row));
                    assertEquals(batch.eventKey(row), again.eventKey(row));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} is read as {1} with key {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'price':1.50,'NAME':'a|b','Ratio':-0.0}; {'Name':'a|b','Price':1.50,'Ratio':0.0}; a\\|b|1.50|0.0",
                "{'Name':'','Price':'0','Ratio':1e1};      {'Name':'','Price':0,'Ratio':10.0};      |0|10.0",
                "{'Name':'x','Price':1,'Ratio':1,'Name':'y'}; {'Name':'y','Price':1,'Ratio':1.0};   y|1|1.0",
            })
    void alwaysWritesTheKey(String json, String compact, String index) {
        ColumnBatch batch = new ColumnBatch(TRIPLE, 1);
        JsonText.readEvents(json.replace('\'', '"'), batch);
        assertEquals(
                "[" + compact + "]",
                JsonText.writeEvents(batch, Verbosity.COMPACT).replace('"', '\''));
        assertEquals(index, EventConverter.of(TRIPLE).keyText(batch, 0));
        assertEquals(EventConverter.of(TRIPLE).parseEventKey(index), batch.eventKey(0));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'Price':1,'Ratio':1};               has no valid value for key property 'Name'.",
                "{'Name':'a','Ratio':1};              has no valid value for key property 'Price'.",
                "{'Name':'a','Price':1};              has no valid value for key property 'Ratio'.",
                "{'Name':null,'Price':1,'Ratio':1};   has no valid value for key property 'Name'.",
                "{'Name':5,'Price':1,'Ratio':1};      has no valid value for key property 'Name': 5 is not a value of",
                "{'Name':'a','Price':1e30,'Ratio':1}; has no valid value for key property 'Price': ",
                "{'Name':'a','Price':1,'Ratio':'NaN'}; has no valid value for key property 'Ratio': ",
                "{'Name':'a','Price':1,'Ratio':'-Infinity'}; has no valid value for key property 'Ratio': ",
            })
    void namesThePartOfTheKeyThatIsWrong(String json, String complaint) {
        ColumnBatch batch = new ColumnBatch(TRIPLE, 1);
        JsonText.readEvents("{\"Name\":\"kept\",\"Price\":1,\"Ratio\":1}", batch);
        InvalidRequestException refusal = assertThrows(
                InvalidRequestException.class,
                () -> JsonText.readEvents(
                        "[{'Name':'b','Price':1,'Ratio':1},".replace('\'', '"') + json.replace('\'', '"') + "]",
                        batch));
        assertTrue(refusal.reason().startsWith("The event at position 1 " + complaint), refusal.reason());
        assertEquals(1, batch.count());
        assertEquals("kept|1|1.0", EventConverter.of(TRIPLE).keyText(batch, 0));
    }
}
