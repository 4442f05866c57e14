package io.seqstore.types;

/**
 * A range of 64-bit keys, both ends included, so that the whole range of keys can be named. Empty when {@code from > to}.
 *
 * @param from the smallest key of the range
 * @param to the greatest key of the range
 */
public record KeyRange(long from, long to) {
    /** Every key. */
    public static final KeyRange ALL = new KeyRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The range that holds one key. */
    public static KeyRange only(long key) {
        return new KeyRange(key, key);
    }

    /** The keys at or after this one. */
    public static KeyRange from(long key) {
        return new KeyRange(key, Long.MAX_VALUE);
    }

    /** The keys at or before this one. */
    public static KeyRange to(long key) {
        return new KeyRange(Long.MIN_VALUE, key);
    }

    public boolean isEmpty() {
        return from > to;
    }

    public boolean contains(long key) {
        return key >= from && key <= to;
    }

    /** Whether the ranges have a key in common. */
    public boolean overlaps(KeyRange other) {
        return from <= other.to && other.from <= to && !isEmpty() && !other.isEmpty();
    }

    /** The keys that both ranges have. */
    public KeyRange intersect(KeyRange other) {
        return new KeyRange(Math.max(from, other.from), Math.min(to, other.to));
    }
}
