package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.server.access.Client;
import io.seqstore.testing.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of the HTTP facade (spec 11) one by one, where no vector and no story shows them. */
class RequestRulesTest {
    private static final String BASE = VectorServer.BASE;
    private static final String TYPE = """
            {"Id":"T","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":11}},\
            {"Id":"V","SdsType":{"SdsTypeCode":14}}]}""";
    private static final String DATA = BASE + "/Streams/s/Data";

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;

    private Wire start(ServerOptions options) {
        server = SeqstoreServer.start(store, options.port(0));
        return new Wire(server.uri());
    }

    private Wire startWithEvents(ServerOptions options) {
        Wire wire = start(options);
        post(wire, 201, "/Types/T", TYPE);
        post(wire, 201, "/Streams/s", "{\"Id\":\"s\",\"TypeId\":\"T\"}");
        post(wire, 200, "/StreamViews/v", "{\"Id\":\"v\",\"SourceTypeId\":\"T\",\"TargetTypeId\":\"T\"}");
        post(wire, 204, "/Streams/s/Data", "[{\"K\":1,\"V\":1},{\"K\":2,\"V\":2},{\"K\":3,\"V\":3}]");
        return wire;
    }

    private static void post(Wire wire, int status, String path, String body) {
        Wire.Answer answer = wire.send("POST", BASE + path, Map.of(), body);
        assertEquals(status, answer.status(), answer::text);
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tenants/x/namespaces/DEFAULT",
                "/API/V1/Tenants/x/Namespaces/Default/Types/t",
                "/api/v1-PREVIEW/Tenants/x/Namespaces/default/streams/S",
                "/api/v1/Tenants/x/Namespaces/default/STREAMVIEWS/V/map",
                "/api/v1/Tenants/x/Namespaces/default/Streams/S/data/LAST",
                "/api/v1/Tenants/x/Namespaces/diagnostics"
            })
    void wordsOfPathsAndIdsMatchIgnoringCase(String path) {
        assertEquals(200, startWithEvents(ServerOptions.defaults()).get(path).status());
    }

    @Test
    void anotherVersionIsToldWhichThereAre() {
        Wire.Answer answer = start(ServerOptions.defaults()).get(BASE.replace("/v1/", "/v3/") + "/Types");
        assertEquals(404, answer.status());
        assertEquals("Use v1 or v1-preview.", Json.objectOrEmpty(answer.json()).get("Resolution"));
    }

    @Test
    void anEncodedSlashDoesNotSplitAndATrailingOneIsIgnored() {
        Wire wire = startWithEvents(ServerOptions.defaults());
        Wire.Answer answer = wire.get(BASE + "/Streams/s%2FData");
        assertEquals(404, answer.status());
        assertEquals(
                "s/Data",
                Json.objectOrEmpty(Json.objectOrEmpty(answer.json()).get("Parameters"))
                        .get("StreamId"));
        assertEquals(200, wire.get(DATA + "/Last/").status());
        assertEquals(200, wire.get(DATA + "/Last/?").status());
    }

    @ParameterizedTest
    @CsvSource({
        "startIndex=3&count=2&reversed=TRUE, 2",
        "startIndex=1&count=%202%20, 2",
        "startIndex=1&endIndex=3&boundaryType=INSIDE, 1",
        "startIndex=1&endIndex=3&boundaryType=2, 3",
        "STARTINDEX=1&EndINDEX=2, 2",
        "startIndex=1&endIndex=2&filter=&form=&count=, 2",
        "startIndex=1&endIndex=2&boundary_type=x&stream_view_id=y, 2"
    })
    void parametersAreTakenAsClientsWriteThem(String query, int events) {
        Wire.Answer answer = startWithEvents(ServerOptions.defaults()).get(DATA + "?" + query);
        assertEquals(200, answer.status(), answer::text);
        assertEquals(events, Json.listOrEmpty(answer.json()).size(), answer::text);
    }

    @ParameterizedTest
    @CsvSource({
        "startIndex=1&count=many, count",
        "startIndex=1&count=1.5, count",
        "startIndex=1&count=99999999999999999999, count",
        "startIndex=1&count=1&reversed=yes, reversed",
        "startIndex=1&endIndex=2&boundaryType=9, boundaryType",
        "index=1&searchMode=Near, searchMode",
        "startIndex=1&startIndex=2, startIndex"
    })
    void whatIsWrongWithAParameterNamesIt(String query, String parameter) {
        Wire.Answer answer = startWithEvents(ServerOptions.defaults()).get(DATA + "?" + query);
        assertEquals(400, answer.status(), answer::text);
        assertEquals(
                parameter,
                Json.objectOrEmpty(Json.objectOrEmpty(answer.json()).get("Parameters"))
                        .get("Parameter"));
    }

    @Test
    void aReadByPostNeedsNoRightToWrite() {
        Client reader = new Client("reader", "s3cret", Map.of("default", Client.Right.READ));
        Client writer = Client.withAllRights("writer", "other");
        Wire wire = start(ServerOptions.defaults().clients(List.of(reader, writer)));
        Map<String, String> write = Map.of("Authorization", "BEARER other");
        wire.send("POST", BASE + "/Types/T", write, TYPE);
        wire.send("POST", BASE + "/Streams/s", write, "{\"Id\":\"s\",\"TypeId\":\"T\"}");
        Map<String, String> read = Map.of("Authorization", "bearer s3cret");
        assertEquals(
                200, wire.send("POST", DATA + "/Transform/Last", read, "[]").status());
        assertEquals(403, wire.send("POST", DATA, read, "[{\"K\":1}]").status());
        assertEquals(
                207,
                wire.send("POST", BASE + "/Bulk/Streams/Resolved", read, "[\"s\"]")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Types/T", "Streams/s", "StreamViews/v"})
    void accessIsNotAskedForWithoutAnAuthorization(String object) {
        Wire wire = startWithEvents(ServerOptions.defaults());
        for (String route : List.of("AccessControl", "AccessRights", "Owner")) {
            assertEquals(404, wire.get(BASE + "/" + object + "/" + route).status(), route);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a..b", ".a", "a.", "__a", " a", "a ", "a:b"})
    void idsOfNamespacesThatBreakTheRuleAreRefused(String id) {
        Wire wire = start(ServerOptions.defaults());
        String path = "/api/v1/Tenants/x/Namespaces/" + Wire.encode(id);
        assertEquals(400, wire.send("POST", path, Map.of(), "{}").status());
        assertEquals(
                2,
                Json.listOrEmpty(wire.get("/api/v1/Tenants/x/Namespaces").json())
                        .size());
    }

    @Test
    void theIdInThePathOfANamespaceWinsOverNoneAndNotOverAnother() {
        Wire wire = start(ServerOptions.defaults());
        String path = "/api/v1/Tenants/x/Namespaces/";
        assertEquals(
                201, wire.send("POST", path + "a", Map.of(), "{\"Name\":\"A\"}").status());
        assertEquals(
                400, wire.send("POST", path + "b", Map.of(), "{\"Id\":\"c\"}").status());
    }

    @Test
    void aTaskCanEndInPartIsKeptForAWhileAndIsOnlyMadeWhenAsked() throws InterruptedException {
        Wire wire = startWithEvents(ServerOptions.defaults().tasks(true).taskTime(Duration.ofMillis(200)));
        assertEquals(
                204,
                wire.send("PUT", DATA, Map.of("Prefer", "return=minimal"), "[{\"K\":9}]")
                        .status());
        Wire.Answer accepted =
                wire.send("POST", BASE + "/Bulk/Streams/Resolved", Map.of("Prefer", "respond-async"), "[\"none\"]");
        assertEquals(202, accepted.status());
        Wire.Answer task = wire.get(accepted.header("Location"));
        while (task.status() == 200) {
            Map<String, Object> members = Json.objectOrEmpty(task.json());
            if (members.get("state").equals("SUCCEEDED")) {
                assertEquals(
                        207,
                        Json.number(Json.objectOrEmpty(members.get("result")).get("status")));
            } else {
                assertTrue(Set.of("INITIALIZED", "RUNNING").contains(members.get("state")), members::toString);
            }
            task = wire.get(accepted.header("Location"));
        }
        assertEquals(404, task.status());
    }

    @Test
    void aDashboardReadsInLowerCaseAndGetsCodesByName() {
        Wire wire = startWithEvents(ServerOptions.defaults());
        String lower = BASE.toLowerCase(java.util.Locale.ROOT);
        assertEquals(
                1,
                Json.listOrEmpty(wire.get(lower + "/streams?query=s*").json()).size());
        assertEquals(
                3,
                Json.listOrEmpty(wire.get(lower + "/streams/s/data?startIndex=1&endIndex=3")
                                .json())
                        .size());
        assertEquals(200, wire.get(lower + "/types/T").status());
        Map<String, Object> resolved =
                Json.objectOrEmpty(wire.get(lower + "/streams/s/resolved").json());
        assertEquals("Object", Json.objectOrEmpty(resolved.get("Type")).get("SdsTypeCode"));
    }

    @Test
    void joinModesAreTakenByNumberAndStreamsWithEncodedCommas() {
        Wire wire = startWithEvents(ServerOptions.defaults());
        post(wire, 201, "/Streams/t", "{\"Id\":\"t\",\"TypeId\":\"T\"}");
        String query = "/Bulk/Streams/Data/Joins?streams=s%2Ct&startIndex=1&endIndex=3&joinMode=";
        assertEquals(
                wire.get(BASE + query + "outer").text(),
                wire.get(BASE + query + "1").text());
        assertEquals(200, wire.get(BASE + query + "1").status());
    }

    @Test
    void originsAreClosedAndNothingIsSaidOfRetiring() {
        Wire wire = startWithEvents(ServerOptions.defaults());
        Wire.Answer answer =
                wire.send("GET", DATA + "/Last", Map.of("Origin", "http://a.example", "Community-id", "c"), null);
        assertEquals(200, answer.status());
        for (String absent :
                List.of("Access-Control-Allow-Origin", "Deprecation", "Sunset", "ETag", "Link", "Server")) {
            assertNull(answer.header(absent), absent);
        }
    }
}
