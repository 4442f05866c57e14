package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No request takes more than it is given, and none keeps others from being answered. */
@Timeout(60)
class LimitsTest {
    private static final String DATA = VectorServer.BASE + "/Streams/s/Data";
    private static final String EVENT = "[{\"K\":1,\"V\":1}]";

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;

    private Wire start(ServerOptions options) {
        server = SeqstoreServer.start(store, options.port(0));
        return VectorServer.withSeries(server);
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndNothingIsStored() {
        Wire wire = start(ServerOptions.defaults().maxRequestBytes(400));
        String events = "[" + "{\"K\":1,\"V\":1},".repeat(50) + "{\"K\":2,\"V\":1}]";
        Wire.Answer answer = wire.send("PUT", DATA, Map.of(), events);
        assertEquals(413, answer.status(), answer::text);
        assertEquals(
                "The request is too large.", Json.objectOrEmpty(answer.json()).get("Error"));
        assertEquals("null", wire.get(DATA + "/Last").text());
    }

    @Test
    void aBodyThatIsLongOnlyWhenUnpackedIsRefused() throws IOException {
        Wire wire = start(ServerOptions.defaults().maxUnpackedBytes(100_000));
        byte[] packed = gzip(("[" + " ".repeat(200_000) + "]").getBytes(StandardCharsets.UTF_8));
        assertTrue(packed.length < 2000);
        Wire.Answer answer = wire.sendBytes("PUT", DATA, Map.of("Content-Encoding", "gzip"), packed);
        assertEquals(413, answer.status(), answer::text);
    }

    @Test
    void aBodyOfManyBytesInChunksIsRefusedWithoutBeingAnnounced() throws IOException {
        Wire wire = start(ServerOptions.defaults().maxRequestBytes(1000));
        String chunk = "1f4\r\n" + " ".repeat(500) + "\r\n";
        String head = "PUT " + DATA
                + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        Wire.Answer answer = wire.raw(head, (chunk.repeat(4) + "0\r\n\r\n").getBytes(StandardCharsets.UTF_8), false);
        assertEquals(413, answer.status());
    }

    @Test
    void headersAndQueriesThatAreTooLongAreRefused() {
        Wire wire = start(ServerOptions.defaults().maxHeaderBytes(4096));
        Wire.Answer query = wire.get(DATA + "?filter=" + "a".repeat(5000));
        assertEquals(4, query.status() / 100, () -> query.toString());
        assertTrue(Json.objectOrEmpty(query.json()).containsKey("OperationId"));
        Wire.Answer header = wire.send("GET", DATA + "/Last", Map.of("X", "a".repeat(5000)), null);
        assertEquals(431, header.status());
        assertTrue(Json.objectOrEmpty(header.json()).containsKey("OperationId"));
    }

    @Test
    void aFilterThatIsNestedTooDeeplyIsRefused() {
        Wire wire = start(ServerOptions.defaults().maxHeaderBytes(64 * 1024));
        Wire.Answer answer = wire.get(DATA + "?filter=" + "(".repeat(20_000) + "V%20gt%201" + ")".repeat(20_000));
        assertEquals(400, answer.status(), answer::text);
        assertEquals("null", wire.get(DATA + "/Last").text());
    }

    @Test
    void moreRequestsThanMayRunAreToldToComeBackAndHealthIsToldAllTheSame() throws IOException {
        Wire wire = start(ServerOptions.defaults().maxConcurrentRequests(2));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                slow.add(begin(wire, "PUT " + DATA + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n["));
            }
            Wire.Answer answer = wire.get(DATA + "/Last");
            while (answer.status() == 200) {
                // The slow ones may not have reached their handler yet.
                answer = wire.get(DATA + "/Last");
            }
            assertEquals(503, answer.status());
            assertEquals("1", answer.header("Retry-After"));
            assertEquals(
                    "The service is unavailable.",
                    Json.objectOrEmpty(answer.json()).get("Error"));
            assertEquals(200, wire.get("/healthz").status());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aClientThatStopsSendingIsNotWaitedForBeyondTheIdleTime() throws IOException {
        Wire wire = start(ServerOptions.defaults().maxConcurrentRequests(1).idleTime(Duration.ofSeconds(1)));
        try (Socket slow =
                begin(wire, "PUT " + DATA + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n[")) {
            Wire.Answer answer = Wire.read(slow.getInputStream(), false);
            assertEquals(408, answer.status());
        }
        assertEquals(200, wire.get(DATA + "/Last").status());
    }

    @Test
    void aClientThatTricklesIsEndedAtItsDeadline() throws Exception {
        Wire wire = start(ServerOptions.defaults().requestTime(Duration.ofMillis(500), Duration.ofSeconds(1)));
        try (Socket slow =
                begin(wire, "PUT " + DATA + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")) {
            OutputStream out = slow.getOutputStream();
            Thread sender = new Thread(() -> {
                try {
                    while (true) {
                        out.write(' ');
                        out.flush();
                        Thread.onSpinWait();
                    }
                } catch (IOException e) {
                    // The server has had enough, as it should.
                }
            });
            sender.setDaemon(true);
            sender.start();
            Wire.Answer answer = Wire.read(slow.getInputStream(), false);
            assertEquals(408, answer.status());
            assertEquals(
                    "Operation timed out.", Json.objectOrEmpty(answer.json()).get("Error"));
        }
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsLetGoOf() throws IOException {
        ServerOptions options =
                ServerOptions.defaults().maxConcurrentRequests(1).sendingTime(Duration.ofMillis(500));
        Wire wire = start(options);
        fill(200_000);
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(1024);
            deaf.connect(new java.net.InetSocketAddress(
                    server.uri().getHost(), server.uri().getPort()));
            deaf.getOutputStream()
                    .write(("GET " + DATA + "?startIndex=0&endIndex=1000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            // One request may run, and it does not end by itself: when another is answered, it was ended.
            Wire.Answer other = wire.get(DATA + "/Last");
            while (other.status() == 503) {
                other = wire.get(DATA + "/Last");
            }
            assertEquals(200, other.status());
        }
    }

    @Test
    void aReadThatTakesTooLongIsEnded() {
        Wire wire = start(ServerOptions.defaults());
        fill(200_000);
        String target = DATA + "/Summaries?startIndex=0&endIndex=1000000&count=1000&filter=V%20gt%20-1";
        Wire.Answer answer = wire.send("GET", target, Map.of("Request-Timeout", "0.000001"), null);
        assertEquals(408, answer.status(), answer::text);
        assertEquals(200, wire.get(DATA + "/Last").status());
    }

    @Test
    void connectionsOverTheLimitWaitAndDoNotEndTheServer() throws IOException {
        Wire wire = start(ServerOptions.defaults().maxConnections(4));
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            idle.add(wire.open());
        }
        for (Socket socket : idle) {
            socket.close();
        }
        assertEquals(200, wire.get(DATA + "/Last").status());
    }

    @Test
    void theEventLimitHoldsForEveryRead() {
        Wire wire = start(ServerOptions.defaults().maxEventsPerRead(10));
        fill(100);
        for (String read : List.of(
                "?startIndex=0&endIndex=100",
                "?startIndex=100&endIndex=0&reversed=true",
                "?startIndex=0&endIndex=100&filter=V%20gt%2098",
                "?startIndex=0&count=11",
                "?startIndex=0&count=5&skip=6",
                "?startIndex=0&count=5&filter=V%20gt%2050",
                "?filter=V%20gt%2098",
                "?startIndex=0&endIndex=100&form=table",
                "/Summaries?startIndex=0&endIndex=100",
                "/Sampled?startIndex=0&endIndex=100&intervals=1&sampleBy=V",
                "/Interpolated?startIndex=0&endIndex=100&count=11")) {
            Wire.Answer answer = wire.get(DATA + read);
            assertEquals(400, answer.status(), () -> read + ": " + answer.text());
            assertEquals(
                    "Exceeded the maximum return count of 10 events.",
                    Json.objectOrEmpty(answer.json()).get("Reason"),
                    read);
        }
        for (String read :
                List.of("?startIndex=0&endIndex=9", "?startIndex=0&count=10", "?startIndex=0&count=4&skip=6")) {
            assertEquals(200, wire.get(DATA + read).status(), read);
        }
        String join = VectorServer.BASE + "/Bulk/Streams/Data/Joins?streams=s,s&joinMode=Inner&startIndex=0&endIndex=";
        assertEquals(400, wire.get(join + "100").status());
        assertEquals(200, wire.get(join + "9").status());
    }

    @Test
    void anErrorTellsNothingOfTheInside() {
        Wire wire = start(ServerOptions.defaults());
        store.close();
        Wire.Answer answer = wire.send("PUT", DATA, Map.of(), EVENT);
        assertEquals(503, answer.status(), answer::text);
        assertFalse(answer.text().contains("Exception"), answer::text);
        assertFalse(answer.text().contains("io.seqstore"), answer::text);
        assertEquals(503, wire.get("/healthz").status());
    }

    private void fill(int events) {
        try (var appender = store.stream("s").appender()) {
            int value = appender.position("V");
            for (int i = 0; i < events; i++) {
                appender.row(i).set(value, (double) i);
            }
        }
    }

    private static Socket begin(Wire wire, String request) throws IOException {
        Socket socket = wire.open();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
