package io.seqstore.bench.macro;

/** Where a reader of single events puts what it found. Reused, not thread-safe. */
public final class EventSlot {
    private long key;
    private int state;
    private double measurement;

    /** Replaces the content. */
    public void set(long newKey, int newState, double newMeasurement) {
        key = newKey;
        state = newState;
        measurement = newMeasurement;
    }

    public long key() {
        return key;
    }

    public int state() {
        return state;
    }

    public double measurement() {
        return measurement;
    }
}
