package io.seqstore.bench.macro;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.Series;
import io.seqstore.types.value.Ticks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * W1b: one writer and then eight, each with a stream of its own, every batch synced: whether writers share syncs. What they write is
 * one batch of the series again and again, moved on in time, so that making events takes nothing from the two cores.
 */
final class Writers {
    private static final int MANY = 8;
    private static final long WARM_UP_EVENTS = 1_000_000;
    private static final double SECOND = 1e9;

    private final BenchOptions options;
    private final WorkFolder work;

    Writers(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
    }

    void run(Console console) {
        Samples unused = new Samples(Workload.INGEST_WRITERS.id(), "seqstore");
        measure(MANY, Math.min(WARM_UP_EVENTS, options.events()), unused);
        Samples samples = new Samples(Workload.INGEST_WRITERS.id(), "seqstore");
        for (int run = 0; run < options.runs(); run++) {
            measure(1, options.events(), samples);
            measure(MANY, options.events(), samples);
        }
        samples.reportTo(console);
    }

    private void measure(int writers, long events, Samples samples) {
        Path folder = work.fresh();
        long batches = Math.max(1, events / options.batch() / writers);
        try (SeqstoreSession store = new SeqstoreEngine().create(folder, writers, WriteMode.SYNC)) {
            long cpu = Stopwatch.processNanos();
            double seconds = seconds(store, writers, batches);
            double written = (double) batches * options.batch() * writers;
            String who = writers == 1 ? "one writer" : writers + " writers";
            samples.add(who, "events/s", written / seconds);
            samples.add(who + ", processor", "ns/event", (Stopwatch.processNanos() - cpu) / written);
            check(store, writers, batches);
        } finally {
            WorkFolder.remove(folder);
        }
    }

    private double seconds(SeqstoreSession store, int writers, long batches) {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CountDownLatch begin = new CountDownLatch(1);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                EngineSession session = store.another();
                EventChunk chunk = chunk(writer);
                running.add(threads.submit(() -> {
                    begin.await();
                    write(session, chunk, batches);
                    return null;
                }));
            }
            long before = System.nanoTime();
            begin.countDown();
            for (Future<?> writer : running) {
                writer.get();
            }
            return (System.nanoTime() - before) / SECOND;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("a writer did not come to its end", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private EventChunk chunk(int stream) {
        EventChunk chunk = new EventChunk(options.batch());
        Series.S1.stream(0, options.batch()).next(chunk);
        Arrays.fill(chunk.streams(), stream);
        return chunk;
    }

    private static void write(EngineSession session, EventChunk chunk, long batches) {
        long length = chunk.count() * Ticks.PER_SECOND;
        for (long i = 0; i < batches; i++) {
            session.append(chunk);
            for (int row = 0; row < chunk.count(); row++) {
                chunk.keys()[row] += length;
            }
        }
    }

    private void check(SeqstoreSession store, int writers, long batches) {
        EventSlot last = new EventSlot();
        for (int writer = 0; writer < writers; writer++) {
            EventChunk chunk = chunk(writer);
            long expected = chunk.keys()[chunk.count() - 1] + (batches - 1) * chunk.count() * Ticks.PER_SECOND;
            if (!store.last(writer, last) || last.key() != expected) {
                throw new WrongAnswerException("seqstore", last.key(), expected);
            }
        }
    }
}
