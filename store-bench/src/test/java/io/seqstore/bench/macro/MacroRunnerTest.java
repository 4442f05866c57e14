package io.seqstore.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.report.Absence;
import io.seqstore.bench.report.JsonReport;
import io.seqstore.bench.report.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MacroRunnerTest {
    private static final int EVENTS = 20_000;

    @TempDir
    Path folder;

    private BenchOptions options(List<Workload> workloads, List<Engine> engines, WriteMode mode) {
        return new BenchOptions(
                workloads,
                engines,
                null,
                EVENTS,
                1000,
                mode,
                folder,
                folder.resolve("results.json"),
                1,
                5,
                3000,
                List.of(2_000L, 20_000L),
                List.of(Path.of("..", "examples", "data", "midc_20181014.txt")),
                LeftOut.NOTHING,
                false,
                true);
    }

    private static List<Result> run(BenchOptions options) {
        return new MacroRunner(options, "bench", new PrintStream(OutputStream.nullOutputStream())).run();
    }

    private static double median(List<Result> results, String engine, String metric) {
        return results.stream()
                .filter(result ->
                        result.engine().equals(engine) && result.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .median();
    }

    @ParameterizedTest(name = "{0} gives figures for every engine and leaves only them behind")
    @EnumSource(Workload.class)
    void givesFigures(Workload workload) throws IOException {
        List<Result> results = run(options(List.of(workload), Engines.OWN, WriteMode.PROCESS));
        for (Engine engine : Engines.OWN) {
            boolean hasFigures =
                    results.stream().anyMatch(result -> result.engine().equals(engine.name()));
            assertEquals(engine.whyNot(workload, WriteMode.PROCESS).isEmpty(), hasFigures, engine.name());
        }
        assertTrue(results.stream().allMatch(result -> Double.isFinite(result.median())), results.toString());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("results.json")), left.toList());
        }
    }

    @ParameterizedTest(name = "{0}: what was ingested comes back")
    @EnumSource(WriteMode.class)
    void ingestedEventsComeBack(WriteMode mode) {
        // Twenty thousand events in turn over many streams are as many syncs: nothing for a quick test.
        List<Workload> ingests = mode == WriteMode.SYNC
                ? List.of(Workload.INGEST_S1, Workload.INGEST_S3)
                : List.of(Workload.INGEST_S1, Workload.INGEST_S2, Workload.INGEST_S3);
        List<Result> results = run(options(ingests, List.of(new SeqstoreEngine()), mode));
        List<Result> verified = results.stream()
                .filter(result -> result.metric().equals("read back, equal to what was written"))
                .toList();
        assertEquals(ingests.size(), verified.size());
        verified.forEach(result -> assertEquals(EVENTS, result.median()));
    }

    @Test
    void theBaseLineTakesTwentyBytesAnEvent() {
        List<Result> results = run(options(List.of(Workload.SIZE), Engines.OWN, WriteMode.PROCESS));
        assertEquals(20.0, median(results, "plain", "s1, settled"));
        assertEquals(24.0, median(results, "plain", "s2, settled"));
        assertTrue(median(results, "seqstore", "s1, settled") < 10.0);
    }

    @Test
    void anEngineThatLosesAnEventIsFoundOut() {
        BenchOptions options = options(List.of(Workload.INGEST_S1), List.of(new Forgetful()), WriteMode.PROCESS);
        String message =
                assertThrows(WrongAnswerException.class, () -> run(options)).getMessage();
        assertTrue(message.startsWith("forgetful gave back 19,999 events"), message);
    }

    @Test
    void anEngineThatFailsInOneWorkloadIsStillMeasuredInTheOthers() throws IOException {
        BenchOptions options =
                options(List.of(Workload.INGEST_S1, Workload.WINDOW), List.of(new Forgetful()), WriteMode.PROCESS);
        assertThrows(WrongAnswerException.class, () -> run(options));
        JsonReport.Findings findings;
        try (Reader in = Files.newBufferedReader(folder.resolve("results.json"))) {
            findings = JsonReport.read(in);
        }
        assertTrue(
                findings.results().stream().allMatch(result -> result.workload().equals("window")));
        assertEquals(1, findings.absences().size());
        Absence absence = findings.absences().get(0);
        assertEquals("ingest-s1", absence.workload());
        assertTrue(absence.reason().startsWith("FAILED: forgetful gave back 19,999 events"), absence.reason());
    }

    @Test
    void whatIsLeftOutIsADashWithTheReason() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BenchOptions options = BenchOptions.parse(List.of(
                "size", "open", "--events", "2000", "--skip", "plain:size", "--dir", folder.toString(), "--runs", "1"));
        new MacroRunner(options, "bench", new PrintStream(out, true, StandardCharsets.UTF_8)).run();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals("W4   size              plain              -  left out by --skip", lines.get(lines.size() - 2));
        assertEquals(
                "W12  open              plain              -  the base line has nothing to open",
                lines.get(lines.size() - 1));
        String size = lines.stream()
                .filter(line -> line.startsWith("W4 ") && line.contains("s1, settled"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertTrue(size.endsWith("-"), size);
    }

    @Test
    void printsTheMachineAndTheCommandAboveTheTable() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BenchOptions options = options(List.of(Workload.READBACK), Engines.OWN, WriteMode.PROCESS);
        new MacroRunner(options, "bench readback", new PrintStream(out, true, StandardCharsets.UTF_8)).run();
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("cpu  "), text);
        assertTrue(text.contains("\ncommand    bench readback\n"), text);
        assertTrue(text.contains("\nno.  workload          engine             metric"), text);
        assertFalse(text.contains("null"), text);
    }

    /** The base line, but for the first event of each store. */
    private static final class Forgetful implements Engine {
        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public Optional<String> whyNot(Workload workload, WriteMode mode) {
            return Optional.empty();
        }

        @Override
        public ReadOrder readOrder() {
            return ReadOrder.ARRIVAL;
        }

        @Override
        public EngineSession create(Path folder, int streams, WriteMode mode) {
            EngineSession session = new PlainSession(folder, streams, false);
            return new ForgetfulSession(session);
        }

        @Override
        public EngineSession open(Path folder, int streams, WriteMode mode) {
            return new PlainSession(folder, streams, false);
        }
    }

    private static final class ForgetfulSession implements EngineSession {
        private final EngineSession session;
        private boolean forgotten;

        ForgetfulSession(EngineSession session) {
            this.session = session;
        }

        @Override
        public void append(EventChunk chunk) {
            int from = forgotten ? 0 : 1;
            forgotten = true;
            EventChunk rest = new EventChunk(chunk.count());
            for (int i = from; i < chunk.count(); i++) {
                rest.add(0, chunk.keys()[i], chunk.states()[i], chunk.measurements()[i]);
            }
            session.append(rest);
        }

        @Override
        public void settle() {
            session.settle();
        }

        @Override
        public boolean last(int stream, EventSlot into) {
            return session.last(stream, into);
        }

        @Override
        public boolean find(int stream, long key, EventSlot into) {
            return session.find(stream, key, into);
        }

        @Override
        public void window(int stream, long fromKey, int events, ColumnSink sink) {
            session.window(stream, fromKey, events, sink);
        }

        @Override
        public double sumOfMeasurements(int stream) {
            return session.sumOfMeasurements(stream);
        }

        @Override
        public void scanColumns(int stream, ColumnSink sink) {
            session.scanColumns(stream, sink);
        }

        @Override
        public void scanEvents(int stream, EventSink sink) {
            session.scanEvents(stream, sink);
        }

        @Override
        public long flushes() {
            return -1;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
