package io.seqstore.bench.macro;

import io.seqstore.bench.data.Digest;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * W1 to W3: appends a series in batches, closes, opens again, reads everything back and compares. Only the time inside the
 * engine is counted: making an event takes about 10 ns, which would hide what is measured.
 */
final class Ingest {
    private static final int WARM_UP_EVENTS = 1_000_000;
    private static final int BATCHES_BETWEEN_LOOKS = 64;
    private static final double SECOND = 1e9;
    private static final double MICROSECOND = 1e3;

    private final BenchOptions options;
    private final WorkFolder work;

    /** Processor time that making the events takes alone: it is no part of what the engine takes. */
    private long makingNanos;

    Ingest(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
    }

    void run(Workload workload, Engine engine, Console console) {
        Series series = options.seriesOf(workload);
        long events = options.eventsOf(series);
        Digest expected = Loader.expected(engine, series, events);
        long warmUp = series.wholeEvents(Math.min(events, WARM_UP_EVENTS));
        ingest(
                engine,
                series,
                warmUp,
                Loader.expected(engine, series, warmUp),
                new Samples(workload.id(), engine.name()));
        makingNanos = processorTimeOfMaking(series, events);
        Samples samples = new Samples(workload.id(), engine.name());
        for (int run = 0; run < options.runs(); run++) {
            ingest(engine, series, events, expected, samples);
        }
        samples.reportTo(console);
    }

    private long processorTimeOfMaking(Series series, long events) {
        EventFeed feed = series.arrival(events);
        EventChunk chunk = new EventChunk(options.batch());
        long before = Stopwatch.threadNanos();
        while (feed.next(chunk)) {
            chunk.clear();
        }
        return Stopwatch.threadNanos() - before;
    }

    private void ingest(Engine engine, Series series, long events, Digest expected, Samples samples) {
        Path folder = work.fresh();
        int streams = series.streams(events);
        long before = System.nanoTime();
        EngineSession session = engine.create(folder, streams, options.mode(), Arrival.of(series, events));
        boolean closed = false;
        try {
            samples.add("make the store and its streams", "s", seconds(System.nanoTime() - before));
            double appended = append(session, series, events, samples);
            boolean inMemory = options.mode() == WriteMode.MEMORY_STORE;
            if (inMemory) {
                readBack(engine, session, series, events, expected, samples);
            }
            before = System.nanoTime();
            closed = true;
            session.close();
            double closing = seconds(System.nanoTime() - before);
            if (!inMemory) {
                samples.add("append and close", "events/s", events / (appended + closing));
                samples.add("on disk after close", "B/event", (double) WorkFolder.bytes(folder) / events);
                reopen(engine, folder, series, events, expected, samples);
            }
        } finally {
            if (!closed) {
                session.close();
            }
            WorkFolder.remove(folder);
        }
    }

    /** Returns the seconds that were spent in the engine. */
    private double append(EngineSession session, Series series, long events, Samples samples) {
        EventFeed feed = series.arrival(events);
        EventChunk chunk = new EventChunk(options.batch());
        long[] batchNanos = new long[(int) (events / options.batch() + 1)];
        int batches = 0;
        long peakHeap = 0;
        long peakDirect = 0;
        long cpu = Stopwatch.processNanos();
        long allocated = 0;
        while (feed.next(chunk)) {
            long bytesBefore = Stopwatch.threadBytes();
            long before = System.nanoTime();
            session.append(chunk);
            batchNanos[batches++] = System.nanoTime() - before;
            allocated += Stopwatch.threadBytes() - bytesBefore;
            if (batches % BATCHES_BETWEEN_LOOKS == 0) {
                peakHeap = Math.max(peakHeap, MemoryUse.heap());
                peakDirect = Math.max(peakDirect, MemoryUse.direct());
            }
        }
        cpu = Stopwatch.processNanos() - cpu - makingNanos;
        long inEngine = Arrays.stream(batchNanos, 0, batches).sum();
        Arrays.sort(batchNanos, 0, batches);
        samples.add("append", "events/s", events / seconds(inEngine));
        samples.add("batch, half of them within", "us", batchNanos[batches / 2] / MICROSECOND);
        samples.add("batch, 99 % within", "us", batchNanos[batches * 99 / 100] / MICROSECOND);
        samples.add("batch, slowest", "us", batchNanos[batches - 1] / MICROSECOND);
        samples.add("processor, all threads", "ns/event", (double) cpu / events);
        samples.add("allocated by the writer", "B/event", (double) allocated / events);
        if (session.flushes() >= 0) {
            samples.add("flushes", "", session.flushes());
        }
        samples.add("heap, most at any time", "B", Math.max(peakHeap, MemoryUse.heap()));
        samples.add("heap, after a collection", "B", MemoryUse.heapAfterCollection());
        samples.add("off-heap, most at any time", "B", Math.max(peakDirect, MemoryUse.direct()));
        samples.add("anonymous memory of the process", "B", MemoryUse.anonymous());
        return seconds(inEngine);
    }

    private void reopen(Engine engine, Path folder, Series series, long events, Digest expected, Samples samples) {
        long before = System.nanoTime();
        try (EngineSession session = engine.open(folder, series.streams(events), options.mode())) {
            samples.add("open again", "ms", (System.nanoTime() - before) / 1e6);
            readBack(engine, session, series, events, expected, samples);
        }
    }

    private static void readBack(
            Engine engine, EngineSession session, Series series, long events, Digest expected, Samples samples) {
        long before = System.nanoTime();
        Digest found = Loader.readBack(engine, session, series, events);
        double took = seconds(System.nanoTime() - before);
        Loader.verify(engine, found, expected);
        samples.add("read back, equal to what was written", "events", found.events());
        samples.add("read back and compare", "events/s", found.events() / took);
    }

    private static double seconds(long nanos) {
        return nanos / SECOND;
    }
}
