package io.seqstore.core.cursor;

import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Arrays;

/** Events that stand ready in one batch, keys ascending and unique. The batch must not change while it is read. */
public final class ArraySource implements EventSource {
    private final ColumnBatch batch;

    public ArraySource(ColumnBatch batch) {
        this.batch = batch;
    }

    @Override
    public EventLayout layout() {
        return batch.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        int from = firstAtOrAfter(range.from());
        int to = range.to() == Long.MAX_VALUE ? batch.count() : firstAtOrAfter(range.to() + 1);
        if (batch.layout().hasKeyTail()) {
            from = firstOfHead(from, range.from());
            EventKey lowest = range.lowest();
            EventKey highest = range.highest();
            while (lowest != null && from < to && batch.compareKey(from, lowest) < 0) {
                from++;
            }
            to = endOfHead(to, range.to());
            while (highest != null && from < to && batch.compareKey(to - 1, highest) > 0) {
                to--;
            }
        }
        return new OneBatch(batch, from, Math.max(from, to));
    }

    /** The first row of those with this head, of which the search may have found any. */
    private int firstOfHead(int found, long head) {
        int first = found;
        while (first > 0 && batch.key(first - 1) == head) {
            first--;
        }
        return first;
    }

    private int endOfHead(int found, long head) {
        int end = found;
        while (end > 0 && batch.key(end - 1) > head) {
            end--;
        }
        return end;
    }

    private int firstAtOrAfter(long key) {
        int found = Arrays.binarySearch(batch.keys(), 0, batch.count(), key);
        return found >= 0 ? found : -found - 1;
    }

    private static final class OneBatch implements BatchCursor {
        private final ColumnBatch batch;
        private final int from;
        private final int to;
        private boolean advanced;

        OneBatch(ColumnBatch batch, int from, int to) {
            this.batch = batch;
            this.from = from;
            this.to = to;
        }

        @Override
        public boolean advance() {
            boolean first = !advanced;
            advanced = true;
            return first && from < to;
        }

        @Override
        public ColumnBatch batch() {
            return batch;
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
            // Holds nothing.
        }
    }
}
