package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads that calculate, of streams whose key is a Decimal (spec 07, 2.7; spec 08; spec 11). */
@Timeout(60)
class DecimalKeysOverHttpTest {
    private static final String DATA = VectorServer.BASE + "/Streams/s/Data";

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;
    private Wire wire;

    @BeforeEach
    void writeEvents() {
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0));
        wire = new Wire(server.uri());
        String type = """
                {"Id":"T","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":15}},\
                {"Id":"V","SdsType":{"SdsTypeCode":14}}]}""";
        wire.send("POST", VectorServer.BASE + "/Types/T", Map.of(), type);
        for (String id : new String[] {"s", "t"}) {
            String stream = "{\"Id\":\"" + id + "\",\"TypeId\":\"T\"}";
            wire.send("POST", VectorServer.BASE + "/Streams/" + id, Map.of(), stream);
        }
        write("s", "[{\"K\":1.50,\"V\":10},{\"K\":1.5000000000000000000000000004,\"V\":50}]");
        write("t", "[{\"K\":1.5000000000000000000000000001,\"V\":7}]");
    }

    private void write(String stream, String events) {
        Wire.Answer answer = wire.send("POST", VectorServer.BASE + "/Streams/" + stream + "/Data", Map.of(), events);
        assertEquals(204, answer.status(), answer::text);
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    private String get(String target) {
        Wire.Answer answer = wire.get(target);
        assertEquals(200, answer.status(), answer::text);
        return answer.text();
    }

    @Test
    void indexesAreAnsweredInAllTheirDigits() {
        assertEquals(
                "[{\"K\":1.5000000000000000000000000001,\"V\":20.0},{\"K\":1.50,\"V\":10.0},{\"K\":2,\"V\":50.0}]",
                get(DATA + "/Interpolated?index=1.5000000000000000000000000001&index=1.5&index=2.0"));
        assertEquals(
                "[{\"K\":1.50,\"V\":10.0},{\"K\":1.5000000000000000000000000002,\"V\":30.0},"
                        + "{\"K\":1.5000000000000000000000000004,\"V\":50.0}]",
                get(DATA + "/Interpolated?startIndex=1.5&endIndex=1.5000000000000000000000000004&count=3"));
    }

    @Test
    void windowsSamplesAndJoinsCalculate() {
        String window = "startIndex=1.5000000000000000000000000003&endIndex=1.6&boundaryType=ExactOrCalculated";
        String events = "[{\"K\":1.5000000000000000000000000003,\"V\":40.0},"
                + "{\"K\":1.5000000000000000000000000004,\"V\":50.0},{\"K\":1.6,\"V\":50.0}]";
        assertEquals(events, get(DATA + "?" + window));
        assertEquals(events, get(DATA + "/Sampled?intervals=3&sampleBy=V&" + window));
        assertEquals(
                "[[{\"K\":1.50,\"V\":10.0},{\"K\":1.5,\"V\":7.0}],"
                        + "[{\"K\":1.5000000000000000000000000001,\"V\":20.0},{\"K\":1.5000000000000000000000000001,\"V\":7.0}],"
                        + "[{\"K\":1.5000000000000000000000000004,\"V\":50.0},{\"K\":1.5000000000000000000000000004,\"V\":7.0}]]",
                get(VectorServer.BASE
                        + "/Bulk/Streams/Data/Joins?streams=s,t&joinMode=Interpolated&startIndex=1&endIndex=2"));
    }

    @Test
    void summariesAreCutInDecimals() {
        String summaries =
                get(DATA + "/Summaries?startIndex=1.5&endIndex=1.5000000000000000000000000004&count=2&form=table");
        Map<String, Object> table = Json.objectOrEmpty(Json.parse(summaries));
        Object row = Json.listOrEmpty(table.get("Rows")).get(1);
        assertEquals(
                "1.5000000000000000000000000002",
                String.valueOf(Json.listOrEmpty(row).get(0)),
                summaries);
        assertEquals(
                "1.5000000000000000000000000004",
                String.valueOf(Json.listOrEmpty(row).get(1)),
                summaries);
    }
}
