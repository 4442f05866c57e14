package io.seqstore.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private static final Result SCAN =
            new Result("W8", "scan", "seqstore", "sum of a column", "events/s", List.of(3e8, 1e8, 2e8));

    @ParameterizedTest(name = "{0} reads as {1}")
    @CsvSource({
        "0, 0",
        "7, 7",
        "999, 999",
        "1000, 1.00 k",
        "999999, 1.00 M",
        "1234567, 1.23 M",
        "22_000_000, 22.0 M",
        "1.42e9, 1.42 G",
        "1.7399, 1.74",
        "0.25, 0.25",
        "0.01234, 0.0123",
        "-33.2, -33.2",
        "NaN, -"
    })
    void writesNumbersAsPeopleReadThem(String value, String text) {
        assertEquals(text, Figures.human(Double.parseDouble(value.replace("_", ""))));
    }

    @ParameterizedTest(name = "the median of {0} is {1}")
    @CsvSource({"5, 5", "3 1 2, 2", "4 1 2 3, 2.5"})
    void takesTheMiddleSample(String samples, double median) {
        List<Double> values =
                List.of(samples.split(" ")).stream().map(Double::valueOf).toList();
        assertEquals(median, new Result("W0", "w", "e", "m", "u", values).median());
    }

    @Test
    void refusesAResultWithoutSamples() {
        assertThrows(IllegalArgumentException.class, () -> new Result("W0", "w", "e", "m", "u", List.of()));
    }

    @Test
    void alignsLinesUnderTheHeading() {
        assertEquals(
                "no.  workload          engine             metric                                           median        min        max  unit",
                Table.heading());
        assertEquals(
                "W8   scan              seqstore           sum of a column                                   200 M      100 M      300 M  events/s",
                Table.line(SCAN));
        assertEquals(
                "W4   size              plain              s1                                                   20                        B/event",
                Table.line(new Result("W4", "size", "plain", "s1", "B/event", List.of(20.0))));
    }

    @Test
    void comparesEnginesSideBySide() {
        Result other = new Result("W8", "scan", "plain", "sum of a column", "events/s", List.of(1.2e9));
        Result alone = new Result("W8", "scan", "plain", "something else", "ms", List.of(3.0));
        assertEquals(
                List.of(
                        "no.  workload          median of                                    unit             seqstore           plain",
                        "W8   scan              sum of a column                              events/s            200 M          1.20 G",
                        "W8   scan              something else                               ms                      -               3"),
                Comparison.of(List.of(), List.of(SCAN, other, alone), name -> false)
                        .lines());
    }

    @Test
    void keepsTheRowsOfAWorkloadTogetherAndAColumnForWhoGaveNothing() {
        Result size = new Result("W4", "size", "seqstore", "s1", "B/event", List.of(2.0));
        Result other = new Result("W8", "scan", "plain", "something else", "ms", List.of(3.0));
        Comparison comparison =
                Comparison.of(List.of("seqstore", "failed", "plain"), List.of(SCAN, size, other), name -> false);
        assertEquals(List.of("seqstore", "failed", "plain"), comparison.engines());
        assertEquals(
                List.of("sum of a column", "something else", "s1"),
                comparison.rows().stream().map(Comparison.Row::metric).toList());
    }

    @Test
    void saysWhyThereIsADash() {
        Absence absence = new Absence("W3b", "late-shuffled", "tsfile", "it takes no late events");
        String line = Table.line(absence);
        assertEquals("W3b  late-shuffled     tsfile             -  it takes no late events", line);
        assertTrue(Table.isLine(line, "W3b", "late-shuffled"));
        assertFalse(Table.isLine(line, "W3b", "late"));
        assertFalse(Table.isLine("late-shuffled is what an engine may print", "W3b", "late-shuffled"));
    }

    @ParameterizedTest(name = "{0}: seqstore {1}, peers {2} and {3}: the best is {4}, the ratio {5}")
    @CsvSource({
        "events/s, 30, 10, 20, second, 1.5",
        "ms, 30, 10, 20, first, 0.3333333333333333",
        "B/event, 2, 10, 20, first, 5",
        "'', 2, 10, 20, , NaN"
    })
    void namesTheBestPeerAndHowMuchBetterSeqstoreIs(
            String unit, double seqstore, double first, double second, String best, double ratio) {
        List<Result> results = List.of(
                new Result("W0", "w", "seqstore", "m", unit, List.of(seqstore)),
                new Result("W0", "w", "plain", "m", unit, List.of(1.0)),
                new Result("W0", "w", "first", "m", unit, List.of(first)),
                new Result("W0", "w", "second", "m", unit, List.of(second)));
        Comparison comparison = Comparison.of(List.of(), results, List.of("first", "second")::contains);
        Comparison.Row row = comparison.rows().get(0);
        assertEquals(best, row.bestPeer());
        assertEquals(ratio, row.ratio());
        if (best != null) {
            assertTrue(
                    comparison.lines().get(0).endsWith(" best peer    ratio"),
                    comparison.lines().get(0));
            assertTrue(
                    comparison.lines().get(1).contains(best), comparison.lines().get(1));
        }
    }

    @Test
    void aReportIsReadBackWithEverySample() throws IOException {
        Result other = new Result("W4", "size", "plain", "s1", "B/event", List.of(20.0));
        StringWriter out = new StringWriter();
        List<Result> results = List.of(SCAN, other);
        JsonReport.Findings findings = new JsonReport.Findings(
                results, List.of(new Absence("W3b", "late-shuffled", "tsfile", "it takes no late events")));
        JsonReport.write(out, Map.of("cores", "2"), findings, Comparison.of(List.of(), results, name -> false));
        assertEquals(findings, JsonReport.read(new StringReader(out.toString())));
    }

    @Test
    void writesEverySampleAsJson() throws IOException {
        StringWriter out = new StringWriter();
        Result peer = new Result("W8", "scan", "peer", "sum of a column", "events/s", List.of(1e8));
        Absence absence = new Absence("W9", "summaries", "peer", "no figures");
        JsonReport.write(
                out,
                Map.of("cores", "2"),
                new JsonReport.Findings(List.of(SCAN), List.of(absence)),
                Comparison.of(List.of(), List.of(SCAN, peer), "peer"::equals));
        String json = out.toString().replaceAll("\\s", "");
        assertEquals(
                "{\"facts\":{\"cores\":\"2\"},\"results\":[{\"number\":\"W8\",\"workload\":\"scan\",\"engine\":\"seqstore\","
                        + "\"metric\":\"sumofacolumn\",\"unit\":\"events/s\",\"median\":2.0E8,\"min\":1.0E8,"
                        + "\"max\":3.0E8,\"samples\":[3.0E8,1.0E8,2.0E8]}],"
                        + "\"absent\":[{\"number\":\"W9\",\"workload\":\"summaries\",\"engine\":\"peer\",\"reason\":\"nofigures\"}],"
                        + "\"comparison\":[{\"number\":\"W8\",\"workload\":\"scan\",\"metric\":\"sumofacolumn\",\"unit\":\"events/s\","
                        + "\"medians\":{\"seqstore\":2.0E8,\"peer\":1.0E8},\"bestPeer\":\"peer\",\"ratio\":2.0}]}",
                json);
    }

    @Test
    void saysWhichMachineItWas() {
        Map<String, String> facts = Machine.facts();
        assertEquals(
                List.of("cpu", "cores", "os", "jdk", "jvm flags", "max heap", "load"), List.copyOf(facts.keySet()));
        assertTrue(Integer.parseInt(facts.get("cores")) >= 1);
    }
}
