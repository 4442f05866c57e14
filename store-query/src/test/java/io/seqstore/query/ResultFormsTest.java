package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.core.cursor.ArraySource;
import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.query.shape.ResultForm;
import io.seqstore.query.shape.ResultJson;
import io.seqstore.query.shape.SummaryJson;
import io.seqstore.query.shape.Table;
import io.seqstore.testing.Json;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.SdsVersion;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as JSON, tables and comma-separated values (spec 09, sections 2 and 3). */
class ResultFormsTest {
    private static final Map<String, Object> VECTORS =
            Json.object(Json.resource("/vectors/filters-tables-verbosity.json"));

    @TestFactory
    Stream<DynamicTest> everyVectorHolds() {
        return Json.list(VECTORS.get("vectors")).stream()
                .map(Json::object)
                .map(vector -> dynamicTest((String) vector.get("id"), () -> run(vector)));
    }

    private static void run(Map<String, Object> vector) throws IOException {
        String fixture = (String)
                Json.list(Json.object(vector.get("given")).get("fixtures")).get(0);
        VectorStream stream =
                VectorStream.of(Json.object(Json.object(VECTORS.get("fixtures")).get(fixture)));
        Map<String, Object> when = Json.object(vector.get("when"));
        String formText = null;
        for (Object pair : Json.list(when.get("query"))) {
            formText = Json.list(pair).get(0).equals("form")
                    ? (String) Json.list(pair).get(1)
                    : formText;
        }
        String wanted = formText;
        Map<String, Object> expect = Json.object(vector.get("expect"));
        if (((BigDecimal) expect.get("status")).intValue() == 400) {
            assertThrows(InvalidRequestException.class, () -> ResultForm.of(wanted));
            return;
        }
        ResultForm form = ResultForm.of(formText);
        ColumnBatch events = (ColumnBatch) new VectorRequest(when, stream).answer();
        if (form.isCsv()) {
            assertEquals(expect.get("text"), csv(Table.of(events), form.hasHeaders()));
            return;
        }
        boolean verbose = String.valueOf(when.get("headers")).contains("=Verbose");
        String json = json(out -> ResultJson.write(events, form, verbose ? Verbosity.VERBOSE : Verbosity.COMPACT, out));
        assertEquals(Json.write(numbers(expect.get("body"))), Json.write(numbers(Json.parse(json))));
    }

    /** The same with numbers that compare by their value. */
    private static Object numbers(Object json) {
        if (json instanceof BigDecimal number) {
            return number.doubleValue();
        } else if (json instanceof List<?> items) {
            List<Object> all = new ArrayList<>();
            items.forEach(item -> all.add(numbers(item)));
            return all;
        } else if (json instanceof Map<?, ?> members) {
            Map<Object, Object> all = new java.util.LinkedHashMap<>();
            members.forEach((name, value) -> all.put(name, numbers(value)));
            return all;
        }
        return json;
    }

    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    private static String json(Writing writing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            writing.to(generator);
        }
        return text.toString();
    }

    private static String csv(Table table, boolean headers) throws IOException {
        StringBuilder text = new StringBuilder();
        table.writeCsv(headers, text);
        return text.toString();
    }

    private static final EventLayout NOTES = EventLayout.of(SdsType.object("Notes")
            .key("At", SdsTypeCode.DATE_TIME)
            .property("Text", SdsTypeCode.STRING)
            .property("Maybe", SdsTypeCode.NULLABLE_INT32)
            .property("Values", SdsTypeCode.DOUBLE_ARRAY)
            .property("Bytes", SdsTypeCode.BYTE_ARRAY)
            .build());

    private static ColumnBatch notes() {
        ColumnBatch batch = new ColumnBatch(NOTES, 3);
        EventConverter converter = EventConverter.of(NOTES);
        Instant start = Instant.parse("2020-01-01T00:00:00.25Z");
        converter.append(
                Event.builder(NOTES)
                        .set("At", start)
                        .set("Text", "a \"b\", c")
                        .set("Maybe", 0)
                        .set("Values", List.of(1.0, Double.NaN))
                        .set("Bytes", new byte[] {1, 2})
                        .build(),
                batch);
        converter.append(
                Event.builder(NOTES)
                        .set("At", start.plusSeconds(1))
                        .set("Text", "")
                        .build(),
                batch);
        converter.append(
                Event.builder(NOTES)
                        .set("At", start.plusSeconds(2))
                        .set("Text", "two\nlines")
                        .build(),
                batch);
        return batch;
    }

    @Test
    void quotesWhatNeedsQuotes() throws IOException {
        assertEquals("""
                2020-01-01T00:00:00.25Z,"a ""b"", c",0,"[1.0,""NaN""]",AQI=\r
                2020-01-01T00:00:01.25Z,"",,,\r
                2020-01-01T00:00:02.25Z,"two
                lines",,,\r
                """, csv(Table.of(notes()), false));
    }

    @Test
    void writesEveryCellOfATable() throws IOException {
        assertEquals(
                "{\"Name\":\"Notes\",\"Columns\":[{\"Name\":\"At\",\"Type\":\"DateTime\"},"
                        + "{\"Name\":\"Text\",\"Type\":\"String\"},{\"Name\":\"Maybe\",\"Type\":\"NullableInt32\"},"
                        + "{\"Name\":\"Values\",\"Type\":\"DoubleArray\"},{\"Name\":\"Bytes\",\"Type\":\"ByteArray\"}],"
                        + "\"Rows\":[[\"At\",\"Text\",\"Maybe\",\"Values\",\"Bytes\"],"
                        + "[\"2020-01-01T00:00:00.25Z\",\"a \\\"b\\\", c\",0,[1.0,\"NaN\"],\"AQI=\"],"
                        + "[\"2020-01-01T00:00:01.25Z\",\"\",null,null,null],"
                        + "[\"2020-01-01T00:00:02.25Z\",\"two\\nlines\",null,null,null]]}",
                json(out -> ResultJson.write(notes(), ResultForm.TABLE_HEADERS, Verbosity.COMPACT, out)));
    }

    private static final SdsType STATE =
            SdsType.enumeration("State").member("Ok", 0).member("Alarm", 2).build();

    /** A property of every kind, one of them with a name that needs quotes. */
    private static final EventLayout KINDS = EventLayout.of(SdsType.object("Kinds")
            .key("K", SdsTypeCode.UINT64)
            .property("a,b", SdsTypeCode.DOUBLE)
            .property("F", SdsTypeCode.SINGLE)
            .property("B", SdsTypeCode.BOOLEAN)
            .property("C", SdsTypeCode.CHAR)
            .property(SdsTypeProperty.of("S", STATE))
            .property("G", SdsTypeCode.GUID)
            .property("V", SdsTypeCode.VERSION)
            .property("M", SdsTypeCode.DECIMAL)
            .property("O", SdsTypeCode.DATE_TIME_OFFSET)
            .property("P", SdsTypeCode.TIME_SPAN)
            .property("N", SdsTypeCode.NULLABLE_SINGLE)
            .property("A", SdsTypeCode.STRING_ARRAY)
            .property(
                    "I",
                    SdsType.object("Inner")
                            .property("X", SdsTypeCode.DOUBLE)
                            .property("T", SdsTypeCode.STRING)
                            .property(SdsTypeProperty.of("S", STATE))
                            .build())
            .property(
                    "D",
                    SdsType.builder(SdsTypeCode.IDICTIONARY)
                            .id("D")
                            .genericArgument(SdsType.of(SdsTypeCode.STRING))
                            .genericArgument(SdsType.of(SdsTypeCode.NULLABLE_INT32))
                            .build())
            .build());

    private static ColumnBatch kinds() {
        ColumnBatch batch = new ColumnBatch(KINDS, 2);
        EventConverter converter = EventConverter.of(KINDS);
        Map<String, Object> dictionary = new LinkedHashMap<>();
        dictionary.put("x,y", 1);
        dictionary.put("", null);
        converter.append(
                Event.builder(KINDS)
                        .set("K", new BigInteger("18446744073709551615"))
                        .set("a,b", Double.NEGATIVE_INFINITY)
                        .set("F", 1e10f)
                        .set("B", true)
                        .set("C", '"')
                        .set("S", 2)
                        .set("G", UUID.fromString("0F8FAD5B-d9cb-469f-a165-70867728950e"))
                        .set("V", new SdsVersion(1, 2, 3, -1))
                        .set("M", new BigDecimal("1.50"))
                        .set("O", OffsetDateTime.parse("2020-01-01T12:00:00.5-03:30"))
                        .set("P", Duration.parse("-PT26H3M4.5S"))
                        .set("N", -0.0f)
                        .set("A", Arrays.asList("q\"r", null, ""))
                        .set("I", Map.of("X", Double.NaN, "S", 2))
                        .set("D", dictionary)
                        .build(),
                batch);
        converter.append(Event.builder(KINDS).set("K", 0).set("I", Map.of()).build(), batch);
        return batch;
    }

    private static final String COMPACT =
            "[{'K':18446744073709551615,'a,b':'-Infinity','F':1.0E10,'B':true,'C':'\\'','S':2,"
                    + "'G':'0f8fad5b-d9cb-469f-a165-70867728950e','V':'1.2.3','M':1.50,'O':'2020-01-01T12:00:00.5-03:30',"
                    + "'P':'-1.02:03:04.5000000','N':-0.0,'A':['q\\'r',null,''],'I':{'X':'NaN','S':2},'D':{'x,y':1,'':null}},"
                    + "{'K':0,'I':{}}]";

    private static final String ROWS =
            "[[18446744073709551615,'-Infinity',1.0E10,true,'\\'',2,'0f8fad5b-d9cb-469f-a165-70867728950e','1.2.3',1.50,"
                    + "'2020-01-01T12:00:00.5-03:30','-1.02:03:04.5000000',-0.0,['q\\'r',null,''],"
                    + "{'X':'NaN','T':null,'S':2},{'x,y':1,'':null}],"
                    + "[0,0.0,0.0,false,'\\u0000',0,'00000000-0000-0000-0000-000000000000',null,0,"
                    + "'0001-01-01T00:00:00+00:00','00:00:00',null,null,{'X':0.0,'T':null,'S':0},null]]";

    @Test
    void writesEveryKindOfValue() throws IOException {
        assertEquals(
                COMPACT.replace('\'', '"'),
                json(out -> ResultJson.write(kinds(), ResultForm.DEFAULT, Verbosity.COMPACT, out)));
        for (Verbosity verbosity : Verbosity.values()) {
            String table = json(out -> ResultJson.write(kinds(), ResultForm.TABLE, verbosity, out));
            assertEquals(ROWS.replace('\'', '"'), table.substring(table.indexOf("[["), table.length() - 1));
        }
        List<Object> columns = Json.list(Json.object(
                        Json.parse(json(out -> ResultJson.write(kinds(), ResultForm.TABLE, Verbosity.COMPACT, out))))
                .get("Columns"));
        assertEquals("{\"Name\":\"S\",\"Type\":\"Int32Enum\"}", Json.write(columns.get(5)));
        assertEquals("{\"Name\":\"I\",\"Type\":\"Object\"}", Json.write(columns.get(13)));
        assertEquals("{\"Name\":\"D\",\"Type\":\"IDictionary\"}", Json.write(columns.get(14)));
    }

    /** As in JSON without the quotes; what is structured is JSON inside a field. */
    @Test
    void writesEveryKindOfValueSeparatedByCommas() throws IOException {
        assertEquals("""
                K,"a,b",F,B,C,S,G,V,M,O,P,N,A,I,D\r
                18446744073709551615,-Infinity,1.0E10,true,\"\"\"\",2,0f8fad5b-d9cb-469f-a165-70867728950e,1.2.3,1.50,\
                2020-01-01T12:00:00.5-03:30,-1.02:03:04.5000000,-0.0,"[""q\\""r"",null,\"\"\"\"]",\
                "{""X"":""NaN"",""T"":null,""S"":2}","{""x,y"":1,\"\"\"\":null}"\r
                0,0.0,0.0,false,\0,0,00000000-0000-0000-0000-000000000000,,0,0001-01-01T00:00:00+00:00,00:00:00,,,\
                "{""X"":0.0,""T"":null,""S"":0}",\r
                """, csv(Table.of(kinds()), true));
    }

    /** No rows are no error, and the columns are told all the same (spec 09, section 2). */
    @Test
    void writesResultsWithoutRows() throws IOException {
        ColumnBatch none = new ColumnBatch(NOTES, 0);
        assertEquals("[]", json(out -> ResultJson.write(none, ResultForm.DEFAULT, Verbosity.VERBOSE, out)));
        String table = json(out -> ResultJson.write(none, ResultForm.TABLE, Verbosity.COMPACT, out));
        assertTrue(
                table.startsWith("{\"Name\":\"Notes\",\"Columns\":[{\"Name\":\"At\",\"Type\":\"DateTime\"},"), table);
        assertTrue(table.endsWith("],\"Rows\":[]}"), table);
        String headers = json(out -> ResultJson.write(none, ResultForm.TABLE_HEADERS, Verbosity.COMPACT, out));
        assertTrue(headers.endsWith("],\"Rows\":[[\"At\",\"Text\",\"Maybe\",\"Values\",\"Bytes\"]]}"), headers);
        assertEquals("", csv(Table.of(none), false));
        assertEquals("At,Text,Maybe,Values,Bytes\r\n", csv(Table.of(none), true));
        assertEquals(
                "{\"Results\":[],\"ContinuationToken\":null}",
                json(out -> ResultJson.write(
                        Pump.queries()
                                .page(new PageRequest(
                                        Pump.bounds(11, BoundaryType.EXACT, 19, BoundaryType.EXACT),
                                        5,
                                        Optional.empty())),
                        ResultForm.DEFAULT,
                        Verbosity.COMPACT,
                        out)));
    }

    @ParameterizedTest(name = "form {0}: {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, DEFAULT",
                "'', DEFAULT",
                "Default, DEFAULT",
                "0, DEFAULT",
                "TABLE, TABLE",
                "1, TABLE",
                "tableH, TABLE_HEADERS",
                "Table-Headers, TABLE_HEADERS",
                "2, TABLE_HEADERS",
                "Csv, CSV",
                "3, CSV",
                "CSVH, CSV_HEADERS",
                "4, CSV_HEADERS"
            })
    void namesFormsInAnyCaseAndByNumber(String text, ResultForm form) {
        assertEquals(form, ResultForm.of(text));
    }

    @ParameterizedTest(name = "form {0}")
    @ValueSource(strings = {"5", "-1", "00", "tables", "table_headers", "json", " "})
    void refusesOtherForms(String text) {
        assertThrows(InvalidRequestException.class, () -> ResultForm.of(text));
    }

    @Test
    void writesPagesWithATokenOfSevenDigits() throws IOException {
        Queries queries = new Queries(new ArraySource(notes()), SdsStream.of("n", "Notes"), ReadLimits.DEFAULT);
        long from = notes().key(0);
        PageRequest request = new PageRequest(
                Pump.bounds(from, BoundaryType.EXACT, from + 100_000_000, BoundaryType.EXACT), 2, Optional.empty());
        Page page = queries.where("Maybe eq 0 or Text eq ''").page(request);
        assertEquals(
                "{\"Results\":[{\"At\":\"2020-01-01T00:00:00.25Z\",\"Text\":\"a \\\"b\\\", c\",\"Maybe\":0,"
                        + "\"Values\":[1.0,\"NaN\"],\"Bytes\":\"AQI=\"},"
                        + "{\"At\":\"2020-01-01T00:00:01.25Z\",\"Text\":\"\"}],\"ContinuationToken\":null}",
                json(out -> ResultJson.write(page, ResultForm.DEFAULT, Verbosity.COMPACT, out)));
        PageRequest one = new PageRequest(request.bounds(), 1, Optional.empty());
        String first = json(out -> ResultJson.write(queries.page(one), ResultForm.TABLE, Verbosity.COMPACT, out));
        assertEquals(
                "2020-01-01T00:00:00.2500000Z", Json.object(Json.parse(first)).get("ContinuationToken"));
    }

    @Test
    void writesSummaries() throws IOException {
        SummariesRequest request = new SummariesRequest(10, 30, 1);
        String json = json(out -> SummaryJson.write(Pump.queries().summaries(request), Verbosity.COMPACT, out));
        assertEquals(
                "[{\"Start\":{\"K\":10,\"Level\":1.0},\"End\":{\"K\":30,\"Level\":4.0},\"Summaries\":{"
                        + "\"Count\":{\"K\":3,\"Level\":3},\"Minimum\":{\"Level\":1.0},\"Maximum\":{\"Level\":4.0},"
                        + "\"Range\":{\"Level\":3.0},\"Total\":{\"Level\":4.5},\"Mean\":{\"Level\":2.25},",
                json.substring(0, json.indexOf("\"StandardDeviation\"")));
        SummariesRequest before = new SummariesRequest(10, 10, 1);
        String lone = json(out -> SummaryJson.write(Pump.queries().summaries(before), Verbosity.COMPACT, out));
        assertEquals(true, lone.endsWith("\"Skewness\":{\"Level\":\"NaN\"},\"Kurtosis\":{\"Level\":\"NaN\"}}}]"));
    }

    /** Undefined and infinite results are strings in JSON, zeros are written in every verbosity (spec 08, section 1). */
    @Test
    void writesResultsThatAreNoFiniteNumbersAsStrings() throws IOException {
        Queries queries = Pump.queries(
                Pump.events(new long[] {0, 5}, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY), ReadLimits.DEFAULT);
        SummariesRequest request = new SummariesRequest(0, 5, 1);
        for (Verbosity verbosity : Verbosity.values()) {
            Map<String, Object> statistics = Json.object(Json.object(Json.list(Json.parse(
                                    json(out -> SummaryJson.write(queries.summaries(request), verbosity, out))))
                            .get(0))
                    .get("Summaries"));
            assertEquals("{\"Level\":\"-Infinity\"}", Json.write(statistics.get("Minimum")));
            assertEquals("{\"Level\":\"NaN\"}", Json.write(statistics.get("Range")));
            assertEquals("{\"Level\":\"-Infinity\"}", Json.write(statistics.get("Total")));
            assertEquals("{\"K\":2,\"Level\":2}", Json.write(statistics.get("Count")));
        }
        SummariesRequest apart = new SummariesRequest(9, 9, 1);
        Map<String, Object> nothing = Json.object(Json.object(Json.list(Json.parse(json(out -> SummaryJson.write(
                                Pump.queries(Pump.events(new long[0]), ReadLimits.DEFAULT)
                                        .summaries(apart),
                                Verbosity.COMPACT,
                                out))))
                        .get(0))
                .get("Summaries"));
        assertEquals("{\"K\":0,\"Level\":0}", Json.write(nothing.get("Count")));
        assertEquals("{\"Level\":\"NaN\"}", Json.write(nothing.get("Minimum")));
        assertEquals(
                List.of(Statistic.values()).stream().map(Statistic::sdsName).toList(), List.copyOf(nothing.keySet()));
    }

    @Test
    void writesSummariesAsATable() throws IOException {
        Table table = Table.of(Pump.queries().summaries(new SummariesRequest(10, 30, 2)));
        assertEquals(
                "Start,End,Count.K,Count.Level,Minimum.Level,Maximum.Level,Range.Level,Total.Level,Mean.Level,"
                        + "StandardDeviation.Level,PopulationStandardDeviation.Level,WeightedMean.Level,"
                        + "WeightedStandardDeviation.Level,WeightedPopulationStandardDeviation.Level,Skewness.Level,"
                        + "Kurtosis.Level\r\n"
                        + "10,20,2,2,1.0,2.0,1.0,1.5,1.5,NaN,0.0,1.5,NaN,0.0,NaN,NaN\r\n"
                        + "20,30,1,1,4.0,4.0,0.0,3.0,3.0,NaN,0.0,3.0,NaN,0.0,NaN,NaN\r\n",
                csv(table, true));
        Map<String, Object> json = Json.object(Json.parse(json(out -> table.writeJson(false, out))));
        assertEquals(
                "{\"Name\":\"End\",\"Type\":\"Int64\"}",
                Json.write(Json.list(json.get("Columns")).get(1)));
        assertEquals(
                "[20,30,1,1,4.0,4.0,0.0,3.0,3.0,\"NaN\",0.0,3.0,\"NaN\",0.0,\"NaN\",\"NaN\"]",
                Json.write(Json.list(json.get("Rows")).get(1)));
    }

    /** Statistics of times are times or lengths of time, and there is no total of points in time (spec 08, section 4). */
    @Test
    void writesSummariesOfTimesAsATable() throws IOException {
        EventLayout layout = EventLayout.of(SdsType.object("Trip")
                .name("A trip")
                .key("K", SdsTypeCode.DATE_TIME_OFFSET)
                .property("At", SdsTypeCode.DATE_TIME)
                .property("Took", SdsTypeCode.TIME_SPAN)
                .property("Text", SdsTypeCode.STRING)
                .build());
        ColumnBatch trips = new ColumnBatch(layout, 2);
        for (int i = 0; i < 2; i++) {
            Event trip = Event.builder(layout)
                    .set("K", OffsetDateTime.parse("2020-05-05T12:00:00+02:00").plusSeconds(i * 2L))
                    .set("At", Instant.parse("2020-01-0" + (1 + 2 * i) + "T00:00:00Z"))
                    .set("Took", Duration.ofSeconds(1 + 2L * i))
                    .build();
            EventConverter.of(layout).append(trip, trips);
        }
        Queries queries = new Queries(new ArraySource(trips), SdsStream.of("t", "Trip"), ReadLimits.DEFAULT);
        Table table = Table.of(queries.summaries(new SummariesRequest(trips.key(0), trips.key(1), 1)));
        assertEquals("A trip", table.name());
        assertEquals(
                "Start,End,Count.K,Count.At,Count.Took,Minimum.At,Minimum.Took,Maximum.At,Maximum.Took,Range.At,Range.Took,"
                        + "Total.Took,Mean.At,Mean.Took,StandardDeviation.At,StandardDeviation.Took,"
                        + "PopulationStandardDeviation.At,PopulationStandardDeviation.Took,WeightedMean.At,WeightedMean.Took,"
                        + "WeightedStandardDeviation.At,WeightedStandardDeviation.Took,"
                        + "WeightedPopulationStandardDeviation.At,WeightedPopulationStandardDeviation.Took,"
                        + "Skewness.At,Skewness.Took,Kurtosis.At,Kurtosis.Took\r\n"
                        + "2020-05-05T12:00:00+02:00,2020-05-05T12:00:02+02:00,2,2,2,"
                        + "2020-01-01T00:00:00Z,00:00:01,2020-01-03T00:00:00Z,00:00:03,2.00:00:00,00:00:02,"
                        + "00:00:02,2020-01-02T00:00:00Z,00:00:02,NaN,NaN,00:00:00,00:00:00,"
                        + "2020-01-02T00:00:00Z,00:00:02,NaN,NaN,00:00:00,00:00:00,NaN,NaN,NaN,NaN\r\n",
                csv(table, true));
        assertEquals(
                "DateTimeOffset DateTimeOffset Int32 Int32 Int32 DateTime TimeSpan DateTime TimeSpan TimeSpan TimeSpan TimeSpan"
                        + " DateTime TimeSpan TimeSpan TimeSpan TimeSpan TimeSpan DateTime TimeSpan TimeSpan TimeSpan TimeSpan"
                        + " TimeSpan Double Double Double Double",
                String.join(
                        " ",
                        table.columns().stream()
                                .map(column -> column.type().sdsName())
                                .toList()));
    }

    @Test
    void writesJoins() throws IOException {
        WindowRequest window = WindowRequest.of(Pump.bounds(10, BoundaryType.EXACT, 20, BoundaryType.EXACT));
        Queries other = Pump.queries(Pump.events(new long[] {20}, 9.0), ReadLimits.DEFAULT);
        for (JoinMode mode : List.of(JoinMode.OUTER, JoinMode.MERGE_RIGHT)) {
            try (JoinCursor join = JoinCursor.open(
                    mode,
                    List.of(Pump.queries().joinInput(window, true, () -> {}), other.joinInput(window, true, () -> {})),
                    Long.MAX_VALUE)) {
                assertEquals(
                        mode == JoinMode.OUTER
                                ? "[[{\"K\":10,\"Level\":1.0},null],[{\"K\":20,\"Level\":2.0},{\"K\":20,\"Level\":9.0}]]"
                                : "[{\"K\":10,\"Level\":1.0},{\"K\":20,\"Level\":9.0}]",
                        json(out -> ResultJson.write(join, Verbosity.VERBOSE, out)));
            }
        }
    }
}
