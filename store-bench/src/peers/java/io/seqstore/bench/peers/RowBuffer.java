package io.seqstore.bench.peers;

import io.seqstore.bench.macro.EngineSession.ColumnSink;
import java.util.Arrays;

/** Collects events that an engine gives one by one, and delivers them as columns. */
final class RowBuffer {
    private static final int ROWS = 1024;

    /** Most reads of a few events end before there are more. */
    private static final int FIRST_ROWS = 8;

    private long[] keys = new long[FIRST_ROWS];
    private long[] states = new long[FIRST_ROWS];
    private double[] measurements = new double[FIRST_ROWS];
    private final ColumnSink sink;
    private int count;

    RowBuffer(ColumnSink sink) {
        this.sink = sink;
    }

    void add(long key, int state, double measurement) {
        if (count == ROWS) {
            deliver();
        } else if (count == keys.length) {
            grow();
        }
        keys[count] = key;
        states[count] = state;
        measurements[count] = measurement;
        count++;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, ROWS);
        states = Arrays.copyOf(states, ROWS);
        measurements = Arrays.copyOf(measurements, ROWS);
    }

    /** Delivers what is left. */
    void deliver() {
        if (count > 0) {
            sink.accept(keys, states, measurements, 0, count);
        }
        count = 0;
    }
}
