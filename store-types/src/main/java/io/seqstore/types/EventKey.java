package io.seqstore.types;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A key of any kind, in the form in which events are ordered: a signed 64-bit head, and bytes that decide between equal
 * heads. Keys with a 64-bit order are a head alone; all others (text, Guid, Decimal, compound keys) are order-preserving
 * bytes of which the first eight are the head and the others the tail (spec 03, 7.1). Immutable.
 *
 * <p>The keys of one stream are of one kind; keys of different kinds are never equal, and comparing them has no meaning.
 */
public final class EventKey implements Comparable<EventKey> {
    private static final byte[] NO_BYTES = new byte[0];

    private final long head;

    /** Null for keys with a 64-bit order. */
    private final byte @Nullable [] tail;

    private EventKey(long head, byte @Nullable [] tail) {
        this.head = head;
        this.tail = tail;
    }

    /** A key with a 64-bit order. */
    public static EventKey of(long head) {
        return new EventKey(head, null);
    }

    /** A longer key: its head, and what comes behind it, which may be nothing. */
    public static EventKey of(long head, byte[] tail) {
        return new EventKey(head, tail.clone());
    }

    /** The longer key that order-preserving bytes stand for; no such bytes may be the beginning of others. */
    public static EventKey ofBytes(byte[] bytes) {
        long head = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            head = head << Byte.SIZE | (i < bytes.length ? bytes[i] & 0xFF : 0);
        }
        return new EventKey(
                head ^ Long.MIN_VALUE,
                bytes.length <= Long.BYTES ? NO_BYTES : Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    /** What decides first. */
    public long head() {
        return head;
    }

    /** A copy of what decides between equal heads; empty for keys with a 64-bit order. */
    public byte[] tail() {
        return tail == null ? NO_BYTES : tail.clone();
    }

    /** Length of the tail; 0 for keys with a 64-bit order. */
    public int tailLength() {
        return tail == null ? 0 : tail.length;
    }

    /** Whether the head is the whole key. */
    public boolean isHeadOnly() {
        return tail == null;
    }

    /** Compares this key's tail with bytes in an array: unsigned, byte by byte, the shorter first. */
    public int compareTail(byte[] bytes, int from, int to) {
        byte[] mine = tail == null ? NO_BYTES : tail;
        return Arrays.compareUnsigned(mine, 0, mine.length, bytes, from, to);
    }

    @Override
    public int compareTo(EventKey other) {
        if (head != other.head) {
            return Long.compare(head, other.head);
        }
        byte[] theirs = other.tail == null ? NO_BYTES : other.tail;
        return compareTail(theirs, 0, theirs.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventKey key && head == key.head && Arrays.equals(tail, key.tail);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(head) + Arrays.hashCode(tail);
    }

    @Override
    public String toString() {
        return tail == null ? Long.toString(head) : head + "+" + HexFormat.of().formatHex(tail);
    }
}
