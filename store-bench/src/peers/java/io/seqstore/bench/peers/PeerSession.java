package io.seqstore.bench.peers;

import io.seqstore.bench.macro.CurveFigures;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.EventSlot;
import io.seqstore.bench.macro.IntervalFigures;
import io.seqstore.bench.macro.Sums;

/** What can be had from any engine that delivers a range of events: the same code for all that know nothing better. */
abstract class PeerSession implements EngineSession {
    /** Events that follow each other are never as far apart; a peer is told so, where a store has to find out. */
    private static final long TWO_SECONDS = 20_000_000;

    /**
     * Delivers the events of a stream with keys from one up to, not including, another, in the order of their keys.
     *
     * @param from 0 for all
     * @param to the greatest long for all
     */
    abstract void range(int stream, long from, long to, ColumnSink sink);

    @Override
    public boolean interpolate(int stream, long key, EventSlot into) {
        Neighbours neighbours = new Neighbours(key);
        range(stream, key - TWO_SECONDS, key + TWO_SECONDS, neighbours);
        return neighbours.interpolate(into);
    }

    @Override
    public void scanColumns(int stream, ColumnSink sink) {
        range(stream, 0, Long.MAX_VALUE, sink);
    }

    @Override
    public void scanEvents(int stream, EventSink sink) {
        scanColumns(stream, (keys, states, measurements, from, to) -> {
            for (int i = from; i < to; i++) {
                sink.accept(keys[i], (int) states[i], measurements[i]);
            }
        });
    }

    @Override
    public double sumOfMeasurements(int stream) {
        double[] sum = new double[1];
        scanColumns(stream, (keys, states, measurements, from, to) -> sum[0] += Sums.of(measurements, from, to));
        return sum[0];
    }

    @Override
    public final double summaries(int stream, long from, long to, int intervals, boolean servedByFigures) {
        IntervalFigures figures = new IntervalFigures(from, to, intervals);
        if (servedByFigures) {
            summarise(stream, from, to, intervals, figures);
        } else {
            range(stream, from, to, figures);
        }
        return figures.answer();
    }

    /** Summarises in the engine's own way: by looking at the events here, if it has none. */
    void summarise(int stream, long from, long to, int intervals, IntervalFigures figures) {
        range(stream, from, to, figures);
    }

    @Override
    public final double sampled(int stream, long from, long to, int parts, boolean servedByFigures) {
        CurveFigures figures = new CurveFigures(from, to, parts);
        if (servedByFigures) {
            draw(stream, from, to, parts, figures);
        } else {
            range(stream, from, to, figures);
        }
        return figures.answer();
    }

    /** Samples in the engine's own way: by looking at the events here, if it has none. */
    void draw(int stream, long from, long to, int parts, CurveFigures figures) {
        range(stream, from, to, figures);
    }

    @Override
    public void settle() {
        // For engines that keep events in one form only.
    }

    @Override
    public long flushes() {
        return -1;
    }
}
