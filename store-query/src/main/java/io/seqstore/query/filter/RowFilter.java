package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;

/** Decides which rows of a batch a {@link Filter} lets through. Keeps its working memory; not thread-safe. */
public final class RowFilter {
    private final Condition condition;

    RowFilter(Condition condition) {
        this.condition = condition;
    }

    /** Decides about the rows {@code from..to-1}; what was decided before is forgotten. */
    public void decide(ColumnBatch batch, int from, int to) {
        condition.evaluate(batch, from, to);
    }

    /** Whether a row that was decided about passes. Unknown is not enough. */
    public boolean passes(int row) {
        return condition.values()[row] == Condition.TRUE;
    }

    /** The first row at or after {@code from} that passes, or fails; {@code to} when there is none. */
    public int firstThat(boolean passes, int from, int to) {
        int row = from;
        while (row < to && passes(row) != passes) {
            row++;
        }
        return row;
    }

    /** The last row before {@code to} that passes, or fails; {@code from - 1} when there is none. */
    public int lastThat(boolean passes, int from, int to) {
        int row = to - 1;
        while (row >= from && passes(row) != passes) {
            row--;
        }
        return row;
    }
}
