package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.server.access.Client;
import io.seqstore.testing.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests in the form that published clients of the original service give them on the wire (spec 11, section 6). */
class ClientRequestsTest {
    private static final String BASE = VectorServer.BASE;
    private static final String STREAM = BASE + "/Streams/Tide";
    private static final Map<String, String> JAVA =
            Map.of("Accept", "*/*; q=1", "Accept-Encoding", "gzip", "Content-Type", "application/json");
    private static final Map<String, String> PYTHON = Map.of(
            "Accept", "application/json", "Accept-Encoding", "gzip, deflate", "Content-type", "application/json");
    private static final Map<String, String> NODE = Map.of(
            "Accept", "*/*; q=1",
            "Accept-Encoding", "gzip",
            "Content-Type", "application/json",
            "Content-Encoding", "gzip");

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;
    private Wire wire;

    private void start(ServerOptions options) {
        server = SeqstoreServer.start(store, options.port(0));
        wire = new Wire(server.uri());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
        store.close();
    }

    private String ok(int status, Wire.Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        return answer.text();
    }

    /** All members of a definition are sent, whether they mean something or not, and type codes by name. */
    private static String type(String id, String suffix) {
        return """
                {"Id":"%1$s","Name":"%1$s","Description":"","SdsTypeCode":"Object","Properties":[\
                {"Id":"Hour%2$s","SdsType":{"Id":"whole","Name":"","Description":"","SdsTypeCode":"Int32","Properties":[]},\
                "IsKey":true,"Order":0},\
                {"Id":"level%2$s","SdsType":{"Id":"real","Name":"","Description":"","SdsTypeCode":"Double","Properties":[]},\
                "IsKey":false,"Order":0}]}""".formatted(id, suffix);
    }

    private void makeStream(Map<String, String> headers) {
        ok(201, wire.send("POST", BASE + "/Types/Sea", headers, type("Sea", "")));
        ok(201, wire.send("POST", STREAM, headers, "{\"Id\":\"Tide\",\"Name\":\"Tide\",\"TypeId\":\"Sea\"}"));
    }

    @Test
    void theJavaLibraryWritesAndReads() {
        start(ServerOptions.defaults());
        makeStream(JAVA);
        ok(204, wire.send("POST", STREAM + "/Data", JAVA, "[{\"Hour\":0,\"Level\":4.0},{\"Hour\":2,\"Level\":8.0}]"));
        ok(204, wire.send("PUT", STREAM + "/Data", JAVA, "[{\"Hour\":4,\"Level\":2.0}]"));
        ok(204, wire.send("PUT", STREAM + "/Data?allowCreate=false", JAVA, "[{\"Hour\":4,\"Level\":6.0}]"));

        String last = "{\"Hour\":4,\"level\":6.0}";
        assertEquals(last, java("/Data/Last?"), "nothing behind the question mark; members named as in the type");
        assertEquals("[" + last + "]", java("/Data?startIndex=3&endIndex=40&filter="));
        assertEquals(
                "[" + last + "]", java("/Data?startIndex=0&endIndex=40&filter=Level%20lt%207%20and%20Hour%20gt%200"));
        assertTrue(java("/Data?startIndex=0&endIndex=20&form=tableh&filter=")
                .endsWith("\"Rows\":[[\"Hour\",\"level\"],[0,4.0],[2,8.0],[4,6.0]]}"));
        assertEquals(
                "[{\"Hour\":1,\"level\":6.0},{\"Hour\":2,\"level\":8.0},{\"Hour\":3,\"level\":7.0}]",
                java("/Data/Transform/Interpolated?startIndex=1&endindex=3&count=3"));
        assertEquals(
                "[{\"Hour\":1,\"level\":6.0},{\"Hour\":2,\"level\":8.0}]",
                java("/Data/Transform?startIndex=1&skip=0&count=2&reversed=false&boundaryType=ExactOrCalculated"));
        assertEquals(
                3,
                Json.listOrEmpty(Json.parse(java("/Data/Sampled?startIndex=0&endIndex=40&intervals=4&sampleBy=Level")))
                        .size());
        ok(204, wire.send("DELETE", STREAM + "/Data?index=0", JAVA, null));
        ok(204, wire.send("DELETE", STREAM + "/Data?startIndex=2&endIndex=40", JAVA, null));
        assertEquals("[]", java("/Data?startIndex=0&endIndex=200&filter="));
    }

    private String java(String target) {
        return ok(200, wire.send("GET", STREAM + target, JAVA, null));
    }

    @Test
    void theTypeOfAStreamIsChangedByAPutWithoutABody() {
        start(ServerOptions.defaults());
        makeStream(JAVA);
        ok(204, wire.send("POST", STREAM + "/Data", JAVA, "[{\"Hour\":0,\"Level\":4.0}]"));
        ok(201, wire.send("POST", BASE + "/Types/Ocean", JAVA, type("Ocean", "Target")));
        String view = "{\"Id\":\"v\",\"Name\":\"v\",\"SourceTypeId\":\"Sea\",\"TargetTypeId\":\"Ocean\"}";
        ok(200, wire.send("POST", BASE + "/StreamViews/v", JAVA, view));
        String map = ok(200, wire.send("GET", BASE + "/StreamViews/v/Map", JAVA, null));
        assertTrue(map.contains("\"TargetId\":\"levelTarget\""), map);
        assertEquals(
                "[{\"HourTarget\":0,\"levelTarget\":4.0}]",
                java("/Data/Transform?startIndex=0&skip=0&count=3&reversed=false&boundaryType=ExactOrCalculated"
                        + "&streamViewId=v"));

        ok(204, wire.send("PUT", STREAM + "/Type?streamViewId=v", JAVA, ""));
        assertEquals("{\"HourTarget\":0,\"levelTarget\":4.0}", java("/Data/First?"));
        assertEquals("Ocean", Json.objectOrEmpty(Json.parse(java(""))).get("TypeId"));
    }

    @Test
    void partsOfACompoundKeyStandInTheQueryWithABarBetweenThem() {
        start(ServerOptions.defaults());
        String compound = type("Sea", "").replace("\"IsKey\":true,\"Order\":0", "\"IsKey\":true,\"Order\":1");
        compound = compound.replace(
                "\"Properties\":[{\"Id\":\"Hour\"",
                "\"Properties\":[{\"Id\":\"Buoy\",\"SdsType\":{\"SdsTypeCode\":\"Int32\"},\"IsKey\":true,\"Order\":2},"
                        + "{\"Id\":\"Hour\"");
        ok(201, wire.send("POST", BASE + "/Types/Sea", JAVA, compound));
        ok(201, wire.send("POST", STREAM, JAVA, "{\"Id\":\"Tide\",\"TypeId\":\"Sea\"}"));
        for (String key : List.of("2|1", "1|9", "10|8", "10|9")) {
            String[] parts = key.split("\\|");
            String event = "[{\"Hour\":" + parts[0] + ",\"Buoy\":" + parts[1] + ",\"Level\":1.0}]";
            ok(204, wire.send("POST", STREAM + "/Data", JAVA, event));
        }
        assertEquals(
                "[{\"Buoy\":1,\"Hour\":2,\"level\":1.0},{\"Buoy\":8,\"Hour\":10,\"level\":1.0}]",
                java("/Data?startIndex=2|1&endIndex=10|8&filter="));
    }

    @Test
    void thePythonLibraryWritesMembersInLowerCaseAndSomeThatTheTypeDoesNotHave() {
        start(ServerOptions.defaults());
        ok(201, wire.send("POST", BASE + "/Types/Sea", PYTHON, type("Sea", "")));
        ok(201, wire.send("PUT", STREAM, PYTHON, "{\"Id\": \"Tide\", \"Name\": \"Tide\", \"TypeId\": \"Sea\"}"));
        assertEquals("null", ok(200, wire.send("GET", STREAM + "/Data/Last", PYTHON, null)));
        ok(204, wire.send("POST", STREAM + "/Data", PYTHON, "[{\"hour\": 1, \"level\": 2.0, \"multiplier\": 2.0}]"));
        assertEquals("{\"Hour\":1,\"level\":2.0}", ok(200, wire.send("GET", STREAM + "/Data/Last", PYTHON, null)));
        assertEquals(
                1,
                Json.listOrEmpty(Json.parse(
                                ok(200, wire.send("GET", BASE + "/Types?skip=0&count=100&query=Id:*e*", PYTHON, null))))
                        .size());
    }

    @Test
    void theNodeClientAnnouncesGzipWithEveryRequestAndHasAToken() throws IOException {
        start(ServerOptions.defaults().clients(List.of(Client.withAllRights("id", "se cret"))));
        Map<String, String> discovery = Map.of("Accept", "application/json", "Accept-Encoding", "gzip");
        Object endpoint = Json.objectOrEmpty(Json.parse(
                        ok(200, wire.send("GET", "/identity/.well-known/openid-configuration", discovery, null))))
                .get("token_endpoint");
        assertEquals(server.uri() + "/identity/connect/token", endpoint);
        String form = "grant_type=client_credentials&client_id=id&client_secret=se+cret";
        Map<String, String> asForm = Map.of("Content-Type", "application/x-www-form-urlencoded");
        Map<String, Object> token =
                Json.objectOrEmpty(Json.parse(ok(200, wire.send("POST", "/identity/connect/token", asForm, form))));
        assertTrue(((Number) token.get("expires_in")).intValue() > 5);

        Map<String, String> node = new LinkedHashMap<>(NODE);
        node.put("Authorization", "Bearer " + token.get("access_token"));
        ok(201, wire.sendBytes("POST", BASE + "/Types/Sea", node, gzip(type("Sea", ""))));
        ok(201, wire.sendBytes("POST", STREAM, node, gzip("{\"Id\":\"Tide\",\"TypeId\":\"Sea\"}")));
        ok(
                204,
                wire.sendBytes(
                        "POST", STREAM + "/Data", node, gzip("[{\"Hour\":0,\"Level\":4},{\"Hour\":2,\"Level\":8}]")));
        assertEquals(
                "[{\"Hour\":1,\"level\":6.0}]",
                ok(
                        200,
                        wire.send(
                                "GET",
                                STREAM
                                        + "/Data/Transform?startIndex=1&skip=0&count=1&reversed=False&boundaryType=3&streamViewId=",
                                node,
                                null)));
        ok(
                200,
                wire.send(
                        "GET",
                        STREAM + "/Data/Transform/Sampled?startIndex=0&endindex=40&intervals=4&sampleBy=level&filter=",
                        node,
                        null));
        ok(200, wire.sendBytes("PUT", STREAM + "/Metadata", node, gzip("{\"Region\":\"North\",\"Province\":\"Q\"}")));
        String patch = "[{\"op\":\"remove\",\"path\":\"/Region\"},{\"op\":\"add\",\"path\":\"/City\",\"value\":\"T\"}]";
        // The HTTP client of the JDK offers another protocol along with its PATCH, and takes it well when nobody cares.
        Map<String, String> upgrading = new LinkedHashMap<>(node);
        upgrading.put("Connection", "Upgrade, HTTP2-Settings, close");
        upgrading.put("Upgrade", "h2c");
        upgrading.put("HTTP2-Settings", "AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA");
        assertEquals(
                2,
                wire.sendBytes("PATCH", STREAM + "/Metadata", upgrading, gzip(patch))
                                .status()
                        / 100);
        Wire.Answer metadata = wire.send("GET", STREAM + "/Metadata/", node, null);
        assertEquals(Map.of("Province", "Q", "City", "T"), Json.objectOrEmpty(Json.parse(ok(200, metadata))));
        assertNull(metadata.header("Content-Encoding"));
        ok(204, wire.send("DELETE", STREAM + "/Data?index=0", node, null));
        ok(204, wire.send("DELETE", STREAM, node, null));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
