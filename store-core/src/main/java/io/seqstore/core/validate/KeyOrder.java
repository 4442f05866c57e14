package io.seqstore.core.validate;

import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.types.event.ColumnBatch;

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
        into.ensureCapacity(order.length);
        for (int i = 0; i < order.length; i++) {
            boolean replaced = i + 1 < order.length && batch.compareKeys(order[i], batch, order[i + 1]) == 0;
            if (!replaced) {
                into.addCopy(batch, order[i]);
            }
        }
    }

    /** Rows by key, rows with one key in their order in the batch. */
    private static int[] sorted(ColumnBatch batch) {
        if (batch.layout().hasKeyTail()) {
            return IndirectSort.mergesort(0, batch.count(), (a, b) -> batch.compareKeys(a, batch, b));
        }
        long[] keys = batch.keys();
        return IndirectSort.mergesort(0, batch.count(), (a, b) -> Long.compare(keys[a], keys[b]));
    }
}
