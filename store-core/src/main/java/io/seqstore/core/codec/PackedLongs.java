package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;

/**
 * Unsigned integers of a fixed number of bits, one behind the other, least significant bit first. Any single one can be
 * read on its own. Loads whole words: the array must have {@link ByteOutput#SLACK} bytes behind the packed ones.
 */
final class PackedLongs {
    /** The widest number that one unaligned load of a word always holds; wider ones take 64 bits. */
    private static final int MAX_PACKED_WIDTH = 57;

    private PackedLongs() {}

    /** The width in which numbers up to {@code greatest}, read as unsigned, are packed. */
    static int widthOf(long greatest) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(greatest);
        return bits > MAX_PACKED_WIDTH ? Long.SIZE : bits;
    }

    static boolean isWidth(int width) {
        return (width >= 0 && width <= MAX_PACKED_WIDTH) || width == Long.SIZE;
    }

    static int length(int count, int width) {
        return Math.toIntExact(((long) count * width + 7) >>> 3);
    }

    /** Packs {@code values[0..count)}, whose bits above the width are zero, and returns the bytes used. */
    static int pack(long[] values, int count, int width, byte[] out, int start) {
        if (width == 0) {
            return 0;
        }
        if (width == Long.SIZE) {
            for (int i = 0; i < count; i++) {
                LittleEndian.putLong(out, start + i * Long.BYTES, values[i]);
            }
            return count * Long.BYTES;
        }
        long word = 0;
        int filled = 0;
        int at = start;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            word |= value << filled;
            filled += width;
            if (filled >= Long.SIZE) {
                LittleEndian.putLong(out, at, word);
                at += Long.BYTES;
                filled -= Long.SIZE;
                word = filled == 0 ? 0 : value >>> (width - filled);
            }
        }
        if (filled > 0) {
            LittleEndian.putLong(out, at, word);
        }
        return length(count, width);
    }

    /** Reads the number at an index. */
    static long get(byte[] in, int start, int width, int index) {
        if (width == Long.SIZE) {
            return LittleEndian.getLong(in, start + index * Long.BYTES);
        }
        long bit = (long) index * width;
        return (LittleEndian.getLong(in, start + (int) (bit >>> 3)) >>> (bit & 7)) & mask(width);
    }

    /** Reads the number at an index of bytes that were not copied. */
    static long get(BlockBytes in, int start, int width, int index) {
        if (width == Long.SIZE) {
            return in.getLong(start + index * Long.BYTES);
        }
        if (width == 0) {
            return 0;
        }
        long bit = (long) index * width;
        return (in.getLong(start + (int) (bit >>> 3)) >>> (bit & 7)) & mask(width);
    }

    static long mask(int width) {
        return width == Long.SIZE ? -1L : (1L << width) - 1;
    }
}
