package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A write that is refused stores nothing and names the stream and the first index that is to blame (spec 06, section 2). */
class WriteErrorsTest {
    private static final String DATA = VectorServer.BASE + "/Streams/pump/Data";
    private static final String EVENTS = "[{\"K\":1,\"Level\":1.0},{\"K\":2,\"Level\":2.0}]";

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;
    private Wire wire;

    @BeforeEach
    void startWithTwoEvents() {
        store.getOrCreateType(SdsType.object("Reading")
                .key("K", SdsTypeCode.INT64)
                .property("Level", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("pump", "Reading"));
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0).maxRequestBytes(400));
        wire = new Wire(server.uri());
        assertEquals(204, wire.send("POST", DATA, Map.of(), EVENTS).status());
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    private void assertNothingHappened() {
        assertEquals(EVENTS, wire.get(DATA + "?startIndex=0&endIndex=99").text());
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            emptyValue = "",
            nullValues = "-",
            value = {
                "POST   | ~~                       | ~~                          | 400 | - | The request body is not a JSON array of events",
                "POST   | ~~                       | null                        | 400 | - | The request body is not a JSON array of events",
                "POST   | ~~                       | [{'K':3},null]              | 400 | - | The request body is not a JSON array of events",
                "POST   | ~~                       | [{'K':3},{'K':4             | 400 | - | The request body is not a JSON array of events",
                "POST   | ~~                       | [{'K':3},{'K':4,'Level':'x'}] | 400 | - | Property 'Level' of the event at position 1: ",
                "POST   | ~~                       | [{'K':3},{'Level':4}]       | 400 | - | The event at position 1 has no valid value for key property 'K'",
                "POST   | ~~                       | [{'K':3},{'K':null}]        | 400 | - | The event at position 1 has no valid value for key property 'K'",
                "POST   | ~~                       | [{'K':3},{'K':2},{'K':1}]   | 409 | 2 | Index '2' of stream 'pump' already holds an event.",
                "POST   | ~~                       | [{'K':4},{'K':3},{'K':4}]   | 409 | 4 | Index '4' of stream 'pump' already holds an event.",
                "PUT    | ?allowCreate=false       | [{'K':1},{'K':9},{'K':8}]   | 404 | 9 | Index '9' of stream 'pump' holds no event.",
                "PUT    | ?allowCreate=maybe       | [{'K':1}]                   | 400 | - | allowCreate is 'maybe'",
                "PATCH  | ?select=Level            | [{'K':1,'Level':5},{'K':9}] | 404 | 9 | Index '9' of stream 'pump' holds no event.",
                "PATCH  | ?select=Level,Nope       | [{'K':1,'Level':5}]         | 400 | - | Type 'Reading' has no property 'Nope'",
                "PATCH  | ?select=K&selectExpression=Level | [{'K':1,'Level':5}] | 400 | - | select and selectExpression are given and differ.",
                "PATCH  | ~~                       | [{'K':1,'Level':'x'}]       | 400 | - | Property 'Level' of the event at position 0: ",
                "DELETE | ?index=1&index=9         | -                           | 404 | 9 | Index '9' of stream 'pump' holds no event.",
                "DELETE | ?index=1&index=one       | -                           | 400 | - | 'one' is not a valid index for stream 'pump'.",
                "DELETE | ?index=1,2               | -                           | 400 | - | '1,2' is not a valid index for stream 'pump'.",
                "DELETE | ?startIndex=2&endIndex=1 | -                           | 400 | - | startIndex must not be greater than endIndex.",
                "DELETE | ?startIndex=a&endIndex=1 | -                           | 400 | - | 'a' is not a valid index for stream 'pump'.",
                "DELETE | ?startIndex=1            | -                           | 400 | - | Give either index, or startIndex and endIndex",
                "DELETE | ~~                       | -                           | 400 | - | Give either index, or startIndex and endIndex",
                "DELETE | ?index=1&count=1         | -                           | 400 | - | count is a parameter of reads",
            })
    void namesTheStreamAndTheIndex(String method, String query, String body, int status, String index, String reason) {
        String json = body == null ? null : body.replace('\'', '"');
        Wire.Answer answer = wire.send(method, DATA + query, Map.of(), json);
        assertEquals(status, answer.status(), answer::text);
        Map<String, Object> error = Json.objectOrEmpty(answer.json());
        Map<String, Object> parameters = Json.objectOrEmpty(error.get("Parameters"));
        assertEquals("pump", parameters.get("StreamId"), answer::text);
        assertEquals(index, parameters.get("Index"), answer::text);
        assertTrue(((String) error.get("Reason")).startsWith(reason), answer::text);
        assertNothingHappened();
    }

    @Test
    void aBodyThatIsTooLargeOrPackedInAnUnknownWayNamesTheStream() {
        Wire.Answer large = wire.send("PUT", DATA, Map.of(), "[" + " ".repeat(500) + "]");
        assertEquals(413, large.status(), large::text);
        Wire.Answer packed = wire.send("PUT", DATA, Map.of("Content-Encoding", "br"), "[]");
        assertEquals(415, packed.status(), packed::text);
        for (Wire.Answer answer : new Wire.Answer[] {large, packed}) {
            Map<String, Object> error = Json.objectOrEmpty(answer.json());
            assertEquals("pump", Json.objectOrEmpty(error.get("Parameters")).get("StreamId"), answer::text);
        }
        assertNothingHappened();
    }

    /** The deadline is looked at until the last moment before the change, whatever the change is. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"POST, ''", "PUT, ''", "PATCH, ''", "DELETE, ?index=1", "DELETE, ?startIndex=1&endIndex=2"})
    void storesNothingBehindTheDeadline(String method, String query) {
        String body = method.equals("DELETE") ? null : "[{\"K\":1,\"Level\":7.0}]";
        Wire.Answer answer = wire.send(method, DATA + query, Map.of("Request-Timeout", "0.000000001"), body);
        assertEquals(408, answer.status(), answer::text);
        Map<String, Object> error = Json.objectOrEmpty(answer.json());
        assertEquals("Operation timed out.", error.get("Error"));
        assertEquals("pump", Json.objectOrEmpty(error.get("Parameters")).get("StreamId"), answer::text);
        assertNothingHappened();
    }
}
