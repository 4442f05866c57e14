package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Small signed numbers, what a prediction of each row is off by, coded by how often their {@link Magnitude} comes: a
 * {@link PrefixCode} of the class, then the raw bits of the number in its class. Every 128 rows, a stretch, begin at a known
 * bit, so that a row costs the decoding of its stretch up to there.
 *
 * <pre>
 *  at  size  field
 *   0     2  first    the first class that comes
 *   2     2  classes  n, how many follow it, itself included, up to the last class that comes
 *   4   n/2  lengths  bits of each class's code, 4 bits each: 0 (does not come) .. 10
 *   .     1  width    bits of an end: 0..57 or 64
 *   .     .  ends     where each stretch ends, in bits from the beginning of the first one, packed
 *   .     .  rows     code and raw bits of each row, one behind the other
 * </pre>
 */
final class ResidualCode {
    /** Rows of a stretch, as a power of two. */
    static final int ROW_BITS = 7;

    static final int STRETCH = 1 << ROW_BITS;

    private static final int FIRST = 0;
    private static final int CLASSES = FIRST + Short.BYTES;
    private static final int LENGTHS = CLASSES + Short.BYTES;
    private static final int BITS_OF_LENGTH = 4;

    private final long[] counted;
    private final int count;
    private final int[] frequencies;
    private final int first;
    private final int classes;

    private ResidualCode(long[] counted, int count, int[] frequencies) {
        this.counted = counted;
        this.count = count;
        this.frequencies = frequencies;
        int least = 0;
        int end = frequencies.length;
        while (least < end && frequencies[least] == 0) {
            least++;
        }
        while (end > least && frequencies[end - 1] == 0) {
            end--;
        }
        first = least;
        classes = end - least;
    }

    /** The code for some residuals, which stay as they are; null when one of them is of no class. */
    static @Nullable ResidualCode of(long[] residuals, int count) {
        long[] counted = new long[count];
        int[] frequencies = new int[Magnitude.CLASSES];
        for (int i = 0; i < count; i++) {
            long number = Magnitude.counted(residuals[i]);
            if (!Magnitude.hasClass(number)) {
                return null;
            }
            counted[i] = number;
            frequencies[Magnitude.classOf(number)]++;
        }
        return new ResidualCode(counted, count, frequencies);
    }

    static int stretches(int count) {
        return (count + STRETCH - 1) >>> ROW_BITS;
    }

    /** About how many bits the classes take by their entropy, and their raw bits: for choosing among predictions. */
    double estimatedBits() {
        double bits = classes * BITS_OF_LENGTH;
        for (int symbol = first; symbol < first + classes; symbol++) {
            int often = frequencies[symbol];
            if (often > 0) {
                bits += often * (Magnitude.rawBits(symbol) + Math.log((double) count / often) / Math.log(2));
            }
        }
        return bits;
    }

    /** An upper bound of the bytes that {@link #write} takes and may spoil. */
    static int maxLength(int count) {
        long rows = ((long) count * (PrefixCode.MOST_BITS + Magnitude.MOST_RAW_BITS)) >>> 3;
        return Math.toIntExact(LENGTHS + Magnitude.CLASSES + Long.BYTES * (stretches(count) + 3L) + rows);
    }

    /** Writes everything and returns the bytes used. */
    int write(byte[] out, int start) {
        int[] lengths = PrefixCode.lengths(frequencies);
        int[] codes = new int[PrefixCode.MOST_BITS + 1];
        PrefixCode.firstCodes(lengths, lengths.length, codes);
        int[] codeOf = new int[lengths.length];
        LittleEndian.putShort(out, start + FIRST, (short) first);
        LittleEndian.putShort(out, start + CLASSES, (short) classes);
        int widthAt = start + LENGTHS + lengthsLength(classes);
        Arrays.fill(out, start + LENGTHS, widthAt, (byte) 0);
        for (int symbol = first; symbol < first + classes; symbol++) {
            int length = lengths[symbol];
            int place = symbol - first;
            out[start + LENGTHS + (place >>> 1)] |= (byte) (length << ((place & 1) * BITS_OF_LENGTH));
            if (length > 0) {
                codeOf[symbol] = PrefixCode.reversed(codes[length]++, length);
            }
        }
        long[] ends = ends(lengths);
        int width = PackedLongs.widthOf(ends.length == 0 ? 0 : ends[ends.length - 1]);
        out[widthAt] = (byte) width;
        int rowsAt = widthAt + 1 + PackedLongs.pack(ends, ends.length, width, out, widthAt + 1);
        return rowsAt - start + writeRows(out, rowsAt, lengths, codeOf);
    }

    /** The bit behind each stretch. */
    private long[] ends(int[] lengths) {
        long[] ends = new long[stretches(count)];
        long end = 0;
        for (int i = 0; i < count; i++) {
            int symbol = Magnitude.classOf(counted[i]);
            end += lengths[symbol] + Magnitude.rawBits(symbol);
            ends[i >>> ROW_BITS] = end;
        }
        return ends;
    }

    private int writeRows(byte[] out, int start, int[] lengths, int[] codeOf) {
        long word = 0;
        int filled = 0;
        int at = start;
        for (int i = 0; i < count; i++) {
            int symbol = Magnitude.classOf(counted[i]);
            int raw = Magnitude.rawBits(symbol);
            long bits = codeOf[symbol] | (counted[i] & PackedLongs.mask(raw)) << lengths[symbol];
            int size = lengths[symbol] + raw;
            word |= bits << filled;
            filled += size;
            if (filled >= Long.SIZE) {
                LittleEndian.putLong(out, at, word);
                at += Long.BYTES;
                filled -= Long.SIZE;
                word = filled == 0 ? 0 : bits >>> (size - filled);
            }
        }
        LittleEndian.putLong(out, at, word);
        return at - start + ((filled + Byte.SIZE - 1) >>> 3);
    }

    private static int lengthsLength(int classes) {
        return (classes + 1) >>> 1;
    }

    /** How many bytes the residuals of some rows take. */
    static int length(BlockBytes in, int start, int count) {
        int widthAt = start + LENGTHS + lengthsLength(in.getShort(start + CLASSES));
        int width = FrameCodec.width(in.getByte(widthAt));
        int stretches = stretches(count);
        int rows = widthAt + 1 + PackedLongs.length(stretches, width);
        long bits = stretches == 0 ? 0 : PackedLongs.get(in, widthAt + 1, width, stretches - 1);
        return rows - start + checkedBytes(bits);
    }

    private static int checkedBytes(long bits) {
        if (bits < 0 || bits > Integer.MAX_VALUE) {
            throw new MalformedBytesException("a stretch that ends at bit " + bits);
        }
        return (int) ((bits + Byte.SIZE - 1) >>> 3);
    }

    /** Decodes residuals, and puts them back to values by a prediction. Reused; one thread. */
    abstract static class Reader {
        /** Stretches that are decoded side by side. */
        private static final int BESIDE = 4;

        private static final byte[] NONE = new byte[0];

        private static final int SIZE_BITS = 6;
        private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;
        private static final int LENGTH_MASK = (1 << BITS_OF_LENGTH) - 1;
        private static final int RAW_AT = SIZE_BITS + BITS_OF_LENGTH;
        private static final int LEADING_AT = RAW_AT + SIZE_BITS;

        /** By the next bits: how many a row takes (6 bits), those of its code (4), its raw ones (6), and what stands in front of these. */
        private final int[] table = new int[1 << PrefixCode.MOST_BITS];

        private final int[] lengths = new int[Magnitude.CLASSES];
        private final int[] codes = new int[PrefixCode.MOST_BITS + 1];
        private final long[] stretch = new long[STRETCH];
        private byte[] in = NONE;
        private int tableMask;
        private int ends;
        private int width;
        private int rowsAt;
        private int end;

        /**
         * Replaces residuals by values.
         *
         * @param in the bytes that are read
         * @param values of which those from {@code at} on are residuals
         * @param row whose residual the first of them is; the first row of a stretch
         * @param rows how many, no more than a stretch has
         */
        abstract void restore(byte[] in, long[] values, int at, int row, int rows);

        /** Fills {@code values[0..to-from)} with some rows of {@code count} and returns the bytes that all take. */
        int read(byte[] bytes, int start, long[] values, int from, int to, int count) {
            int length = open(bytes, start, count);
            int row = from;
            while (row < to) {
                int begin = row & -STRETCH;
                int until = Math.min(to, begin + STRETCH);
                if (begin < row) {
                    decode(begin >>> ROW_BITS, stretch, 0, until - begin);
                    restore(bytes, stretch, 0, begin, until - begin);
                    System.arraycopy(stretch, row - begin, values, row - from, until - row);
                } else if (to - row >= BESIDE * STRETCH) {
                    until = row + BESIDE * STRETCH;
                    decodeBeside(begin >>> ROW_BITS, values, row - from);
                    for (int each = row; each < until; each += STRETCH) {
                        restore(bytes, values, each - from, each, STRETCH);
                    }
                } else {
                    decode(begin >>> ROW_BITS, values, row - from, until - row);
                    restore(bytes, values, row - from, row, until - row);
                }
                row = until;
            }
            in = NONE;
            return length;
        }

        private int open(byte[] bytes, int start, int count) {
            in = bytes;
            int first = LittleEndian.getShort(in, start + FIRST) & 0xFFFF;
            int classes = LittleEndian.getShort(in, start + CLASSES) & 0xFFFF;
            if (first + classes > Magnitude.CLASSES) {
                throw new MalformedBytesException("class " + (first + classes) + " of residuals");
            }
            fillTable(start + LENGTHS, first, classes);
            int widthAt = start + LENGTHS + lengthsLength(classes);
            width = FrameCodec.width(in[widthAt]);
            ends = widthAt + 1;
            int stretches = stretches(count);
            rowsAt = ends + PackedLongs.length(stretches, width);
            long bits = stretches == 0 ? 0 : PackedLongs.get(in, ends, width, stretches - 1);
            int bytesOfRows = checkedBytes(bits);
            if (bytesOfRows > in.length - rowsAt) {
                throw new MalformedBytesException(bytesOfRows + " bytes of residuals where fewer are left");
            }
            end = (int) bits;
            return rowsAt - start + bytesOfRows;
        }

        private void fillTable(int lengthsAt, int first, int classes) {
            int longest = 0;
            for (int i = 0; i < classes; i++) {
                int length = (in[lengthsAt + (i >>> 1)] >>> ((i & 1) * BITS_OF_LENGTH)) & LENGTH_MASK;
                if (length > PrefixCode.MOST_BITS) {
                    throw new MalformedBytesException("a code of " + length + " bits");
                }
                lengths[i] = length;
                longest = Math.max(longest, length);
            }
            PrefixCode.firstCodes(lengths, classes, codes);
            int size = 1 << longest;
            // Beginnings that no code has, which none was written with, give a zero in one bit.
            Arrays.fill(table, 0, size, 1);
            for (int i = 0; i < classes; i++) {
                int length = lengths[i];
                if (length > 0) {
                    int symbol = first + i;
                    int raw = Magnitude.rawBits(symbol);
                    int entry = (length + raw)
                            | length << SIZE_BITS
                            | raw << RAW_AT
                            | Magnitude.leadingBits(symbol) << LEADING_AT;
                    int code = PrefixCode.reversed(codes[length]++, length);
                    for (int at = code; at < size; at += 1 << length) {
                        table[at] = entry;
                    }
                }
            }
            tableMask = size - 1;
        }

        /** The first rows of a stretch. */
        private void decode(int index, long[] values, int at, int rows) {
            int bit = begin(index);
            for (int i = at; i < at + rows; i++) {
                long word = word(bit);
                int entry = table[(int) word & tableMask];
                values[i] = number(word, entry);
                bit += entry & SIZE_MASK;
            }
        }

        /** Some whole stretches side by side: where a row begins is known when the one before is, and they wait for each other else. */
        private void decodeBeside(int index, long[] values, int at) {
            int[] entries = table;
            int mask = tableMask;
            int bitA = begin(index);
            int bitB = begin(index + 1);
            int bitC = begin(index + 2);
            int bitD = begin(index + 3);
            for (int i = at; i < at + STRETCH; i++) {
                long wordA = word(bitA);
                long wordB = word(bitB);
                long wordC = word(bitC);
                long wordD = word(bitD);
                int entryA = entries[(int) wordA & mask];
                int entryB = entries[(int) wordB & mask];
                int entryC = entries[(int) wordC & mask];
                int entryD = entries[(int) wordD & mask];
                values[i] = number(wordA, entryA);
                values[i + STRETCH] = number(wordB, entryB);
                values[i + 2 * STRETCH] = number(wordC, entryC);
                values[i + 3 * STRETCH] = number(wordD, entryD);
                bitA += entryA & SIZE_MASK;
                bitB += entryB & SIZE_MASK;
                bitC += entryC & SIZE_MASK;
                bitD += entryD & SIZE_MASK;
            }
        }

        private long word(int bit) {
            return LittleEndian.getLong(in, rowsAt + (bit >>> 3)) >>> (bit & 7);
        }

        private static long number(long word, int entry) {
            int raw = entry >>> RAW_AT & SIZE_MASK;
            long rest = word >>> (entry >>> SIZE_BITS & LENGTH_MASK) & ((1L << raw) - 1);
            return Magnitude.number(((long) (entry >>> LEADING_AT) << raw) + rest);
        }

        private int begin(int index) {
            long begin = index == 0 ? 0 : PackedLongs.get(in, ends, width, index - 1);
            if (begin < 0 || begin > end) {
                throw new MalformedBytesException("a stretch at bit " + begin + " of " + end);
            }
            return (int) begin;
        }
    }
}
