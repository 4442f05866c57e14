package io.seqstore.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private static final Result SCAN =
            new Result("scan", "seqstore", "sum of a column", "events/s", List.of(3e8, 1e8, 2e8));

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
        assertEquals(median, new Result("w", "e", "m", "u", values).median());
    }

    @Test
    void refusesAResultWithoutSamples() {
        assertThrows(IllegalArgumentException.class, () -> new Result("w", "e", "m", "u", List.of()));
    }

    @Test
    void alignsLinesUnderTheHeading() {
        assertEquals(
                "workload       engine     metric                                   median        min        max  unit",
                Table.heading());
        assertEquals(
                "scan           seqstore   sum of a column                           200 M      100 M      300 M  events/s",
                Table.line(SCAN));
        assertEquals(
                "size           plain      s1                                           20                        B/event",
                Table.line(new Result("size", "plain", "s1", "B/event", List.of(20.0))));
    }

    @Test
    void comparesEnginesSideBySide() {
        Result other = new Result("scan", "plain", "sum of a column", "events/s", List.of(1.2e9));
        Result alone = new Result("scan", "plain", "something else", "ms", List.of(3.0));
        assertEquals(
                List.of(
                        "workload       median of                            unit          seqstore        plain",
                        "scan           sum of a column                      events/s         200 M       1.20 G",
                        "scan           something else                       ms                   -            3"),
                Comparison.lines(List.of(SCAN, other, alone)));
    }

    @Test
    void writesEverySampleAsJson() throws IOException {
        StringWriter out = new StringWriter();
        JsonReport.write(out, Map.of("cores", "2"), List.of(SCAN));
        String json = out.toString().replaceAll("\\s", "");
        assertEquals(
                "{\"facts\":{\"cores\":\"2\"},\"results\":[{\"workload\":\"scan\",\"engine\":\"seqstore\","
                        + "\"metric\":\"sumofacolumn\",\"unit\":\"events/s\",\"median\":2.0E8,\"min\":1.0E8,"
                        + "\"max\":3.0E8,\"samples\":[3.0E8,1.0E8,2.0E8]}]}",
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
