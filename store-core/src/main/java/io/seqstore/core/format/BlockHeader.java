package io.seqstore.core.format;

import io.seqstore.core.memory.LittleEndian;

/**
 * The 16 bytes in front of every block of a segment (docs/format.md, "Block"). Blocks begin at multiples of 8.
 *
 * <pre>
 *  at  size  field
 *   0     4  length     of the body
 *   4     4  checksum   of bytes 8..15 and the body
 *   8     4  ordinal    the stream
 *  12     4  rows       events in the block
 * </pre>
 */
public final class BlockHeader {
    /** Length of the header. */
    public static final int SIZE = 16;

    /** What the checksum covers begins here. */
    public static final int COVERED = 8;

    private static final int LENGTH = 0;
    private static final int CHECKSUM = LENGTH + Integer.BYTES;
    private static final int ORDINAL = CHECKSUM + Integer.BYTES;
    private static final int ROWS = ORDINAL + Integer.BYTES;

    private BlockHeader() {}

    /** Fills in everything but the checksum. */
    public static void encode(byte[] bytes, int at, int bodyLength, int ordinal, int rows) {
        LittleEndian.putInt(bytes, at + LENGTH, bodyLength);
        LittleEndian.putInt(bytes, at + ORDINAL, ordinal);
        LittleEndian.putInt(bytes, at + ROWS, rows);
    }

    public static void setChecksum(byte[] bytes, int at, int checksum) {
        LittleEndian.putInt(bytes, at + CHECKSUM, checksum);
    }

    public static int bodyLength(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + LENGTH);
    }

    public static int checksum(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + CHECKSUM);
    }

    public static int ordinal(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + ORDINAL);
    }

    public static int rows(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + ROWS);
    }
}
