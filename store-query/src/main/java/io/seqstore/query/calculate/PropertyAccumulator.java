package io.seqstore.query.calculate;

import io.seqstore.types.event.ColumnBatch;

/**
 * Makes the statistics of one property in one interval. Points come in key order: the border at the start, the stored events
 * between, the border at the end. Reused for the next interval.
 */
sealed interface PropertyAccumulator permits IntervalAccumulator, StretchAccumulator {
    /** Begins an interval. */
    void clear();

    /**
     * Adds the event at a border, stored or calculated.
     *
     * @param events the batch that it is a row of
     * @param row its row
     * @param value its value; without meaning when it is null
     * @param isNull whether it is null
     * @param counts whether it is stored and belongs to this interval, not to the one before
     */
    void addBorder(ColumnBatch events, int row, double value, boolean isNull, boolean counts);

    /** Adds stored events between the borders: the rows {@code from..to-1} of a batch, whose values a reader knows. */
    void addStored(ColumnBatch events, NumberReader reader, int from, int to);

    /**
     * Ends the interval and writes its statistics, in the order of {@link io.seqstore.query.request.Statistic}, to {@code out}
     * from {@code at} on.
     *
     * @return false when they are not to be trusted, and the events must be looked at one by one
     */
    boolean finish(double[] out, int at);
}
