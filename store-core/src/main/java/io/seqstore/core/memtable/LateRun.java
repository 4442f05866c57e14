package io.seqstore.core.memtable;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.memory.Arena;
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
    private static final int NO_ROW = -1;

    private final RowStore rows;

    /** The row of each key that is not hidden; only the writer looks here. */
    private final LongIntHashMap rowOfKey = new LongIntHashMap();

    private volatile Order order = new Order(new int[0]);

    /**
     * Rows by ascending key, those with one key in order of arrival.
     *
     * @param rows how the rows {@code 0..rows.length-1} stand in order
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed from thread to thread as a whole; nobody compares orders.
    record Order(int[] rows) {}

    LateRun(EventLayout layout, Arena arena) {
        this.rows = new RowStore(layout, arena, true);
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
            int replaced = rowOfKey.getOrDefault(batch.key(i), NO_ROW);
            if (replaced != NO_ROW) {
                hideRow(replaced, moment);
            }
            rowOfKey.put(batch.key(i), row);
        }
        return moment;
    }

    /** Hides the rows in some ranges. */
    void hide(ErasedRanges ranges, int moment) {
        if (ranges.size() == 1 && ranges.from(0) != ranges.to(0)) {
            hideRange(ranges.from(0), ranges.to(0), moment);
            return;
        }
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.from(i) == ranges.to(i)) {
                int row = rowOfKey.getOrDefault(ranges.from(i), NO_ROW);
                if (row != NO_ROW) {
                    hideRow(row, moment);
                    rowOfKey.remove(ranges.from(i));
                }
            } else {
                hideRange(ranges.from(i), ranges.to(i), moment);
            }
        }
    }

    private void hideRange(long from, long to, int moment) {
        rowOfKey.removeAll((key, row) -> {
            boolean inside = key >= from && key <= to;
            if (inside) {
                hideRow(row, moment);
            }
            return inside;
        });
    }

    private void hideRow(int row, int moment) {
        rows.setExtra(row, pack((int) (rows.extra(row) >>> Integer.SIZE), moment));
    }

    private static long pack(int came, long hidden) {
        return (long) came << Integer.SIZE | hidden;
    }

    /** Whether a row with this key is there now; for the writer. */
    boolean holds(long key) {
        return rowOfKey.containsKey(key);
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
        long[] newKeys = new long[count - sorted];
        for (int i = 0; i < newKeys.length; i++) {
            newKeys[i] = rows.key(sorted + i);
        }
        int[] newOrder = IndirectSort.mergesort(0, newKeys.length, (a, b) -> Long.compare(newKeys[a], newKeys[b]));
        int[] all = Arrays.copyOf(known.rows(), count);
        int left = sorted - 1;
        int right = newOrder.length - 1;
        for (int i = count - 1; right >= 0; i--) {
            // Of equal keys the later row goes behind.
            if (left >= 0 && rows.key(all[left]) > newKeys[newOrder[right]]) {
                all[i] = all[left--];
            } else {
                all[i] = sorted + newOrder[right--];
            }
        }
        return new Order(all);
    }
}
