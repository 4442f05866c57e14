package io.seqstore.core.cursor;

import io.seqstore.types.KeyRange;
import java.util.Arrays;

/**
 * Ranges of keys that were removed, ascending and without touching each other. Immutable: adding makes a new one, so that
 * a reader's state never changes.
 */
public final class ErasedRanges {
    /** Nothing was removed. */
    public static final ErasedRanges NONE = new ErasedRanges(new long[0], new long[0]);

    private final long[] from;
    private final long[] to;

    private ErasedRanges(long[] from, long[] to) {
        this.from = from;
        this.to = to;
    }

    /** Ranges that are given in ascending order and do not overlap; both ends included. */
    public static ErasedRanges ofSorted(long[] from, long[] to) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] > to[i] || (i > 0 && from[i] <= to[i - 1])) {
                throw new IllegalArgumentException("ranges must ascend: " + i);
            }
        }
        return from.length == 0 ? NONE : new ErasedRanges(from.clone(), to.clone());
    }

    /** Single keys, in any order. */
    public static ErasedRanges ofKeys(long[] keys) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        return merge(sorted, sorted);
    }

    public int size() {
        return from.length;
    }

    public boolean isEmpty() {
        return from.length == 0;
    }

    /** The first key of a range. */
    public long from(int index) {
        return from[index];
    }

    /** The last key of a range. */
    public long to(int index) {
        return to[index];
    }

    public boolean contains(long key) {
        int index = firstEndingAtOrAfter(key);
        return index < from.length && from[index] <= key;
    }

    /** The index of the first range whose end is at or after a key; {@link #size} when there is none. */
    public int firstEndingAtOrAfter(long key) {
        int found = Arrays.binarySearch(to, key);
        return found >= 0 ? found : -found - 1;
    }

    /** These ranges and one more. */
    public ErasedRanges plus(KeyRange range) {
        return range.isEmpty() ? this : plus(new ErasedRanges(new long[] {range.from()}, new long[] {range.to()}));
    }

    /** These ranges and those. */
    public ErasedRanges plus(ErasedRanges other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        int total = from.length + other.from.length;
        long[] allFrom = new long[total];
        long[] allTo = new long[total];
        int mine = 0;
        int theirs = 0;
        for (int i = 0; i < total; i++) {
            boolean takeMine = theirs == other.from.length || (mine < from.length && from[mine] <= other.from[theirs]);
            allFrom[i] = takeMine ? from[mine] : other.from[theirs];
            allTo[i] = takeMine ? to[mine++] : other.to[theirs++];
        }
        return merge(allFrom, allTo);
    }

    /** These ranges as far as they lie at or below a key. */
    public ErasedRanges upTo(long last) {
        int count = 0;
        while (count < from.length && from[count] <= last) {
            count++;
        }
        if (count == 0) {
            return NONE;
        }
        long[] newTo = Arrays.copyOf(to, count);
        newTo[count - 1] = Math.min(newTo[count - 1], last);
        return new ErasedRanges(Arrays.copyOf(from, count), newTo);
    }

    /** Joins ranges, ascending by their first key, that overlap or touch. */
    private static ErasedRanges merge(long[] sortedFrom, long[] matchingTo) {
        long[] from = new long[sortedFrom.length];
        long[] to = new long[sortedFrom.length];
        int count = 0;
        for (int i = 0; i < sortedFrom.length; i++) {
            boolean joins = count > 0 && (to[count - 1] == Long.MAX_VALUE || sortedFrom[i] <= to[count - 1] + 1);
            if (joins) {
                to[count - 1] = Math.max(to[count - 1], matchingTo[i]);
            } else {
                from[count] = sortedFrom[i];
                to[count] = matchingTo[i];
                count++;
            }
        }
        return new ErasedRanges(Arrays.copyOf(from, count), Arrays.copyOf(to, count));
    }
}
