package io.seqstore.core.codec;

import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.EventKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Single keys in logs and segment directories: the head (8 bytes), and where heads are not whole keys the length of the
 * tail (4) and the tail.
 */
public final class KeyCodec {
    private final byte[] in;
    private final int end;
    private final boolean isHeadOnly;
    private int at;

    private KeyCodec(byte[] in, int from, int length, boolean isHeadOnly) {
        this.in = in;
        this.at = from;
        this.end = from + length;
        this.isHeadOnly = isHeadOnly;
    }

    /** Appends a key. */
    public static void put(EventKey key, ByteOutput out) {
        out.putLong(key.head());
        if (!key.isHeadOnly()) {
            byte[] tail = key.tail();
            out.putInt(tail.length);
            out.putBytes(tail, 0, tail.length);
        }
    }

    /** Appends ranges, first and last key each. */
    public static void put(ErasedRanges ranges, ByteOutput out) {
        for (int i = 0; i < ranges.size(); i++) {
            put(ranges.get(i).from(), out);
            put(ranges.get(i).to(), out);
        }
    }

    /**
     * Reads all keys that some bytes hold.
     *
     * @throws MalformedBytesException when they are not keys of this kind, one behind the other
     */
    public static List<EventKey> keys(byte[] in, int from, int length, boolean isHeadOnly) {
        KeyCodec reader = new KeyCodec(in, from, length, isHeadOnly);
        List<EventKey> keys = new ArrayList<>();
        while (reader.at < reader.end) {
            keys.add(reader.next());
        }
        return keys;
    }

    /**
     * Reads all ranges that some bytes hold.
     *
     * @throws MalformedBytesException when they are not ascending ranges, one behind the other
     */
    public static ErasedRanges ranges(byte[] in, int from, int length, boolean isHeadOnly) {
        List<EventKey> ends = keys(in, from, length, isHeadOnly);
        if (ends.size() % 2 != 0) {
            throw new MalformedBytesException("a range without an end");
        }
        List<ErasedRanges.Range> ranges = new ArrayList<>(ends.size() / 2);
        for (int i = 0; i < ends.size(); i += 2) {
            ranges.add(new ErasedRanges.Range(ends.get(i), ends.get(i + 1)));
        }
        try {
            return ErasedRanges.ofSorted(ranges);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("ranges that do not ascend", e);
        }
    }

    private EventKey next() {
        need(Long.BYTES);
        long head = LittleEndian.getLong(in, at);
        at += Long.BYTES;
        if (isHeadOnly) {
            return EventKey.of(head);
        }
        need(Integer.BYTES);
        int length = LittleEndian.getInt(in, at);
        at += Integer.BYTES;
        need(length);
        EventKey key = EventKey.of(head, Arrays.copyOfRange(in, at, at + length));
        at += length;
        return key;
    }

    private void need(int bytes) {
        if (bytes < 0 || bytes > end - at) {
            throw new MalformedBytesException("a key of " + bytes + " bytes where " + (end - at) + " are left");
        }
    }
}
