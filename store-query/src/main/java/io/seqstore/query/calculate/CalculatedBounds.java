package io.seqstore.query.calculate;

import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.view.RowSteps;
import java.util.List;
import java.util.function.Function;

/**
 * Converts rows of which some may be calculated: those at the ends of a read that calculates there. What is calculated of
 * stored values is not what is shown; it is calculated once more, of converted values (spec 05, section 4). For one thread.
 */
final class CalculatedBounds {
    /** No row is calculated. */
    static final CalculatedBounds NONE = new CalculatedBounds(List.of(), key -> {
        throw new IllegalStateException("no bound is calculated");
    });

    private final List<EventKey> keys;
    private final Function<EventKey, ColumnBatch> eventAt;

    /**
     * Bounds of a read.
     *
     * @param keys where they are
     * @param eventAt the event at such a key, stored or calculated, as the only row of a batch of the layout that rows are
     *     converted to
     */
    CalculatedBounds(List<EventKey> keys, Function<EventKey, ColumnBatch> eventAt) {
        this.keys = keys;
        this.eventAt = eventAt;
    }

    /** Converts rows and appends the results. */
    void append(ColumnBatch from, int fromRow, int toRow, RowSteps steps, ColumnBatch out) {
        int first = fromRow;
        int end = toRow;
        // Keys ascend within a batch or descend over a whole result: a bound is the first or the last of its rows.
        boolean firstIsBound = first < end && isBound(from, first);
        boolean lastIsBound = end - first > 1 && isBound(from, end - 1);
        if (firstIsBound) {
            out.addCopy(eventAt.apply(from.eventKey(first)), 0);
            first++;
        }
        if (lastIsBound) {
            end--;
        }
        if (first < end) {
            steps.append(from, first, end, out);
        }
        if (lastIsBound) {
            out.addCopy(eventAt.apply(from.eventKey(end)), 0);
        }
    }

    private boolean isBound(ColumnBatch batch, int row) {
        for (EventKey bound : keys) {
            if (batch.compareKey(row, bound) == 0) {
                return true;
            }
        }
        return false;
    }
}
