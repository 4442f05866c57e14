package io.seqstore.core.memtable;

import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.memory.Arena;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Arrays;

/**
 * The late rows of a memtable in order of arrival. Each carries two moments in one word: when it came and when it was
 * hidden by a newer row with its key or by a removal. A reader of moment m sees the rows with {@code came <= m < hidden};
 * of one key there is at most one.
 */
final class LateRun {
    private static final long NEVER_HIDDEN = 0xFFFF_FFFFL;
    private final RowStore rows;

    /** The row of each key that is not hidden; only the writer looks here. */
    private final RowIndex rowOfKey;

    private final boolean isHeadOnly;

    private volatile Order order = new Order(new int[0]);

    /**
     * Rows by ascending key, those with one key in order of arrival.
     *
     * @param rows how the rows {@code 0..rows.length-1} stand in order
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed from thread to thread as a whole; nobody compares orders.
    record Order(int[] rows) {}

    LateRun(EventLayout layout, Arena arena) {
        this.rows = new RowStore(layout, arena, RowStore.Form.COLUMNS_WITH_EXTRA);
        this.isHeadOnly = !layout.hasKeyTail();
        this.rowOfKey = new RowIndex(isHeadOnly);
    }

    RowStore rows() {
        return rows;
    }

    /** Adds rows, hiding older ones with their keys, and returns the new moment. */
    int put(ColumnBatch batch, int from, int to, int momentBefore) {
        int moment = momentBefore + 1;
        int first = rows.rows();
        rows.append(batch, from, to);
        for (int i = from; i < to; i++) {
            int row = first + i - from;
            rows.setExtra(row, pack(moment, NEVER_HIDDEN));
            int replaced = isHeadOnly ? rowOfKey.put(batch.key(i), row) : rowOfKey.put(batch.eventKey(i), row);
            if (replaced != RowIndex.NO_ROW) {
                hideRow(replaced, moment);
            }
        }
        return moment;
    }

    /** Hides the rows in some ranges. */
    void hide(ErasedRanges ranges, int moment) {
        for (int i = 0; i < ranges.size(); i++) {
            ErasedRanges.Range range = ranges.get(i);
            if (range.isSingle()) {
                int row = rowOfKey.remove(range.from());
                if (row != RowIndex.NO_ROW) {
                    hideRow(row, moment);
                }
            } else {
                rowOfKey.removeAll(range::contains, row -> hideRow(row, moment));
            }
        }
    }

    private void hideRow(int row, int moment) {
        rows.setExtra(row, pack((int) (rows.extra(row) >>> Integer.SIZE), moment));
    }

    private static long pack(int came, long hidden) {
        return (long) came << Integer.SIZE | hidden;
    }

    /** Whether a row with this key is there now; for the writer. */
    boolean holds(EventKey key) {
        return rowOfKey.get(key) != RowIndex.NO_ROW;
    }

    /** Whether a reader of a moment sees a row. */
    boolean isVisible(int row, int moment) {
        long moments = rows.extra(row);
        return moments >>> Integer.SIZE <= moment && (moments & NEVER_HIDDEN) > moment;
    }

    /** An order that holds at least the first {@code count} rows; sorted by whoever asks first, then kept. */
    Order order(int count) {
        Order known = order;
        if (known.rows().length >= count) {
            return known;
        }
        Order longer = extend(known, count);
        if (longer.rows().length > order.rows().length) {
            order = longer;
        }
        return longer;
    }

    private Order extend(Order known, int count) {
        int sorted = known.rows().length;
        int[] newOrder = isHeadOnly ? sortHeads(sorted, count) : sortKeys(sorted, count);
        int[] all = Arrays.copyOf(known.rows(), count);
        int left = sorted - 1;
        int right = newOrder.length - 1;
        for (int i = count - 1; right >= 0; i--) {
            // Of equal keys the later row goes behind.
            if (left >= 0 && rows.compareKeys(all[left], sorted + newOrder[right]) > 0) {
                all[i] = all[left--];
            } else {
                all[i] = sorted + newOrder[right--];
            }
        }
        return new Order(all);
    }

    private int[] sortHeads(int from, int to) {
        long[] heads = new long[to - from];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = rows.key(from + i);
        }
        return IndirectSort.mergesort(0, heads.length, (a, b) -> Long.compare(heads[a], heads[b]));
    }

    private int[] sortKeys(int from, int to) {
        return IndirectSort.mergesort(0, to - from, (a, b) -> rows.compareKeys(from + a, from + b));
    }
}
