package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.server.access.Client;
import io.seqstore.testing.Json;
import io.seqstore.types.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sees of the server besides the data: packing, conditions, rights, tasks, origins, the end. */
class ServerTest {
    private static final String BASE = VectorServer.BASE;
    private static final String TYPE = """
            {"Id":"T","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":11}},\
            {"Id":"S","SdsType":{"SdsTypeCode":18}}]}""";

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;

    private Wire start(ServerOptions options) {
        server = SeqstoreServer.start(store, options.port(0));
        return new Wire(server.uri());
    }

    private Wire startWithStream(ServerOptions options) {
        Wire wire = start(options);
        assertEquals(201, wire.send("POST", BASE + "/Types/T", Map.of(), TYPE).status());
        assertEquals(
                201,
                wire.send("POST", BASE + "/Streams/s", Map.of(), "{\"Id\":\"s\",\"TypeId\":\"T\"}")
                        .status());
        return wire;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
        store.close();
    }

    @Test
    void bodiesComePackedAndAnswersGoPacked() throws IOException {
        Wire wire = startWithStream(ServerOptions.defaults());
        byte[] events = ("[{\"K\":1,\"S\":\"" + "x".repeat(3000) + "\"}]").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(events);
        }
        Map<String, String> gzip = Map.of("Content-Encoding", "gzip");
        assertEquals(
                204,
                wire.sendBytes("PUT", BASE + "/Streams/s/Data", gzip, packed.toByteArray())
                        .status());
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(events);
        }
        Map<String, String> deflate = Map.of("Content-Encoding", "deflate");
        assertEquals(
                204,
                wire.sendBytes("PUT", BASE + "/Streams/s/Data", deflate, deflated.toByteArray())
                        .status());

        String last = BASE + "/Streams/s/Data/Last";
        Wire.Answer answer = wire.send("GET", last, Map.of("Accept-Encoding", "deflate, gzip;q=1.0"), null);
        assertEquals("gzip", answer.header("Content-Encoding"));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertEquals(wire.get(last).text(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertNull(wire.send("GET", last, Map.of("Accept-Encoding", "gzip;q=0"), null)
                .header("Content-Encoding"));
        Wire.Answer shortAnswer = wire.send("GET", BASE + "/Streams", Map.of("Accept-Encoding", "gzip"), null);
        assertNull(shortAnswer.header("Content-Encoding"), "short answers are never packed");
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        Wire wire = startWithStream(ServerOptions.defaults());
        for (String path : List.of("/Types/T", "/Streams", "/Streams/s/Data/Last", "/Streams/none")) {
            Wire.Answer get = wire.get(BASE + path);
            Wire.Answer head = wire.send("HEAD", BASE + path, Map.of(), null);
            assertEquals(get.status(), head.status(), path);
            assertEquals(get.header("Content-Type"), head.header("Content-Type"), path);
            assertEquals(get.header("Content-Length"), head.header("Content-Length"), path);
            assertEquals(0, head.body().length);
        }
    }

    @Test
    void rawCharactersInQueriesAreTakenAsTheyAre() {
        Wire wire = startWithStream(ServerOptions.defaults());
        wire.send("PUT", BASE + "/Streams/s/Data", Map.of(), "[{\"K\":1,\"S\":\"a|b\"},{\"K\":2,\"S\":\"<x>\"}]");
        assertEquals(
                1,
                Json.listOrEmpty(wire.get(BASE + "/Streams/s/Data?filter=S+eq+'a|b'")
                                .json())
                        .size());
        assertEquals(
                1,
                Json.listOrEmpty(wire.get(BASE + "/Streams/s/Data?filter=S+eq+'<x>'")
                                .json())
                        .size());
        assertEquals(
                0,
                Json.listOrEmpty(wire.get(BASE + "/Streams?query=\"no[such]\"").json())
                        .size());
        assertEquals(
                1,
                Json.listOrEmpty(wire.get(BASE + "/Streams/s/Data?filter=K gt 1 and K lt 9")
                                .json())
                        .size());
        assertEquals(400, wire.get(BASE + "/Str eams?count=1").status());
    }

    @Test
    void sameValueTwiceIsFineAndDifferentOnesAreNot() {
        Wire wire = startWithStream(ServerOptions.defaults());
        String data = BASE + "/Streams/s/Data?startIndex=1&endIndex=2";
        assertEquals(200, wire.get(data + "&startIndex=1&STARTINDEX=1").status());
        assertEquals(400, wire.get(data + "&startIndex=2").status());
    }

    @Test
    void operationIdsAreEchoedWhenTheyCanBe() {
        Wire wire = start(ServerOptions.defaults());
        assertEquals(
                "abc",
                wire.send("GET", "/nowhere", Map.of("Operation-Id", "abc"), null)
                        .header("Operation-Id"));
        String own = wire.send("GET", "/nowhere", Map.of("Operation-Id", "x".repeat(101)), null)
                .header("Operation-Id");
        assertEquals(36, own.length());
    }

    @Test
    void originsAreLetInByName() {
        Wire wire = start(ServerOptions.defaults().corsOrigins(Set.of("http://a.example")));
        Map<String, String> known = Map.of("Origin", "http://a.example", "Access-Control-Request-Method", "PUT");
        Wire.Answer preflight = wire.send("OPTIONS", BASE + "/Types/T", known, null);
        assertEquals(204, preflight.status());
        assertEquals("http://a.example", preflight.header("Access-Control-Allow-Origin"));
        Wire.Answer get = wire.send("GET", BASE + "/Types", Map.of("Origin", "http://a.example"), null);
        assertEquals("http://a.example", get.header("Access-Control-Allow-Origin"));
        Map<String, String> unknown = Map.of("Origin", "http://b.example", "Access-Control-Request-Method", "PUT");
        Wire.Answer refused = wire.send("OPTIONS", BASE + "/Types/T", unknown, null);
        assertEquals(405, refused.status());
        assertNull(refused.header("Access-Control-Allow-Origin"));
    }

    @Test
    void clientsAreLetInAsFarAsTheirRightsGo() {
        Wire wire = start(ServerOptions.defaults()
                .clients(List.of(
                        Client.withAllRights("writer", "s3cret"),
                        new Client("reader", "other", Map.of("DEFAULT", Client.Right.READ)))));
        assertEquals(401, wire.get(BASE + "/Types").status());
        assertEquals("Bearer", wire.get(BASE + "/Types").header("WWW-Authenticate"));
        assertEquals(
                401,
                wire.send("GET", BASE + "/Types", Map.of("Authorization", "Bearer wrong"), null)
                        .status());
        assertEquals(200, wire.get("/healthz").status());

        Map<String, String> reader = token(wire, "reader", "other");
        assertEquals(200, wire.send("GET", BASE + "/Types", reader, null).status());
        assertEquals(403, wire.send("POST", BASE + "/Types/T", reader, TYPE).status());
        String diagnostics = BASE.replace("/default/Namespaces/default", "/default/Namespaces/diagnostics");
        assertEquals(403, wire.send("GET", diagnostics + "/Types", reader, null).status());

        Map<String, String> writer = Map.of("Authorization", "bearer s3cret");
        assertEquals(201, wire.send("POST", BASE + "/Types/T", writer, TYPE).status());
        Wire.Answer wrong = wire.send(
                "POST",
                "/identity/connect/token",
                Map.of(),
                "grant_type=client_credentials&client_id=reader&client_secret=s3cret");
        assertEquals(401, wrong.status());
        assertFalse(wrong.text().contains("s3cret"));
    }

    private static Map<String, String> token(Wire wire, String id, String secret) {
        Object discovery =
                wire.get("/identity/.well-known/openid-configuration").json();
        assertTrue(((String) Json.objectOrEmpty(discovery).get("token_endpoint")).endsWith("/identity/connect/token"));
        String form = "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret;
        Map<String, Object> token = Json.objectOrEmpty(
                wire.send("POST", "/identity/connect/token", Map.of(), form).json());
        assertEquals("Bearer", token.get("token_type"));
        return Map.of("Authorization", "Bearer " + token.get("access_token"));
    }

    @Test
    void withoutClientsThereIsNoIdentity() {
        Wire wire = start(ServerOptions.defaults());
        assertEquals(404, wire.get("/identity/.well-known/openid-configuration").status());
        assertEquals(404, wire.get(BASE + "/Streams/s/AccessControl").status());
    }

    @Test
    void aTaskIsAcceptedAndEnds() {
        Wire wire = startWithStream(ServerOptions.defaults().tasks(true));
        Map<String, String> async = Map.of("Prefer", "respond-async");
        Map<String, Object> task = task(wire, wire.send("POST", BASE + "/Streams/s/Data", async, "[{\"K\":1}]"));
        assertEquals("SUCCEEDED", task.get("state"), task::toString);
        assertEquals(204, Json.number(Json.objectOrEmpty(task.get("result")).get("status")));
        assertEquals("{\"K\":1}", wire.get(BASE + "/Streams/s/Data/Last").text());
        Map<String, Object> again = task(wire, wire.send("POST", BASE + "/Streams/s/Data", async, "[{\"K\":1}]"));
        assertEquals("FAILED", again.get("state"));
        assertEquals(409, Json.number(Json.objectOrEmpty(again.get("error")).get("StatusCode")));
        assertEquals(404, wire.get("/api/v1/tasks/none").status());
    }

    private static Map<String, Object> task(Wire wire, Wire.Answer accepted) {
        assertEquals(202, accepted.status());
        String uri = (String) Json.objectOrEmpty(accepted.json()).get("taskUri");
        assertEquals(uri, accepted.header("Location"));
        Map<String, Object> task = Json.objectOrEmpty(wire.get(uri).json());
        while (Set.of("INITIALIZED", "RUNNING").contains((String) task.get("state"))) {
            task = Json.objectOrEmpty(wire.get(uri).json());
        }
        return task;
    }

    @Test
    void namespacesAreCreatedChangedAndDeleted() {
        Wire wire = start(ServerOptions.defaults());
        String path = "/api/v1/Tenants/t 1/Namespaces/plant".replace(" ", "%20");
        String body = "{\"Id\":\"plant\",\"Description\":\"d\"}";
        Wire.Answer created = wire.send("POST", path, Map.of(), body);
        assertEquals(201, created.status());
        assertEquals(server.uri() + path, Json.objectOrEmpty(created.json()).get("Self"));
        assertEquals(path, created.header("Location"));
        assertEquals(302, wire.send("POST", path, Map.of(), body).status());
        assertEquals(
                409,
                wire.send("POST", path, Map.of(), "{\"Description\":\"e\"}").status());
        assertEquals(
                "e",
                Json.objectOrEmpty(wire.send("PUT", path, Map.of(), "{\"Description\":\"e\"}")
                                .json())
                        .get("Description"));
        assertEquals(201, wire.send("POST", path + "/Types/T", Map.of(), TYPE).status());
        assertEquals(409, wire.send("DELETE", path, Map.of(), null).status());
        assertEquals(
                204, wire.send("DELETE", path + "?force=true", Map.of(), null).status());
        assertEquals(404, wire.get(path).status());
        assertEquals(404, wire.send("PUT", path, Map.of(), "{}").status());
        assertEquals(409, wire.send("DELETE", BASE, Map.of(), null).status());
    }

    @Test
    void stoppingLetsARequestEnd() throws Exception {
        Wire wire = startWithStream(ServerOptions.defaults());
        String head = "PUT " + BASE + "/Streams/s/Data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";
        try (Socket slow = wire.open()) {
            slow.getOutputStream().write((head + "[{\"K\"").getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            // Whoever waits for the body is in its handler; others are answered meanwhile.
            assertEquals(200, wire.get("/healthz").status());
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            slow.getOutputStream().write(":1}]".getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            Wire.Answer answer = Wire.read(slow.getInputStream(), false);
            stopped.get(30, TimeUnit.SECONDS);
            // Either it had reached its handler, and was done, or it was told that the server stops.
            boolean stored = store.stream("s").last().isPresent();
            assertEquals(stored ? 204 : 503, answer.status());
        }
        assertThrows(IOException.class, wire::open);
    }

    @Test
    void aPortThatIsTakenIsSaidToBe() {
        start(ServerOptions.defaults());
        int port = server.uri().getPort();
        assertThrows(
                UnavailableException.class,
                () -> SeqstoreServer.start(store, ServerOptions.defaults().port(port)));
    }
}
