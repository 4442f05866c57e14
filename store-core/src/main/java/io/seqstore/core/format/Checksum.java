package io.seqstore.core.format;

import io.seqstore.core.memory.LittleEndian;
import java.util.zip.CRC32C;

/**
 * CRC-32C over bytes and the place where they belong: the store, the file, the position. So bytes that were copied to
 * another place, or left there by an earlier file, do not pass. Holds scratch memory: one instance serves one thread.
 */
public final class Checksum {
    private final CRC32C crc = new CRC32C();
    private final byte[] place = new byte[3 * Long.BYTES];

    /**
     * The checksum of a piece of a file.
     *
     * @param file which file
     * @param position where the piece begins in the file
     * @param bytes the array that holds the piece
     * @param from where the covered bytes begin in the array
     * @param length how many are covered
     */
    public int of(FileIdentity file, long position, byte[] bytes, int from, int length) {
        begin(file, position);
        update(bytes, from, length);
        return value();
    }

    /** Begins with a piece whose bytes come one part after the other. */
    public void begin(FileIdentity file, long position) {
        LittleEndian.putLong(place, 0, file.storeId());
        LittleEndian.putLong(place, Long.BYTES, file.number());
        LittleEndian.putLong(place, 2 * Long.BYTES, position);
        crc.reset();
        crc.update(place, 0, place.length);
    }

    /** Takes the next part of the piece. */
    public void update(byte[] bytes, int from, int length) {
        crc.update(bytes, from, length);
    }

    /** The checksum of the piece so far. */
    public int value() {
        return (int) crc.getValue();
    }
}
