package io.seqstore.types.value;

import java.util.Arrays;

/** Walks over bytes that a {@link ByteWriter} wrote. Reading beyond the end fails. */
final class ByteReader {
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MASK = 0x7F;

    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    int get() {
        require(1);
        return Byte.toUnsignedInt(bytes[at++]);
    }

    byte[] get(int length) {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    long getFixed(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << Byte.SIZE | get();
        }
        return value;
    }

    long getVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            int next = get();
            value |= (long) (next & VARINT_MASK) << shift;
            if (next <= VARINT_MASK) {
                return value;
            }
        }
        throw new IllegalStateException("A number of more than 64 bits at " + at);
    }

    long getSigned() {
        long value = getVarint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A count of things of which each takes at least one byte, so that damage cannot ask for endless memory. */
    int getCount() {
        long count = getVarint();
        if (count < 0 || count > end - at) {
            throw new IllegalStateException(
                    "A count of " + count + " at " + at + " with " + (end - at) + " bytes left");
        }
        return (int) count;
    }

    boolean isAtEnd() {
        return at == end;
    }

    private void require(int length) {
        if (length < 0 || length > end - at) {
            throw new IllegalStateException("Expected " + length + " bytes at " + at + ", " + (end - at) + " are left");
        }
    }
}
