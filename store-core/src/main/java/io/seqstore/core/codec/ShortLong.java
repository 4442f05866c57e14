package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;

/**
 * Signed numbers in as few bytes as they need: two's complement, least significant byte first, no byte at all for 0. How
 * many bytes is said elsewhere, four bits a number. Loads whole words, so that reading has no loop.
 */
final class ShortLong {
    private static final int NIBBLE = 4;
    private static final int MASK = (1 << NIBBLE) - 1;

    private ShortLong() {}

    /** How many bytes a number takes, 0..8. */
    static int lengthOf(long value) {
        // The bits that differ from the sign, and the sign itself.
        int bits = value == 0 ? 0 : Long.SIZE + 1 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The lengths of two numbers in one byte. */
    static byte lengths(long first, long second) {
        return (byte) (lengthOf(first) | (lengthOf(second) << NIBBLE));
    }

    static int firstLength(int lengths) {
        return checked(lengths & MASK);
    }

    static int secondLength(int lengths) {
        return checked((lengths >>> NIBBLE) & MASK);
    }

    private static int checked(int length) {
        if (length > Long.BYTES) {
            throw new MalformedBytesException("a number of " + length + " bytes");
        }
        return length;
    }

    /** Writes a number and returns where the next one begins. May spoil the seven bytes behind it. */
    static int put(byte[] out, int at, long value) {
        LittleEndian.putLong(out, at, value);
        return at + lengthOf(value);
    }

    /** The number in the lowest bytes of a word. */
    static long of(long word, int length) {
        int shift = Long.SIZE - length * Byte.SIZE;
        return length == 0 ? 0 : (word << shift) >> shift;
    }
}
