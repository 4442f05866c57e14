package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.function.IntPredicate;
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

    /** Whether all heads of this source are greater than those of another one. */
    boolean isBehind(MergeSource other) {
        return layer.keys().from() > other.layer.keys().to();
    }

    /** A cursor that may end behind so many events. */
    BatchCursor open(long limit) {
        return layer.scan(range, direction, columns, limit);
    }

    boolean isOpen() {
        return cursor != null;
    }

    boolean isExhausted() {
        return exhausted;
    }

    /** The head of the key of the next row; before opening, a bound that the next row is not in front of. */
    long head() {
        return cursor == null ? bound() : cursor.batch().key(headRow());
    }

    private long bound() {
        return ascending
                ? Math.max(layer.keys().from(), range.from())
                : Math.min(layer.keys().to(), range.to());
    }

    private int headRow() {
        return ascending ? from : to - 1;
    }

    /**
     * Which of two sources has the nearer key: negative when this one has. A source that is not open counts as if it stood
     * at its bound, in front of every key with that head.
     */
    int compareHead(MergeSource other) {
        int heads = Long.compare(head(), other.head());
        if (heads == 0 && isOpen() != other.isOpen()) {
            return isOpen() ? 1 : -1;
        }
        if (heads == 0 && isOpen()) {
            heads = batch().compareKeys(headRow(), other.batch(), other.headRow());
        }
        return ascending ? heads : -heads;
    }

    /** Opens the cursor, and goes to the next row that is not hidden. */
    void settle() {
        BatchCursor open = cursor;
        if (open == null) {
            open = open(Long.MAX_VALUE);
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

    /** Passes the rows of the hidden range that holds the next row; false when none does. */
    private boolean skipHidden(ColumnBatch batch) {
        if (hidden.isEmpty()) {
            return false;
        }
        int row = headRow();
        int index = hidden.firstEndingAtOrAfter(batch, row);
        if (index == hidden.size() || batch.compareKey(row, hidden.get(index).from()) < 0) {
            return false;
        }
        if (ascending) {
            from = firstRow(
                    from, to, at -> batch.compareKey(at, hidden.get(index).to()) > 0);
        } else {
            to = firstRow(from, to, at -> batch.compareKey(at, hidden.get(index).from()) >= 0);
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
     * Takes the rows from the next one on that lie in front of another source's next row, and of the next hidden range. At
     * least the next row is taken.
     *
     * @param limit the other source, or null when there is none
     * @return the rows: the first in the upper half, one behind the last in the lower half
     */
    long take(@Nullable MergeSource limit) {
        ColumnBatch batch = batch();
        int begin = from;
        int end = to;
        if (limit != null) {
            if (ascending) {
                end = firstRow(from, end, row -> !isInFrontOf(batch, row, limit));
            } else {
                begin = firstRow(begin, to, row -> isInFrontOf(batch, row, limit));
            }
        }
        if (!hidden.isEmpty()) {
            int index = hidden.firstEndingAtOrAfter(batch, headRow());
            if (ascending && index < hidden.size()) {
                EventKey stop = hidden.get(index).from();
                end = firstRow(from, end, row -> batch.compareKey(row, stop) >= 0);
            } else if (!ascending && index > 0) {
                EventKey stop = hidden.get(index - 1).to();
                begin = firstRow(begin, to, row -> batch.compareKey(row, stop) > 0);
            }
        }
        if (ascending) {
            end = Math.max(end, from + 1);
            begin = from;
            from = end;
        } else {
            begin = Math.min(begin, to - 1);
            end = to;
            to = begin;
        }
        return (long) begin << Integer.SIZE | end;
    }

    private boolean isInFrontOf(ColumnBatch batch, int row, MergeSource other) {
        if (!other.isOpen()) {
            return ascending ? batch.key(row) < other.head() : batch.key(row) > other.head();
        }
        int compared = batch.compareKeys(row, other.batch(), other.headRow());
        return ascending ? compared < 0 : compared > 0;
    }

    /** The first of some rows for which a condition holds that, once it holds, holds for all rows behind. */
    private static int firstRow(int from, int to, IntPredicate condition) {
        if (from < to && !condition.test(to - 1)) {
            return to;
        }
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (condition.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Passes the head. */
    void skip() {
        if (ascending) {
            from++;
        } else {
            to--;
        }
    }

    void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
