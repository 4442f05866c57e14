package io.seqstore.bench.macro;

import io.seqstore.bench.data.Digest;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.Series;
import io.seqstore.bench.data.Shuffling;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * W3b: a million events of one stream in no order at all, the worst that can arrive: appended, read when half of them are there,
 * read when all are there, and read again when everything was brought into its final form.
 */
final class LateShuffled {
    private static final int MOST_EVENTS = 1_000_000;
    private static final int WINDOW_EVENTS = 1000;
    private static final int CHECKED_WINDOWS = 64;
    private static final long SEED = 17;
    private static final double SECOND = 1e9;
    private static final double MICROSECOND = 1e3;
    private static final double MILLISECOND = 1e6;

    private final BenchOptions options;
    private final WorkFolder work;
    private final Series series;
    private final int events;

    /** Keeps the compiler from leaving reads out. */
    private double seen;

    LateShuffled(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
        this.series = options.seriesOf(Workload.LATE_SHUFFLED);
        this.events = (int) Math.min(MOST_EVENTS, options.eventsOf(series));
    }

    void run(Engine engine, Console console) {
        EventChunk arrival = Shuffling.shuffled(series.stream(0, events), events, SEED);
        Digest expected = series.digest(events);
        Samples samples = new Samples(Workload.LATE_SHUFFLED.id(), engine.name());
        for (int run = 0; run < options.runs(); run++) {
            Path folder = work.fresh();
            fill(engine, folder, arrival, expected, samples);
            settle(engine, folder, arrival, expected, samples);
            WorkFolder.remove(folder);
        }
        samples.reportTo(console);
        if (Double.isNaN(seen)) {
            console.say("what was read did not add up to a number");
        }
    }

    private void fill(Engine engine, Path folder, EventChunk arrival, Digest expected, Samples samples) {
        Arrival known = new Arrival(events, true, series.hasDecimals() ? Series.DECIMALS : Arrival.REALS);
        try (EngineSession session = engine.create(folder, 1, options.mode(), known)) {
            int half = events / 2;
            long nanos = append(session, arrival, 0, half);
            read(engine, session, arrival, half, ", half of them there", samples);
            nanos += append(session, arrival, half, events);
            samples.add("append", "events/s", events / (nanos / SECOND));
            read(engine, session, arrival, events, ", all there", samples);
            readBack(engine, session, expected, ", all there", samples);
        }
        samples.add("on disk after close", "B/event", (double) WorkFolder.bytes(folder) / events);
    }

    private void settle(Engine engine, Path folder, EventChunk arrival, Digest expected, Samples samples) {
        try (EngineSession session = engine.open(folder, 1, options.mode())) {
            long before = System.nanoTime();
            session.settle();
            samples.add("settle", "ms", (System.nanoTime() - before) / MILLISECOND);
            read(engine, session, arrival, events, ", settled", samples);
            readBack(engine, session, expected, ", settled", samples);
        }
        samples.add("on disk, settled", "B/event", (double) WorkFolder.bytes(folder) / events);
    }

    /** Returns the nanoseconds that were spent in the engine. */
    private long append(EngineSession session, EventChunk arrival, int from, int to) {
        EventChunk batch = new EventChunk(options.batch());
        long nanos = 0;
        for (int at = from; at < to; at += options.batch()) {
            batch.clear();
            for (int i = at; i < Math.min(to, at + options.batch()); i++) {
                batch.add(0, arrival.keys()[i], arrival.states()[i], arrival.measurements()[i]);
            }
            long before = System.nanoTime();
            session.append(batch);
            nanos += System.nanoTime() - before;
        }
        return nanos;
    }

    /** Reads at places that are random, since the events arrived so. */
    private void read(
            Engine engine, EngineSession session, EventChunk arrival, int there, String when, Samples samples) {
        EventSlot slot = new EventSlot();
        check(engine, session, arrival, there, slot);
        Stopwatch.Price point = price(i -> {
            session.find(0, arrival.keys()[i % there], slot);
            seen += slot.measurement();
        });
        samples.add("event by key" + when, "us", point.wallNanos() / MICROSECOND);
        samples.add("event by key" + when + ", processor", "us", point.cpuNanos() / MICROSECOND);
        int count = windowEvents(there);
        Stopwatch.Price window = price(i -> session.window(
                0, arrival.keys()[i % there], count, (keys, states, measurements, from, to) -> seen += keys[to - 1]));
        samples.add("window of " + WINDOW_EVENTS + when, "us", window.wallNanos() / MICROSECOND);
        samples.add("window of " + WINDOW_EVENTS + when + ", processor", "us", window.cpuNanos() / MICROSECOND);
    }

    private Stopwatch.Price price(IntConsumer operation) {
        Stopwatch.priceOf(operation, options.sampleMillis());
        return Stopwatch.priceOf(operation, options.sampleMillis());
    }

    private static int windowEvents(int there) {
        return Math.min(WINDOW_EVENTS, there);
    }

    private static void check(Engine engine, EngineSession session, EventChunk arrival, int there, EventSlot slot) {
        long[] sorted = Arrays.copyOf(arrival.keys(), there);
        Arrays.sort(sorted);
        for (int i = 0; i < Math.min(CHECKED_WINDOWS, there); i++) {
            long key = arrival.keys()[i];
            boolean found = session.find(0, key, slot);
            if (!found || slot.measurement() != arrival.measurements()[i] || slot.state() != arrival.states()[i]) {
                throw new WrongAnswerException(engine.name(), slot.key(), key);
            }
            int first = Arrays.binarySearch(sorted, key);
            int count = Math.min(windowEvents(there), there - first);
            Digest expected = new Digest();
            Digest digest = new Digest();
            for (int at = first; at < first + count; at++) {
                expected.add(sorted[at], 0, 0);
            }
            session.window(0, key, count, (keys, states, measurements, from, to) -> {
                for (int at = from; at < to; at++) {
                    digest.add(keys[at], 0, 0);
                }
            });
            Loader.verify(engine, digest, expected);
        }
    }

    private void readBack(Engine engine, EngineSession session, Digest expected, String when, Samples samples) {
        long before = System.nanoTime();
        Digest found = Loader.readBack(engine, session, series, events);
        double took = (System.nanoTime() - before) / SECOND;
        Loader.verify(engine, found, expected);
        samples.add("read back and compare" + when, "events/s", events / took);
    }
}
