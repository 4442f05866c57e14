package io.seqstore.core.format;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;

/**
 * The last 64 bytes of a segment (docs/format.md, "Segment footer"): where its table of streams stands. A segment without
 * a right footer was never finished.
 *
 * <pre>
 *  at  size  field
 *   0     8  tableOffset   of the first stream entry
 *   8     4  streams       how many stream entries
 *  12     4  tableChecksum of the stream entries
 *  16     8  events        of all streams
 *  24     8  fileLength    including this footer
 *  32     1  packing       0 hot, 1 cold: how its blocks were written, for whoever writes them anew
 *  33     3  reserved      zero
 *  36     4  firstOrdinal  of the first stream entry
 *  40    20  reserved      zero
 *  60     4  checksum      of bytes 0..59
 * </pre>
 *
 * @param tableOffset where the stream entries begin
 * @param streams how many there are
 * @param tableChecksum checksum of the stream entries
 * @param events events of all streams
 * @param packing how its blocks were written, as a number; readers do not need it
 * @param firstOrdinal the ordinal of the first stream entry, 0 without one
 */
public record SegmentFooter(
        long tableOffset, int streams, int tableChecksum, long events, int packing, int firstOrdinal) {
    /** Length of the footer. */
    public static final int SIZE = 64;

    private static final int FILE_LENGTH = 24;
    private static final int PACKING = 32;
    private static final int FIRST_ORDINAL = 36;
    private static final int RESERVED = 20;
    private static final int CHECKSUM = SIZE - Integer.BYTES;

    /** Appends the footer, which will stand at a position of a file. */
    public void encode(ByteOutput out, FileIdentity file, long position, Checksum checksum) {
        int begin = out.length();
        out.putLong(tableOffset);
        out.putInt(streams);
        out.putInt(tableChecksum);
        out.putLong(events);
        out.putLong(position + SIZE);
        out.putByte(packing);
        out.skip(FIRST_ORDINAL - PACKING - 1);
        out.putInt(firstOrdinal);
        out.skip(RESERVED);
        out.putInt(checksum.of(file, position, out.bytes(), begin, CHECKSUM));
    }

    /**
     * Reads and checks the footer of a segment.
     *
     * @throws io.seqstore.types.DamagedStoreException when it is not what was written
     */
    public static SegmentFooter decode(ReadableFile file, FileIdentity identity) {
        long at = file.size() - SIZE;
        if (at < FileHeader.SIZE) {
            throw Damage.at(identity.fileName(), 0, "the file is too short for a segment");
        }
        byte[] bytes = new byte[SIZE];
        file.read(at, bytes, 0, SIZE);
        int stated = LittleEndian.getInt(bytes, CHECKSUM);
        int found = new Checksum().of(identity, at, bytes, 0, CHECKSUM);
        if (stated != found) {
            throw Damage.checksum(identity.fileName(), "the footer", at, stated, found);
        }
        if (LittleEndian.getLong(bytes, FILE_LENGTH) != file.size()) {
            throw Damage.at(identity.fileName(), at, "the footer belongs to a file of another length");
        }
        return new SegmentFooter(
                LittleEndian.getLong(bytes, 0),
                LittleEndian.getInt(bytes, 8),
                LittleEndian.getInt(bytes, 12),
                LittleEndian.getLong(bytes, 16),
                bytes[PACKING],
                LittleEndian.getInt(bytes, FIRST_ORDINAL));
    }
}
