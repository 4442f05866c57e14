package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;
import java.util.SplittableRandom;

/** Some keys of a series of one stream at which there is no event, each between two that follow one another. */
final class GapSample {
    private static final double TOLERANCE = 1e-9;

    private final EventSample before;
    private final EventSample after;
    private final long[] keys;

    private GapSample(EventSample before, EventSample after, long[] keys) {
        this.before = before;
        this.after = after;
        this.keys = keys;
    }

    /**
     * Picks keys.
     *
     * @param count how many; a power of two
     */
    static GapSample pick(Series series, long events, int count, long seed) {
        EventSample before = EventSample.pick(series, events, count, events - 1, seed);
        EventSample after = EventSample.pick(series, events, count, events - 1, seed, 1);
        SplittableRandom random = new SplittableRandom(seed);
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = random.nextLong(before.key(i) + 1, after.key(i));
        }
        return new GapSample(before, after, keys);
    }

    int count() {
        return keys.length;
    }

    /** A key; the index may be any number. */
    long key(int index) {
        return keys[index & (keys.length - 1)];
    }

    /** Whether what was calculated lies at the key, on the lines between the two events. */
    boolean isBetween(int index, EventSlot slot) {
        double part = (double) (key(index) - before.key(index)) / (after.key(index) - before.key(index));
        double state = between(before.state(index), after.state(index), part);
        double measurement = between(before.measurement(index), after.measurement(index), part);
        return slot.key() == key(index)
                && Math.abs(slot.state() - state) <= 0.5 + TOLERANCE
                && Math.abs(slot.measurement() - measurement) <= TOLERANCE * Math.max(1, Math.abs(measurement));
    }

    private static double between(double from, double to, double part) {
        return from + (to - from) * part;
    }
}
