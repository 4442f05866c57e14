package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.testing.Json;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which read a request is, and which requests are none (spec 07, sections 1, 2, 5 and 7; spec 08, sections 1 and 9). The stream
 * {@code s} has the keys 0, 10, 20, 30, 40 with the values 1 to 5, {@code t} the keys 10, 20 with 7 and 8, and {@code many} the
 * keys 0 to 149.
 */
class ReadRequestsTest {
    private static final String BASE = VectorServer.BASE;
    private static final Seqstore STORE = Seqstore.inMemory();
    private static SeqstoreServer server;
    private static Wire wire;

    @BeforeAll
    static void fillTheStreams() {
        STORE.getOrCreateType(SdsType.object("Reading")
                .key("K", SdsTypeCode.INT64)
                .property("V", SdsTypeCode.DOUBLE)
                .property("Text", SdsTypeCode.STRING)
                .build());
        fill("s", IntStream.of(0, 10, 20, 30, 40), 1);
        fill("t", IntStream.of(10, 20), 7);
        fill("a,b", IntStream.of(10), 9);
        fill("many", IntStream.range(0, 150), 1);
        server = SeqstoreServer.start(STORE, ServerOptions.defaults().port(0));
        wire = new Wire(server.uri());
    }

    private static void fill(String id, IntStream keys, int firstValue) {
        STORE.getOrCreateStream(SdsStream.of(id, "Reading"));
        EventStream stream = STORE.stream(id);
        int[] value = {firstValue};
        keys.forEach(key -> stream.insert(
                stream.event().set("K", key).set("V", (double) value[0]++).build()));
    }

    @AfterAll
    static void stop() {
        server.stop();
        STORE.close();
    }

    private static Wire.Answer get(String path) {
        return wire.get(BASE + path.replace(" ", "%20").replace("\\", "%5C"));
    }

    /** The keys of the events of an answer, in their order. */
    private static String keys(Wire.Answer answer) {
        assertEquals(200, answer.status(), answer::text);
        Object body = answer.json();
        Object events = body instanceof Map<?, ?> page ? page.get("Results") : body;
        return Json.listOrEmpty(events).stream()
                .map(event ->
                        String.valueOf(Json.number(Json.objectOrEmpty(event).get("K"))))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                // Find distinct.
                "index=10                                              | 10",
                "index=11                                              | ''",
                "index=11&searchMode=exactornext                       | 20",
                "index=20&searchMode=4                                 | 10",
                "index=10&filter=V gt 2                                | ''",
                "index=10&startIndex=&endindex=&count=5                | 10",
                // Range.
                "startIndex=10&count=2                                 | 10 20",
                "startIndex=10                                         | 10 20 30 40",
                "startIndex=10&endIndex=&form=&filter=                 | 10 20 30 40",
                "startIndex=15&boundaryType=outside&count=2            | 10 20",
                "startIndex=15&boundaryType=2&reversed=True            | 20 10 0",
                "startIndex=10&skip=1&count=1                          | 20",
                "startIndex=10&count=0                                 | ''",
                "STARTINDEX=30&REVERSED=TRUE&COUNT=2                   | 30 20",
                // Window and bounded range.
                "startIndex=10&endIndex=30                             | 10 20 30",
                "startIndex=10&endIndex=10                             | 10",
                "startIndex=10&endIndex=30&count=2                     | 10 20",
                "startIndex=10&endIndex=30&skip=1                      | 20 30",
                "startIndex=30&endIndex=10&reversed=true               | 30 20 10",
                "startIndex=10&endIndex=10&reversed=true               | 10",
                "startIndex=30&endIndex=10&reversed=true&skip=1&count=1 | 20",
                "startIndex=10&endIndex=30&reversed=False              | 10 20 30",
                "startIndex=10&endIndex=30&startBoundaryType=Inside&endBoundaryType=Outside | 20 30 40",
                "startIndex=30&endIndex=10&reversed=true&startBoundaryType=Inside&endBoundaryType=Outside | 20 10 0",
                // Filtered.
                "filter=V gt 2                                         | 20 30 40",
                "filter=V gt 2&skip=1&count=1                          | 30",
                "filter=V gt 9                                         | ''",
                // Pages.
                "startIndex=0&endIndex=40&count=2&continuationToken=   | 0 10",
                "startIndex=0&endIndex=40&count=2&continuationToken=10 | 20 30",
                "startIndex=0&endIndex=40&continuationToken=           | 0 10 20 30 40",
                "startIndex=0&endIndex=40&count=9&continuationToken=40 | ''",
                "startIndex=5&endIndex=35&boundaryType=2&count=9&continuationToken=0  | 10 20 30 40",
                "startIndex=5&endIndex=35&boundaryType=3&count=2&continuationToken=5  | 10 20",
            })
    void isTheReadThatItsParametersName(String query, String keys) {
        assertEquals(keys.equals("''") ? "" : keys, keys(get("/Streams/s/Data?" + query)));
        assertEquals(keys.equals("''") ? "" : keys, keys(get("/Streams/s/Data/Transform?streamViewId=&" + query)));
    }

    @Test
    void countsAHundredUnlessToldOtherwise() {
        assertEquals(
                100,
                Json.listOrEmpty(get("/Streams/many/Data?startIndex=0").json()).size());
        assertEquals(
                150,
                Json.listOrEmpty(get("/Streams/many/Data?startIndex=0&endIndex=999")
                                .json())
                        .size());
        assertEquals(
                150,
                Json.listOrEmpty(get("/Streams/many/Data?filter=K ge 0").json()).size());
        assertEquals(
                100,
                Json.listOrEmpty(get("/Streams/many/Data/Interpolated?startIndex=0&endIndex=149")
                                .json())
                        .size());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Interpolated?index=5&index=10&index=5                 | 5 10 5",
                "Interpolated?startIndex=0&endIndex=40&count=5         | 0 10 20 30 40",
                "Interpolated?startIndex=0&endIndex=40&count=1         | 0",
                "Interpolated?startIndex=0&endIndex=2&count=9          | 0 1 2",
                "Interpolated?startIndex=0&endIndex=40&count=5&filter= | 0 10 20 30 40",
                "Interpolated?startIndex=0&endIndex=40&count=5&filter=V gt 3 | 30 40",
                "Sampled?startIndex=0&endIndex=40&intervals=1&sampleBy=v     | 0 40",
                "Sampled?startIndex=0&endIndex=40&intervals=2&sampleBy=V,k   | 0 20 30 40",
                "Sampled?startIndex=0&endIndex=40&intervals=1&sampleBy=V&sampleBy=K | 0 40",
                "Sampled?startIndex=5&endIndex=35&intervals=1&sampleBy=V&boundaryType=3 | 5 35",
            })
    void readsWhatIsCalculatedAndChosen(String query, String keys) {
        assertEquals(keys, keys(get("/Streams/s/Data/" + query)));
        assertEquals(keys, keys(get("/Streams/s/Data/Transform/" + query)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "?",
                "?count=5",
                "?filter=",
                "?filter=%20",
                "?endIndex=10",
                "?startIndex=&endIndex=10",
                "?index=10&startIndex=0",
                "?index=10&endIndex=0",
                "?index=10&continuationToken=",
                "?index=10&index=20",
                "?index=10&index=10",
                "?index=10,20",
                "?index=10&searchMode=5",
                "?index=10&searchMode=Nearest",
                "?startIndex=0&count=-1",
                "?startIndex=0&count=many",
                "?startIndex=0&skip=-1",
                "?startIndex=0&reversed=1",
                "?startIndex=0&boundaryType=4",
                "?startIndex=0&boundaryType=Near",
                "?startIndex=zero",
                "?startIndex=30&endIndex=10",
                "?startIndex=30&endIndex=10&count=5",
                "?startIndex=10&endIndex=30&reversed=true",
                "?startIndex=10&endIndex=30&startBoundaryType=1",
                "?startIndex=10&endIndex=30&endBoundaryType=1",
                "?startIndex=10&endIndex=30&boundaryType=1&startBoundaryType=1&endBoundaryType=1",
                "?startIndex=10&endIndex=30&count=0&continuationToken=",
                "?startIndex=10&endIndex=30&count=2&continuationToken=soon",
                "?startIndex=10&endIndex=30&count=2&continuationToken=9",
                "?startIndex=10&endIndex=30&count=2&continuationToken=31",
                "?startIndex=10&endIndex=30&count=2&continuationToken=&form=csv",
                "?startIndex=10&endIndex=30&form=tables",
                "?filter=V gt",
                "?filter=V gt 2&count=-1",
                "/Interpolated",
                "/Interpolated?count=5",
                "/Interpolated?startIndex=0",
                "/Interpolated?endIndex=0",
                "/Interpolated?index=0&startIndex=0&endIndex=10",
                "/Interpolated?index=0&endIndex=10",
                "/Interpolated?startIndex=0&endIndex=10&count=0",
                "/Interpolated?startIndex=0&endIndex=10&count=-5",
                "/Interpolated?startIndex=10&endIndex=0&count=5",
                "/Interpolated?index=five",
                "/Summaries?startIndex=0",
                "/Summaries?endIndex=0",
                "/Summaries?startIndex=0&endIndex=10&count=0",
                "/Summaries?startIndex=0&endIndex=10&count=-1",
                "/Summaries?startIndex=0&endIndex=10&count=one",
                "/Summaries?startIndex=10&endIndex=0",
                "/Summaries?startIndex=0&endIndex=10&filter=V",
                "/Summaries?startIndex=0&endIndex=10&form=xml",
                "/Sampled?startIndex=0&endIndex=10&intervals=1",
                "/Sampled?startIndex=0&endIndex=10&intervals=1&sampleBy=,",
                "/Sampled?startIndex=0&endIndex=10&sampleBy=V",
                "/Sampled?startIndex=0&endIndex=10&intervals=0&sampleBy=V",
                "/Sampled?startIndex=0&endIndex=10&intervals=1&sampleBy=Text",
                "/Sampled?startIndex=0&endIndex=10&intervals=1&sampleBy=V,Nope",
                "/Sampled?startIndex=10&endIndex=0&intervals=1&sampleBy=V",
                "/Sampled?endIndex=0&intervals=1&sampleBy=V",
            })
    void isRefusedWhenItIsNoRead(String query) {
        Wire.Answer answer = get("/Streams/s/Data" + query);
        assertEquals(400, answer.status(), answer::text);
        assertEquals(
                "The request is not valid.", Json.objectOrEmpty(answer.json()).get("Error"), answer::text);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "streams=s,t&joinMode=Inner         | [[10:2.0, 10:7.0], [20:3.0, 20:8.0]]",
                "streams=s,t&joinMode=inNER         | [[10:2.0, 10:7.0], [20:3.0, 20:8.0]]",
                "streams=t&streams=s&joinMode=0     | [[10:7.0, 10:2.0], [20:8.0, 20:3.0]]",
                "streams=t&joinMode=1               | [[10:7.0], [20:8.0]]",
                "streams=t,t&joinMode=Outer         | [[10:7.0, 10:7.0], [20:8.0, 20:8.0]]",
                "streams=t,a\\,b&joinMode=Outer     | [[10:7.0, 10:9.0], [20:8.0, null]]",
                "streams=a\\,b,t&joinMode=3         | [10:9.0, 20:8.0]",
                "streams=a\\,b,t&joinMode=MergeRight | [10:7.0, 20:8.0]",
                "streams=s,t&joinMode=2&count=2     | [[0:1.0, 0:7.0], [10:2.0, 10:7.0]]",
                "streams=s,t&joinMode=3&count=0     | []",
                "streams= s , t &joinMode=4&filter=V gt 4 | [10:7.0, 20:8.0, 40:5.0]",
                "streams=s,t&joinMode=Outer&filter=V gt 99 | []",
            })
    void joinsStreamsInTheOrderInWhichTheyAreNamed(String query, String rows) {
        Wire.Answer answer = get("/Bulk/Streams/Data/Joins?startIndex=0&endIndex=99&" + query);
        assertEquals(200, answer.status(), answer::text);
        assertEquals(rows, shown(answer.json()));
    }

    private static String shown(Object json) {
        if (json instanceof Iterable<?>) {
            return Json.listOrEmpty(json).stream()
                    .map(ReadRequestsTest::shown)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return json instanceof Map<?, ?> event ? event.get("K") + ":" + event.get("V") : String.valueOf(json);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "joinMode=0&startIndex=0&endIndex=9",
                "streams=&joinMode=0&startIndex=0&endIndex=9",
                "streams=,&joinMode=0&startIndex=0&endIndex=9",
                "streams=s&startIndex=0&endIndex=9",
                "streams=s&joinMode=5&startIndex=0&endIndex=9",
                "streams=s&joinMode=Left&startIndex=0&endIndex=9",
                "streams=s&joinMode=0&endIndex=9",
                "streams=s&joinMode=0&startIndex=0",
                "streams=s&joinMode=0&startIndex=9&endIndex=0",
                "streams=s&joinMode=0&startIndex=0&endIndex=9&count=-1",
                "streams=s&joinMode=0&startIndex=0&endIndex=9&form=table",
                "streams=s&joinMode=0&startIndex=0&endIndex=9&startBoundaryType=1",
                "streams=s&joinMode=0&startIndex=0&endIndex=9&filter=V gt",
            })
    void refusesWhatIsNoJoin(String query) {
        Wire.Answer answer = get("/Bulk/Streams/Data/Joins?" + query);
        assertEquals(400, answer.status(), answer::text);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'StreamId':'s','Options':{'StartIndex':'0','EndIndex':'99','Count':2}},"
                        + "{'StreamId':'t','Options':{'StartIndex':'0','EndIndex':'15'}}]"
                        + " | 200 | [[0:1.0, null], [10:2.0, 10:7.0]]",
                "[{'StreamId':'t','Options':{'StartIndex':'0','EndIndex':'99','Count':0,'Filter':''}}] | 200 | [[10:7.0], [20:8.0]]",
                "[{'StreamId':'t','Options':{'StartIndex':'0','EndIndex':'99','Count':null,'Filter':'V gt 7'}}] | 200 | [[20:8.0]]",
                "[{'streamid':'t','options':{'startindex':11,'endindex':19,'StartBoundaryType':'Outside','EndBoundaryType':2}}]"
                        + " | 200 | [[10:7.0], [20:8.0]]",
                "[{'StreamId':'t','Options':{'EndIndex':'99'}}]                    | 400 | StartIndex",
                "[{'StreamId':'t','Options':{'StartIndex':'0'}}]                   | 400 | EndIndex",
                "[{'StreamId':'t'}]                                                | 400 | StartIndex",
                "[{'Options':{'StartIndex':'0','EndIndex':'9'}}]                   | 400 | StreamId",
                "[{'StreamId':'t','Options':{'StartIndex':'0','EndIndex':'9','Count':-1}}] | 400 | count",
                "[{'StreamId':'x','Options':{'StartIndex':'0','EndIndex':'9'}}]    | 404 | Stream 'x'",
                "[]                                                                | 400 | names no stream",
                "[null]                                                            | 400 | position 0",
                "{}                                                                | 400 | not a JSON array",
            })
    void joinsStreamsWithBoundsOfTheirOwn(String body, int status, String found) {
        Wire.Answer answer =
                wire.send("POST", BASE + "/Bulk/Streams/Data/Joins?joinMode=Outer", Map.of(), body.replace('\'', '"'));
        assertEquals(status, answer.status(), answer::text);
        if (status == 200) {
            assertEquals(found, shown(answer.json()));
        } else {
            String reason = (String) Json.objectOrEmpty(answer.json()).get("Reason");
            assertTrue(reason.contains(found), reason);
        }
    }

    /** What ends a join early is not touched (spec 07, section 6); {@code s} has five events in its window. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "streams=s&joinMode=Outer&count=3, 200",
        "streams=s&joinMode=Outer&count=4, 400",
        "streams=s&joinMode=Outer, 400",
        "'streams=s,t&joinMode=MergeLeft&count=3', 200",
        "'streams=s,t&joinMode=Interpolated&count=1', 200",
        "'streams=s,t&joinMode=Inner&count=1', 400",
        "streams=t&joinMode=Inner, 200",
        "streams=s&joinMode=Outer&count=1&filter=V gt 4, 400"
    })
    void aJoinIsLimitedByWhatItsRowsReachTo(String query, int status) {
        SeqstoreServer limited =
                SeqstoreServer.start(STORE, ServerOptions.defaults().port(0).maxEventsPerRead(3));
        try {
            Wire.Answer answer = new Wire(limited.uri())
                    .get(BASE + "/Bulk/Streams/Data/Joins?startIndex=0&endIndex=99&" + query.replace(" ", "%20"));
            assertEquals(status, answer.status(), answer::text);
        } finally {
            limited.stop();
        }
    }

    /** The first and the last event are single ones in every form, and null when there is none (spec 07, 2.1; spec 09, section 2). */
    @Test
    void theFirstAndTheLastEventHaveNoForm() {
        assertEquals(
                "{\"K\":40,\"V\":5.0}", get("/Streams/s/Data/Last?form=table").text());
        assertEquals(
                "{\"K\":0,\"V\":1.0}", get("/Streams/s/Data/First?form=csv").text());
        STORE.getOrCreateStream(SdsStream.of("empty", "Reading"));
        assertEquals("null", get("/Streams/empty/Data/Last").text());
        assertEquals("null", get("/Streams/empty/Data/Transform/First").text());
        assertEquals("[]", get("/Streams/empty/Data?startIndex=0").text());
        assertEquals(404, get("/Streams/none/Data/Last").status());
    }
}
