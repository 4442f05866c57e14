package io.seqstore.core.format;

import io.seqstore.core.memory.LittleEndian;

/**
 * The 32 bytes in front of every record of a log or catalog file (docs/format.md, "Record"). Records begin at multiples of
 * 8; the gap behind a body is zero. A length of zero ends the records of a file.
 *
 * <pre>
 *  at  size  field
 *   0     4  length     of the body, at least 1
 *   4     4  checksum   of bytes 8..31 and the body
 *   8     8  sequence   one more than that of the record before, across files
 *  16     4  ordinal    the stream, or -1
 *  20     4  kind       what the body is
 *  24     8  forced     bytes of this file that were known to be synced when the record was written
 * </pre>
 */
public final class RecordHeader {
    /** Length of the header. */
    public static final int SIZE = 32;

    /** Records begin at multiples of this. */
    public static final int ALIGNMENT = 8;

    /** What the checksum covers begins here. */
    public static final int COVERED = 8;

    /** The stream of a record that belongs to none. */
    public static final int NO_STREAM = -1;

    private static final int LENGTH = 0;
    private static final int CHECKSUM = LENGTH + Integer.BYTES;
    private static final int SEQUENCE = CHECKSUM + Integer.BYTES;
    private static final int ORDINAL = SEQUENCE + Long.BYTES;
    private static final int KIND = ORDINAL + Integer.BYTES;
    private static final int FORCED = KIND + Integer.BYTES;

    private RecordHeader() {}

    public static int length(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + LENGTH);
    }

    public static void setLength(byte[] bytes, int at, int length) {
        LittleEndian.putInt(bytes, at + LENGTH, length);
    }

    public static int checksum(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + CHECKSUM);
    }

    public static void setChecksum(byte[] bytes, int at, int checksum) {
        LittleEndian.putInt(bytes, at + CHECKSUM, checksum);
    }

    public static long sequence(byte[] bytes, int at) {
        return LittleEndian.getLong(bytes, at + SEQUENCE);
    }

    public static void setSequence(byte[] bytes, int at, long sequence) {
        LittleEndian.putLong(bytes, at + SEQUENCE, sequence);
    }

    public static int ordinal(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + ORDINAL);
    }

    public static void setOrdinal(byte[] bytes, int at, int ordinal) {
        LittleEndian.putInt(bytes, at + ORDINAL, ordinal);
    }

    public static int kind(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at + KIND);
    }

    public static void setKind(byte[] bytes, int at, int kind) {
        LittleEndian.putInt(bytes, at + KIND, kind);
    }

    public static long forced(byte[] bytes, int at) {
        return LittleEndian.getLong(bytes, at + FORCED);
    }

    public static void setForced(byte[] bytes, int at, long forced) {
        LittleEndian.putLong(bytes, at + FORCED, forced);
    }

    /** Where the record behind one at this position begins. */
    public static long next(long position, int bodyLength) {
        return (position + SIZE + bodyLength + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
