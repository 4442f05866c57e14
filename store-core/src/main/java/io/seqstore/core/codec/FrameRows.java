package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;

/**
 * Rows that are packed as distances to the base of their frame, to be unpacked as doubles.
 *
 * @param in the bytes
 * @param packed where the packed rows begin
 * @param width bits of a row
 * @param divisor what distances are multiplied by
 * @param bases of the frames
 * @param rowBits rows of a frame, as a power of two; at least 2
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one call; nobody compares them.
record FrameRows(byte[] in, int packed, int width, long divisor, long[] bases, int rowBits) {
    /**
     * Unpacks some rows to the beginning of an array. Narrow ones four a load, which then are of one frame.
     *
     * @param from the first row
     * @param offset where that is in the frames from the first base on
     */
    void toDoubles(int from, int offset, int rows, double[] values) {
        int i = 0;
        if (width <= PackedLongs.MAX_WIDTH_PER_LOAD) {
            i = Math.min(rows, -offset & PackedLongs.PER_LOAD - 1);
            oneByOne(from, offset, 0, i, values);
            long mask = PackedLongs.mask(width);
            int bit = (from + i) * width;
            for (; i <= rows - PackedLongs.PER_LOAD; i += PackedLongs.PER_LOAD) {
                long word = LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7);
                long base = bases[(offset + i) >>> rowBits];
                values[i] = (double) (base + (word & mask) * divisor);
                values[i + 1] = (double) (base + ((word >>> width) & mask) * divisor);
                values[i + 2] = (double) (base + ((word >>> (2 * width)) & mask) * divisor);
                values[i + 3] = (double) (base + ((word >>> (3 * width)) & mask) * divisor);
                bit += PackedLongs.PER_LOAD * width;
            }
        }
        oneByOne(from, offset, i, rows, values);
    }

    private void oneByOne(int from, int offset, int begin, int end, double[] values) {
        if (width == Long.SIZE) {
            for (int i = begin; i < end; i++) {
                long distance = LittleEndian.getLong(in, packed + (from + i) * Long.BYTES);
                values[i] = (double) (bases[(offset + i) >>> rowBits] + distance * divisor);
            }
            return;
        }
        long mask = PackedLongs.mask(width);
        int bit = (from + begin) * width;
        for (int i = begin; i < end; i++) {
            long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
            values[i] = (double) (bases[(offset + i) >>> rowBits] + distance * divisor);
            bit += width;
        }
    }
}
