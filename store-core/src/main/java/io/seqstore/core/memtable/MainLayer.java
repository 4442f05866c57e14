package io.seqstore.core.memtable;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;

/** The first rows of a main run. */
public final class MainLayer implements EventLayer {
    private static final int BATCH_ROWS = 1024;

    private final EventLayout layout;
    private final RowStore rows;
    private final int count;
    private final ErasedRanges erasedBelow;

    MainLayer(EventLayout layout, RowStore rows, int count, ErasedRanges erasedBelow) {
        this.layout = layout;
        this.rows = rows;
        this.count = count;
        this.erasedBelow = erasedBelow;
    }

    @Override
    public KeyRange keys() {
        return count == 0 ? new KeyRange(0, -1) : new KeyRange(rows.key(0), rows.key(count - 1));
    }

    @Override
    public ErasedRanges erased() {
        return erasedBelow;
    }

    @Override
    public Presence find(EventKey key) {
        int row = rows.firstAtOrAfter(key, 0, count);
        if (row < count && rows.compareKey(row, key) == 0) {
            return Presence.HELD;
        }
        return erasedBelow.contains(key) ? Presence.ERASED : Presence.UNKNOWN;
    }

    @Override
    public long firstHead() {
        return count == 0 ? 0 : rows.key(0);
    }

    @Override
    public long lastHead() {
        return count == 0 ? -1 : rows.key(count - 1);
    }

    @Override
    public long locate(long key, Probe probe) {
        return switch (probe) {
            case AT -> {
                int row = firstAtOrAfter(rows, count, key);
                yield row < count && rows.key(row) == key ? row : NOWHERE;
            }
            case AT_OR_AFTER -> orNowhere(firstAtOrAfter(rows, count, key));
            case AFTER -> key == Long.MAX_VALUE ? NOWHERE : orNowhere(firstAtOrAfter(rows, count, key + 1));
            case AT_OR_BEFORE -> lastUpTo(key);
            case BEFORE -> key == Long.MIN_VALUE ? NOWHERE : lastUpTo(key - 1);
        };
    }

    private long orNowhere(int row) {
        return row < count ? row : NOWHERE;
    }

    private long lastUpTo(long key) {
        // The newest event is what most ask for.
        if (count > 0 && rows.key(count - 1) <= key) {
            return count - 1L;
        }
        return key == Long.MAX_VALUE ? count - 1L : firstAtOrAfter(rows, count, key + 1) - 1L;
    }

    @Override
    public long keyAt(long place) {
        return rows.key((int) place);
    }

    @Override
    public void copyTo(ColumnBatch batch, long place, ColumnSet columns) {
        rows.copyTo(batch, (int) place, 1, columns);
    }

    private static int firstAtOrAfter(RowStore rows, int count, long head) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.key(middle) < head) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        int from = firstAtOrAfter(rows, count, range.from());
        int to = range.to() == Long.MAX_VALUE ? count : firstAtOrAfter(rows, count, range.to() + 1);
        return new RowCursor(layout, rows, from, to, direction, columns);
    }

    /** Copies rows out, some at a time. */
    private static final class RowCursor implements BatchCursor {
        private final RowStore rows;
        private final boolean ascending;
        private final ColumnSet columns;
        private final ColumnBatch batch;
        private int from;
        private int to;

        RowCursor(EventLayout layout, RowStore rows, int from, int to, Direction direction, ColumnSet columns) {
            this.rows = rows;
            this.from = from;
            this.to = to;
            this.ascending = direction == Direction.ASCENDING;
            this.columns = columns;
            this.batch = new ColumnBatch(layout, Math.max(0, Math.min(BATCH_ROWS, to - from)));
        }

        @Override
        public boolean advance() {
            if (from >= to) {
                return false;
            }
            batch.clear();
            int begin = ascending ? from : Math.max(from, to - BATCH_ROWS);
            int end = ascending ? Math.min(to, from + BATCH_ROWS) : to;
            for (int row = begin; row < end; ) {
                int run = rows.runLength(row, end);
                rows.copyTo(batch, row, run, columns);
                row += run;
            }
            if (ascending) {
                from = end;
            } else {
                to = begin;
            }
            return true;
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
}
