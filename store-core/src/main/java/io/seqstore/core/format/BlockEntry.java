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
 *  32     4  statistics  where its statistics begin in the statistics of the directory
 * </pre>
 */
public final class BlockEntry {
    /** Bytes of an entry. */
    public static final int SIZE = 36;

    private static final int OFFSET = 0;
    private static final int LENGTH = OFFSET + Long.BYTES;
    private static final int ROWS = LENGTH + Integer.BYTES;
    private static final int FIRST_KEY = ROWS + Integer.BYTES;
    private static final int LAST_KEY = FIRST_KEY + Long.BYTES;
    private static final int STATISTICS = LAST_KEY + Long.BYTES;

    private BlockEntry() {}

    /** Appends an entry. */
    public static void encode(
            ByteOutput out, long offset, int bodyLength, int rows, long firstKey, long lastKey, int statistics) {
        out.putLong(offset);
        out.putInt(bodyLength);
        out.putInt(rows);
        out.putLong(firstKey);
        out.putLong(lastKey);
        out.putInt(statistics);
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

    public static int statistics(ReadableFile file, long at) {
        return file.getInt(at + STATISTICS);
    }
}
