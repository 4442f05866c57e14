package io.seqstore.query.calculate;

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

    /** The first of the rows {@code from..to-1} whose key is greater than {@code key}; {@code to} when there is none. */
    static int firstAfter(long[] keys, int from, int to, long key) {
        return key == Long.MAX_VALUE ? to : firstAtOrAfter(keys, from, to, key + 1);
    }
}
