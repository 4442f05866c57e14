package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are made to do harm have defined answers, at the limits that a server has without being told others. */
@Timeout(60)
class HostileRequestsTest {
    private static final String DATA = VectorServer.BASE + "/Streams/s/Data";
    private static final String TYPE = """
            {"Id":"T","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":11}},\
            {"Id":"V","SdsType":{"SdsTypeCode":14}},{"Id":"S","SdsType":{"SdsTypeCode":18}}]}""";

    private Seqstore store;
    private SeqstoreServer server;
    private Wire wire;

    @BeforeEach
    void start() {
        store = Seqstore.inMemory();
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0));
        wire = new Wire(server.uri());
        wire.send("POST", VectorServer.BASE + "/Types/T", Map.of(), TYPE);
        wire.send("POST", VectorServer.BASE + "/Streams/s", Map.of(), "{\"Id\":\"s\",\"TypeId\":\"T\"}");
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    private int put(String body) {
        return wire.send("PUT", DATA, Map.of(), body).status();
    }

    @Test
    void moreThanAHundredHeadersAreRefused() {
        assertEquals(200, withHeaders(90).status());
        Wire.Answer refused = withHeaders(101);
        assertEquals(431, refused.status());
        assertTrue(Json.objectOrEmpty(refused.json()).containsKey("OperationId"));
    }

    private Wire.Answer withHeaders(int count) {
        Map<String, String> headers =
                IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "X-" + i, i -> "y"));
        return wire.send("GET", DATA + "/Last", headers, null);
    }

    @Test
    void headersAreLongerThanAllowedAtThirtyTwoKibibytes() {
        assertEquals(
                200,
                wire.send("GET", DATA + "/Last", Map.of("X", "a".repeat(30_000)), null)
                        .status());
        assertEquals(
                431,
                wire.send("GET", DATA + "/Last", Map.of("X", "a".repeat(33_000)), null)
                        .status());
    }

    @Test
    void aFilterIsLongerThanAllowedBeforeItIsUnderstood() {
        Wire.Answer answer = wire.get(DATA + "?filter=" + "V+gt+1+or+".repeat(1700) + "V+gt+1");
        assertEquals(400, answer.status(), answer::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "chunked"})
    void packingThatIsNotKnownIsSaidToBe(String coding) {
        Wire.Answer answer = wire.send("PUT", DATA, Map.of("Content-Encoding", coding), "[{\"K\":1}]");
        assertEquals(415, answer.status(), answer::text);
        assertEquals("null", wire.get(DATA + "/Last").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9\r\nContent-Length: 8",
                "Content-Length: 9\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: nonsense",
                "Content-Length: +9",
                "Content-Length: 0x9"
            })
    void lengthsThatContradictEachOtherEndTheConnection(String lengths) {
        String head = "PUT " + DATA + " HTTP/1.1\r\nHost: localhost\r\n" + lengths + "\r\n\r\n";
        Wire.Answer answer = wire.raw(head, "[{\"K\":1}]".getBytes(StandardCharsets.UTF_8), false);
        assertTrue(answer.status() == 400 || answer.status() == 501, answer::toString);
        assertEquals("close", answer.header("Connection"));
        assertEquals("null", wire.get(DATA + "/Last").text());
    }

    @Test
    void numbersBeyondAnyMeasureAreRefusedAtOnce() {
        for (String number : List.of("1e999999999", "1e-999999999", "9".repeat(5000), "0." + "1".repeat(5000))) {
            int status = put("[{\"K\":" + number + "}]");
            assertEquals(400, status, number.substring(0, 10));
        }
        assertEquals(400, put("[{\"K\":1,\"V\":1e999999999}]"));
    }

    @Test
    void valuesThatAreNestedTooDeeplyAreRefused() {
        assertEquals(400, put("[{\"K\":1,\"X\":" + "[".repeat(1000) + "]".repeat(1000) + "}]"));
    }

    @Test
    void ofMembersThatStandTwiceTheLastCounts() {
        assertEquals(204, put("[{\"K\":1,\"V\":1,\"V\":2}]"));
        assertEquals("{\"K\":1,\"V\":2.0}", wire.get(DATA + "/Last").text());
    }

    @Test
    void namesWithOneHashAreNoSlowerThanOthers() {
        // All 2^15 names of fifteen pairs have one hash code.
        String names = IntStream.range(0, 1 << 15)
                .mapToObj(i -> IntStream.range(0, 15)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(name -> "\"" + name + "\":1")
                .collect(Collectors.joining(","));
        assertEquals(204, put("[{\"K\":1," + names + "}]"));
        assertEquals(200, wire.get("/healthz").status());
    }

    @Test
    void textThatIsNoTextHasADefinedAnswer() throws IOException {
        byte[] invalid = "[{\"K\":1,\"S\":\"?\"}]".getBytes(StandardCharsets.US_ASCII);
        invalid[13] = (byte) 0xFF;
        assertEquals('?', "[{\"K\":1,\"S\":\"?\"}]".charAt(13));
        assertEquals(400, wire.sendBytes("PUT", DATA, Map.of(), invalid).status());
        assertEquals(204, put("[{\"K\":1,\"S\":\"\\ud800\"}]"));
        Wire.Answer answer = wire.get(DATA + "/Last");
        assertEquals(200, answer.status());
        assertEquals(1, Json.number(Json.objectOrEmpty(answer.json()).get("K")));
    }

    @Test
    void anIdCannotAddAHeader() {
        String id = "a%0D%0AX-Evil:%20yes";
        Wire.Answer answer = wire.send("POST", VectorServer.BASE + "/Assets/" + id, Map.of(), "{}");
        assertFalse(answer.headers().containsKey("x-evil"), answer::toString);
        if (answer.status() == 201) {
            assertTrue(
                    answer.header("Location").endsWith("/Assets/a%0D%0AX-Evil:%20yes")
                            || answer.header("Location").endsWith("/Assets/a%0D%0AX-Evil%3A%20yes"),
                    answer::toString);
        }
        Wire.Answer named = wire.send("GET", "/nowhere" + id, Map.of("Operation-Id", "a\tb"), null);
        assertEquals(36, named.header("Operation-Id").length());
    }

    @Test
    void healthIsToldBesideFiveHundredConnectionsThatDoNotGoOn() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                Socket socket = wire.open();
                String request = i % 2 == 0 ? "GET /hea" : "PUT " + DATA + " HTTP/1.1\r\nHost: loc";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertEquals(200, wire.get("/healthz").status());
            assertEquals(200, wire.get(DATA + "/Last").status());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
