package io.seqstore.query.calculate;

import io.seqstore.query.axis.KeyPoint;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;

/** Searches in the ascending keys of a batch. */
final class Rows {
    private Rows() {}

    /** The first of the rows {@code from..to-1} whose key is {@code key} or greater; {@code to} when there is none. */
    static int firstAtOrAfter(long[] keys, int from, int to, long key) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The same by whole keys. */
    static int firstAtOrAfter(ColumnBatch batch, int from, int to, KeyPoint key) {
        EventKey longer = key.longer();
        return longer == null
                ? firstAtOrAfter(batch.keys(), from, to, key.head())
                : firstAtOrAfter(batch, from, to, longer);
    }

    /** The same by whole keys. */
    static int firstAtOrAfter(ColumnBatch batch, int from, int to, EventKey key) {
        int low = firstAtOrAfter(batch.keys(), from, to, key.head());
        int high = key.isHeadOnly() ? low : firstAfter(batch.keys(), low, to, key.head());
        // Between these the heads are equal.
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batch.compareKey(middle, key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first of the rows {@code from..to-1} whose key is greater than {@code key}; {@code to} when there is none. */
    static int firstAfter(long[] keys, int from, int to, long key) {
        return key == Long.MAX_VALUE ? to : firstAtOrAfter(keys, from, to, key + 1);
    }

    /** The same by whole keys. */
    static int firstAfter(ColumnBatch batch, int from, int to, EventKey key) {
        if (key.isHeadOnly()) {
            return firstAfter(batch.keys(), from, to, key.head());
        }
        int row = firstAtOrAfter(batch, from, to, key);
        return row < to && batch.compareKey(row, key) == 0 ? row + 1 : row;
    }
}
