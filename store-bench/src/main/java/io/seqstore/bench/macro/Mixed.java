package io.seqstore.bench.macro;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * W14: a thread that reads windows and single events of a stream, another that appends to it, each alone and then both. Half
 * of the events are there from the beginning and are what is read; a quarter is appended alone, a quarter beside the reader.
 */
final class Mixed {
    private static final int PLACES = 1 << 16;
    private static final int WINDOW_EVENTS = 1000;
    private static final long SEED = 47;
    private static final double SECOND = 1e9;

    private final BenchOptions options;
    private final WorkFolder work;
    private final int batch;

    Mixed(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
        // Of few events there are batches left for each part all the same.
        this.batch = (int) Math.max(1, Math.min(options.batch(), options.events() / 16));
    }

    void run(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.MIXED);
        long events = options.eventsOf(series);
        long there = events / 2;
        int window = (int) Math.min(WINDOW_EVENTS, there);
        EventSample sample = EventSample.pick(series, events, PLACES, there - window + 1, SEED);
        // Once to warm up.
        run(engine, series, events, sample, window, new Samples(Workload.MIXED.id(), engine.name()));
        Samples samples = new Samples(Workload.MIXED.id(), engine.name());
        for (int run = 0; run < options.runs(); run++) {
            run(engine, series, events, sample, window, samples);
        }
        samples.reportTo(console);
    }

    private void run(Engine engine, Series series, long events, EventSample sample, int window, Samples samples) {
        Path folder = work.fresh();
        try (EngineSession session = engine.create(folder, 1, options.mode(), Arrival.of(series, events))) {
            EventFeed feed = series.arrival(events);
            append(session, feed, events / 2);
            try (EngineSession reader = session.reader()) {
                Reading alone = new Reading(engine, reader, sample, window);
                alone.readFor(options.sampleMillis());
                alone.report("alone", samples);
                samples.add("append, alone", "events/s", append(session, feed, events / 4));
                Reading beside = new Reading(engine, reader, sample, window);
                Thread thread = new Thread(beside, "reader");
                thread.start();
                double rate = append(session, feed, events);
                beside.end(thread);
                samples.add("append, beside a reader", "events/s", rate);
                beside.report("beside a writer", samples);
            }
            Loader.verify(
                    engine, Loader.readBack(engine, session, series, events), Loader.expected(engine, series, events));
        }
        WorkFolder.remove(folder);
    }

    /** Appends about that many events, or what is left; returns how many a second the engine took. */
    private double append(EngineSession session, EventFeed feed, long most) {
        EventChunk chunk = new EventChunk(batch);
        long nanos = 0;
        long done = 0;
        while (done < most && feed.next(chunk)) {
            long before = System.nanoTime();
            session.append(chunk);
            nanos += System.nanoTime() - before;
            done += chunk.count();
        }
        return done / (nanos / SECOND);
    }

    /** Reads a window and some single events in turn, checks what it gets, and counts. */
    private static final class Reading implements Runnable {
        private static final int POINTS = 64;

        private final Engine engine;
        private final EngineSession session;
        private final EventSample sample;
        private final int window;
        private final EventSlot slot = new EventSlot();
        private int rounds;
        private long pointNanos;
        private long windowNanos;
        private volatile boolean isOver;
        private volatile @Nullable RuntimeException failure;

        Reading(Engine engine, EngineSession session, EventSample sample, int window) {
            this.engine = engine;
            this.session = session;
            this.sample = sample;
            this.window = window;
        }

        @Override
        public void run() {
            try {
                do {
                    readOnce();
                } while (!isOver);
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        void readFor(int millis) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            do {
                readOnce();
            } while (System.nanoTime() < until);
        }

        /** Waits for the thread, and throws what it threw. */
        void end(Thread thread) {
            isOver = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
        }

        private void readOnce() {
            int first = rounds * POINTS;
            long before = System.nanoTime();
            for (int i = first; i < first + POINTS; i++) {
                int at = i & (sample.count() - 1);
                if (!session.find(0, sample.key(at), slot) || !sample.isEvent(at, slot)) {
                    throw new WrongAnswerException(engine.name(), slot.key(), sample.key(at));
                }
            }
            long between = System.nanoTime();
            pointNanos += between - before;
            long key = sample.key(first);
            int[] count = new int[1];
            session.window(0, key, window, (keys, states, measurements, from, to) -> {
                if (count[0] == 0 && keys[from] != key) {
                    throw new WrongAnswerException(engine.name(), keys[from], key);
                }
                count[0] += to - from;
            });
            windowNanos += System.nanoTime() - between;
            if (count[0] != window) {
                throw new WrongAnswerException(engine.name(), count[0] + " events", window + " events");
            }
            rounds++;
        }

        void report(String when, Samples samples) {
            samples.add("events by key, " + when, "reads/s", (double) rounds * POINTS / (pointNanos / SECOND));
            samples.add("windows of " + WINDOW_EVENTS + ", " + when, "reads/s", rounds / (windowNanos / SECOND));
        }
    }
}
