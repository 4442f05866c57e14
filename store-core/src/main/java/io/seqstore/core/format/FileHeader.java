package io.seqstore.core.format;

import io.seqstore.core.memory.LittleEndian;

/**
 * The 64 bytes at the head of every file (docs/format.md, "File header").
 *
 * <pre>
 *  at  size  field
 *   0     8  magic      "SEQSTORE" in ASCII
 *   8     4  kind       1 log, 2 segment, 3 catalog, 4 manifest, 5 image
 *  12     4  version    of the format, 1
 *  16     8  storeId
 *  24     8  number     of the file
 *  32    28  reserved   zero
 *  60     4  checksum   of bytes 0..59
 * </pre>
 */
public final class FileHeader {
    /** Length of the header. */
    public static final int SIZE = 64;

    /** The only version of the format so far. */
    public static final int VERSION = 1;

    private static final long MAGIC = 0x45524F5453514553L;

    private static final int MAGIC_AT = 0;
    private static final int KIND = MAGIC_AT + Long.BYTES;
    private static final int VERSION_AT = KIND + Integer.BYTES;
    private static final int STORE_ID = VERSION_AT + Integer.BYTES;
    private static final int NUMBER = STORE_ID + Long.BYTES;
    private static final int CHECKSUM = SIZE - Integer.BYTES;

    private FileHeader() {}

    /** The header of a file. */
    public static byte[] encode(FileIdentity file) {
        byte[] header = new byte[SIZE];
        LittleEndian.putLong(header, MAGIC_AT, MAGIC);
        LittleEndian.putInt(header, KIND, file.kind().id());
        LittleEndian.putInt(header, VERSION_AT, VERSION);
        LittleEndian.putLong(header, STORE_ID, file.storeId());
        LittleEndian.putLong(header, NUMBER, file.number());
        LittleEndian.putInt(header, CHECKSUM, checksum(file, header));
        return header;
    }

    /** The store that the header of a file names; whether the header is right is for {@link #check} to say. */
    public static long storeIdIn(byte[] header) {
        return LittleEndian.getLong(header, STORE_ID);
    }

    /**
     * Checks the header of a file that is expected to be this one.
     *
     * @throws io.seqstore.types.DamagedStoreException when it is not
     */
    public static void check(FileIdentity expected, byte[] header) {
        if (LittleEndian.getLong(header, MAGIC_AT) != MAGIC) {
            throw Damage.at(expected.fileName(), 0, "the file does not begin with SEQSTORE");
        }
        int version = LittleEndian.getInt(header, VERSION_AT);
        if (version != VERSION) {
            throw Damage.version(expected.fileName(), version, VERSION);
        }
        int kind = LittleEndian.getInt(header, KIND);
        if (kind != expected.kind().id()) {
            throw Damage.at(
                    expected.fileName(),
                    KIND,
                    "the file is of kind " + kind + ", expected "
                            + expected.kind().id());
        }
        int found = checksum(expected, header);
        int stated = LittleEndian.getInt(header, CHECKSUM);
        if (found != stated) {
            throw Damage.checksum(expected.fileName(), "the file header", 0, stated, found);
        }
    }

    /** Whether the header of a file that is expected to be this one has the right checksum, whatever it says. */
    public static boolean isWhole(FileIdentity expected, byte[] header) {
        return checksum(expected, header) == LittleEndian.getInt(header, CHECKSUM);
    }

    private static int checksum(FileIdentity file, byte[] header) {
        return new Checksum().of(file, 0, header, 0, CHECKSUM);
    }
}
