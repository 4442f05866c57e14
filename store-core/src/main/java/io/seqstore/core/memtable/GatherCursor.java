package io.seqstore.core.memtable;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.function.IntPredicate;

/** Copies rows out in an order that is given. */
final class GatherCursor implements BatchCursor {
    private static final int BATCH_ROWS = 1024;

    private final RowStore rows;
    private final int[] order;
    private final boolean ascending;
    private final ColumnSet columns;
    private final IntPredicate visible;
    private final ColumnBatch batch;
    private final int[] picked;
    private int from;
    private int to;

    /**
     * A cursor over positions {@code from..to-1} of an order.
     *
     * @param order the rows by ascending key
     * @param visible which of them count
     */
    GatherCursor(
            EventLayout layout,
            RowStore rows,
            int[] order,
            int from,
            int to,
            Direction direction,
            ColumnSet columns,
            IntPredicate visible) {
        this.rows = rows;
        this.order = order;
        this.from = from;
        this.to = to;
        this.ascending = direction == Direction.ASCENDING;
        this.columns = columns;
        this.visible = visible;
        int capacity = Math.max(0, Math.min(BATCH_ROWS, to - from));
        this.batch = new ColumnBatch(layout, capacity);
        this.picked = new int[capacity];
    }

    @Override
    public boolean advance() {
        batch.clear();
        while (from < to && batch.count() == 0) {
            int begin = ascending ? from : Math.max(from, to - BATCH_ROWS);
            int end = ascending ? Math.min(to, from + BATCH_ROWS) : to;
            gather(begin, end);
            if (ascending) {
                from = end;
            } else {
                to = begin;
            }
        }
        return batch.count() > 0;
    }

    private void gather(int begin, int end) {
        int count = 0;
        for (int i = begin; i < end; i++) {
            if (visible.test(order[i])) {
                picked[count++] = order[i];
            }
        }
        rows.copyRows(batch, picked, count, columns);
    }

    @Override
    public ColumnBatch batch() {
        return batch;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return batch.count();
    }

    @Override
    public void close() {
        // The memory belongs to the generation.
    }
}
