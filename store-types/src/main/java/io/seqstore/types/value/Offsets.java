package io.seqstore.types.value;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A DateTimeOffset as the store holds it: the ticks of its instant, and by how many minutes its local time is ahead of UTC
 * (spec 01, 5.1).
 */
public final class Offsets {
    /** The greatest distance from UTC, in minutes, in either direction. */
    public static final int MAX_MINUTES = 14 * 60;

    private static final int SECONDS_PER_MINUTE = 60;

    private Offsets() {}

    /**
     * The minutes by which a value is ahead of UTC.
     *
     * @throws IllegalArgumentException when these are not whole minutes, or more than {@link #MAX_MINUTES}, or the UTC or
     *     local time is outside the years 1 to 9999
     */
    public static int minutesOf(OffsetDateTime value) {
        int seconds = value.getOffset().getTotalSeconds();
        if (seconds % SECONDS_PER_MINUTE != 0 || Math.abs(seconds) > MAX_MINUTES * SECONDS_PER_MINUTE) {
            throw new IllegalArgumentException(
                    "the offset " + value.getOffset() + " is not whole minutes within -14:00 .. +14:00");
        }
        check(Ticks.of(value.toInstant()), seconds / SECONDS_PER_MINUTE);
        return seconds / SECONDS_PER_MINUTE;
    }

    /**
     * The minutes that a calculated moment shows: these, or none where its local time would lie outside the years 1 to 9999,
     * because such a value could neither be written as text nor stored.
     */
    public static int orUtc(long ticks, long offsetMinutes) {
        return isInside(ticks, offsetMinutes) ? (int) offsetMinutes : 0;
    }

    /**
     * The value that is held as these ticks and minutes.
     *
     * @throws IllegalArgumentException when no value is held so
     */
    public static OffsetDateTime toOffsetDateTime(long ticks, long offsetMinutes) {
        if (offsetMinutes < -MAX_MINUTES || offsetMinutes > MAX_MINUTES) {
            throw new IllegalArgumentException(offsetMinutes + " minutes are more than 14 hours");
        }
        Instant instant = Ticks.toInstant(ticks);
        check(ticks, offsetMinutes);
        return instant.atOffset(ZoneOffset.ofTotalSeconds((int) offsetMinutes * SECONDS_PER_MINUTE));
    }

    /** Refuses a moment whose local time is outside the years 1 to 9999; that of its instant is known to be inside. */
    static void check(long ticks, long offsetMinutes) {
        if (!isInside(ticks, offsetMinutes)) {
            throw new IllegalArgumentException(
                    "expected a local time of 0001-01-01T00:00:00 .. 9999-12-31T23:59:59.9999999");
        }
    }

    private static boolean isInside(long ticks, long offsetMinutes) {
        long local = ticks + offsetMinutes * SECONDS_PER_MINUTE * Ticks.PER_SECOND;
        return local >= Ticks.MIN && local <= Ticks.MAX;
    }
}
