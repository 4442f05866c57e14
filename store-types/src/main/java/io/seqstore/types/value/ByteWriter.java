package io.seqstore.types.value;

import java.util.Arrays;

/** Bytes that grow at the end. */
final class ByteWriter {
    private static final int FIRST_SIZE = 64;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MORE = 0x80;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    void put(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(length, 2));
        }
        bytes[length++] = (byte) value;
    }

    void put(byte[] values) {
        for (byte value : values) {
            put(value);
        }
    }

    /** So many lower bytes, the most significant first. */
    void putFixed(long value, int size) {
        for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put((int) (value >>> shift));
        }
    }

    /** Seven bits a byte, the lowest first; a set top bit says that more follow. */
    void putVarint(long value) {
        long rest = value;
        while ((rest & -VARINT_MORE) != 0) {
            put((int) rest | VARINT_MORE);
            rest >>>= VARINT_BITS;
        }
        put((int) rest);
    }

    /** As {@link #putVarint}, with the sign in the lowest bit, so that small negatives are short too. */
    void putSigned(long value) {
        putVarint(value << 1 ^ value >> (Long.SIZE - 1));
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }
}
