package io.seqstore.query.axis;

import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * A key that something is asked about, whether or not an event is stored at it. Set again for every key, so that going along
 * keys of 64 bits makes no objects. Not thread-safe.
 */
public final class KeyPoint {
    private long head;

    /** Null when the head is the whole key. */
    private @Nullable EventKey longer;

    /** A point at the 64-bit key 0. */
    public KeyPoint() {}

    /** A point at a key. */
    public KeyPoint(EventKey key) {
        set(key);
    }

    /** Goes to a 64-bit key. */
    public void set(long key) {
        head = key;
        longer = null;
    }

    /** Goes to a key. */
    public void set(EventKey key) {
        head = key.head();
        longer = key.isHeadOnly() ? null : key;
    }

    /** Goes to the key of a stored event. */
    public void set(ColumnBatch batch, int row) {
        head = batch.key(row);
        longer = batch.layout().hasKeyTail() ? batch.eventKey(row) : null;
    }

    /** Goes to where another point is. */
    public void set(KeyPoint other) {
        head = other.head;
        longer = other.longer;
    }

    /** The 64-bit key; of longer keys what decides first. */
    public long head() {
        return head;
    }

    /** The key when it is longer than 64 bits, else null. */
    public @Nullable EventKey longer() {
        return longer;
    }

    /** The whole key. */
    public EventKey key() {
        return longer == null ? EventKey.of(head) : longer;
    }

    /** Whether another point is at the same key. */
    public boolean isAt(KeyPoint other) {
        return head == other.head && (longer == null || longer.equals(other.longer));
    }

    /** Compares the key with that of a stored event: negative when the event lies behind. */
    public int compareTo(ColumnBatch batch, int row) {
        return longer == null ? Long.compare(head, batch.key(row)) : -batch.compareKey(row, longer);
    }
}
