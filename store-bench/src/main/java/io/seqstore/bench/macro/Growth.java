package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;
import io.seqstore.bench.report.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * W13: the same reads of streams that are ten times as long as the one before. Last and point should cost the same, but for
 * caches; summaries and curves should grow no faster than the logarithm of the events.
 */
final class Growth {
    private static final int PLACES = 1 << 16;
    private static final int INTERVALS = 1000;
    private static final int LONG_READS_A_RUN = 5;
    private static final long SEED = 43;
    private static final double MICROSECOND = 1e3;
    private static final double MILLISECOND = 1e6;

    private final BenchOptions options;
    private final WorkFolder work;
    private final Map<String, List<Double>> processorTimes = new LinkedHashMap<>();

    /** Keeps the compiler from leaving reads out. */
    private double seen;

    Growth(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
    }

    void run(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.GROWTH);
        List<Long> sizes = options.sizes();
        Map<String, Double> smallest = Map.of();
        for (long size : sizes) {
            Samples samples = new Samples(Workload.GROWTH.id(), engine.name());
            processorTimes.clear();
            SettledStores stores = new SettledStores(options.withEvents(size), work);
            stores.read(engine, series, session -> measure(engine, session, series, size, samples));
            if (options.mode() != WriteMode.MEMORY_STORE) {
                WorkFolder.remove(stores.folder(engine, series));
            }
            Map<String, Double> medians = medians();
            smallest.forEach((what, ofSmallest) -> samples.add(
                    what + ", processor, " + name(size) + " against " + name(sizes.get(0)),
                    "times",
                    medians.getOrDefault(what, Double.NaN) / ofSmallest));
            smallest = smallest.isEmpty() ? medians : smallest;
            samples.reportTo(console);
        }
        if (Double.isNaN(seen)) {
            console.say("what was read did not add up to a number");
        }
    }

    private static String name(long size) {
        return Figures.human((double) size);
    }

    private Map<String, Double> medians() {
        Map<String, Double> medians = new LinkedHashMap<>();
        processorTimes.forEach((what, times) ->
                medians.put(what, times.stream().sorted().toList().get(times.size() / 2)));
        return medians;
    }

    private void measure(Engine engine, EngineSession session, Series series, long size, Samples samples) {
        EventSample sample = EventSample.pick(series, size, PLACES, size, SEED);
        EventSlot slot = new EventSlot();
        for (int i = 0; i < sample.count(); i++) {
            if (!session.find(0, sample.key(i), slot) || !sample.isEvent(i, slot)) {
                throw new WrongAnswerException(engine.name(), slot.key(), sample.key(i));
            }
        }
        timeShort("last event", size, samples, i -> {
            session.last(0, slot);
            seen += slot.measurement();
        });
        timeShort("event by key", size, samples, i -> {
            session.find(0, sample.key(i), slot);
            seen += slot.measurement();
        });
        long[] ends = Curves.ends(session);
        timeLong(
                "1,000 summaries",
                size,
                samples,
                () -> seen += session.summaries(0, ends[0], ends[1], INTERVALS, true));
        timeLong(
                "curve of 1,000 parts",
                size,
                samples,
                () -> seen += session.sampled(0, ends[0], ends[1], INTERVALS, true));
    }

    private void timeShort(String what, long size, Samples samples, IntConsumer operation) {
        Stopwatch.priceOf(operation, options.sampleMillis());
        for (int run = 0; run < options.runs(); run++) {
            Stopwatch.Price price = Stopwatch.priceOf(operation, options.sampleMillis());
            add(what, size, "us", price.wallNanos() / MICROSECOND, price.cpuNanos() / MICROSECOND, samples);
        }
    }

    private void timeLong(String what, long size, Samples samples, Runnable operation) {
        long warmUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.sampleMillis());
        do {
            operation.run();
        } while (System.nanoTime() < warmUntil);
        for (int run = 0; run < options.runs() * LONG_READS_A_RUN; run++) {
            long cpuBefore = Stopwatch.threadNanos();
            long before = System.nanoTime();
            operation.run();
            long took = System.nanoTime() - before;
            add(what, size, "ms", took / MILLISECOND, (Stopwatch.threadNanos() - cpuBefore) / MILLISECOND, samples);
        }
    }

    private void add(String what, long size, String unit, double wall, double processor, Samples samples) {
        String ofSize = what + ", of " + name(size);
        samples.add(ofSize, unit, wall);
        samples.add(ofSize + ", processor", unit, processor);
        processorTimes.computeIfAbsent(what, name -> new ArrayList<>()).add(processor);
    }
}
