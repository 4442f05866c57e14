package io.seqstore.bench.micro;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.value.Ticks;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a window at a random place of a long stream cost, and what of that is for opening it? An operation is a window
 * that is opened, walked and closed. With {@code -prof gc} two sizes of window that take the same bytes prove that an event
 * takes none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowCursorBenchmark {
    private static final int ROWS_PER_BATCH = 1 << 16;
    private static final int PLACES = 1 << 12;
    private static final String STREAM = "sensor";

    /** How many events the stream has. */
    @Param("10000000")
    int events;

    /** How many of them a window holds. */
    @Param({"1000", "10000"})
    int window;

    private final Object[] starts = new Object[PLACES];
    private final Object[] ends = new Object[PLACES];
    private int place;
    private Seqstore store;
    private EventStream stream;

    @Setup
    public void writeEvents() {
        store = Seqstore.inMemory();
        store.getOrCreateType(Readings.LAYOUT.type());
        store.getOrCreateStream(SdsStream.of(STREAM, Readings.TYPE_ID));
        stream = store.stream(STREAM);
        choosePlaces(write());
        store.flush();
        store.compact();
    }

    /** Writes the events, and tells their keys. */
    private long[] write() {
        long[] keys = new long[events];
        EventFeed feed = Series.S1.stream(0, events);
        EventChunk chunk = new EventChunk(ROWS_PER_BATCH);
        ColumnBatch batch = stream.newBatch();
        int written = 0;
        while (feed.next(chunk)) {
            batch.clear();
            Readings.append(chunk, batch);
            stream.insert(batch);
            System.arraycopy(chunk.keys(), 0, keys, written, chunk.count());
            written += chunk.count();
        }
        if (written != events) {
            throw new IllegalStateException(written + " events were written");
        }
        return keys;
    }

    private void choosePlaces(long[] keys) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PLACES; i++) {
            int first = random.nextInt(events - window + 1);
            starts[i] = Ticks.toInstant(keys[first]);
            ends[i] = Ticks.toInstant(keys[first + window - 1]);
        }
    }

    @TearDown
    public void close() {
        store.close();
    }

    @Benchmark
    public double windowByEvent() {
        place = (place + 1) % PLACES;
        double sum = 0;
        try (EventCursor cursor = stream.window(starts[place], ends[place]).cursor()) {
            while (cursor.next()) {
                sum += cursor.batch().doubles(Readings.MEASUREMENT)[cursor.row()] + cursor.key();
            }
        }
        return sum;
    }
}
