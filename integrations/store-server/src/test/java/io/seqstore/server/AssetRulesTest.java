package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of assets (spec 10) one by one, beside the stories of {@link AssetsTest}. */
class AssetRulesTest {
    private static final String BASE = VectorServer.BASE;
    private static final String TYPE = """
            {"Id":"%s","SdsTypeCode":1,"Properties":[{"Id":"K","IsKey":true,"SdsType":{"SdsTypeCode":%d}},\
            {"Id":"V","SdsType":{"SdsTypeCode":14}}]}""";
    private static final String PUMP_TYPE = """
            {"Name":"Pump","Metadata":[{"Id":"power","Name":"Power","SdsTypeCode":14,"Uom":"kilowatt","Value":1.5}],\
            "TypeReferences":[{"StreamReferenceId":"level","StreamReferenceName":"Level","TypeId":"T"}]}""";

    private Seqstore store;
    private SeqstoreServer server;
    private Wire wire;

    @BeforeEach
    void start() {
        store = Seqstore.inMemory();
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0).maxEventsPerRead(10));
        wire = new Wire(server.uri());
        post(201, "/Types/T", TYPE.formatted("T", 11));
        post(201, "/Types/Timed", TYPE.formatted("Timed", 16));
        post(201, "/Streams/s", "{\"Id\":\"s\",\"TypeId\":\"T\"}");
        post(201, "/Streams/timed", "{\"Id\":\"timed\",\"TypeId\":\"Timed\"}");
        post(201, "/AssetTypes/Pump", PUMP_TYPE);
    }

    @AfterEach
    void stop() {
        server.stop();
        store.close();
    }

    private Map<String, Object> send(int status, String method, String path, String body) {
        Wire.Answer answer = wire.send(method, BASE + path, Map.of(), body);
        assertEquals(status, answer.status(), answer::text);
        return answer.text().startsWith("{") ? Json.objectOrEmpty(answer.json()) : Map.of();
    }

    private Map<String, Object> post(int status, String path, String body) {
        return send(status, "POST", path, body);
    }

    private Map<String, Object> get(int status, String path) {
        return send(status, "GET", path, null);
    }

    private static Map<String, Object> first(Map<String, Object> holder, String list) {
        return Json.objectOrEmpty(Json.listOrEmpty(holder.get(list)).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a/b", "a\u0000b"})
    void idsThatBreakTheRuleAreRefused(String id) {
        post(400, "/Assets", Json.write(Map.of("Id", id)));
        post(400, "/AssetTypes", Json.write(Map.of("Id", id)));
    }

    @Test
    void idsAndNamesHaveAtMostAHundredCharacters() {
        String longest = "x".repeat(100);
        post(201, "/Assets", Json.write(Map.of("Id", longest)));
        post(400, "/Assets", Json.write(Map.of("Id", longest + "x")));
        post(201, "/Assets/a", Json.write(Map.of("Name", longest)));
        post(400, "/Assets/b", Json.write(Map.of("Name", longest + "x")));
        String item = "{\"Metadata\":[{\"%s\":\"%s\",\"SdsTypeCode\":14}]}";
        post(400, "/Assets/c", item.formatted("Id", longest + "x"));
        post(400, "/Assets/c", item.formatted("Name", longest + "x"));
        String reference = "{\"StreamReferences\":[{\"%s\":\"%s\",\"StreamId\":\"s\"}]}";
        post(400, "/Assets/c", reference.formatted("Id", longest + "x"));
        post(400, "/Assets/c", reference.formatted("Name", longest + "x"));
    }

    @Test
    void withoutAnIdOneIsMadeUpAndTheNameIsTheId() {
        Map<String, Object> asset = post(201, "/Assets", "{}");
        assertEquals(36, ((String) asset.get("Id")).length());
        assertEquals(asset.get("Id"), asset.get("Name"));
        assertNotEquals(asset.get("Id"), post(201, "/Assets", "{}").get("Id"));
    }

    @Test
    void datesAreThoseOfTheServer() {
        String given = "{\"CreatedDate\":\"1999-01-01T00:00:00Z\",\"LastModifiedDate\":\"1999-01-01T00:00:00Z\"}";
        Map<String, Object> created = post(201, "/Assets/a", given);
        assertEquals(created.get("CreatedDate"), created.get("LastModifiedDate"));
        assertTrue(((String) created.get("CreatedDate")).compareTo("2000") > 0);
        Map<String, Object> changed = send(200, "PUT", "/Assets/a", "{\"Name\":\"other\"}");
        assertEquals(created.get("CreatedDate"), changed.get("CreatedDate"));
        assertTrue(((String) changed.get("LastModifiedDate")).compareTo((String) created.get("CreatedDate")) > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "11, Int64, '\"7\"', 7",
        "14, Double, 2.5, 2.5",
        "DateTime, DateTime, '\"2020-01-01\"', 2020-01-01T00:00:00Z",
        "string, String, '\"x\"', x"
    })
    void codesOfMetadataAreTakenByNumberOrNameAndGivenByName(String code, String name, String value, String shown) {
        String word = Character.isDigit(code.charAt(0)) ? code : "\"" + code + "\"";
        String body = "{\"Metadata\":[{\"Name\":\"n\",\"SdsTypeCode\":" + word + ",\"Value\":" + value + "}]}";
        Map<String, Object> item = first(post(201, "/Assets/a", body), "Metadata");
        assertEquals(name, item.get("SdsTypeCode"));
        assertEquals(shown, String.valueOf(item.get("Value")));
    }

    @Test
    void anIdThatTheTypeDoesNotHaveIsTheName() {
        Map<String, Object> asset = post(201, "/Assets/a", """
                {"AssetTypeId":"Pump","Metadata":[{"Id":"own","SdsTypeCode":14}],\
                "StreamReferences":[{"Id":"ref","StreamId":"s"}]}""");
        assertEquals("own", first(asset, "Metadata").get("Name"));
        assertEquals("ref", first(asset, "StreamReferences").get("Name"));
    }

    @Test
    void idAndNameOfTheSameItemOfTheTypeGoTogether() {
        Map<String, Object> asset = post(201, "/Assets/a", """
                {"AssetTypeId":"Pump","Metadata":[{"Id":"power","Name":"Power","SdsTypeCode":"Double","Uom":"kilowatt"}],\
                "StreamReferences":[{"Id":"level","Name":"Level","StreamId":"s"}]}""");
        assertEquals("kilowatt", first(asset, "Metadata").get("Uom"));
        post(400, "/Assets/b", """
                {"AssetTypeId":"Pump","Metadata":[{"Id":"power","Name":"Power","Uom":"watt"}]}""");
        post(400, "/Assets/b", """
                {"AssetTypeId":"Pump","StreamReferences":[{"Id":"level","Name":"Other","StreamId":"s"}]}""");
    }

    @Test
    void whatDoesNotMatchIsChangedByAnUpdate() {
        post(201, "/Assets/a", "{\"AssetTypeId\":\"Pump\",\"Metadata\":[{\"Id\":\"power\"}]}");
        Map<String, Object> changed = send(200, "PUT", "/Assets/a", """
                {"AssetTypeId":"Pump","Metadata":[{"Id":"power","Name":"Force","SdsTypeCode":14}]}""");
        assertEquals("power", first(changed, "Metadata").get("Id"));
        assertEquals("Force", first(changed, "Metadata").get("Name"));
    }

    @Test
    void aStreamOfAnotherTypeIsUnresolvedAndItsReadAChildError() {
        post(201, "/Assets/a", """
                {"AssetTypeId":"Pump","StreamReferences":[{"Name":"Level","StreamId":"timed"}]}""");
        assertEquals(
                "Level",
                first(get(200, "/Assets/a/Resolved"), "UnresolvedStreams").get("Name"));
        Map<String, Object> errors =
                Json.objectOrEmpty(get(207, "/Assets/a/Data/Last").get("Errors"));
        assertEquals(
                409,
                Json.number(Json.objectOrEmpty(
                                Json.objectOrEmpty(errors.get("ChildErrors")).get("Level"))
                        .get("StatusCode")));
    }

    @Test
    void deletingAStreamOrChangingATypeShowsAtOnceAndChangesNoAsset() {
        post(201, "/Assets/a", """
                {"AssetTypeId":"Pump","StreamReferences":[{"Name":"Level","StreamId":"s"}]}""");
        Map<String, Object> before = get(200, "/Assets/a");
        assertEquals("s", first(get(200, "/Assets/a/Resolved"), "Streams").get("StreamId"));
        send(204, "DELETE", "/Streams/s", null);
        assertEquals(List.of(), Json.listOrEmpty(get(200, "/Assets/a/Resolved").get("Streams")));
        send(200, "PUT", "/AssetTypes/Pump", PUMP_TYPE.replace("\"Pump\"", "\"Great pump\""));
        assertEquals("Great pump", get(200, "/Assets/a/Resolved").get("AssetTypeName"));
        assertEquals(before, get(200, "/Assets/a"));
    }

    private void makeTwoStreams() {
        post(201, "/Assets/a", """
                {"StreamReferences":[{"Name":"B","StreamId":"s"},{"Name":"A","StreamId":"timed"}]}""");
    }

    @Test
    void anEmptyStreamHasAnEmptyArrayAndErrorsAreNullInEveryForm() {
        makeTwoStreams();
        String path = BASE + "/Assets/a/Data/Last";
        assertEquals(
                "{\"Results\":{\"B\":[],\"A\":[]},\"Errors\":null}",
                wire.get(path).text());
        for (String form : List.of("verbose", "non-verbose")) {
            Wire.Answer answer = wire.send("GET", path, Map.of("Accept-Verbosity", form), null);
            assertTrue(Json.objectOrEmpty(answer.json()).containsKey("Errors"), answer::text);
            assertNull(Json.objectOrEmpty(answer.json()).get("Errors"));
        }
        post(201, "/Assets/none", "{}");
        assertEquals(
                "{\"Results\":{},\"Errors\":null}",
                wire.get(BASE + "/Assets/none/Data/Last").text());
    }

    @Test
    void anIndexThatOneStreamCannotHaveIsAChildError() {
        makeTwoStreams();
        Map<String, Object> answer = get(207, "/Assets/a/Data?startIndex=2020-01-01&endIndex=2020-01-02");
        assertEquals(List.of(), Json.objectOrEmpty(answer.get("Results")).get("A"));
        Map<String, Object> children =
                Json.objectOrEmpty(Json.objectOrEmpty(answer.get("Errors")).get("ChildErrors"));
        assertEquals(Map.of("B", 400), statuses(children));
    }

    private static Map<String, Integer> statuses(Map<String, Object> children) {
        return children.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        child ->
                                Json.number(Json.objectOrEmpty(child.getValue()).get("StatusCode"))));
    }

    @Test
    void tooManyEventsOfOneStreamAreAChildError() {
        makeTwoStreams();
        String events =
                IntStream.range(0, 11).mapToObj("{\"K\":%d}"::formatted).collect(Collectors.joining(",", "[", "]"));
        post(204, "/Streams/s/Data", events);
        Map<String, Object> answer = get(207, "/Assets/a/Data?startIndex=0&endIndex=20&stream=B");
        Map<String, Object> children =
                Json.objectOrEmpty(Json.objectOrEmpty(answer.get("Errors")).get("ChildErrors"));
        assertEquals(Map.of("B", 400), statuses(children));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?endIndex=1",
                "?startIndex=1",
                "?startIndex=1&endIndex=2&boundaryType=Around",
                "/Interpolated?startIndex=1&endIndex=2",
                "/Interpolated?startIndex=1&endIndex=2&count=0",
                "/Summaries?startIndex=1&endIndex=2&count=-1",
                "/Sampled?startIndex=1&endIndex=2",
                "/Sampled?startIndex=1&endIndex=2&intervals=x"
            })
    void whatIsMissingOrMalformedEndsTheWholeCall(String read) {
        makeTwoStreams();
        get(400, "/Assets/a/Data" + read);
    }

    @Test
    void aCallThatIsLateHasNoPartOfAnAnswer() {
        makeTwoStreams();
        Wire.Answer answer =
                wire.send("GET", BASE + "/Assets/a/Data/Last", Map.of("Request-Timeout", "0.000000001"), null);
        assertEquals(408, answer.status(), answer::text);
        assertFalse(Json.objectOrEmpty(answer.json()).containsKey("Results"), answer::text);
    }

    @Test
    void namedFiltersAreJoinedAndKnowQuotes() {
        post(201, "/Assets/a", """
                {"AssetTypeId":"Pump","Metadata":[{"Name":"Site","SdsTypeCode":18,"Value":"a \\"b\\" \\\\c"},\
                {"Name":"Size","SdsTypeCode":11,"Value":3}]}""");
        post(201, "/Assets/b", "{\"Metadata\":[{\"Name\":\"Size\",\"SdsTypeCode\":11,\"Value\":3}]}");
        assertEquals(List.of("a", "b"), ids("filter[SIZE]=3"));
        assertEquals(List.of("a"), ids("filter[size]=3&filter[AssetTypeName]=PUMP"));
        assertEquals(List.of(), ids("filter[size]=4&filter[AssetTypeName]=pump"));
        assertEquals(List.of("a"), ids("filter[site]=" + Wire.encode("A \\\"B\\\" \\\\C")));
        assertEquals(List.of("a", "b"), ids("filter[status]=unknown"));
    }

    private List<Object> ids(String query) {
        Wire.Answer answer = wire.get(BASE + "/Assets?" + query);
        assertEquals(200, answer.status(), answer::text);
        return Json.listOrEmpty(answer.json()).stream()
                .map(asset -> Json.objectOrEmpty(asset).get("Id"))
                .toList();
    }

    @Test
    void ifMatchTakesAList() {
        post(201, "/Assets/a", "{}");
        Map<String, String> list = Map.of("If-Match", "\"7\", \"1\"");
        assertEquals(
                200,
                wire.send("PUT", BASE + "/Assets/a", list, "{\"Name\":\"b\"}").status());
        assertEquals(
                412,
                wire.send("PUT", BASE + "/Assets/a", list, "{\"Name\":\"c\"}").status());
    }

    @Test
    void moreThanAThousandItemsAreRefusedAsAWhole() {
        String items = IntStream.range(0, 1001)
                .mapToObj("{\"Id\":\"i%d\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        post(400, "/Bulk/Assets", items);
        assertEquals("0", wire.get(BASE + "/Assets").header("Total-Count"));
        String ids = IntStream.range(0, 1001).mapToObj("\"i%d\""::formatted).collect(Collectors.joining(",", "[", "]"));
        send(400, "DELETE", "/Bulk/Assets/Delete", ids);
    }

    @Test
    void theStatusOfTheTypeGoesBeforeThatOfTheAsset() {
        String status = """
                "Status":{"DefinitionType":"StreamPropertyMapping","Definition":{"StreamReferenceId":"level",\
                "StreamPropertyId":"V","ValueStatusMappings":[{"Value":1,"Status":"%s"}]}}""";
        post(204, "/Streams/s/Data", "[{\"K\":1,\"V\":1}]");
        String asset = "{\"AssetTypeId\":\"Pump\",\"StreamReferences\":[{\"Name\":\"Level\",\"StreamId\":\"s\"}],"
                + status.formatted("Good") + "}";
        post(201, "/Assets/a", asset);
        assertEquals("Good", get(200, "/Assets/a/Status/Last").get("Status"));
        String type = PUMP_TYPE.substring(0, PUMP_TYPE.length() - 1) + "," + status.formatted("Bad") + "}";
        send(200, "PUT", "/AssetTypes/Pump", type);
        assertEquals("Bad", get(200, "/Assets/a/Status/Last").get("Status"));
    }
}
