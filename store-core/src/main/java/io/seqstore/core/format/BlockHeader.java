package io.seqstore.core.format;

import io.seqstore.core.memory.LittleEndian;

/**
 * The 12 bytes in front of the body of every block of a segment (docs/format.md, "Block"). How many rows there are is said by
 * the body.
 *
 * <pre>
 *  at  size  field
 *   0     4  length     of the body
 *   4     4  checksum   of bytes 8..11 and the body
 *   8     4  ordinal    the stream; -1 for a block with rows of several
 * </pre>
 */
public final class BlockHeader {
    /** In place of the ordinal of one stream. */
    public static final int SHARED = -1;

    /** Length of the header. */
    public static final int SIZE = 12;

    /** What the checksum covers begins here. */
    public static final int COVERED = 8;

    private static final int LENGTH = 0;
    private static final int CHECKSUM = LENGTH + Integer.BYTES;
    private static final int ORDINAL = CHECKSUM + Integer.BYTES;

    private BlockHeader() {}

    /** Fills in everything but the checksum. */
    public static void encode(byte[] bytes, int at, int bodyLength, int ordinal) {
        LittleEndian.putInt(bytes, at + LENGTH, bodyLength);
        LittleEndian.putInt(bytes, at + ORDINAL, ordinal);
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
}
