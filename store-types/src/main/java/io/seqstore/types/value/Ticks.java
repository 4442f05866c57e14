package io.seqstore.types.value;

import java.time.Duration;
import java.time.Instant;

/**
 * Time in the unit of the original service: 100 ns ticks since 0001-01-01T00:00:00Z (spec 01, 5.1). Finer instants are
 * cut off to the tick, always downward, so that equal instants give equal keys.
 */
public final class Ticks {
    /** Ticks in a second. */
    public static final long PER_SECOND = 10_000_000L;

    /** The first tick of DateTime: 0001-01-01T00:00:00Z. */
    public static final long MIN = 0L;

    /** The last tick of DateTime: 9999-12-31T23:59:59.9999999Z. */
    public static final long MAX = 3_155_378_975_999_999_999L;

    private static final long EPOCH_SECONDS = 62_135_596_800L;
    private static final int NANOS_PER_TICK = 100;

    private Ticks() {}

    /**
     * The tick that holds an instant.
     *
     * @throws IllegalArgumentException when the instant lies outside {@link #MIN}..{@link #MAX}
     */
    public static long of(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds < -EPOCH_SECONDS || seconds >= MAX / PER_SECOND - EPOCH_SECONDS + 1) {
            throw new IllegalArgumentException(
                    instant + " is outside 0001-01-01T00:00:00Z .. 9999-12-31T23:59:59.9999999Z");
        }
        return (seconds + EPOCH_SECONDS) * PER_SECOND + instant.getNano() / NANOS_PER_TICK;
    }

    /**
     * The instant at which a tick begins.
     *
     * @throws IllegalArgumentException when the tick lies outside {@link #MIN}..{@link #MAX}
     */
    public static Instant toInstant(long ticks) {
        if (ticks < MIN || ticks > MAX) {
            throw new IllegalArgumentException(ticks + " ticks are outside the years 1 to 9999");
        }
        return Instant.ofEpochSecond(
                Math.floorDiv(ticks, PER_SECOND) - EPOCH_SECONDS, Math.floorMod(ticks, PER_SECOND) * NANOS_PER_TICK);
    }

    /**
     * The whole ticks of a duration, rounded down.
     *
     * @throws IllegalArgumentException when they do not fit a signed 64-bit count
     */
    public static long of(Duration duration) {
        long seconds = duration.getSeconds();
        long rest = duration.getNano() / NANOS_PER_TICK;
        if (seconds < 0) {
            // Counts from the next second down, so that the most negative durations do not overflow half-way.
            seconds++;
            rest -= PER_SECOND;
        }
        try {
            return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), rest);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(duration + " is more than 64 bits of 100 ns", e);
        }
    }

    /** The duration of a count of ticks. */
    public static Duration toDuration(long ticks) {
        return Duration.ofSeconds(
                Math.floorDiv(ticks, PER_SECOND), Math.floorMod(ticks, PER_SECOND) * (long) NANOS_PER_TICK);
    }
}
