package io.seqstore.core.retype;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.StreamTypeChange;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges sorted runs to one order, and refuses equal keys. Unlike a merge of layers, of which the newest wins, it finds the
 * next row among many runs that all interleave.
 */
final class RunMerge implements BatchCursor {
    private static final int BATCH_ROWS = 1024;

    private final List<BatchCursor> runs;
    private final StreamTypeChange planned;
    private final ColumnBatch batch;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.naturalOrder());
    private boolean begun;

    /** The last key of the batches before the present one. */
    private @Nullable EventKey last;

    /** The next row of a run. */
    private static final class Head implements Comparable<Head> {
        private final BatchCursor run;
        private int row;

        Head(BatchCursor run) {
            this.run = run;
        }

        /** Moves to the next row; false at the end. */
        boolean advance() {
            row++;
            if (row < run.to()) {
                return true;
            }
            boolean more = run.advance();
            row = run.from();
            return more;
        }

        @Override
        public int compareTo(Head other) {
            return run.batch().compareKeys(row, other.run.batch(), other.row);
        }
    }

    /**
     * The merge of some runs.
     *
     * @param runs each by ascending key
     * @param planned for the error
     */
    RunMerge(EventLayout layout, List<BatchCursor> runs, StreamTypeChange planned) {
        this.runs = runs;
        this.planned = planned;
        this.batch = new ColumnBatch(layout, BATCH_ROWS);
    }

    @Override
    public boolean advance() {
        if (!begun) {
            begun = true;
            begin();
        }
        if (batch.count() > 0) {
            last = batch.eventKey(batch.count() - 1);
            batch.clear();
        }
        while (batch.count() < BATCH_ROWS) {
            Head head = heads.poll();
            if (head == null) {
                break;
            }
            take(head);
            if (head.advance()) {
                heads.add(head);
            }
        }
        return batch.count() > 0;
    }

    private void begin() {
        for (BatchCursor run : runs) {
            Head head = new Head(run);
            if (head.advance()) {
                heads.add(head);
            }
        }
    }

    private void take(Head head) {
        ColumnBatch from = head.run.batch();
        boolean isRepeated = batch.count() > 0
                ? from.compareKeys(head.row, batch, batch.count() - 1) == 0
                : last != null && from.compareKey(head.row, last) == 0;
        if (isRepeated) {
            throw ConvertedChunks.repeated(planned, from, head.row);
        }
        batch.addCopy(from, head.row);
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
        runs.forEach(BatchCursor::close);
    }
}
