package io.seqstore.types;

import org.jspecify.annotations.Nullable;

/**
 * A range of keys, both ends included, so that the whole range of keys can be named. Empty when {@code from > to}.
 *
 * <p>For keys with a 64-bit order the two longs are the whole range. For longer keys they are the heads of its ends, and
 * {@code lowest} and {@code highest} say where exactly it begins and ends; without them every key with such a head belongs
 * to it.
 *
 * @param from the smallest head
 * @param to the greatest head
 * @param lowest the first key, whose head is {@code from}; null when every key with that head is in the range
 * @param highest the last key, whose head is {@code to}; null when every key with that head is in the range
 */
public record KeyRange(
        long from,
        long to,
        @Nullable EventKey lowest,
        @Nullable EventKey highest) {
    /** Every key. */
    public static final KeyRange ALL = new KeyRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The keys whose heads lie between two longs. */
    public KeyRange(long from, long to) {
        this(from, to, null, null);
    }

    /** The keys between two keys, both included. */
    public static KeyRange between(EventKey lowest, EventKey highest) {
        if (lowest.isHeadOnly() && highest.isHeadOnly()) {
            return new KeyRange(lowest.head(), highest.head());
        }
        return lowest.compareTo(highest) > 0
                ? new KeyRange(0, -1)
                : new KeyRange(lowest.head(), highest.head(), lowest, highest);
    }

    /** The range that holds one key. */
    public static KeyRange only(EventKey key) {
        return between(key, key);
    }

    /** The keys at or after this one. */
    public static KeyRange from(EventKey key) {
        return new KeyRange(key.head(), Long.MAX_VALUE, key.isHeadOnly() ? null : key, null);
    }

    /** The keys at or before this one. */
    public static KeyRange to(EventKey key) {
        return new KeyRange(Long.MIN_VALUE, key.head(), null, key.isHeadOnly() ? null : key);
    }

    /** The range that holds one 64-bit key. */
    public static KeyRange only(long key) {
        return new KeyRange(key, key);
    }

    /** The 64-bit keys at or after this one. */
    public static KeyRange from(long key) {
        return new KeyRange(key, Long.MAX_VALUE);
    }

    /** The 64-bit keys at or before this one. */
    public static KeyRange to(long key) {
        return new KeyRange(Long.MIN_VALUE, key);
    }

    /** Whether more than heads must be compared at the ends. */
    public boolean hasExactEnds() {
        return lowest != null || highest != null;
    }

    public boolean isEmpty() {
        return from > to;
    }

    /** Whether a 64-bit key, or any key with this head that is not at an end, belongs to the range. */
    public boolean contains(long key) {
        return key >= from && key <= to;
    }

    /** Whether a key belongs to the range. */
    public boolean contains(EventKey key) {
        return contains(key.head())
                && (lowest == null || lowest.compareTo(key) <= 0)
                && (highest == null || highest.compareTo(key) >= 0);
    }

    /** Whether there are heads that both ranges have. */
    public boolean overlaps(KeyRange other) {
        return from <= other.to && other.from <= to && !isEmpty() && !other.isEmpty();
    }

    /** The keys that two ranges of 64-bit keys both have. */
    public KeyRange intersect(KeyRange other) {
        assert !hasExactEnds() && !other.hasExactEnds() : "only ranges of 64-bit keys are intersected";
        return new KeyRange(Math.max(from, other.from), Math.min(to, other.to));
    }
}
