package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;

/** Unpacks rows that are packed as distances to the base of their frame as doubles. Makes no object: a block is one call. */
final class FrameRows {
    private FrameRows() {}

    /**
     * Unpacks some rows to the beginning of an array. Narrow ones four a load, which then are of one frame.
     *
     * @param packed where the packed rows begin
     * @param width bits of a row
     * @param bases of the frames
     * @param rowBits rows of a frame, as a power of two; at least 2
     * @param divisor what distances are multiplied by
     * @param from the first row
     * @param offset where that is in the frames from the first base on
     */
    static void toDoubles(
            byte[] in,
            int packed,
            int width,
            long[] bases,
            int rowBits,
            long divisor,
            int from,
            int offset,
            int rows,
            double[] values) {
        if (width == Long.SIZE) {
            for (int i = 0; i < rows; i++) {
                long distance = LittleEndian.getLong(in, packed + (from + i) * Long.BYTES);
                values[i] = (double) (bases[(offset + i) >>> rowBits] + distance * divisor);
            }
            return;
        }
        long mask = PackedLongs.mask(width);
        int bit = from * width;
        // Rows in front of the first four that are of one frame; all of them where rows are wide.
        int alone =
                width <= PackedLongs.MAX_WIDTH_PER_LOAD ? Math.min(rows, -offset & (PackedLongs.PER_LOAD - 1)) : rows;
        int i = 0;
        while (i < rows) {
            for (; i < alone; i++) {
                long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
                values[i] = (double) (bases[(offset + i) >>> rowBits] + distance * divisor);
                bit += width;
            }
            for (; i <= rows - PackedLongs.PER_LOAD; i += PackedLongs.PER_LOAD) {
                long word = LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7);
                long base = bases[(offset + i) >>> rowBits];
                values[i] = (double) (base + (word & mask) * divisor);
                values[i + 1] = (double) (base + ((word >>> width) & mask) * divisor);
                values[i + 2] = (double) (base + ((word >>> (2 * width)) & mask) * divisor);
                values[i + 3] = (double) (base + ((word >>> (3 * width)) & mask) * divisor);
                bit += PackedLongs.PER_LOAD * width;
            }
            // What is left at the end are fewer than four.
            alone = rows;
        }
    }
}
