package io.seqstore.bench.data;

/**
 * Some events in order of arrival, as columns: what a writer hands to an engine in one go. Reused; the arrays have room for
 * {@link #capacity} events. Not thread-safe.
 */
public final class EventChunk {
    private final int[] streams;
    private final long[] keys;
    private final int[] states;
    private final double[] measurements;
    private int count;

    /** An empty chunk with room for some events. */
    public EventChunk(int capacity) {
        this.streams = new int[capacity];
        this.keys = new long[capacity];
        this.states = new int[capacity];
        this.measurements = new double[capacity];
    }

    public int capacity() {
        return keys.length;
    }

    public int count() {
        return count;
    }

    /** The number of each event's stream. */
    public int[] streams() {
        return streams;
    }

    /** The time of each event in 100 ns ticks since 0001-01-01. */
    public long[] keys() {
        return keys;
    }

    public int[] states() {
        return states;
    }

    public double[] measurements() {
        return measurements;
    }

    /** Exchanges two events. */
    void swap(int one, int other) {
        int stream = streams[one];
        streams[one] = streams[other];
        streams[other] = stream;
        long key = keys[one];
        keys[one] = keys[other];
        keys[other] = key;
        int state = states[one];
        states[one] = states[other];
        states[other] = state;
        double measurement = measurements[one];
        measurements[one] = measurements[other];
        measurements[other] = measurement;
    }

    public void clear() {
        count = 0;
    }

    /** Appends an event; there must be room. */
    public void add(int stream, long key, int state, double measurement) {
        int row = count;
        streams[row] = stream;
        keys[row] = key;
        states[row] = state;
        measurements[row] = measurement;
        count = row + 1;
    }
}
