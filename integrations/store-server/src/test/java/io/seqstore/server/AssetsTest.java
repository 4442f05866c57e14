package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assets and asset types over the wire (spec 10). */
class AssetsTest {
    private static final String BASE = VectorServer.BASE;
    private static final String TYPE = """
            {"Id":"T","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":11}},\
            {"Id":"V","SdsType":{"SdsTypeCode":14}}]}""";
    private static final String PUMP_TYPE = """
            {"Id":"PumpType","Name":"Pump","Description":"of the type",\
            "Metadata":[{"Id":"m1","Name":"Power","SdsTypeCode":"Double","Uom":"kilowatt","Value":"1.5"}],\
            "TypeReferences":[{"StreamReferenceId":"r1","StreamReferenceName":"Level","TypeId":"T"}],\
            "Status":{"DefinitionType":"StreamPropertyMapping","Definition":{"StreamReferenceId":"r1","StreamPropertyId":"V",\
            "ValueStatusMappings":[{"Value":3,"Status":"Bad","DisplayName":"Broken"},{"Value":"1","Status":1}]}}}""";

    @TempDir
    private Path folder;

    private Seqstore store;
    private SeqstoreServer server;
    private Wire wire;

    @BeforeEach
    void start() {
        store = Seqstore.open(folder);
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0));
        wire = new Wire(server.uri());
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    private Wire.Answer post(String path, String body) {
        return wire.send("POST", BASE + path, Map.of(), body);
    }

    private void makeStream() {
        assertEquals(201, post("/Types/T", TYPE).status());
        assertEquals(201, post("/Streams/s", "{\"Id\":\"s\",\"TypeId\":\"T\"}").status());
        assertEquals(204, post("/Streams/s/Data", "[{\"K\":1,\"V\":3}]").status());
    }

    private Map<String, Object> get(String path) {
        Wire.Answer answer = wire.get(BASE + path);
        assertEquals(200, answer.status(), answer::text);
        return Json.objectOrEmpty(answer.json());
    }

    @Test
    void definitionsAreThereAfterReopening() {
        assertEquals(201, post("/AssetTypes/PumpType", PUMP_TYPE).status());
        assertEquals(
                201,
                post(
                                "/Assets/a",
                                "{\"AssetTypeId\":\"PumpType\",\"StreamReferences\":[{\"Name\":\"Level\",\"StreamId\":\"s\"}]}")
                        .status());
        String asset = wire.get(BASE + "/Assets/a").text();
        String type = wire.get(BASE + "/AssetTypes/PumpType").text();
        stop();
        start();
        assertEquals(asset, wire.get(BASE + "/Assets/a").text());
        assertEquals(type, wire.get(BASE + "/AssetTypes/PumpType").text());
    }

    /** The files as they are at some moment are what a crash at that moment leaves. */
    @Test
    void definitionsAreThereAfterACrash(@TempDir Path copy) throws IOException {
        post("/AssetTypes/PumpType", PUMP_TYPE);
        post("/Assets/a", "{\"AssetTypeId\":\"PumpType\"}");
        wire.send("PUT", BASE + "/Assets/a", Map.of(), "{\"Name\":\"changed\"}");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(folder.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        try (Seqstore crashed = Seqstore.open(copy);
                SeqstoreServer other =
                        SeqstoreServer.start(crashed, ServerOptions.defaults().port(0))) {
            Wire.Answer asset = new Wire(other.uri()).get(BASE + "/Assets/a");
            assertEquals(wire.get(BASE + "/Assets/a").text(), asset.text());
            assertEquals("\"2\"", asset.header("ETag"));
        }
    }

    @Test
    void versionsCountAndConditionsHold() {
        Wire.Answer created = post("/Assets/a", "{\"Name\":\"one\"}");
        assertEquals("\"1\"", created.header("ETag"));
        assertEquals(302, post("/Assets/a", "{\"Name\":\"one\"}").status());
        assertEquals(409, post("/Assets/a", "{\"Name\":\"two\"}").status());
        assertEquals(409, post("/Assets", "{\"Id\":\"a\"}").status());
        String path = BASE + "/Assets/a";
        assertEquals(
                412, wire.send("PUT", path, Map.of("If-Match", "\"2\""), "{}").status());
        Wire.Answer changed = wire.send("PUT", path, Map.of("If-Match", "\"1\""), "{\"Name\":\"two\"}");
        assertEquals(200, changed.status());
        assertEquals("\"2\"", changed.header("ETag"));
        assertEquals(
                304,
                wire.send("GET", path, Map.of("If-None-Match", "\"2\""), null).status());
        assertEquals(
                200,
                wire.send("GET", path, Map.of("If-None-Match", "\"1\""), null).status());
        assertEquals(
                412,
                wire.send("PUT", BASE + "/Assets/none", Map.of("If-Match", "*"), "{}")
                        .status());
        assertEquals(
                412,
                wire.send("DELETE", path, Map.of("If-Match", "\"1\""), null).status());
        assertEquals(
                204, wire.send("DELETE", path, Map.of("If-Match", "*"), null).status());
        assertEquals(404, wire.send("DELETE", path, Map.of(), null).status());
    }

    @Test
    void itemsComeTogetherWithThoseOfTheType() {
        assertEquals(201, post("/AssetTypes/PumpType", PUMP_TYPE).status());
        Wire.Answer created = post("/Assets/a", """
                {"AssetTypeId":"PumpType","Metadata":[{"Id":"m1","Value":"7"},{"Name":"Site","SdsTypeCode":"String","Value":"x"}],\
                "StreamReferences":[{"Name":"Level","StreamId":"s"},{"Id":"own","StreamId":"t"}]}""");
        assertEquals(201, created.status(), created::text);
        Map<String, Object> asset = Json.objectOrEmpty(created.json());
        Map<String, Object> power =
                Json.objectOrEmpty(Json.listOrEmpty(asset.get("Metadata")).get(0));
        assertEquals("Power", power.get("Name"));
        assertEquals("Double", power.get("SdsTypeCode"));
        assertEquals("kilowatt", power.get("Uom"));
        List<Object> references = Json.listOrEmpty(asset.get("StreamReferences"));
        assertEquals("r1", Json.objectOrEmpty(references.get(0)).get("Id"));
        assertEquals("own", Json.objectOrEmpty(references.get(1)).get("Name"));
        assertEquals(302, post("/Assets/a", """
                {"AssetTypeId":"PumpType","Metadata":[{"Id":"m1","Value":"7"},{"Name":"Site","SdsTypeCode":"String","Value":"x"}],\
                "StreamReferences":[{"Name":"Level","StreamId":"s"},{"Id":"own","StreamId":"t"}]}""").status(), "generated ids do not differ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"AssetTypeId\":\"none\"}",
                "{\"AssetTypeId\":\"PumpType\",\"Metadata\":[{\"Id\":\"m1\",\"Name\":\"Other\"}]}",
                "{\"AssetTypeId\":\"PumpType\",\"Metadata\":[{\"Id\":\"m1\",\"SdsTypeCode\":\"String\"}]}",
                "{\"Metadata\":[{\"Name\":\"n\"}]}",
                "{\"Metadata\":[{\"SdsTypeCode\":14}]}",
                "{\"Metadata\":[{\"Name\":\"n\",\"SdsTypeCode\":\"Int32\"}]}",
                "{\"Metadata\":[{\"Name\":\"n\",\"SdsTypeCode\":\"Int64\",\"Value\":\"1.5\"}]}",
                "{\"Metadata\":[{\"Name\":\"n\",\"SdsTypeCode\":14},{\"Name\":\"n\",\"SdsTypeCode\":14}]}",
                "{\"StreamReferences\":[{\"Name\":\"n\"}]}",
                "{\"StreamReferences\":[{\"StreamId\":\"s\"}]}",
                "{\"StreamReferences\":[{\"Name\":\"n\",\"StreamId\":\"s\"},{\"Name\":\"o\",\"StreamId\":\"S\"}]}",
                "{\"Tags\":[\" \"]}",
                "{\"Tags\":[null]}",
                "{\"Id\":\"b\"}",
                "{\"Status\":{}}",
                "[]"
            })
    void whatBreaksARuleIsRefused(String body) {
        assertEquals(201, post("/AssetTypes/PumpType", PUMP_TYPE).status());
        Wire.Answer answer = post("/Assets/a", body);
        assertEquals(400, answer.status(), answer::text);
        assertEquals(404, wire.get(BASE + "/Assets/a").status());
    }

    @Test
    void resolvingShowsWhatIsThereAndWhatIsNot() {
        makeStream();
        post("/AssetTypes/PumpType", PUMP_TYPE);
        post(
                "/Assets/a",
                "{\"AssetTypeId\":\"PumpType\",\"Metadata\":[{\"Id\":\"m1\",\"Value\":2}],\"StreamReferences\":[{\"Name\":\"Level\",\"StreamId\":\"s\"},{\"Name\":\"Gone\",\"StreamId\":\"none\"}]}");
        Map<String, Object> resolved = get("/Assets/a/Resolved");
        assertEquals(true, resolved.get("Resolved"));
        assertEquals("of the type", resolved.get("Description"));
        assertEquals("Pump", resolved.get("AssetTypeName"));
        assertEquals(
                "Level",
                Json.objectOrEmpty(Json.listOrEmpty(resolved.get("Streams")).get(0))
                        .get("StreamReferenceName"));
        assertEquals(
                "Gone",
                Json.objectOrEmpty(Json.listOrEmpty(resolved.get("UnresolvedStreams"))
                                .get(0))
                        .get("Name"));
        Expectation.same(
                "m",
                "2.0",
                String.valueOf(Json.objectOrEmpty(
                                Json.listOrEmpty(resolved.get("Metadata")).get(0))
                        .get("Value")),
                false,
                0);
        assertEquals("s", Json.objectOrEmpty(resolved.get("Status")).get("StreamId"));
        post("/Assets/b", "{\"AssetTypeId\":\"PumpType\"}");
        assertEquals(
                "Level",
                Json.objectOrEmpty(Json.listOrEmpty(get("/Assets/b/Resolved").get("UnresolvedStreams"))
                                .get(0))
                        .get("Name"));
    }

    @Test
    void theStatusIsWhatTheLastEventSays() {
        makeStream();
        post("/AssetTypes/PumpType", PUMP_TYPE);
        post(
                "/Assets/a",
                "{\"AssetTypeId\":\"PumpType\",\"StreamReferences\":[{\"Name\":\"Level\",\"StreamId\":\"s\"}]}");
        Map<String, Object> status = get("/Assets/a/Status/Last");
        assertEquals("Bad", status.get("Status"));
        assertEquals("3", status.get("Value"));
        assertEquals("Broken", status.get("DisplayName"));
        assertEquals("1", status.get("Index"));
        post("/Streams/s/Data", "[{\"K\":2,\"V\":99}]");
        assertEquals("Unknown", get("/Assets/a/Status/Last").get("Status"));
        post("/Assets/plain", "{}");
        assertEquals(422, wire.get(BASE + "/Assets/plain/Status/Last").status());
        Wire.Answer bulk = post("/Bulk/Assets/Status/Last", "[\"a\",\"plain\",\"none\"]");
        assertEquals(207, bulk.status());
        assertEquals(
                1, Json.listOrEmpty(Json.objectOrEmpty(bulk.json()).get("Data")).size());
        assertEquals(
                2,
                Json.listOrEmpty(Json.objectOrEmpty(bulk.json()).get("ChildErrors"))
                        .size());
    }

    @Test
    void bulkRequestsDoWhatTheyCan() {
        Wire.Answer created = post("/Bulk/Assets", "[{\"Id\":\"a\"},{\"Id\":\"b\",\"Name\":\"B\"},{}]");
        assertEquals(200, created.status(), created::text);
        assertEquals(3, Json.listOrEmpty(created.json()).size());
        Wire.Answer partly = post("/Bulk/Assets", "[{\"Id\":\"c\"},{\"Id\":\"b\",\"Name\":\"other\"}]");
        assertEquals(207, partly.status());
        Map<String, Object> error = Json.objectOrEmpty(
                Json.listOrEmpty(Json.objectOrEmpty(partly.json()).get("ChildErrors"))
                        .get(0));
        assertEquals("b", error.get("Id"));
        assertEquals(409, Json.number(error.get("StatusCode")));
        assertEquals(200, post("/Bulk/Assets/Resolved", "[\"a\",\"c\"]").status());
        assertEquals(
                204,
                wire.send("DELETE", BASE + "/Bulk/Assets?id=a&id=c", Map.of(), null)
                        .status());
        Wire.Answer deleted = wire.send("DELETE", BASE + "/Bulk/Assets/Delete", Map.of(), "[\"b\",\"none\"]");
        assertEquals(207, deleted.status());
        assertEquals(404, wire.get(BASE + "/Assets/b").status());
    }

    @Test
    void listingsAreSearchedFilteredOrderedAndCounted() {
        post("/Bulk/Assets", """
                [{"Id":"a","Name":"z","Tags":["red"],"Metadata":[{"Name":"Site","SdsTypeCode":"String","Value":"North"}]},\
                {"Id":"b","Name":"y","Description":"a red pump"},{"Id":"c","Name":"x"}]""");
        assertEquals(List.of("a", "b", "c"), ids("/Assets"));
        assertEquals(List.of("c", "b", "a"), ids("/Assets?orderBy=name"));
        assertEquals(List.of("c", "b"), ids("/Assets?orderBy=id%20desc&count=2"));
        assertEquals(List.of("a", "b"), ids("/Assets?query=red"));
        assertEquals(List.of("a"), ids("/Assets?query=Tags:red"));
        assertEquals(List.of("a"), ids("/Assets?query=Metadata/Value:north"));
        assertEquals(List.of("a"), ids("/Assets?filter[site]=NORTH"));
        assertEquals(List.of("a", "b", "c"), ids("/Assets?filter=ModifiedDate%20gt%202000-01-01"));
        assertEquals(List.of(), ids("/Assets?filter=CreatedDate%20lt%202000-01-01"));
        Wire.Answer page = wire.get(BASE + "/Assets?skip=1&count=1");
        assertEquals("3", page.header("Total-Count"));
        Wire.Answer head = wire.send("HEAD", BASE + "/Assets?skip=1&count=1", Map.of(), null);
        assertEquals(204, head.status());
        assertEquals("3", head.header("Total-Count"));
        assertEquals(page.header("ETag"), head.header("ETag"));
        for (String bad :
                List.of("count=0", "count=1001", "skip=-1", "orderBy=size", "query=%22", "filter=Nope%20eq%201")) {
            assertEquals(400, wire.get(BASE + "/Assets?" + bad).status(), bad);
        }
    }

    private List<Object> ids(String path) {
        Wire.Answer answer = wire.get(BASE + path);
        assertEquals(200, answer.status(), answer::text);
        return Json.listOrEmpty(answer.json()).stream()
                .map(asset -> Json.objectOrEmpty(asset).get("Id"))
                .toList();
    }

    @Test
    void aTypeInUseStaysUnlessItsAssetsGoWithIt() {
        post("/AssetTypes/PumpType", PUMP_TYPE);
        post("/Assets/a", "{\"AssetTypeId\":\"PumpType\"}");
        String path = BASE + "/AssetTypes/PumpType";
        assertEquals(409, wire.send("DELETE", path, Map.of(), null).status());
        assertEquals(
                204,
                wire.send("DELETE", path + "?deleteAssets=true", Map.of(), null).status());
        assertEquals(404, wire.get(BASE + "/Assets/a").status());
        assertEquals(404, wire.get(path).status());
    }

    @Test
    void namespacesKeepTheirAssetsApartAndTakeThemAlong() {
        String other = BASE.replace("Namespaces/default", "Namespaces/other");
        wire.send("POST", other, Map.of(), "{}");
        assertEquals(201, wire.send("POST", other + "/Assets/a", Map.of(), "{}").status());
        assertEquals(404, wire.get(BASE + "/Assets/a").status());
        assertEquals(
                200, wire.get(other.replace("other", "OTHER") + "/Assets/a").status());
        assertEquals(404, wire.get(other + "/Assets/A").status(), "the case of asset ids counts");
        assertEquals(204, wire.send("DELETE", other, Map.of(), null).status());
        wire.send("POST", other, Map.of(), "{}");
        assertEquals(404, wire.get(other + "/Assets/a").status());
        assertNull(wire.get(other + "/Assets").header("Nothing"));
        assertTrue(Json.listOrEmpty(wire.get(other + "/Assets").json()).isEmpty());
    }

    @Test
    void theStreamOfTheDefinitionsCannotBeChangedOverTheWire() {
        post("/Assets/a", "{}");
        String stream = BASE.replace("Namespaces/default", "Namespaces/DIAGNOSTICS") + "/Streams/seqstore.assets";
        assertEquals(200, wire.get(stream).status());
        assertEquals(409, wire.send("DELETE", stream, Map.of(), null).status());
        assertEquals(409, wire.send("PUT", stream + "/Data", Map.of(), "[]").status());
        assertEquals(
                409,
                wire.send("DELETE", stream + "/Data?startIndex=a|b|c&endIndex=z|z|z", Map.of(), null)
                        .status());
        assertEquals(200, wire.get(BASE + "/Assets/a").status());
    }
}
