package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client accepts and how bodies are packed (spec 09, section 4; spec 06, 1.1). */
class MediaTypesTest {
    private static final String DATA = VectorServer.BASE + "/Streams/s/Data";
    private static final String ALL = DATA + "?startIndex=0&endIndex=999";

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;
    private Wire wire;

    @BeforeEach
    void startWithAHundredEvents() {
        store.getOrCreateType(SdsType.object("Reading")
                .key("K", SdsTypeCode.INT64)
                .property("V", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("s", "Reading"));
        EventStream stream = store.stream("s");
        for (int i = 0; i < 100; i++) {
            stream.insert(stream.event().set("K", i).set("V", i + 0.5).build());
        }
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0));
        wire = new Wire(server.uri());
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    @ParameterizedTest(name = "Accept: {0}")
    @ValueSource(
            strings = {
                "*/*",
                "*/*; q=1",
                "application/json",
                "APPLICATION/JSON",
                "text/*",
                "application/sds, application/json",
                "application/sds, */*;q=0.1",
                "text/html, text/*"
            })
    void isAnsweredWithJson(String accept) {
        Wire.Answer answer = wire.send("GET", ALL, Map.of("Accept", accept), null);
        assertEquals(200, answer.status(), answer::text);
        assertEquals("application/json", answer.header("Content-Type"));
    }

    @Test
    void theBinaryFormAloneIsNotAcceptable() {
        Wire.Answer answer = wire.send("GET", ALL, Map.of("Accept", "application/sds"), null);
        assertEquals(406, answer.status());
        assertEquals("application/json", answer.header("Content-Type"));
        assertTrue(Json.objectOrEmpty(answer.json()).containsKey("Reason"));
    }

    @ParameterizedTest(name = "form {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"table | application/json", "csv | text/csv; charset=utf-8", "csvh | text/csv; charset=utf-8"})
    void tablesAreJsonAndTextIsText(String form, String type) {
        Wire.Answer answer = wire.get(ALL + "&form=" + form);
        assertEquals(200, answer.status(), answer::text);
        assertEquals(type, answer.header("Content-Type"));
    }

    @Test
    void answersArePackedAsTheClientCanUnpackThem() throws IOException {
        byte[] plain = wire.get(ALL).body();
        assertTrue(plain.length > 1024);
        Wire.Answer gzip = wire.send("GET", ALL, Map.of("Accept-Encoding", "gzip, deflate"), null);
        assertEquals("gzip", gzip.header("Content-Encoding"));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertArrayEquals(plain, in.readAllBytes());
        }
        Wire.Answer deflate = wire.send("GET", ALL, Map.of("Accept-Encoding", "deflate"), null);
        if (deflate.header("Content-Encoding") == null) {
            assertArrayEquals(plain, deflate.body());
        } else {
            assertEquals("deflate", deflate.header("Content-Encoding"));
            try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflate.body()))) {
                assertArrayEquals(plain, in.readAllBytes());
            }
        }
        Wire.Answer error = wire.send(
                "GET", DATA + "?filter=" + "V%20gt%201%20or%20".repeat(200), Map.of("Accept-Encoding", "gzip"), null);
        assertEquals(400, error.status());
        assertTrue(error.body().length > 1024);
        assertNull(error.header("Content-Encoding"), "errors are never packed");
    }

    /** How a body may come. */
    private interface Packing {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(Packing packing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.over(bytes)) {
            out.write("[{\"K\":500,\"V\":1.5}]".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"identity", "gzip", "GZIP", "deflate", "raw deflate"})
    void bodiesAreUnpacked(String encoding) throws IOException {
        byte[] body = packed(
                switch (encoding) {
                    case "identity" -> out -> out;
                    case "deflate" -> DeflaterOutputStream::new;
                    case "raw deflate" ->
                        out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
                    default -> GZIPOutputStream::new;
                });
        Map<String, String> headers = Map.of("Content-Encoding", encoding.replace("raw ", ""));
        Wire.Answer answer = wire.sendBytes("PUT", DATA, headers, body);
        assertEquals(204, answer.status(), answer::text);
        assertEquals(1.5, store.stream("s").find(500).orElseThrow().getDouble("V"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip", "deflate"})
    void damagedBodiesAreRefusedAndNothingIsStored(String encoding) throws IOException {
        byte[] good = packed(encoding.equals("gzip") ? GZIPOutputStream::new : DeflaterOutputStream::new);
        for (int cut : new int[] {1, 5, good.length / 2, good.length - 1}) {
            byte[] damaged = Arrays.copyOf(good, cut);
            Wire.Answer answer = wire.sendBytes("PUT", DATA, Map.of("Content-Encoding", encoding), damaged);
            assertEquals(400, answer.status(), () -> cut + ": " + answer.text());
            assertEquals(99L, store.stream("s").last().orElseThrow().key());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip", "deflate", "identity"})
    void anEmptyBodyStaysEmptyHoweverItIsAnnounced(String encoding) {
        Map<String, String> headers = Map.of("Content-Encoding", encoding);
        assertEquals(200, wire.sendBytes("GET", ALL, headers, null).status());
        assertEquals(
                204,
                wire.sendBytes("DELETE", DATA + "?index=5", headers, new byte[0])
                        .status());
        Wire.Answer write = wire.sendBytes("PUT", DATA, headers, new byte[0]);
        assertEquals(400, write.status(), write::text);
    }

    /** In a URL, blanks may be %20 or a plus (spec 09, 1.4). */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"V%20gt%2098", "V+gt+98", "(V%20add+1)%20gt+99"})
    void blanksInAFilterMayBePlusSigns(String filter) {
        Wire.Answer answer = wire.get(DATA + "?filter=" + filter);
        assertEquals(200, answer.status(), answer::text);
        assertEquals("[{\"K\":98,\"V\":98.5},{\"K\":99,\"V\":99.5}]", answer.text());
    }
}
