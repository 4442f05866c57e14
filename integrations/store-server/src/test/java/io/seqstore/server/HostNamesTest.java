package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.Seqstore;
import io.seqstore.server.access.Client;
import io.seqstore.testing.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a request may call the server by. */
class HostNamesTest {
    private static final String STREAMS = VectorServer.BASE + "/Streams";

    private final Seqstore store = Seqstore.inMemory();
    private SeqstoreServer server;

    private Wire start(ServerOptions options) {
        server = SeqstoreServer.start(store, options.port(0));
        return new Wire(server.uri());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
        store.close();
    }

    private static Wire.Answer call(Wire wire, String host) {
        return wire.send("GET", STREAMS, Map.of("Host", host), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:5590",
                "LocalHost:80",
                "127.0.0.1",
                "127.0.0.1:8080",
                "[::1]",
                "[::1]:5590",
                "[0:0:0:0:0:0:0:1]:5590"
            })
    void loopbackIsCalledByItsNamesWithAnyPort(String host) {
        assertEquals(200, call(start(ServerOptions.defaults()), host).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example",
                "rebound.example:5590",
                "localhost.example",
                "127.0.0.1.example:5590",
                "notlocalhost",
                "10.0.0.7",
                "[::2]:5590"
            })
    void loopbackIsNotCalledByOtherNames(String host) {
        Wire.Answer answer = call(start(ServerOptions.defaults()), host);
        assertEquals(400, answer.status(), answer::text);
        Map<String, Object> problem = Json.objectOrEmpty(answer.json());
        assertEquals(answer.header("Operation-Id"), problem.get("OperationId"));
        assertEquals("The request is not valid.", problem.get("Error"));
    }

    @Test
    void nothingAtAllIsDoneUnderAnotherName() {
        Wire wire = start(ServerOptions.defaults().corsOrigins(Set.of("http://rebound.example")));
        Map<String, String> rebound = Map.of("Host", "rebound.example", "Origin", "http://rebound.example");
        String type = "{\"Id\":\"T\",\"SdsTypeCode\":1,\"Properties\":[{\"Id\":\"K\",\"IsKey\":true,"
                + "\"SdsType\":{\"SdsTypeCode\":11}}]}";
        assertEquals(
                400,
                wire.send("POST", VectorServer.BASE + "/Types/T", rebound, type).status());
        assertEquals("[]", wire.get(VectorServer.BASE + "/Types").text());
        assertEquals(400, wire.send("GET", "/healthz", rebound, null).status());
        String absolute = "GET http://rebound.example" + STREAMS
                + " HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n";
        assertEquals(400, wire.raw(absolute, new byte[0], false).status());
    }

    @Test
    void clientsThatSendNoHostAreNoBrowsers() {
        Wire wire = start(ServerOptions.defaults());
        String old = "GET " + STREAMS + " HTTP/1.0\r\n\r\n";
        assertEquals(
                200, wire.raw(old, "".getBytes(StandardCharsets.UTF_8), false).status());
    }

    @Test
    void theNameListenedOnAndNamesGivenAreNames() {
        Wire wire = start(ServerOptions.defaults().host("127.0.0.2").hostNames(Set.of("Plant.example", "[fe80::1]")));
        for (String host : List.of("127.0.0.2:1", "localhost", "plant.example", "PLANT.example:443", "[FE80::1]:1")) {
            assertEquals(200, call(wire, host).status(), host);
        }
        assertEquals(400, call(wire, "other.example").status());
    }

    @Test
    void aStarStandsForAllNames() {
        assertEquals(
                200,
                call(start(ServerOptions.defaults().hostNames(Set.of("*"))), "any.example")
                        .status());
    }

    @Test
    void whoNeedsATokenMayCallTheServerAsHeLikes() {
        Wire wire = start(ServerOptions.defaults().clients(List.of(Client.withAllRights("id", "secret"))));
        Map<String, String> headers = Map.of("Host", "plant.example", "Authorization", "Bearer secret");
        assertEquals(200, wire.send("GET", STREAMS, headers, null).status());
    }

    @Test
    void aServerForOtherMachinesIsCheckedWhenNamesAreGiven() {
        Wire wire = start(ServerOptions.defaults().host("0.0.0.0"));
        assertEquals(200, call(wire, "any.example").status());
        server.stop();
        wire = start(ServerOptions.defaults().host("0.0.0.0").hostNames(Set.of("plant.example")));
        assertEquals(200, call(wire, "plant.example").status());
        assertEquals(400, call(wire, "any.example").status());
    }
}
