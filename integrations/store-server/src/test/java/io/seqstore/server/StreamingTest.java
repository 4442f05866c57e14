package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Long answers leave as they are read: memory does not grow with them, and they are whole or broken off. */
class StreamingTest {
    private static final int EVENTS = 2_500_000;
    private static final String DATA = VectorServer.BASE + "/Streams/s/Data";

    private Seqstore store;
    private SeqstoreServer server;

    @BeforeEach
    void start() {
        store = Seqstore.inMemory();
        store.getOrCreateType(SdsType.object("T")
                .key("K", SdsTypeCode.INT64)
                .property("V", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("s", "T"));
        try (var appender = store.stream("s").appender()) {
            int value = appender.position("V");
            for (int i = 0; i < EVENTS; i++) {
                appender.row(i).set(value, i / 10.0);
            }
        }
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0).maxEventsPerRead(EVENTS));
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    private HttpResponse<InputStream> get(String target, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
    }

    /** How many events an answer has, without keeping any. */
    private static int count(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int events = 0;
        int last = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '{') {
                    events++;
                }
            }
            last = read > 0 ? buffer[read - 1] : last;
        }
        assertEquals(']', last);
        return events;
    }

    @Test
    void aWindowOfTwoAndAHalfMillionEventsTakesTheMemoryOfOneChunk() throws Exception {
        String target = DATA + "?startIndex=0&endIndex=" + EVENTS;
        // Once for classes and buffers that stay.
        assertEquals(EVENTS, count(get(target).body()));
        HttpResponse<InputStream> answer = get(target);
        assertEquals(200, answer.statusCode());
        InputStream in = answer.body();
        long most = 0;
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            long before = bytes >> 23;
            bytes += read;
            if (bytes >> 23 > before) {
                // About every 8 MiB of the answer: what is left after a collection.
                System.gc();
                most = Math.max(
                        most,
                        Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory());
            }
        }
        assertTrue(bytes > 50_000_000, "bytes: " + bytes);
        long limit = 64L << 20;
        assertTrue(most < limit, "an answer of " + bytes + " bytes kept " + most);
    }

    @Test
    void packedAnswersStreamAsWell() throws Exception {
        HttpResponse<InputStream> answer = get(DATA + "?startIndex=0&endIndex=" + EVENTS, "Accept-Encoding", "gzip");
        assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElseThrow());
        assertEquals(EVENTS, count(new GZIPInputStream(answer.body(), 64 * 1024)));
    }

    @Test
    void joinsStreamAsWell() throws Exception {
        String target = VectorServer.BASE
                + "/Bulk/Streams/Data/Joins?streams=s&joinMode=MergeLeft&startIndex=0&endIndex=" + EVENTS;
        assertEquals(EVENTS, count(get(target).body()));
    }

    @Test
    void whatIsLongerThanTheLimitIsRefusedBeforeItBegins() throws Exception {
        try (var appender = store.stream("s").appender()) {
            appender.row(EVENTS).set(appender.position("V"), 0.0);
        }
        HttpResponse<InputStream> answer = get(DATA + "?startIndex=0&endIndex=" + EVENTS);
        assertEquals(400, answer.statusCode());
    }

    @Test
    void anAnswerThatIsLateIsRefusedOrBrokenOffAndNeverCutShort() {
        String target = DATA + "?startIndex=0&endIndex=" + EVENTS;
        Wire wire = new Wire(server.uri());
        int ended = 0;
        for (String seconds : List.of("0.001", "0.05", "0.1", "0.2")) {
            try {
                Wire.Answer answer = wire.send("GET", target, Map.of("Request-Timeout", seconds), null);
                ended += answer.status() == 408 ? 1 : 0;
                assertTrue(
                        answer.status() == 408 || answer.text().endsWith("]"),
                        () -> answer.status() + " after " + answer.body().length);
            } catch (UncheckedIOException e) {
                ended++;
            }
        }
        assertTrue(ended > 0, "none of the answers was late");
    }

    @Test
    void evenToAClientOfHttpOneDotZeroALateAnswerDoesNotLookWhole() {
        String head = "GET " + DATA + "?startIndex=0&endIndex=" + EVENTS + " HTTP/1.0\r\nRequest-Timeout: 0.1\r\n\r\n";
        try {
            Wire.Answer answer = new Wire(server.uri()).raw(head, new byte[0], false);
            assertTrue(
                    answer.status() == 408 || answer.text().endsWith("]"),
                    () -> "cut short at " + answer.body().length);
        } catch (UncheckedIOException e) {
            assertTrue(e.getCause() instanceof SocketException, e::toString);
        }
    }

    @Test
    void headOfALongAnswerHasItsHeadersAndNoBody() {
        Wire.Answer answer =
                new Wire(server.uri()).send("HEAD", DATA + "?startIndex=0&endIndex=" + EVENTS, Map.of(), null);
        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("Content-Type"));
    }
}
