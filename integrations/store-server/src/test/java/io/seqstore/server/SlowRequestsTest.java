package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client has so long to send a request: the request line and headers, and then the body. One that sends a byte now and then
 * is never idle, and would keep its connection, or a thread, for ever.
 */
@Timeout(60)
class SlowRequestsTest {
    private static final String DATA = VectorServer.BASE + "/Streams/s/Data";
    private static final ServerOptions SHORT = ServerOptions.defaults().receivingTime(Duration.ofMillis(1000));

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
    void headersThatTrickleAreAnsweredInTime() throws Exception {
        Wire wire = start(SHORT);
        try (Socket slow = wire.open()) {
            send(slow, "GET " + DATA + "/Last HTTP/1.1\r\nHost: localhost\r\nX: ");
            try (Trickle trickle = new Trickle(slow)) {
                trickle.begin();
                expectTimedOut(slow);
            }
        }
    }

    /** A letter is on its way at the very moment at which the time is over; the answer must not be lost by it. */
    @Test
    void headersThatKeepComingAreAnsweredInTime() throws Exception {
        Wire wire = start(SHORT);
        for (int i = 0; i < 3; i++) {
            try (Socket slow = wire.open()) {
                send(slow, "GET " + DATA + "/Last HTTP/1.1\r\nHost: localhost\r\nX: ");
                try (Trickle trickle = new Trickle(slow, Duration.ofNanos(300_000))) {
                    trickle.begin();
                    expectTimedOut(slow);
                }
            }
        }
    }

    @Test
    void aRequestLineThatTricklesIsAnsweredInTime() throws Exception {
        Wire wire = start(SHORT);
        try (Socket slow = wire.open()) {
            send(slow, "G");
            try (Trickle trickle = new Trickle(slow)) {
                trickle.begin();
                expectTimedOut(slow);
            }
        }
    }

    @Test
    void aConnectionOnWhichNothingEverComesIsClosed() throws IOException {
        Wire wire = start(SHORT);
        try (Socket silent = wire.open()) {
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void aLaterRequestOfAConnectionHasItsOwnTime() throws Exception {
        Wire wire = start(SHORT);
        try (Socket kept = wire.open()) {
            for (int i = 0; i < 2; i++) {
                send(kept, "GET " + DATA + "/Last HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals(200, Wire.read(kept.getInputStream(), false).status());
                // Between requests a connection may be idle for longer.
                Thread.sleep(1200);
            }
            send(kept, "GET " + DATA);
            try (Trickle trickle = new Trickle(kept)) {
                trickle.begin();
                expectTimedOut(kept);
            }
        }
    }

    @Test
    void requestsWhoseHeadersAreStillComingHoldNoThread() throws IOException {
        Wire wire = start(ServerOptions.defaults().maxConcurrentRequests(1));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = wire.open();
                slow.add(socket);
                send(socket, "GET / HTTP/1.1\r\nX: ");
            }
            assertEquals(200, wire.get(DATA + "/Last").status());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatTricklesIsEndedAndNothingIsStored() throws Exception {
        Wire wire = start(SHORT);
        try (Socket slow = wire.open()) {
            send(slow, "PUT " + DATA + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
            try (Trickle trickle = new Trickle(slow)) {
                trickle.begin();
                expectTimedOut(slow);
            }
        }
        assertEquals("null", wire.get(DATA + "/Last").text());
    }

    @Test
    void aBodyThatStopsComingIsEndedLongBeforeTheIdleTime() throws Exception {
        Wire wire = start(SHORT.maxConcurrentRequests(1));
        try (Socket slow = wire.open()) {
            send(slow, "PUT " + DATA + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n[{\"K\":1,");
            expectTimedOut(slow);
        }
        assertEquals("null", wire.get(DATA + "/Last").text());
    }

    @Test
    void aLongBodyThatKeepsComingMayTakeLonger() throws Exception {
        Wire wire = start(SHORT.leastBytesPerSecond(1000));
        String events = "[" + " ".repeat(12_000) + "{\"K\":1,\"V\":1}]";
        try (Socket steady = wire.open()) {
            send(
                    steady,
                    "PUT " + DATA + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + events.length() + "\r\n\r\n");
            for (int at = 0; at < events.length(); at += 500) {
                send(steady, events.substring(at, Math.min(events.length(), at + 500)));
                Thread.sleep(60);
            }
            assertEquals(204, Wire.read(steady.getInputStream(), false).status());
        }
        assertTrue(wire.get(DATA + "/Last").text().contains("\"K\":1"));
    }

    private static void expectTimedOut(Socket socket) throws IOException {
        Wire.Answer answer = Wire.read(socket.getInputStream(), false);
        assertEquals(408, answer.status());
        assertEquals("Operation timed out.", Json.objectOrEmpty(answer.json()).get("Error"));
        assertEquals(
                "The request did not arrive in time; nothing was stored.",
                Json.objectOrEmpty(answer.json()).get("Reason"));
        assertFalse(answer.header("Operation-Id").isEmpty());
        assertEquals("close", answer.header("Connection"));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Sends a letter now and then until the server has had enough. */
    private static final class Trickle implements AutoCloseable {
        private final Thread thread;
        private volatile boolean ended;

        Trickle(Socket socket) {
            this(socket, Duration.ofMillis(20));
        }

        Trickle(Socket socket, Duration pause) {
            thread = new Thread(() -> {
                try {
                    while (!ended) {
                        send(socket, "a");
                        LockSupport.parkNanos(pause.toNanos());
                    }
                } catch (IOException e) {
                    // The server closed the connection, as it should.
                }
            });
        }

        void begin() {
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            ended = true;
        }
    }
}
