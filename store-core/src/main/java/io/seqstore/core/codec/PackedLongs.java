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

    /** Up to this width counting bits is the faster way to add numbers. */
    private static final int MAX_COUNTED_WIDTH = 5;

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

    /** Writes the number at an index behind those in front, which must be there; may spoil the eight bytes behind it. */
    static void put(byte[] out, int start, int width, int index, long value) {
        long bit = (long) index * width;
        int at = start + (int) (bit >>> 3);
        int taken = (int) (bit & 7);
        LittleEndian.putLong(out, at, (LittleEndian.getLong(out, at) & mask(taken)) | value << taken);
    }

    /** Up to this width one load of a word brings {@link #PER_LOAD} numbers, wherever they begin. */
    static final int MAX_WIDTH_PER_LOAD = 14;

    static final int PER_LOAD = 4;

    /**
     * Unpacks the numbers {@code from..from+count-1} to the beginning of an array. Narrow ones four a load: shifting costs less
     * than finding a word and comparing its place with the end of the array.
     */
    static void unpack(byte[] in, int start, int width, long[] values, int from, int count) {
        if (width == Long.SIZE) {
            for (int i = 0; i < count; i++) {
                values[i] = LittleEndian.getLong(in, start + (from + i) * Long.BYTES);
            }
            return;
        }
        long mask = mask(width);
        int bit = from * width;
        int i = 0;
        if (width <= MAX_WIDTH_PER_LOAD) {
            for (; i <= count - PER_LOAD; i += PER_LOAD) {
                long word = LittleEndian.getLong(in, start + (bit >>> 3)) >>> (bit & 7);
                values[i] = word & mask;
                values[i + 1] = (word >>> width) & mask;
                values[i + 2] = (word >>> (2 * width)) & mask;
                values[i + 3] = (word >>> (3 * width)) & mask;
                bit += PER_LOAD * width;
            }
        }
        for (; i < count; i++) {
            values[i] = (LittleEndian.getLong(in, start + (bit >>> 3)) >>> (bit & 7)) & mask;
            bit += width;
        }
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

    /**
     * The sum of the numbers {@code from..to-1}, which must fit 63 bits. Several numbers at a time, where they stand: a word
     * holds some of them, those at even places are added to one word and those at odd places to another, each in a field of
     * twice its width, until a field might overflow. Narrow ones are counted bit by bit.
     */
    static long sum(byte[] in, int start, int width, int from, int to) {
        if (width == 0) {
            return 0;
        }
        int perWord = width <= MAX_COUNTED_WIDTH ? MAX_PACKED_WIDTH / width : (MAX_PACKED_WIDTH / width) & ~1;
        long sum = 0;
        int row = from;
        if (perWord > 1) {
            int words = (to - from) / perWord;
            sum = width <= MAX_COUNTED_WIDTH
                    ? sumOfBits(in, start, width, from, words, perWord)
                    : sumOfFields(in, start, width, from, words, perWord);
            row += words * perWord;
        }
        for (; row < to; row++) {
            sum += get(in, start, width, row);
        }
        return sum;
    }

    private static long sumOfBits(byte[] in, int start, int width, int from, int words, int perWord) {
        long lowest = fields(width, perWord);
        long sum = 0;
        int bit = from * width;
        for (int i = 0; i < words; i++) {
            long word = LittleEndian.getLong(in, start + (bit >>> 3)) >>> (bit & 7);
            for (int b = 0; b < width; b++) {
                sum += (long) Long.bitCount(word & (lowest << b)) << b;
            }
            bit += width * perWord;
        }
        return sum;
    }

    private static long sumOfFields(byte[] in, int start, int width, int from, int words, int perWord) {
        long even = fields(2 * width, perWord / 2) * mask(width);
        int safe = 1 << Math.min(width, 24);
        long sum = 0;
        int bit = from * width;
        for (int done = 0; done < words; ) {
            int end = Math.min(words, done + safe);
            long evens = 0;
            long odds = 0;
            for (; done < end; done++) {
                long word = LittleEndian.getLong(in, start + (bit >>> 3)) >>> (bit & 7);
                evens += word & even;
                odds += (word >>> width) & even;
                bit += width * perWord;
            }
            for (int field = 0; field < perWord / 2; field++) {
                sum += ((evens >>> (field * 2 * width)) & mask(2 * width))
                        + ((odds >>> (field * 2 * width)) & mask(2 * width));
            }
        }
        return sum;
    }

    /** A one at the beginning of each of some fields. */
    private static long fields(int width, int count) {
        long ones = 0;
        for (int i = 0; i < count; i++) {
            ones |= 1L << (i * width);
        }
        return ones;
    }

    static long mask(int width) {
        return width == Long.SIZE ? -1L : (1L << width) - 1;
    }
}
