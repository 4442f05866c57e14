package io.seqstore.bench.data;

import io.seqstore.types.value.Ticks;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * The series that are measured. An event is a time in 100 ns ticks (the key), a 32-bit state and a double measurement;
 * streams have an event a second. See {@link Sensors} for the values.
 */
public enum Series {
    /** One stream; each event up to 5 whole milliseconds early or late; measurements of three decimals. */
    S1("s1", Clock.MILLISECONDS, true, 1),

    /** As S1, up to 50,000 single ticks early or late. */
    S1_TICKS("s1-ticks", Clock.TICKS, true, 1),

    /** As S1, measurements in full double precision. */
    S1_REALS("s1-reals", Clock.MILLISECONDS, false, 1),

    /**
     * 100,000 streams of 200 events in turn. All events together ascend: each has a slot of 10 us of its own, in which it
     * comes at a random microsecond.
     */
    S2("s2", Clock.MICROSECONDS, true, 100_000),

    /** As S1, one event in twenty arriving late, by up to 3,600 events: an hour. */
    S3("s3", Clock.MILLISECONDS, true, 1);

    /** How many decimals rounded measurements have. */
    public static final int DECIMALS = 3;

    private static final long FIRST_SLOT = Ticks.of(Instant.parse("2025-01-01T00:00:00Z"));
    private static final long SLOT_TICKS = 100;
    private static final int EVENTS_PER_STREAM = 200;
    private static final long SEED = 20_250_101L;
    private static final long LATE_SEED = SEED * 31;

    private final String id;
    private final Clock clock;
    private final boolean decimals;
    private final int mostStreams;

    Series(String id, Clock clock, boolean decimals, int mostStreams) {
        this.id = id;
        this.clock = clock;
        this.decimals = decimals;
        this.mostStreams = mostStreams;
    }

    /** The name in commands and reports. */
    public String id() {
        return id;
    }

    /** The series of an id. */
    public static Series of(String id) {
        return Arrays.stream(values())
                .filter(series -> series.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no series '" + id + "'; there are "
                        + Arrays.stream(values()).map(Series::id).toList()));
    }

    /** Whether measurements are rounded to {@link #DECIMALS} decimals. */
    public boolean hasDecimals() {
        return decimals;
    }

    /** Whether the events arrive in the order of their keys, and all in one stream. */
    public boolean isInOrder() {
        return this != S2 && this != S3;
    }

    /** How many streams a series of that many events has. */
    public int streams(long events) {
        return (int) Math.max(1, Math.min(mostStreams, events / EVENTS_PER_STREAM));
    }

    /** How many events a series has that should have about this many: each stream has as many as the others. */
    public long wholeEvents(long events) {
        int streams = streams(events);
        return events / streams * streams;
    }

    /** The events in the order in which they arrive. */
    public EventFeed arrival(long events) {
        if (mostStreams == 1) {
            EventFeed inOrder = stream(0, events);
            return this == S3 ? new LateFeed(inOrder, LATE_SEED) : inOrder;
        }
        int streams = streams(events);
        Sensors sensors = new Sensors(SEED, decimals, 0, streams);
        return new InterleavedFeed(sensors, streams, clock, FIRST_SLOT, SLOT_TICKS, Ticks.PER_SECOND, events / streams);
    }

    /**
     * The events of one stream in the order of their keys.
     *
     * @param events events of the whole series
     */
    public EventFeed stream(int stream, long events) {
        Sensors sensor = new Sensors(SEED, decimals, stream, 1);
        return new SteadyFeed(
                sensor, clock, FIRST_SLOT + stream * SLOT_TICKS, Ticks.PER_SECOND, events / streams(events));
    }

    /** What must come back: all streams by number, each in the order of its keys. */
    public Digest digest(long events) {
        Digest digest = new Digest();
        int streams = streams(events);
        EventChunk chunk = new EventChunk(streams == 1 ? 1024 : EVENTS_PER_STREAM);
        for (int stream = 0; stream < streams; stream++) {
            EventFeed feed = stream(stream, events);
            while (feed.next(chunk)) {
                digest.add(chunk);
            }
        }
        return digest;
    }
}
