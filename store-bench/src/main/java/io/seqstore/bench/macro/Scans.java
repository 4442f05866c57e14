package io.seqstore.bench.macro;

import io.seqstore.bench.data.Digest;
import io.seqstore.bench.data.Series;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** W8 and the reading half of W1: whole streams of a settled store. */
final class Scans {
    private static final double SECOND = 1e9;
    private static final double TOLERANCE = 1e-9;

    private final BenchOptions options;
    private final SettledStores stores;

    /** Keeps the compiler from leaving reads out. */
    private double seen;

    private long seenEvents;

    Scans(BenchOptions options, SettledStores stores) {
        this.options = options;
        this.stores = stores;
    }

    void scan(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.SCAN);
        long events = options.eventsOf(series);
        Digest expected = series.digest(events);
        Samples samples = new Samples(Workload.SCAN.id(), engine.name());
        stores.read(engine, series, session -> {
            double sum = session.sumOfMeasurements(0);
            if (!(Math.abs(sum - expected.measurementSum()) <= TOLERANCE * Math.abs(expected.measurementSum()))) {
                throw new WrongAnswerException(engine.name(), sum, expected.measurementSum());
            }
            time("sum of a column", samples, () -> {
                seen += session.sumOfMeasurements(0);
                return events;
            });
            if (engine.readOrder() == ReadOrder.NONE) {
                console.absent(Workload.SCAN, engine, "all fields: it has events in no order");
                return;
            }
            time("all fields, as columns", samples, () -> sumColumns(session));
            time("all fields, event by event", samples, () -> sumEvents(session));
        });
        samples.reportTo(console);
        if (Double.isNaN(seen)) {
            console.say("what was read did not add up to a number");
        }
    }

    private long sumColumns(EngineSession session) {
        seenEvents = 0;
        session.scanColumns(0, (keys, states, measurements, from, to) -> {
            seenEvents += to - from;
            seen += Sums.of(keys, from, to) + Sums.of(states, from, to) + Sums.of(measurements, from, to);
        });
        return seenEvents;
    }

    private long sumEvents(EngineSession session) {
        seenEvents = 0;
        session.scanEvents(0, (key, state, measurement) -> {
            seenEvents++;
            seen += key ^ state;
            seen += measurement;
        });
        return seenEvents;
    }

    void readBack(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.READBACK);
        long events = options.eventsOf(series);
        Digest expected = series.digest(events);
        Samples samples = new Samples(Workload.READBACK.id(), engine.name());
        stores.read(engine, series, session -> {
            Loader.verify(engine, Loader.readBack(engine, session, series, events), expected);
            time("read back and compare", samples, () -> {
                Digest found = Loader.readBack(engine, session, series, events);
                Loader.verify(engine, found, expected);
                return found.events();
            });
        });
        samples.reportTo(console);
    }

    private void time(String what, Samples samples, LongSupplier scan) {
        long warmUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.sampleMillis());
        long warmed = 0;
        while (System.nanoTime() < warmUntil || warmed == 0) {
            warmed += scan.getAsLong();
        }
        for (int run = 0; run < options.runs(); run++) {
            long bytesBefore = Stopwatch.threadBytes();
            long cpuBefore = Stopwatch.threadNanos();
            long before = System.nanoTime();
            long events = scan.getAsLong();
            long took = System.nanoTime() - before;
            long cpu = Stopwatch.threadNanos() - cpuBefore;
            samples.add(what, "events/s", events / (took / SECOND));
            samples.add(what + ", processor", "ns/event", (double) cpu / events);
            samples.add(what + ", allocated", "B/event", (double) (Stopwatch.threadBytes() - bytesBefore) / events);
        }
    }
}
