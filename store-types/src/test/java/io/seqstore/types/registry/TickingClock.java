package io.seqstore.types.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Moves on by 1234567 ns whenever it is asked. */
final class TickingClock extends Clock {
    private Instant now;

    TickingClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    private TickingClock(Instant now) {
        this.now = now;
    }

    /** One that goes on from here. */
    TickingClock copy() {
        return new TickingClock(now);
    }

    @Override
    public Instant instant() {
        now = now.plusNanos(1_234_567);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
