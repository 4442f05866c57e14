package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;

/** Leaves out the events whose heads lie in a range but whose whole keys do not. */
final class ExactEnds implements BatchCursor {
    private final BatchCursor cursor;
    private final KeyRange range;
    private int from;
    private int to;

    ExactEnds(BatchCursor cursor, KeyRange range) {
        this.cursor = cursor;
        this.range = range;
    }

    @Override
    public boolean advance() {
        do {
            if (!cursor.advance()) {
                return false;
            }
            from = cursor.from();
            to = cursor.to();
            trim(cursor.batch());
        } while (from >= to);
        return true;
    }

    private void trim(ColumnBatch batch) {
        EventKey lowest = range.lowest();
        while (lowest != null && from < to && batch.compareKey(from, lowest) < 0) {
            from++;
        }
        EventKey highest = range.highest();
        while (highest != null && from < to && batch.compareKey(to - 1, highest) > 0) {
            to--;
        }
    }

    @Override
    public ColumnBatch batch() {
        return cursor.batch();
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
