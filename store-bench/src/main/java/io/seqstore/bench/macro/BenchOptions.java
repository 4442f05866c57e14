package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured, and how.
 *
 * @param workloads the questions; all of them when none is named
 * @param engines who is asked
 * @param series the series of one stream to use instead of s1, or null
 * @param events events of a series
 * @param batch events appended in one go
 * @param mode what a write must survive
 * @param folder where stores are made and removed again, or null for the system's place for such
 * @param json where the results go as JSON, or null
 * @param runs how often each figure is measured
 * @param sampleMillis how long a run of short operations lasts, and the warm-up before the first
 * @param streams how many streams are defined where definitions are measured
 * @param sizes how many events streams have where growth is measured, ascending
 * @param files CSV files of measured series; those that come with the project when none is named
 * @param leftOut what is not measured although it could be
 * @param cold whether settled stores that are read are packed cold, where an engine can
 * @param here whether all engines are measured in this JVM, whatever flags they need
 */
public record BenchOptions(
        List<Workload> workloads,
        List<Engine> engines,
        @Nullable Series series,
        long events,
        int batch,
        WriteMode mode,
        @Nullable Path folder,
        @Nullable Path json,
        int runs,
        int sampleMillis,
        int streams,
        List<Long> sizes,
        List<Path> files,
        LeftOut leftOut,
        boolean cold,
        boolean here) {

    /** What can be said on the command line. */
    public static final String USAGE = """
            usage: bench [workload...] [options]
                   bench --micro [JMH arguments]     for instance: --micro BlockCodec -prof gc

            workloads (all, when none is named)
            %s
            options
              --events N          events of a series (10000000)
              --batch N           events appended in one go (1000)
              --durability MODE   process, sync or memory-store (process)
              --series NAME       s1, s1-ticks or s1-reals, where s1 is meant (s1)
              --engine NAMES      comma-separated, or all (%s)
              --runs N            how often each figure is measured (3)
              --sample-millis N   how long a run of short operations lasts (500)
              --streams N         streams defined by the workload of that name (1000000)
              --sizes N,N,N       events of the streams whose growth is measured (1000000,10000000,100000000)
              --file CSV          a measured series for the workload real: a time and a number a line; may be repeated
              --skip PAIRS        comma-separated, such as sqlite:size,mvstore:sampled: a dash with the reason
              --minutes N         after which an engine in a JVM of its own is ended; what it gave counts (no limit)
              --cold              settled stores that are read are packed cold, where an engine can
              --dir DIR           where stores are made and removed again
              --json FILE         where the results go as JSON
              --here              measure peers in this JVM; else each engine beside a peer gets its own

            engines in this build: %s
            """.formatted(workloadLines(), names(Engines.OWN), names(Engines.all()));

    private static final long DEFAULT_EVENTS = 10_000_000;
    private static final int DEFAULT_BATCH = 1000;
    private static final int DEFAULT_RUNS = 3;
    private static final int DEFAULT_SAMPLE_MILLIS = 500;
    private static final int DEFAULT_STREAMS = 1_000_000;
    private static final List<Long> DEFAULT_SIZES = List.of(1_000_000L, 10_000_000L, 100_000_000L);

    /** What is measured when nothing is said. */
    static BenchOptions defaults() {
        return new BenchOptions(
                List.of(Workload.values()),
                Engines.OWN,
                null,
                DEFAULT_EVENTS,
                DEFAULT_BATCH,
                WriteMode.PROCESS,
                null,
                null,
                DEFAULT_RUNS,
                DEFAULT_SAMPLE_MILLIS,
                DEFAULT_STREAMS,
                DEFAULT_SIZES,
                List.of(),
                LeftOut.NOTHING,
                false,
                false);
    }

    private static String names(List<Engine> engines) {
        return String.join(",", engines.stream().map(Engine::name).toList());
    }

    private static String workloadLines() {
        StringBuilder lines = new StringBuilder();
        for (Workload workload : Workload.values()) {
            lines.append("  %-16s %-4s %s%n".formatted(workload.id(), workload.number(), workload.question()));
        }
        return lines.toString();
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static BenchOptions parse(List<String> arguments) {
        BenchOptions defaults = defaults();
        List<Workload> workloads = new ArrayList<>();
        List<Engine> engines = defaults.engines();
        Series series = null;
        long events = defaults.events();
        int batch = defaults.batch();
        WriteMode mode = defaults.mode();
        Path folder = null;
        Path json = null;
        int runs = defaults.runs();
        int sampleMillis = defaults.sampleMillis();
        int streams = defaults.streams();
        List<Long> sizes = defaults.sizes();
        List<Path> files = new ArrayList<>();
        LeftOut leftOut = defaults.leftOut();
        boolean cold = false;
        boolean here = false;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            switch (argument) {
                case "--events" -> events = number(argument, rest, Long.MAX_VALUE);
                case "--batch" -> batch = (int) number(argument, rest, 1 << 20);
                case "--durability" -> mode = WriteMode.of(value(argument, rest));
                case "--series" -> series = singleStream(value(argument, rest));
                case "--engine" -> engines = Engines.named(value(argument, rest));
                case "--runs" -> runs = (int) number(argument, rest, 1000);
                case "--sample-millis" -> sampleMillis = (int) number(argument, rest, 60_000);
                case "--streams" -> streams = (int) number(argument, rest, 100_000_000);
                case "--dir" -> folder = Path.of(value(argument, rest));
                case "--sizes" -> sizes = sizes(argument, rest);
                case "--file" -> files.add(Path.of(value(argument, rest)));
                case "--skip" -> leftOut = leftOut.and(LeftOut.pairs(value(argument, rest)));
                case "--minutes" -> leftOut = leftOut.withLimit(Duration.ofMinutes(number(argument, rest, 100_000)));
                case "--cold" -> cold = true;
                case "--here" -> here = true;
                case "--json" -> json = Path.of(value(argument, rest));
                default -> workloads.add(workload(argument));
            }
        }
        return new BenchOptions(
                workloads.isEmpty() ? defaults.workloads() : List.copyOf(workloads),
                engines,
                series,
                events,
                batch,
                mode,
                folder,
                json,
                runs,
                sampleMillis,
                streams,
                sizes,
                List.copyOf(files),
                leftOut,
                cold,
                here);
    }

    /** The same questions of other events. */
    BenchOptions withEvents(long otherEvents) {
        return with(workloads, otherEvents, leftOut);
    }

    /** Other questions. */
    BenchOptions withWorkloads(List<Workload> otherWorkloads) {
        return with(otherWorkloads, events, leftOut);
    }

    /** The same with other things left out. */
    BenchOptions withLeftOut(LeftOut otherLeftOut) {
        return with(workloads, events, otherLeftOut);
    }

    private BenchOptions with(List<Workload> otherWorkloads, long otherEvents, LeftOut otherLeftOut) {
        return new BenchOptions(
                otherWorkloads,
                engines,
                series,
                otherEvents,
                batch,
                mode,
                folder,
                json,
                runs,
                sampleMillis,
                streams,
                sizes,
                files,
                otherLeftOut,
                cold,
                here);
    }

    /** Why an engine is not asked a question, if it is not. */
    Optional<String> whyNot(Workload workload, Engine engine) {
        return leftOut.reason(workload, engine).or(() -> engine.whyNot(workload, mode));
    }

    /** The command line that asks one engine for the same, in the JVM that gets it. */
    List<String> arguments(Engine engine, Path jsonOfEngine, Path folderOfEngine) {
        List<String> words =
                new ArrayList<>(workloads.stream().map(Workload::id).toList());
        words.addAll(List.of("--engine", engine.name(), "--json", jsonOfEngine.toString(), "--here"));
        words.addAll(List.of("--events", String.valueOf(events), "--batch", String.valueOf(batch)));
        words.addAll(List.of("--durability", mode.id(), "--runs", String.valueOf(runs)));
        words.addAll(List.of("--sample-millis", String.valueOf(sampleMillis), "--streams", String.valueOf(streams)));
        words.addAll(List.of("--dir", folderOfEngine.toString(), "--sizes", text(sizes)));
        if (series != null) {
            words.addAll(List.of("--series", series.id()));
        }
        if (cold) {
            words.add("--cold");
        }
        files.forEach(file -> words.addAll(List.of("--file", file.toString())));
        if (!leftOut.pairs().isEmpty()) {
            words.addAll(List.of("--skip", leftOut.text()));
        }
        return words;
    }

    private static Workload workload(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("no option '" + argument + "'");
        }
        return Workload.of(argument);
    }

    private static Series singleStream(String id) {
        Series series = Series.of(id);
        if (!series.isInOrder()) {
            throw new IllegalArgumentException("--series takes a series of one stream in order, not '" + id + "'");
        }
        return series;
    }

    private static String text(List<Long> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    private static List<Long> sizes(String option, Deque<String> rest) {
        return Stream.of(value(option, rest).split(",", -1))
                .map(size -> number(option, new ArrayDeque<>(List.of(size)), Long.MAX_VALUE))
                .sorted()
                .toList();
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.pollFirst();
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    private static long number(String option, Deque<String> rest, long most) {
        String value = value(option, rest);
        try {
            long number = Long.parseLong(value.replace("_", ""));
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, found '" + value + "'", e);
        }
        throw new IllegalArgumentException(option + " needs a number from 1 to " + most + ", found '" + value + "'");
    }

    /** The series of a workload. */
    Series seriesOf(Workload workload) {
        return series != null && workload.series() == Series.S1 ? series : workload.series();
    }

    /** How many events that series has. */
    long eventsOf(Series ofSeries) {
        return ofSeries.wholeEvents(events);
    }
}
