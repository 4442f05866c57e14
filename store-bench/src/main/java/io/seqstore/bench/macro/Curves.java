package io.seqstore.bench.macro;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;
import io.seqstore.bench.macro.EngineSession.ColumnSink;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** W9 and W10: what a chart asks for, answered from what is kept of blocks and, beside it, by looking at every event. */
final class Curves {
    private static final int INTERVALS = 1000;
    private static final int TENTH = 10;
    private static final long SEED = 9;
    private static final double MILLISECOND = 1e6;
    private static final double TOLERANCE = 1e-12;
    /** Of peers: their answers are sums of all values, in an order of their own. */
    private static final double TOLERANCE_OF_SUMS = 1e-9;

    private static final int PIECE = 1024;
    /** Short reads are repeated more often than long ones; each is timed on its own. */
    private static final int SERVED_RUNS = 15;

    private final BenchOptions options;
    private final SettledStores stores;

    /** Keeps the compiler from leaving reads out. */
    private double seen;

    Curves(BenchOptions options, SettledStores stores) {
        this.options = options;
        this.stores = stores;
    }

    void summaries(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.SUMMARIES);
        stores.read(engine, series, session -> {
            long[] keys = ends(session);
            Samples samples = new Samples(Workload.SUMMARIES.id(), engine.name());
            checkSummaries(engine, session, series, keys[0], keys[1], INTERVALS);
            checkSummaries(engine, session, series, keys[0], keys[1], 1);
            compare(
                    engine,
                    "1,000 intervals",
                    samples,
                    () -> session.summaries(0, keys[0], keys[1], INTERVALS, true),
                    () -> session.summaries(0, keys[0], keys[1], INTERVALS, false));
            compare(
                    engine,
                    "one interval",
                    samples,
                    () -> session.summaries(0, keys[0], keys[1], 1, true),
                    () -> session.summaries(0, keys[0], keys[1], 1, false));
            samples.reportTo(console);
        });
    }

    void summariesOfWindow(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.SUMMARIES_WINDOW);
        stores.read(engine, series, session -> {
            long[] keys = ends(session);
            long length = (keys[1] - keys[0]) / TENTH;
            Samples samples = new Samples(Workload.SUMMARIES_WINDOW.id(), engine.name());
            long from = keys[0] + (long) (new SplittableRandom(SEED).nextDouble() * (keys[1] - keys[0] - length));
            checkSummaries(engine, session, series, from, from + length, INTERVALS);
            compare(
                    engine,
                    "1,000 intervals of a tenth",
                    samples,
                    () -> session.summaries(0, from, from + length, INTERVALS, true),
                    () -> session.summaries(0, from, from + length, INTERVALS, false));
            samples.reportTo(console);
        });
    }

    void sampled(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.SAMPLED);
        stores.read(engine, series, session -> {
            long[] keys = ends(session);
            Samples samples = new Samples(Workload.SAMPLED.id(), engine.name());
            if (Engines.isPeer(engine)) {
                CurveFigures expected = new CurveFigures(keys[0], keys[1], INTERVALS);
                feed(series, expected);
                check(engine, session.sampled(0, keys[0], keys[1], INTERVALS, true), expected.answer());
            }
            compare(
                    engine,
                    "1,000 parts",
                    samples,
                    () -> session.sampled(0, keys[0], keys[1], INTERVALS, true),
                    () -> session.sampled(0, keys[0], keys[1], INTERVALS, false));
            samples.reportTo(console);
        });
    }

    /** Seqstore's answer contains calculated borders; {@code store-query} tests it. It is compared with its own scan only. */
    private void checkSummaries(
            Engine engine, EngineSession session, Series series, long from, long to, int intervals) {
        if (Engines.isPeer(engine)) {
            IntervalFigures expected = new IntervalFigures(from, to, intervals);
            feed(series, expected);
            check(engine, session.summaries(0, from, to, intervals, true), expected.answer());
        }
    }

    private void feed(Series series, ColumnSink figures) {
        EventFeed feed = series.stream(0, options.eventsOf(series));
        EventChunk chunk = new EventChunk(PIECE);
        long[] states = new long[PIECE];
        while (feed.next(chunk)) {
            figures.accept(chunk.keys(), states, chunk.measurements(), 0, chunk.count());
        }
    }

    private static void check(Engine engine, double found, double expected) {
        double tolerance = Engines.isPeer(engine) ? TOLERANCE_OF_SUMS : TOLERANCE;
        if (!(Math.abs(found - expected) <= tolerance * Math.abs(expected))) {
            throw new WrongAnswerException(engine.name(), found, expected);
        }
    }

    /** A little inside the first and the last key, so that no border falls on an event by design. */
    static long[] ends(EngineSession session) {
        long[] keys = new long[2];
        session.window(0, Long.MIN_VALUE, 1, (all, states, measurements, from, to) -> keys[0] = all[from] + 1);
        EventSlot slot = new EventSlot();
        session.last(0, slot);
        keys[1] = slot.key() - 1;
        return keys;
    }

    private void compare(Engine engine, String what, Samples samples, DoubleSupplier served, DoubleSupplier scanned) {
        double expected = scanned.getAsDouble();
        long before = System.nanoTime();
        check(engine, served.getAsDouble(), expected);
        boolean isShort = System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(options.sampleMillis());
        long warmUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.sampleMillis());
        while (System.nanoTime() < warmUntil) {
            seen += served.getAsDouble();
        }
        for (int run = 0; run < options.runs() * (isShort ? SERVED_RUNS : 1); run++) {
            time(what, samples, served);
        }
        for (int run = 0; run < options.runs(); run++) {
            time(what + ", every event looked at", samples, scanned);
        }
        if (Double.isNaN(seen)) {
            throw new WrongAnswerException(engine.name(), seen, expected);
        }
    }

    private void time(String what, Samples samples, DoubleSupplier read) {
        long cpuBefore = Stopwatch.threadNanos();
        long before = System.nanoTime();
        double result = read.getAsDouble();
        long took = System.nanoTime() - before;
        long cpu = Stopwatch.threadNanos() - cpuBefore;
        seen += result;
        samples.add(what, "ms", took / MILLISECOND);
        samples.add(what + ", processor", "ms", cpu / MILLISECOND);
    }
}
