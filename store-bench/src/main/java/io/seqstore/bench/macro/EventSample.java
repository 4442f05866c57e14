package io.seqstore.bench.macro;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Some events of a series of one stream, picked at random places, in random order. */
final class EventSample {
    private static final int PIECE = 1024;

    private final long[] keys;
    private final int[] states;
    private final double[] measurements;

    private EventSample(int count) {
        this.keys = new long[count];
        this.states = new int[count];
        this.measurements = new double[count];
    }

    /**
     * Picks events.
     *
     * @param count how many; a power of two
     * @param among the first that many of the series
     */
    static EventSample pick(Series series, long events, int count, long among, long seed) {
        return pick(series, events, count, among, seed, 0);
    }

    /**
     * Picks the events that stand some events behind those that are picked otherwise, in the same order.
     *
     * @param behind how many events behind
     */
    static EventSample pick(Series series, long events, int count, long among, long seed, int behind) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] places = random.longs(count, 0, among)
                .sorted()
                .map(place -> place + behind)
                .toArray();
        EventSample sample = new EventSample(count);
        int[] shuffled = shuffled(count, random);
        EventFeed feed = series.stream(0, events);
        EventChunk chunk = new EventChunk(PIECE);
        long first = 0;
        int picked = 0;
        while (picked < count && feed.next(chunk)) {
            while (picked < count && places[picked] < first + chunk.count()) {
                sample.set(shuffled[picked], chunk, (int) (places[picked] - first));
                picked++;
            }
            first += chunk.count();
        }
        return sample;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return order;
    }

    private void set(int at, EventChunk chunk, int row) {
        keys[at] = chunk.keys()[row];
        states[at] = chunk.states()[row];
        measurements[at] = chunk.measurements()[row];
    }

    int count() {
        return keys.length;
    }

    /** The key of an event; the index may be any number. */
    long key(int index) {
        return keys[index & (keys.length - 1)];
    }

    int state(int index) {
        return states[index & (states.length - 1)];
    }

    double measurement(int index) {
        return measurements[index & (measurements.length - 1)];
    }

    /** Whether a reader found this event. */
    boolean isEvent(int index, EventSlot slot) {
        return slot.key() == keys[index]
                && slot.state() == states[index]
                && Double.doubleToLongBits(slot.measurement()) == Double.doubleToLongBits(measurements[index]);
    }
}
