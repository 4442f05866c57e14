package io.seqstore.core.cursor;

import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Ranges of keys that were removed, both ends included, ascending and without touching each other. Immutable: adding makes
 * a new one, so that a reader's state never changes.
 */
public final class ErasedRanges {
    /** Nothing was removed. */
    public static final ErasedRanges NONE = new ErasedRanges(List.of());

    /** Behind every tail of a key: the longest run of 0xFF that key bytes can hold is that of three Guids. */
    private static final int GREATEST_TAIL_LENGTH = 64;

    private final Range[] ranges;

    /**
     * One range.
     *
     * @param from the first key
     * @param to the last key
     */
    public record Range(EventKey from, EventKey to) {
        /** Whether the range holds one key only. */
        public boolean isSingle() {
            return from.equals(to);
        }

        /** Whether a key lies in the range. */
        public boolean contains(EventKey key) {
            return from.compareTo(key) <= 0 && to.compareTo(key) >= 0;
        }
    }

    private ErasedRanges(List<Range> ranges) {
        this.ranges = ranges.toArray(new Range[0]);
    }

    /** Ranges that are given in ascending order and do not overlap. */
    public static ErasedRanges ofSorted(List<Range> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            if (range.from().compareTo(range.to()) > 0
                    || (i > 0 && range.from().compareTo(ranges.get(i - 1).to()) <= 0)) {
                throw new IllegalArgumentException("ranges must ascend: " + i);
            }
        }
        return ranges.isEmpty() ? NONE : new ErasedRanges(ranges);
    }

    /** Single keys, in any order. */
    public static ErasedRanges ofKeys(Collection<EventKey> keys) {
        return joined(keys.stream().sorted().map(key -> new Range(key, key)).toList());
    }

    public int size() {
        return ranges.length;
    }

    public boolean isEmpty() {
        return ranges.length == 0;
    }

    public Range get(int index) {
        return ranges[index];
    }

    public boolean contains(EventKey key) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges[middle].to().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.length && ranges[low].from().compareTo(key) <= 0;
    }

    /** The index of the range that holds a 64-bit key, or -1; for streams whose heads are whole keys. */
    public int indexOf(long head) {
        int first = firstEndingAtOrAfter(head);
        return first < ranges.length && ranges[first].from().head() <= head ? first : -1;
    }

    /** Whether a key with its head in a range may be erased. */
    public boolean overlaps(KeyRange heads) {
        int first = firstEndingAtOrAfter(heads.from());
        return first < ranges.length && ranges[first].from().head() <= heads.to();
    }

    /** The first range whose end has its head at or after a head; {@link #size} when there is none. */
    private int firstEndingAtOrAfter(long head) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges[middle].to().head() < head) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The index of the first range whose end is at or after the key of a row; {@link #size} when there is none. */
    public int firstEndingAtOrAfter(ColumnBatch batch, int row) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batch.compareKey(row, ranges[middle].to()) > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * These ranges and one more.
     *
     * @param isHeadOnly whether heads are whole keys
     */
    public ErasedRanges plus(KeyRange range, boolean isHeadOnly) {
        if (range.isEmpty()) {
            return this;
        }
        EventKey from = range.lowest() != null ? range.lowest() : atHead(range.from(), isHeadOnly);
        EventKey to = range.highest();
        if (to == null) {
            to = isHeadOnly ? EventKey.of(range.to()) : greatestAtHead(range.to());
        }
        return plus(new ErasedRanges(List.of(new Range(from, to))));
    }

    private static EventKey atHead(long head, boolean isHeadOnly) {
        return isHeadOnly ? EventKey.of(head) : EventKey.of(head, new byte[0]);
    }

    private static EventKey greatestAtHead(long head) {
        byte[] greatest = new byte[GREATEST_TAIL_LENGTH];
        Arrays.fill(greatest, (byte) 0xFF);
        return EventKey.of(head, greatest);
    }

    /** These ranges and those. */
    public ErasedRanges plus(ErasedRanges other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        List<Range> all = new ArrayList<>(ranges.length + other.ranges.length);
        int mine = 0;
        int theirs = 0;
        while (mine < ranges.length || theirs < other.ranges.length) {
            boolean takeMine = theirs == other.ranges.length
                    || (mine < ranges.length && ranges[mine].from().compareTo(other.ranges[theirs].from()) <= 0);
            all.add(takeMine ? ranges[mine++] : other.ranges[theirs++]);
        }
        return joined(all);
    }

    /** These ranges as far as they lie at or below a key. */
    public ErasedRanges upTo(EventKey last) {
        List<Range> below = new ArrayList<>();
        for (Range range : ranges) {
            if (range.from().compareTo(last) > 0) {
                break;
            }
            below.add(range.to().compareTo(last) <= 0 ? range : new Range(range.from(), last));
        }
        return below.isEmpty() ? NONE : new ErasedRanges(below);
    }

    /** Joins ranges, ascending by their first key, that overlap or touch. */
    private static ErasedRanges joined(List<Range> sorted) {
        List<Range> joined = new ArrayList<>(sorted.size());
        Range last = null;
        for (Range range : sorted) {
            if (last != null && touches(last, range)) {
                EventKey to = last.to().compareTo(range.to()) >= 0 ? last.to() : range.to();
                last = new Range(last.from(), to);
                joined.set(joined.size() - 1, last);
            } else {
                last = range;
                joined.add(range);
            }
        }
        return joined.isEmpty() ? NONE : new ErasedRanges(joined);
    }

    /** Whether no key lies between two ranges, the first of which begins first. */
    private static boolean touches(Range first, Range second) {
        if (second.from().compareTo(first.to()) <= 0) {
            return true;
        }
        return first.to().isHeadOnly() && second.from().head() - 1 == first.to().head();
    }
}
