package io.seqstore.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.bench.Bench;
import io.seqstore.bench.report.JsonReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each engine in a JVM of its own: how one of them ends is no matter to the others, nor to what it gave before. */
class SideBySideTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A JVM that measures {@code plain} no further than the first workload. */
    static final class BreaksDown {
        private BreaksDown() {}

        /** Exits with 3 in the middle. */
        public static void main(String[] arguments) throws IOException {
            List<String> words = List.of(arguments);
            if (!words.contains("plain")) {
                Bench.main(arguments);
                return;
            }
            BenchOptions options = BenchOptions.parse(words);
            new MacroRunner(options.withWorkloads(List.of(Workload.SIZE)), "bench", System.out).run();
            System.exit(3);
        }
    }

    /** A JVM that never ends. */
    static final class Hangs {
        private Hangs() {}

        /** Sleeps. */
        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }

    private BenchOptions options(String words) {
        return BenchOptions.parse(
                Stream.of(("size window --events 2000 --runs 1 --sample-millis 1 " + words).split(" "), new String[] {
                            "--dir",
                            folder.toString(),
                            "--json",
                            folder.resolve("all.json").toString()
                        })
                        .flatMap(Stream::of)
                        .toList());
    }

    private List<String> run(BenchOptions options, Class<?> main) {
        return new SideBySide(options, "bench", main, new PrintStream(out, true, StandardCharsets.UTF_8)).run();
    }

    private JsonReport.Findings findings() throws IOException {
        try (Reader in = Files.newBufferedReader(folder.resolve("all.json"))) {
            return JsonReport.read(in);
        }
    }

    private static boolean has(JsonReport.Findings findings, String engine, String workload) {
        return findings.results().stream()
                .anyMatch(result ->
                        result.engine().equals(engine) && result.workload().equals(workload));
    }

    @Test
    void anEngineWhoseJvmBreaksDownKeepsWhatItGaveAndStopsNobody() throws IOException {
        assertEquals(List.of("plain"), run(options("--engine plain,seqstore"), BreaksDown.class));
        JsonReport.Findings findings = findings();
        assertTrue(has(findings, "plain", "size"));
        assertFalse(has(findings, "plain", "window"));
        assertTrue(has(findings, "seqstore", "size") && has(findings, "seqstore", "window"));
        assertEquals(1, findings.absences().size());
        assertEquals("window", findings.absences().get(0).workload());
        assertEquals("its JVM ended with 3", findings.absences().get(0).reason());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("all.json")), left.toList());
        }
    }

    @Test
    void anEngineThatTakesTooLongIsEnded() throws IOException {
        BenchOptions options = options("--engine plain,seqstore");
        BenchOptions limited = options.withLeftOut(options.leftOut().withLimit(Duration.ofSeconds(6)));
        assertEquals(List.of("plain", "seqstore"), run(limited, Hangs.class));
        JsonReport.Findings findings = findings();
        assertEquals(List.of(), findings.results());
        assertEquals(4, findings.absences().size());
        findings.absences().forEach(absence -> assertEquals("it was ended after 0.1 minutes", absence.reason()));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\nplain FAILED: it was ended after"));
    }
}
