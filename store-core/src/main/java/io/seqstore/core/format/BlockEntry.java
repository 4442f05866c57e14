package io.seqstore.core.format;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;

/**
 * What a segment says of one block, so that a reader can pass it by (docs/format.md, "Block entry").
 *
 * <pre>
 *  at  size  field
 *   0     8  offset    of the block header in the file
 *   8     4  length    of the body
 *  12     4  rows      events in the block
 *  16     8  firstKey
 *  24     8  lastKey
 *  32  40 x  statistics of each column:
 *            nulls (4), flags (4: bit 0 all four below are valid), minimum (8), maximum (8), first (8), last (8)
 * </pre>
 *
 * <p>Minimum, maximum, first and last are of the values that are neither null nor NaN: the long itself, or the bits of the
 * double; for byte runs they are not kept.
 */
public final class BlockEntry {
    /** Bytes in front of the column statistics. */
    public static final int FIXED_SIZE = 32;

    /** Bytes of the statistics of one column. */
    public static final int COLUMN_SIZE = 40;

    private static final int OFFSET = 0;
    private static final int LENGTH = OFFSET + Long.BYTES;
    private static final int ROWS = LENGTH + Integer.BYTES;
    private static final int FIRST_KEY = ROWS + Integer.BYTES;
    private static final int LAST_KEY = FIRST_KEY + Long.BYTES;

    private BlockEntry() {}

    /** Bytes of an entry of a layout with that many columns. */
    public static int size(int columns) {
        return FIXED_SIZE + columns * COLUMN_SIZE;
    }

    /** Appends the part in front of the column statistics. */
    public static void encode(ByteOutput out, long offset, int bodyLength, int rows, long firstKey, long lastKey) {
        out.putLong(offset);
        out.putInt(bodyLength);
        out.putInt(rows);
        out.putLong(firstKey);
        out.putLong(lastKey);
    }

    public static long offset(ReadableFile file, long at) {
        return file.getLong(at + OFFSET);
    }

    public static int bodyLength(ReadableFile file, long at) {
        return file.getInt(at + LENGTH);
    }

    public static int rows(ReadableFile file, long at) {
        return file.getInt(at + ROWS);
    }

    public static long firstKey(ReadableFile file, long at) {
        return file.getLong(at + FIRST_KEY);
    }

    public static long lastKey(ReadableFile file, long at) {
        return file.getLong(at + LAST_KEY);
    }
}
