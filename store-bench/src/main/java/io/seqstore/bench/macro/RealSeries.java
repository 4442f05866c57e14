package io.seqstore.bench.macro;

import io.seqstore.bench.data.Digest;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.MeasuredSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * W4b: series that somebody measured, appended, brought into their final form and read back. They are short, and repeated until
 * there are enough events to be timed; that helps engines which find repetitions.
 */
final class RealSeries {
    /** The folder of the project; its examples have measured series. */
    private static final String HOME = "seqstore.home";

    private static final List<Path> SHIPPED = List.of(
            Path.of("examples", "data", "machine_temperature_system_failure.csv"),
            Path.of("examples", "data", "midc_20181014.txt"));
    private static final long MOST_EVENTS = 1_000_000;
    private static final int MOST_DECIMALS = 9;
    private static final int WINDOW_EVENTS = 1000;
    private static final int PLACES = 1 << 14;
    private static final long SEED = 53;
    private static final double SECOND = 1e9;
    private static final double MICROSECOND = 1e3;

    private final BenchOptions options;
    private final WorkFolder work;

    /** Keeps the compiler from leaving reads out. */
    private double seen;

    RealSeries(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
    }

    void run(Engine engine, Console console) {
        for (Path file : files()) {
            if (!Files.isReadable(file)) {
                console.absent(Workload.REAL, engine, file + " is not here; name series with --file");
                continue;
            }
            MeasuredSeries series = MeasuredSeries.read(file);
            long times = Math.max(1, Math.min(MOST_EVENTS, options.events()) / series.events());
            Samples samples = new Samples(Workload.REAL.id(), engine.name());
            samples.add(series.name() + ": in the file", "events", series.events());
            if (series.leftOut() > 0) {
                samples.add(series.name() + ": no later than the one before", "events", series.leftOut());
            }
            for (int run = 0; run < options.runs(); run++) {
                Path folder = work.fresh();
                run(engine, series, times, folder, samples);
                WorkFolder.remove(folder);
            }
            samples.reportTo(console);
        }
        if (Double.isNaN(seen)) {
            console.say("what was read did not add up to a number");
        }
    }

    private List<Path> files() {
        Path home = Path.of(System.getProperty(HOME, ""));
        return options.files().isEmpty() ? SHIPPED.stream().map(home::resolve).toList() : options.files();
    }

    private void run(Engine engine, MeasuredSeries series, long times, Path folder, Samples samples) {
        long events = series.events() * times;
        Arrival known = new Arrival(events, false, series.decimals(MOST_DECIMALS));
        try (EngineSession session = engine.create(folder, 1, options.mode(), known)) {
            samples.add(series.name() + ": append", "events/s", append(session, series.repeated(times), events));
            session.settle();
        }
        samples.add(series.name() + ": on disk, settled", "B/event", (double) WorkFolder.bytes(folder) / events);
        Digest expected = new Digest();
        long[] places = new long[PLACES];
        feed(series.repeated(times), expected, places, events);
        try (EngineSession session = engine.open(folder, 1, options.mode())) {
            read(engine, session, series, expected, places, samples);
        }
    }

    private double append(EngineSession session, EventFeed feed, long events) {
        EventChunk chunk = new EventChunk(options.batch());
        long nanos = 0;
        while (feed.next(chunk)) {
            long before = System.nanoTime();
            session.append(chunk);
            nanos += System.nanoTime() - before;
        }
        return events / (nanos / SECOND);
    }

    /** Digests all events and picks the keys of some at random places, a full window in front of the end if there is one. */
    private static void feed(EventFeed feed, Digest expected, long[] places, long events) {
        long[] keys = new long[(int) events];
        int count = 0;
        EventChunk chunk = new EventChunk(1024);
        while (feed.next(chunk)) {
            expected.add(chunk);
            System.arraycopy(chunk.keys(), 0, keys, count, chunk.count());
            count += chunk.count();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < places.length; i++) {
            places[i] = keys[random.nextInt(Math.max(1, count - WINDOW_EVENTS))];
        }
    }

    private void read(
            Engine engine,
            EngineSession session,
            MeasuredSeries series,
            Digest expected,
            long[] places,
            Samples samples) {
        EventSlot slot = new EventSlot();
        for (long key : places) {
            if (!session.find(0, key, slot) || slot.key() != key) {
                throw new WrongAnswerException(engine.name(), slot.key(), key);
            }
        }
        Digest found = new Digest();
        long before = System.nanoTime();
        session.scanColumns(0, found::add);
        double took = (System.nanoTime() - before) / SECOND;
        Loader.verify(engine, found, expected);
        samples.add(series.name() + ": read back and compare", "events/s", found.events() / took);
        time(series.name() + ": event by key", samples, i -> {
            session.find(0, places[i & (PLACES - 1)], slot);
            seen += slot.measurement();
        });
        time(
                series.name() + ": window of " + WINDOW_EVENTS,
                samples,
                i -> session.window(
                        0,
                        places[i & (PLACES - 1)],
                        WINDOW_EVENTS,
                        (keys, states, measurements, from, to) -> seen += measurements[to - 1]));
    }

    private void time(String what, Samples samples, IntConsumer operation) {
        Stopwatch.priceOf(operation, options.sampleMillis());
        samples.add(
                what, "us", Stopwatch.priceOf(operation, options.sampleMillis()).wallNanos() / MICROSECOND);
    }
}
