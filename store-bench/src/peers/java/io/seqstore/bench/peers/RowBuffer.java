package io.seqstore.bench.peers;

import io.seqstore.bench.macro.EngineSession.ColumnSink;

/** Collects events that an engine gives one by one, and delivers them as columns. */
final class RowBuffer {
    private static final int ROWS = 1024;

    private final long[] keys = new long[ROWS];
    private final long[] states = new long[ROWS];
    private final double[] measurements = new double[ROWS];
    private final ColumnSink sink;
    private int count;

    RowBuffer(ColumnSink sink) {
        this.sink = sink;
    }

    void add(long key, int state, double measurement) {
        if (count == ROWS) {
            deliver();
        }
        keys[count] = key;
        states[count] = state;
        measurements[count] = measurement;
        count++;
    }

    /** Delivers what is left. */
    void deliver() {
        if (count > 0) {
            sink.accept(keys, states, measurements, 0, count);
        }
        count = 0;
    }
}
