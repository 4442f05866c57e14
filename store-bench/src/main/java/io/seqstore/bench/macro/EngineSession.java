package io.seqstore.bench.macro;

import io.seqstore.bench.data.EventChunk;

/**
 * An open store of an engine. Reads see everything that was appended before. One thread. What fails, throws unchecked.
 */
public interface EngineSession extends AutoCloseable {
    /** Appends events that are not there yet, as one batch if the engine has such; returns when they are safe (see {@link WriteMode}). */
    void append(EventChunk chunk);

    /** Brings everything into the form it is kept in for long: flushed, merged. */
    void settle();

    /** Brings everything that is settled into the smallest form there is; false when that is the one it is in. */
    default boolean settleCold() {
        return false;
    }

    /** Reads the last event of a stream; false when it has none. */
    boolean last(int stream, EventSlot into);

    /** Reads the event with a key; false when there is none. */
    boolean find(int stream, long key, EventSlot into);

    /**
     * Gives the event at a key that lies between two events of a stream: both values on the straight lines between theirs,
     * the state rounded to the nearest number; false when there is no event on one of the sides.
     */
    default boolean interpolate(int stream, long key, EventSlot into) {
        throw new UnsupportedOperationException("no interpolation");
    }

    /** Delivers that many events of a stream in key order, from the first at or after a key. */
    void window(int stream, long fromKey, int events, ColumnSink sink);

    /** The sum of all measurements of a stream, in whatever order they are added. */
    double sumOfMeasurements(int stream);

    /** Delivers all events of a stream in key order, many at a time. */
    void scanColumns(int stream, ColumnSink sink);

    /** Delivers all events of all streams in the order of the engine (see {@link ReadOrder}). */
    default void scanStreams(int streams, ColumnSink sink) {
        for (int stream = 0; stream < streams; stream++) {
            scanColumns(stream, sink);
        }
    }

    /** Delivers all events of a stream in key order, one at a time. */
    void scanEvents(int stream, EventSink sink);

    /**
     * All statistics of equal intervals of a stream.
     *
     * @param servedByFigures whether the engine may use what it keeps of blocks, or has to look at every event
     * @return the sum of the means of the measurement; of a peer {@link IntervalFigures#answer}
     */
    default double summaries(int stream, long from, long to, int intervals, boolean servedByFigures) {
        throw new UnsupportedOperationException("no summaries");
    }

    /**
     * The first, smallest, greatest and last measurement of equal parts of a stream.
     *
     * @param servedByFigures whether the engine may use what it keeps of blocks, or has to look at every event
     * @return how many events were chosen; of a peer {@link CurveFigures#answer}
     */
    default double sampled(int stream, long from, long to, int parts, boolean servedByFigures) {
        throw new UnsupportedOperationException("no samples");
    }

    /**
     * A second session on what this one has open, for reads by another thread while this one appends. Closed before this one.
     */
    default EngineSession reader() {
        throw new UnsupportedOperationException("one thread");
    }

    /** How often events were moved from memory to their files; -1 when the engine does not say. */
    long flushes();

    @Override
    void close();

    /** Takes some events as columns. */
    @FunctionalInterface
    interface ColumnSink {
        /** Rows {@code from..to-1} of the arrays, which are good during the call only. */
        void accept(long[] keys, long[] states, double[] measurements, int from, int to);
    }

    /** Takes events one by one. */
    @FunctionalInterface
    interface EventSink {
        void accept(long key, int state, double measurement);
    }
}
