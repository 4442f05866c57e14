package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One layer inside a merge: its cursor, the rows of the present batch that are left, and the ranges that newer layers
 * erased. Not opened before its turn comes: until then a bound from the layer's key range stands for its head.
 */
final class MergeSource {
    private final EventLayer layer;
    private final ErasedRanges hidden;
    private final KeyRange range;
    private final Direction direction;
    private final ColumnSet columns;
    private final boolean ascending;
    private @Nullable BatchCursor cursor;
    private boolean exhausted;
    private int from;
    private int to;

    MergeSource(EventLayer layer, ErasedRanges hidden, KeyRange range, Direction direction, ColumnSet columns) {
        this.layer = layer;
        this.hidden = hidden;
        this.range = range;
        this.direction = direction;
        this.columns = columns;
        this.ascending = direction == Direction.ASCENDING;
    }

    boolean hasHidden() {
        return !hidden.isEmpty();
    }

    BatchCursor open() {
        return layer.scan(range, direction, columns);
    }

    boolean isOpen() {
        return cursor != null;
    }

    boolean isExhausted() {
        return exhausted;
    }

    /** The key of the next row; before opening, a bound that the next row is not in front of. */
    long head() {
        if (cursor == null) {
            return ascending
                    ? Math.max(layer.keys().from(), range.from())
                    : Math.min(layer.keys().to(), range.to());
        }
        long[] keys = cursor.batch().keys();
        return ascending ? keys[from] : keys[to - 1];
    }

    /** Opens the cursor, and goes to the next row that is not hidden. */
    void settle() {
        BatchCursor open = cursor;
        if (open == null) {
            open = open();
            cursor = open;
        }
        while (!exhausted) {
            if (from >= to) {
                exhausted = !open.advance();
                from = open.from();
                to = open.to();
            } else if (!skipHidden(open.batch())) {
                return;
            }
        }
    }

    /** Passes the rows of the hidden range that holds the head; false when none does. */
    private boolean skipHidden(ColumnBatch batch) {
        if (hidden.isEmpty()) {
            return false;
        }
        long head = head();
        int index = hidden.firstEndingAtOrAfter(head);
        if (index == hidden.size() || hidden.from(index) > head) {
            return false;
        }
        if (ascending) {
            from = firstRowAfter(batch, hidden.to(index));
        } else {
            to = firstRowAtOrAfter(batch, hidden.from(index));
        }
        return true;
    }

    /** The present batch. */
    ColumnBatch batch() {
        return opened().batch();
    }

    private BatchCursor opened() {
        BatchCursor open = cursor;
        if (open == null) {
            throw new IllegalStateException("the source was not opened");
        }
        return open;
    }

    /**
     * Takes the rows from the head up to, not including, a key (or the start of a hidden range, or the end of the batch).
     * At least the head is taken.
     *
     * @return the rows: the first in the upper half, one behind the last in the lower half
     */
    long takeUntil(long limit) {
        long end = nearerOf(limit, nextHidden());
        ColumnBatch batch = batch();
        if (ascending) {
            int begin = from;
            from = Math.max(begin + 1, firstRowAtOrAfter(batch, end));
            return (long) begin << Integer.SIZE | from;
        }
        int behind = to;
        to = Math.min(behind - 1, firstRowAfter(batch, end));
        return (long) to << Integer.SIZE | behind;
    }

    /** Takes all rows of the batch that are left and not hidden from here on. */
    long takeAll() {
        if (hidden.isEmpty()) {
            long rows = (long) from << Integer.SIZE | to;
            if (ascending) {
                from = to;
            } else {
                to = from;
            }
            return rows;
        }
        long far = ascending ? Long.MAX_VALUE : Long.MIN_VALUE;
        long[] keys = batch().keys();
        long last = ascending ? keys[to - 1] : keys[from];
        if (last == far) {
            return takeUntil(head());
        }
        return takeUntil(far);
    }

    private long nearerOf(long a, long b) {
        return ascending ? Math.min(a, b) : Math.max(a, b);
    }

    /** The near end of the next hidden range behind the head. */
    private long nextHidden() {
        int index = hidden.isEmpty() ? 0 : hidden.firstEndingAtOrAfter(head());
        if (ascending) {
            return index < hidden.size() ? hidden.from(index) : Long.MAX_VALUE;
        }
        return index > 0 ? hidden.to(index - 1) : Long.MIN_VALUE;
    }

    /** Passes the head. */
    void skip() {
        if (ascending) {
            from++;
        } else {
            to--;
        }
    }

    private int firstRowAtOrAfter(ColumnBatch batch, long key) {
        long[] keys = batch.keys();
        if (from < to && keys[to - 1] < key) {
            return to;
        }
        int found = Arrays.binarySearch(keys, from, to, key);
        return found >= 0 ? found : -found - 1;
    }

    private int firstRowAfter(ColumnBatch batch, long key) {
        return key == Long.MAX_VALUE ? to : firstRowAtOrAfter(batch, key + 1);
    }

    void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
