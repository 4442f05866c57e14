package io.seqstore.core.memory;

import java.util.Arrays;

/** Bytes that are being put together; grows as needed and is reused after {@link #reset}. Not thread-safe. */
public final class ByteOutput {
    /** Bytes kept free behind the content, so that decoders may load whole words at its end. */
    public static final int SLACK = 8;

    private byte[] bytes;
    private int length;

    public ByteOutput(int capacity) {
        this.bytes = new byte[capacity + SLACK];
    }

    /** The array behind; replaced when the output grows. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void reset() {
        length = 0;
    }

    /** Makes room for that many more bytes and returns where they begin; {@link #advance} takes what was used. */
    public int reserve(int more) {
        int needed = Math.addExact(Math.addExact(length, more), SLACK);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(Integer.MAX_VALUE - SLACK, Math.max(needed, bytes.length * 2L)));
        }
        return length;
    }

    /** Declares that this many bytes behind {@link #length} were filled. */
    public void advance(int used) {
        length += used;
    }

    /** Leaves a gap, filled with zeros, and returns where it begins. */
    public int skip(int count) {
        int at = reserve(count);
        Arrays.fill(bytes, at, at + count, (byte) 0);
        length += count;
        return at;
    }

    public void putByte(int value) {
        // In two steps: an array expression would be evaluated before the call that may replace the array.
        int at = reserve(1);
        bytes[at] = (byte) value;
        length++;
    }

    public void putInt(int value) {
        LittleEndian.putInt(bytes(Integer.BYTES), length, value);
        length += Integer.BYTES;
    }

    public void putLong(long value) {
        LittleEndian.putLong(bytes(Long.BYTES), length, value);
        length += Long.BYTES;
    }

    public void putBytes(byte[] source, int from, int count) {
        System.arraycopy(source, from, bytes(count), length, count);
        length += count;
    }

    private byte[] bytes(int more) {
        reserve(more);
        return bytes;
    }
}
