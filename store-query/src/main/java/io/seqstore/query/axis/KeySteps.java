package io.seqstore.query.axis;

import io.seqstore.types.event.ColumnBatch;

/**
 * Measures the distances of points that come in key order, in ticks for times. Remembers the last point by itself: the batch
 * it was a row of may change. Not thread-safe.
 */
public abstract sealed class KeySteps permits LongSteps, DecimalSteps {
    KeySteps() {}

    /** Goes to the first point. */
    public abstract void begin(ColumnBatch batch, int row);

    /** Goes on to the next point, and returns how far that is. */
    public abstract double stepTo(ColumnBatch batch, int row);

    /**
     * Goes on over neighbouring rows.
     *
     * @param row the row of the last point
     * @param count how many rows on
     * @param out takes the distances, one for each step
     */
    public abstract void walk(ColumnBatch batch, int row, int count, double[] out);
}
