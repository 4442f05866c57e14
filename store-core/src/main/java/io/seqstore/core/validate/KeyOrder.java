package io.seqstore.core.validate;

import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;

/** Brings the rows of a batch into key order, each key once. */
public final class KeyOrder {
    private KeyOrder() {}

    /** Whether each key is greater than the one before. */
    public static boolean isAscending(ColumnBatch batch) {
        return batch.layout().hasKeyTail() ? keysAscend(batch) : headsAscend(batch);
    }

    private static boolean headsAscend(ColumnBatch batch) {
        long[] keys = batch.keys();
        boolean ascending = true;
        for (int i = 1; i < batch.count(); i++) {
            ascending &= keys[i - 1] < keys[i];
        }
        return ascending;
    }

    private static boolean keysAscend(ColumnBatch batch) {
        int row = 1;
        while (row < batch.count() && batch.compareKeys(row - 1, batch, row) < 0) {
            row++;
        }
        return row >= batch.count();
    }

    /**
     * The first row whose key stood in an earlier row of the batch.
     *
     * @return the row, or -1 when every key is there once
     */
    public static int firstRepeated(ColumnBatch batch) {
        int[] order = sorted(batch);
        int first = -1;
        for (int i = 1; i < order.length; i++) {
            if (batch.compareKeys(order[i - 1], batch, order[i]) == 0) {
                first = first < 0 ? order[i] : Math.min(first, order[i]);
            }
        }
        return first;
    }

    /** Copies rows into an empty batch by ascending key; of several rows with one key the last. */
    public static void copySorted(ColumnBatch batch, ColumnBatch into) {
        int[] order = sorted(batch);
        int kept = 0;
        for (int i = 0; i < order.length; i++) {
            boolean replaced = i + 1 < order.length && batch.compareKeys(order[i], batch, order[i + 1]) == 0;
            if (!replaced) {
                order[kept++] = order[i];
            }
        }
        into.addRows(batch, order, kept);
    }

    /** Rows by key, rows with one key in their order in the batch. */
    private static int[] sorted(ColumnBatch batch) {
        if (batch.layout().hasKeyTail()) {
            return IndirectSort.mergesort(0, batch.count(), (a, b) -> batch.compareKeys(a, batch, b));
        }
        return sortedByHead(batch.keys(), batch.count());
    }

    /** Most batches ascend but for some late rows: these are sorted alone and merged with the others. */
    private static int[] sortedByHead(long[] keys, int count) {
        int[] order = new int[count];
        int[] late = new int[count];
        int ascending = 0;
        int lateCount = 0;
        long greatest = 0;
        for (int row = 0; row < count; row++) {
            long key = keys[row];
            if (ascending == 0 || key > greatest) {
                greatest = key;
                order[ascending++] = row;
            } else {
                late[lateCount++] = row;
            }
        }
        sortLate(keys, late, lateCount);
        int left = ascending - 1;
        int right = lateCount - 1;
        for (int at = count - 1; right >= 0; at--) {
            if (left >= 0 && isBehind(keys, order[left], late[right])) {
                order[at] = order[left--];
            } else {
                order[at] = late[right--];
            }
        }
        return order;
    }

    private static boolean isBehind(long[] keys, int row, int other) {
        return keys[row] > keys[other] || (keys[row] == keys[other] && row > other);
    }

    /** Sorts rows, given in their order in the batch, by key; as plain numbers where keys are close enough to each other. */
    private static void sortLate(long[] keys, int[] rows, int count) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, keys[rows[i]]);
            max = Math.max(max, keys[rows[i]]);
        }
        if (count < 2) {
            return;
        }
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        int[] given = Arrays.copyOf(rows, count);
        if (max - min < 0 || max - min >= 1L << (Long.SIZE - 1 - rowBits)) {
            int[] byKey = IndirectSort.mergesort(0, count, (a, b) -> Long.compare(keys[given[a]], keys[given[b]]));
            for (int i = 0; i < count; i++) {
                rows[i] = given[byKey[i]];
            }
            return;
        }
        long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            packed[i] = (keys[given[i]] - min) << rowBits | i;
        }
        Arrays.sort(packed);
        for (int i = 0; i < count; i++) {
            rows[i] = given[(int) (packed[i] & (1 << rowBits) - 1)];
        }
    }
}
