package io.seqstore.bench.data;

import java.util.Locale;

/**
 * What a reader saw: enough to tell that it saw every event once, with its own values, in the right order. Two digests of
 * the same events in the same order are equal. Not thread-safe.
 */
public final class Digest {
    private long events;
    private long keySum;
    private long stateSum;

    /** Added in the order of reading, which rounding makes visible. */
    private double measurementSum;

    /** Sum of a hash of each whole event: tells values that were swapped between events. */
    private long hashSum;

    /** Adds an event. */
    public void add(long key, long state, double measurement) {
        events++;
        keySum += key;
        stateSum += state;
        measurementSum += measurement;
        hashSum += Mixing.mix(key ^ Mixing.mix(Double.doubleToRawLongBits(measurement) + state));
    }

    /** Adds all events of a chunk. */
    public void add(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            add(chunk.keys()[i], chunk.states()[i], chunk.measurements()[i]);
        }
    }

    /** Adds rows {@code from..to-1} of some columns. */
    public void add(long[] keys, long[] states, double[] measurements, int from, int to) {
        for (int i = from; i < to; i++) {
            add(keys[i], states[i], measurements[i]);
        }
    }

    public long events() {
        return events;
    }

    /** The sum of the measurements, added in the order of reading. */
    public double measurementSum() {
        return measurementSum;
    }

    /** Whether another reader saw the same. */
    public boolean matches(Digest other) {
        return events == other.events
                && keySum == other.keySum
                && stateSum == other.stateSum
                && Double.doubleToLongBits(measurementSum) == Double.doubleToLongBits(other.measurementSum)
                && hashSum == other.hashSum;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d events, keys %016x, states %d, measurements %s, hash %016x",
                events,
                keySum,
                stateSum,
                measurementSum,
                hashSum);
    }
}
