package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.Seqstore;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.testing.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: an answer, in time, and never 500. What is refused is refused with the error body. */
class MalformedRequestsTest {
    private static final int SOCKET_TIMEOUT = 20_000;
    private static final int REQUESTS_OF_A_SEED = 2500;
    private static final Set<String> MEMBERS = Set.of("OperationId", "Error", "Reason", "Resolution", "Parameters");
    private static final String TYPE = """
            {"Id":"T","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":16}},\
            {"Id":"V","SdsType":{"SdsTypeCode":14},"Uom":"meter"},{"Id":"S","SdsType":{"SdsTypeCode":18}}]}""";
    private static final String EVENT = "[{\"K\":\"2020-01-01T00:00:00Z\",\"V\":1,\"S\":\"a\"}]";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "true",
            "-1",
            "0",
            "1",
            "99999999999999999999",
            "2147483647",
            "1e999999999",
            "NaN",
            "notadate",
            "2020-01-01T00:00:00Z",
            "2020-01-01",
            "9999-12-31T23:59:59.9999999Z",
            "10000-01-01",
            "a|b",
            "||",
            "\u0000",
            "%",
            "'",
            "V gt",
            "V gt 1",
            "V eq 'x'",
            "((((",
            "not not not V",
            "substring(S,1,2,3)",
            "*l*g*",
            "\"mud",
            "a:b:c",
            "Exact",
            "7",
            "default",
            "csvh",
            "T",
            "K",
            "V",
            "K,V",
            "\ud83d\ude00",
            "id desc",
            "id desc please",
            "..",
            "a/b");
    private static final List<String> IDS = List.of(
            "T",
            "s",
            "v",
            "nosuch",
            "%00",
            "..",
            "%2E%2E",
            "a%2Fb",
            "%F0%9F%98%80",
            "%20",
            "x".repeat(200),
            "%FF",
            "a;b",
            "%");
    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "1",
            "\"x\"",
            "{",
            "[1,",
            "{\"Id\":1}",
            "{\"Id\":\"T\"}",
            "{\"Id\":\"T\",\"SdsTypeCode\":1,\"Properties\":[{\"Id\":\"\ud800\"}]}",
            "{\"a\":NaN}",
            "{'a':1}",
            "[{\"K\":\"2020-01-01T00:00:00Z\",\"V\":1e999999999}]",
            "[{\"K\":null}]",
            "[{\"K\":\"2020-01-01T00:00:00Z\",\"V\":\"x\"}]",
            "[\"T\"]",
            "[{\"StreamId\":\"s\",\"Options\":{}}]",
            "[{\"StreamId\":\"s\",\"Options\":{\"StartIndex\":1,\"EndIndex\":{}}}]",
            "[{\"SdsTypePropertyId\":\"V\",\"Uom\":\"second\"}]",
            "[{\"SdsTypePropertyId\":\"V\"}]",
            "[{\"op\":\"remove\",\"path\":\"/x\"}]",
            "{\"StreamReferences\":[{}]}",
            "{\"Metadata\":[{\"Name\":\"a\",\"SdsTypeCode\":\"Double\",\"Value\":1e99999999999}]}",
            "{\"TypeId\":\"T\",\"Id\":\"s\",\"Indexes\":[1]}",
            "[".repeat(5000),
            "{\"a\":".repeat(5000),
            TYPE,
            EVENT);

    private static Seqstore store;
    private static SeqstoreServer server;
    private static Socket socket;

    @BeforeAll
    static void start() {
        store = Seqstore.inMemory();
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0).tasks(true));
        Wire wire = new Wire(server.uri());
        String base = VectorServer.BASE;
        assertEquals(201, wire.send("POST", base + "/Types/T", Map.of(), TYPE).status());
        assertEquals(
                201,
                wire.send("POST", base + "/Streams/s", Map.of(), "{\"Id\":\"s\",\"TypeId\":\"T\"}")
                        .status());
        assertEquals(
                204,
                wire.send("POST", base + "/Streams/s/Data", Map.of(), EVENT).status());
    }

    @AfterAll
    static void stop() throws IOException {
        if (socket != null) {
            socket.close();
        }
        server.stop();
        store.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void requestsMadeFromTheRoutesAreAnswered(long seed) throws IOException {
        Random random = new Random(seed);
        // But for the one that would take all away.
        List<Route> routes = server.routes().stream()
                .filter(route ->
                        !(route.method().equals("DELETE") && route.path().endsWith("{namespaceId}")))
                .toList();
        int refused = 0;
        for (int i = 0; i < REQUESTS_OF_A_SEED; i++) {
            Route route = routes.get(random.nextInt(routes.size()));
            String target = target(route, random);
            String body = route.hasBody() || random.nextInt(10) == 0 ? BODIES.get(random.nextInt(BODIES.size())) : null;
            Wire.Answer answer = send(route.method(), target, body);
            String what = "seed " + seed + ", request " + i + ": " + route.method() + " " + target + " " + body;
            assertTrue(answer.status() != 500, () -> what + ": " + answer.text());
            if (answer.status() >= 400) {
                refused++;
                if (!route.method().equals("HEAD")) {
                    assertErrorBody(what, answer);
                }
            }
        }
        assertTrue(refused > 300, "refused: " + refused);
    }

    private static String target(Route route, Random random) {
        StringBuilder target = new StringBuilder();
        for (String segment : route.segments()) {
            target.append('/');
            switch (segment) {
                case "{version}" -> target.append(random.nextInt(20) == 0 ? "v7" : "v1");
                case "{tenantId}" -> target.append("default");
                case "{namespaceId}" ->
                    target.append(random.nextInt(10) == 0 ? IDS.get(random.nextInt(IDS.size())) : "default");
                default -> {
                    if (segment.startsWith("{")) {
                        boolean known = random.nextInt(3) > 0;
                        target.append(
                                known ? (segment.equals("{typeId}") ? "T" : "s") : IDS.get(random.nextInt(IDS.size())));
                    } else {
                        target.append(segment);
                    }
                }
            }
        }
        char separator = '?';
        for (Parameter parameter : route.parameters()) {
            for (int times = random.nextInt(10) < 6 ? 1 : random.nextInt(3); times > 0; times--) {
                String value = TEXTS.get(random.nextInt(TEXTS.size()));
                target.append(separator).append(parameter.name()).append('=').append(Wire.encode(value));
                separator = '&';
            }
        }
        return target.toString();
    }

    private static void assertErrorBody(String what, Wire.Answer answer) {
        assertEquals("application/json", answer.header("Content-Type"), what);
        Map<String, Object> body = Json.objectOrEmpty(answer.json());
        assertEquals(MEMBERS, body.keySet(), what);
        assertEquals(answer.header("Operation-Id"), body.get("OperationId"), what);
        String text = answer.text();
        assertTrue(!text.contains("Exception") && !text.contains("\\tat "), () -> what + ": " + text);
    }

    /** Over one connection as long as it lasts. */
    private static Wire.Answer send(String method, String target, String body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        String head =
                method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        for (int attempt = 0; attempt < 2; attempt++) {
            if (socket == null) {
                socket = new Socket(server.uri().getHost(), server.uri().getPort());
                socket.setSoTimeout(SOCKET_TIMEOUT);
                // Head and body are two packets, of which the second would wait for the first.
                socket.setTcpNoDelay(true);
            }
            try {
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(StandardCharsets.UTF_8));
                out.write(bytes);
                out.flush();
                Wire.Answer answer = Wire.read(socket.getInputStream(), method.equals("HEAD"));
                if ("close".equals(answer.header("Connection"))) {
                    socket.close();
                    socket = null;
                }
                return answer;
            } catch (java.net.SocketTimeoutException e) {
                return fail("no answer to " + method + " " + target + " " + body);
            } catch (IOException e) {
                // The server may end a connection after an answer; once more on a new one.
                socket.close();
                socket = null;
                if (attempt == 1) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException();
    }

    @Test
    void bytesThatAreNoHttpAreRefusedAndTheServerGoesOn() throws IOException {
        List<String> nasties = new ArrayList<>(List.of(
                "\r\n\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /?a=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST " + VectorServer.BASE
                        + "/Streams/s/Data HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST " + VectorServer.BASE
                        + "/Streams/s/Data HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\na",
                "POST " + VectorServer.BASE
                        + "/Streams/s/Data HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
                "POST " + VectorServer.BASE
                        + "/Streams/s/Data HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: deflate\r\nContent-Length: 3\r\n\r\nabc",
                "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "G\u00e9T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://other/api/v1/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET //api//v1// HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET " + VectorServer.BASE + "/Streams/s/Data?filter=" + "(".repeat(5000)
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET " + VectorServer.BASE + "/Streams/s/Data?filter=" + "not%20".repeat(3000)
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET " + VectorServer.BASE + "/Streams?query=" + "(".repeat(5000)
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET " + VectorServer.BASE
                        + "/Streams/s/Data/Last HTTP/1.1\r\nHost: localhost\r\nRequest-Timeout: soon\r\n\r\n",
                "GET " + VectorServer.BASE
                        + "/Streams/s/Data/Last HTTP/1.1\r\nHost: localhost\r\nRequest-Timeout: 1e999999999\r\n\r\n"));
        for (String nasty : nasties) {
            String what = nasty.substring(0, Math.min(120, nasty.length()));
            try (Socket own = new Socket(server.uri().getHost(), server.uri().getPort())) {
                own.setSoTimeout(SOCKET_TIMEOUT);
                OutputStream out = own.getOutputStream();
                out.write(nasty.getBytes(StandardCharsets.UTF_8));
                out.flush();
                own.shutdownOutput();
                InputStream in = own.getInputStream();
                int first = in.read();
                if (first < 0) {
                    continue;
                }
                Wire.Answer answer = Wire.read(
                        new java.io.SequenceInputStream(
                                new java.io.ByteArrayInputStream(new byte[] {(byte) first}), in),
                        false);
                assertTrue(
                        answer.status() >= 400 && answer.status() < 500,
                        () -> what + ": " + answer.status() + answer.text());
                assertErrorBody(what, answer);
            } catch (java.net.SocketTimeoutException e) {
                fail("no answer to " + what);
            } catch (java.net.SocketException e) {
                // Refused in the middle of what it sent; the server is asked below.
            }
        }
        assertEquals(200, new Wire(server.uri()).get("/healthz").status());
    }

    @Test
    void idsThatLookLikePathsAreIdsAndNothingElse() {
        Wire wire = new Wire(server.uri());
        for (String id :
                List.of("..", ".", "CON", "a\\b", "~", "\u00e9", "e\u0301", "a b", "%", "+", "?", "#", ";x=1", "a|b")) {
            String path = VectorServer.BASE + "/Streams/" + Wire.encode(id);
            String body = Json.write(Map.of("Id", id, "TypeId", "T"));
            assertEquals(201, wire.send("POST", path, Map.of(), body).status(), id);
            assertEquals(204, wire.send("POST", path + "/Data", Map.of(), EVENT).status(), id);
            assertEquals(id, Json.objectOrEmpty(wire.get(path).json()).get("Id"));
            assertEquals(204, wire.send("DELETE", path, Map.of(), null).status(), id);
        }
    }
}
