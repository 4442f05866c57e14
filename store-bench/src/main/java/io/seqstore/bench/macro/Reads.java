package io.seqstore.bench.macro;

import io.seqstore.bench.data.Digest;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;
import io.seqstore.bench.macro.Stopwatch.Price;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** W5 to W7 and W11: short reads at random places of a settled store, each checked before it is timed. */
final class Reads {
    /** A power of two; with their blocks they are more than any cache holds. */
    private static final int PLACES = 1 << 16;

    private static final int CHECKED_STREAMS = 256;
    private static final int WINDOW_EVENTS = 1000;
    private static final long SEED = 41;
    private static final double MICROSECOND = 1e3;

    private final BenchOptions options;
    private final SettledStores stores;

    /** Keeps the compiler from leaving reads out. */
    private double seen;

    Reads(BenchOptions options, SettledStores stores) {
        this.options = options;
        this.stores = stores;
    }

    void last(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.LAST);
        long events = options.eventsOf(series);
        int count = series.streams(events);
        int[] streams = new SplittableRandom(SEED).ints(PLACES, 0, count).toArray();
        stores.read(engine, series, session -> {
            EventSlot slot = new EventSlot();
            for (int i = 0; i < CHECKED_STREAMS; i++) {
                boolean found = session.last(streams[i], slot);
                if (!found || slot.key() != lastKey(series, streams[i], events)) {
                    throw new WrongAnswerException(engine.name(), slot.key(), lastKey(series, streams[i], events));
                }
            }
            time(Workload.LAST, engine, "last event", console, i -> {
                session.last(streams[i & (PLACES - 1)], slot);
                seen += slot.measurement();
            });
        });
    }

    private static long lastKey(Series series, int stream, long events) {
        EventFeed feed = series.stream(stream, events);
        EventChunk chunk = new EventChunk(WINDOW_EVENTS);
        long last = Long.MIN_VALUE;
        while (feed.next(chunk)) {
            last = chunk.keys()[chunk.count() - 1];
        }
        return last;
    }

    void point(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.POINT);
        long events = options.eventsOf(series);
        EventSample sample = EventSample.pick(series, events, PLACES, events, SEED);
        stores.read(engine, series, session -> {
            EventSlot slot = new EventSlot();
            for (int i = 0; i < sample.count(); i++) {
                if (!session.find(0, sample.key(i), slot) || !sample.isEvent(i, slot)) {
                    throw new WrongAnswerException(engine.name(), slot.key(), sample.key(i));
                }
            }
            time(Workload.POINT, engine, "event by key", console, i -> {
                session.find(0, sample.key(i), slot);
                seen += slot.measurement();
            });
        });
    }

    void interpolate(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.INTERPOLATE);
        GapSample sample = GapSample.pick(series, options.eventsOf(series), PLACES, SEED);
        stores.read(engine, series, session -> {
            EventSlot slot = new EventSlot();
            for (int i = 0; i < sample.count(); i++) {
                if (!session.interpolate(0, sample.key(i), slot) || !sample.isBetween(i, slot)) {
                    throw new WrongAnswerException(engine.name(), slot.measurement(), "that at " + sample.key(i));
                }
            }
            time(Workload.INTERPOLATE, engine, "event between two", console, i -> {
                session.interpolate(0, sample.key(i), slot);
                seen += slot.measurement();
            });
        });
    }

    void window(Engine engine, Console console) {
        Series series = options.seriesOf(Workload.WINDOW);
        long events = options.eventsOf(series);
        int count = (int) Math.min(WINDOW_EVENTS, events);
        EventSample sample = EventSample.pick(series, events, PLACES, events - count + 1, SEED);
        stores.read(engine, series, session -> {
            for (int i = 0; i < CHECKED_STREAMS; i++) {
                checkWindow(engine, session, sample.key(i), count);
            }
            time(
                    Workload.WINDOW,
                    engine,
                    "window of " + count,
                    console,
                    i -> session.window(
                            0,
                            sample.key(i),
                            count,
                            (keys, states, measurements, from, to) ->
                                    seen += measurements[from] + states[to - 1] + keys[to - 1]));
        });
    }

    private static void checkWindow(Engine engine, EngineSession session, long key, int count) {
        Digest digest = new Digest();
        long[] firstKey = {Long.MIN_VALUE};
        session.window(0, key, count, (keys, states, measurements, from, to) -> {
            firstKey[0] = digest.events() == 0 ? keys[from] : firstKey[0];
            digest.add(keys, states, measurements, from, to);
        });
        if (digest.events() != count || firstKey[0] != key) {
            throw new WrongAnswerException(
                    engine.name(), digest.events() + " events from " + firstKey[0], count + " from " + key);
        }
    }

    private void time(Workload workload, Engine engine, String what, Console console, IntConsumer operation) {
        Stopwatch.priceOf(operation, options.sampleMillis());
        Samples samples = new Samples(workload.id(), engine.name());
        for (int run = 0; run < options.runs(); run++) {
            Price price = Stopwatch.priceOf(operation, options.sampleMillis());
            samples.add(what, "us", price.wallNanos() / MICROSECOND);
            samples.add(what + ", processor", "us", price.cpuNanos() / MICROSECOND);
            samples.add(what + ", allocated", "B", price.allocatedBytes());
        }
        samples.reportTo(console);
        if (Double.isNaN(seen)) {
            console.say("what was read did not add up to a number");
        }
    }
}
