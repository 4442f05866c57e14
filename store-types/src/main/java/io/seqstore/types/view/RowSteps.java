package io.seqstore.types.view;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;

/** Carries rows through one mapper after the other. Keeps the batches between them; not thread-safe. */
public final class RowSteps {
    private final List<RowMapper> steps;
    private final EventLayout target;
    private final ColumnBatch[] between;

    RowSteps(List<RowMapper> steps, EventLayout target) {
        this.steps = steps;
        this.target = target;
        this.between = new ColumnBatch[Math.max(0, steps.size() - 1)];
        for (int i = 0; i < between.length; i++) {
            between[i] = new ColumnBatch(steps.get(i).target(), 1);
        }
    }

    /** The layout of the rows that are made. */
    public EventLayout target() {
        return target;
    }

    /** Whether the rows that are made equal those that are given, in the same layout. */
    public boolean isIdentity() {
        return steps.isEmpty();
    }

    /**
     * Converts rows and appends the results, all or none.
     *
     * @param from a batch of the source layout
     * @param fromRow the first of the rows
     * @param toRow the one behind the last of the rows
     * @param out another batch, of the target layout
     * @throws io.seqstore.types.InvalidRequestException naming property and index when a value cannot be converted
     */
    public void append(ColumnBatch from, int fromRow, int toRow, ColumnBatch out) {
        if (steps.isEmpty()) {
            out.addCopies(from, fromRow, toRow);
            return;
        }
        ColumnBatch rows = from;
        int first = fromRow;
        int end = toRow;
        for (int i = 0; i < between.length; i++) {
            between[i].clear();
            steps.get(i).appendAll(rows, first, end, between[i]);
            rows = between[i];
            first = 0;
            end = rows.count();
        }
        steps.get(between.length).appendAll(rows, first, end, out);
    }
}
