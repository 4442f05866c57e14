package io.seqstore.core.validate;

import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;

/** Brings the rows of a batch into key order, each key once. Keeps its memory from batch to batch; for one thread. */
public final class KeyOrder {
    private int[] order = {};
    private int[] late = {};
    private int[] given = {};
    private long[] packed = {};

    /** Whether a key may stand in several of the rows that were sorted last. */
    private boolean hasRepeated;

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
    public int firstRepeated(ColumnBatch batch) {
        int[] sorted = sorted(batch);
        int first = -1;
        for (int i = 1; i < batch.count(); i++) {
            if (batch.compareKeys(sorted[i - 1], batch, sorted[i]) == 0) {
                first = first < 0 ? sorted[i] : Math.min(first, sorted[i]);
            }
        }
        return first;
    }

    /** Copies rows into an empty batch by ascending key; of several rows with one key the last. */
    public void copySorted(ColumnBatch batch, ColumnBatch into) {
        int[] sorted = sorted(batch);
        into.addRows(batch, sorted, hasRepeated ? keepLast(batch, sorted) : batch.count());
    }

    private static int keepLast(ColumnBatch batch, int[] sorted) {
        int kept = 0;
        for (int i = 0; i < batch.count(); i++) {
            boolean replaced = i + 1 < batch.count() && batch.compareKeys(sorted[i], batch, sorted[i + 1]) == 0;
            if (!replaced) {
                sorted[kept++] = sorted[i];
            }
        }
        return kept;
    }

    /**
     * Rows by key, rows with one key in their order in the batch.
     *
     * @return in front, as many numbers as there are rows; good until the next call
     */
    private int[] sorted(ColumnBatch batch) {
        if (batch.layout().hasKeyTail()) {
            hasRepeated = true;
            return IndirectSort.mergesort(0, batch.count(), (a, b) -> batch.compareKeys(a, batch, b));
        }
        return sortedByHead(batch.keys(), batch.count());
    }

    /** Most batches ascend but for some late rows: these are sorted alone and put among the others. */
    private int[] sortedByHead(long[] keys, int count) {
        makeRoom(count);
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
        sortLate(keys, lateCount);
        hasRepeated = putAmong(keys, ascending, lateCount);
        return order;
    }

    /** Merges from the end, so that each of the others moves once; true when two rows have one key. */
    private boolean putAmong(long[] keys, int ascending, int lateCount) {
        boolean repeated = false;
        int end = ascending;
        for (int i = lateCount - 1; i >= 0; i--) {
            int row = late[i];
            int at = firstBehind(keys, end, row);
            System.arraycopy(order, at, order, at + i + 1, end - at);
            order[at + i] = row;
            repeated |= at > 0 && keys[order[at - 1]] == keys[row];
            repeated |= i > 0 && keys[late[i - 1]] == keys[row];
            end = at;
        }
        return repeated;
    }

    /** The first of the {@code end} rows in order whose key is greater than that of a late row; one with the same key came before it. */
    private int firstBehind(long[] keys, int end, int row) {
        long key = keys[row];
        int low = 0;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[order[middle]] > key) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Sorts the late rows, which stand in their order in the batch, by key; as plain numbers where keys are close to each other. */
    private void sortLate(long[] keys, int count) {
        if (count < 2) {
            return;
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, keys[late[i]]);
            max = Math.max(max, keys[late[i]]);
        }
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        System.arraycopy(late, 0, given, 0, count);
        if (max - min < 0 || max - min >= 1L << (Long.SIZE - 1 - rowBits)) {
            int[] byKey = IndirectSort.mergesort(0, count, (a, b) -> Long.compare(keys[given[a]], keys[given[b]]));
            for (int i = 0; i < count; i++) {
                late[i] = given[byKey[i]];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            packed[i] = (keys[given[i]] - min) << rowBits | i;
        }
        Arrays.sort(packed, 0, count);
        for (int i = 0; i < count; i++) {
            late[i] = given[(int) (packed[i] & (1 << rowBits) - 1)];
        }
    }

    private void makeRoom(int count) {
        if (order.length < count) {
            order = new int[count];
            late = new int[count];
            given = new int[count];
            packed = new long[count];
        }
    }
}
