package io.seqstore.bench.peers;

import io.seqstore.bench.macro.EngineSession.ColumnSink;
import io.seqstore.bench.macro.EventSlot;

/** Takes events in the order of their keys and finds the last one before a key and the first one behind it. */
final class Neighbours implements ColumnSink {
    private final long key;
    private long keyBefore;
    private long stateBefore;
    private double measurementBefore;
    private long keyBehind;
    private long stateBehind;
    private double measurementBehind;
    private boolean hasBefore;
    private boolean hasBehind;

    Neighbours(long key) {
        this.key = key;
    }

    @Override
    public void accept(long[] keys, long[] states, double[] measurements, int from, int to) {
        for (int row = from; row < to && !hasBehind; row++) {
            if (keys[row] < key) {
                keyBefore = keys[row];
                stateBefore = states[row];
                measurementBefore = measurements[row];
                hasBefore = true;
            } else {
                keyBehind = keys[row];
                stateBehind = states[row];
                measurementBehind = measurements[row];
                hasBehind = true;
            }
        }
    }

    /** Sets the event on the lines between the two; false when one of them is missing. */
    boolean interpolate(EventSlot into) {
        if (!hasBefore || !hasBehind) {
            return false;
        }
        double part = (double) (key - keyBefore) / (keyBehind - keyBefore);
        into.set(
                key,
                (int) Math.rint(stateBefore + (stateBehind - stateBefore) * part),
                measurementBefore + (measurementBehind - measurementBefore) * part);
        return true;
    }
}
