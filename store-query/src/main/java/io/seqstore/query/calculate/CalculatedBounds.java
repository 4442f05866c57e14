package io.seqstore.query.calculate;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.view.RowSteps;
import java.util.function.LongFunction;

/**
 * Converts rows of which some may be calculated: those at the ends of a read that calculates there. What is calculated of
 * stored values is not what is shown; it is calculated once more, of converted values (spec 05, section 4). For one thread.
 */
final class CalculatedBounds {
    /** No row is calculated. */
    static final CalculatedBounds NONE = new CalculatedBounds(new long[0], key -> {
        throw new IllegalStateException("no bound is calculated");
    });

    private final long[] keys;
    private final LongFunction<ColumnBatch> eventAt;

    /**
     * Bounds that are 64-bit keys.
     *
     * @param eventAt the event at such a key, stored or calculated, as the only row of a batch of the layout that rows are
     *     converted to
     */
    CalculatedBounds(long[] keys, LongFunction<ColumnBatch> eventAt) {
        this.keys = keys;
        this.eventAt = eventAt;
    }

    /** Converts rows and appends the results. */
    void append(ColumnBatch from, int fromRow, int toRow, RowSteps steps, ColumnBatch out) {
        int first = fromRow;
        int end = toRow;
        // Keys ascend within a batch or descend over a whole result: a bound is the first or the last of its rows.
        boolean firstIsBound = first < end && isBound(from.key(first));
        boolean lastIsBound = end - first > 1 && isBound(from.key(end - 1));
        if (firstIsBound) {
            out.addCopy(eventAt.apply(from.key(first)), 0);
            first++;
        }
        if (lastIsBound) {
            end--;
        }
        if (first < end) {
            steps.append(from, first, end, out);
        }
        if (lastIsBound) {
            out.addCopy(eventAt.apply(from.key(end)), 0);
        }
    }

    private boolean isBound(long key) {
        for (long bound : keys) {
            if (bound == key) {
                return true;
            }
        }
        return false;
    }
}
