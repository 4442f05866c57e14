package io.seqstore.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.bench.data.Series;
import io.seqstore.bench.report.Result;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every peer answers every workload as the generator of the events says; a wrong answer is an exception. */
class PeersTest {
    private static final int EVENTS = 5_000;
    /** What no peer may leave out. */
    private static final Set<Workload> EVERYBODY = EnumSet.of(
            Workload.INGEST_S1, Workload.INGEST_S2, Workload.POINT, Workload.LAST, Workload.SIZE, Workload.OPEN);

    private static final String VERIFIED = "read back, equal to what was written";

    @TempDir
    Path folder;

    static Stream<Engine> peers() {
        return Engines.all().stream().filter(Engines::isPeer);
    }

    private List<Result> run(Engine engine, List<Workload> workloads, WriteMode mode) {
        BenchOptions options = new BenchOptions(
                workloads,
                List.of(engine),
                null,
                EVENTS,
                1000,
                mode,
                folder,
                null,
                1,
                1,
                10,
                List.of((long) EVENTS),
                List.of(Path.of("..", "examples", "data", "midc_20181014.txt")),
                LeftOut.NOTHING,
                false,
                true);
        return new MacroRunner(options, "bench", new PrintStream(OutputStream.nullOutputStream())).run();
    }

    @Test
    void areFoundAsServicesAndSayTheirVersions() {
        assertEquals(
                List.of(
                        "lmdb",
                        "questdb",
                        "duckdb",
                        "mvstore",
                        "rocksdb",
                        "sqlite",
                        "chronicle-map",
                        "chronicle-queue",
                        "tsfile"),
                peers().map(Engine::name).toList());
        peers().forEach(peer -> assertTrue(peer.version().matches("[0-9.]+"), peer.name() + " " + peer.version()));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void giveRightAnswers(Engine peer) {
        List<Workload> workloads = Arrays.stream(Workload.values())
                .filter(workload -> peer.whyNot(workload, WriteMode.PROCESS).isEmpty())
                .toList();
        assertTrue(workloads.containsAll(EVERYBODY), workloads.toString());
        List<Result> results = run(peer, workloads, WriteMode.PROCESS);
        for (Workload workload : workloads) {
            assertTrue(results.stream().anyMatch(result -> result.workload().equals(workload.id())), workload.id());
        }
        assertTrue(results.stream().allMatch(result -> Double.isFinite(result.median())), results.toString());
        assertVerified(workloads.contains(Workload.INGEST_S3) ? 3 : 2, results);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void giveRightAnswersWhenEveryBatchIsSynced(Engine peer) {
        List<Workload> ingests = Stream.of(Workload.INGEST_S1, Workload.INGEST_S2, Workload.INGEST_S3)
                .filter(workload -> peer.whyNot(workload, WriteMode.SYNC).isEmpty())
                .toList();
        assertEquals(peer.name().equals("chronicle-map"), ingests.isEmpty());
        assertVerified(ingests.size(), run(peer, ingests, WriteMode.SYNC));
    }

    private static void assertVerified(int workloads, List<Result> results) {
        List<Double> verified = results.stream()
                .filter(result -> result.metric().equals(VERIFIED))
                .map(Result::median)
                .toList();
        assertEquals(workloads, verified.size());
        verified.forEach(events -> assertEquals(EVENTS, events));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void findNoEventThatIsNotThere(Engine peer) {
        Series series = Series.S2;
        int streams = series.streams(EVENTS);
        try (EngineSession session = peer.create(folder, streams, WriteMode.PROCESS, Arrival.of(series, EVENTS))) {
            assertFalse(session.last(0, new EventSlot()), "an empty store");
            Loader.load(session, series, EVENTS, 100);
            EventSlot slot = new EventSlot();
            assertTrue(session.last(1, slot));
            assertFalse(session.find(1, slot.key() + 1, slot));
            assertFalse(session.find(2, slot.key(), slot), "the key of another stream");
        }
    }

    @ParameterizedTest(name = "{0} is read back in the order of its keys")
    @EnumSource(Series.class)
    void readBackWhatTheyWereGiven(Series series) {
        int streams = series.streams(EVENTS);
        peers().filter(peer -> peer.takesLateEvents() || series != Series.S3).forEach(peer -> {
            Path own = folder.resolve(peer.name());
            assertTrue(own.toFile().mkdir());
            try (EngineSession session = peer.create(own, streams, WriteMode.PROCESS, Arrival.of(series, EVENTS))) {
                Loader.load(session, series, EVENTS, 100);
                Loader.verify(
                        peer, Loader.readBack(peer, session, series, EVENTS), Loader.expected(peer, series, EVENTS));
            }
        });
    }
}
