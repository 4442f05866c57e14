package io.seqstore.core.file;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read and no longer written. Positions are checked: reading outside the file throws {@link
 * io.seqstore.types.DamagedStoreException}, because only damaged files send readers there. Safe for all threads; nobody may
 * use it after {@link #close}.
 */
public interface ReadableFile extends AutoCloseable {
    String name();

    long size();

    /** Reads a little-endian int. */
    int getInt(long position);

    /** Reads a little-endian long. */
    long getLong(long position);

    /**
     * The little-endian piece of the file in which some bytes stand one behind the other, for whoever reads many numbers near
     * to each other; null where they do not stand in one. Not to be written, nor to be used after {@link #close}. What is read
     * there is known to be of the file after {@link #isWhole}; a read throws {@link InternalError} when the file was cut short.
     */
    default @Nullable ByteBuffer piece(long position, int length) {
        return null;
    }

    /** Where a position stands in its {@link #piece}. */
    default int placeInPiece(long position) {
        return 0;
    }

    /**
     * Copies bytes into an array. When this returns, all bytes are those of the file; of single numbers that is known only
     * after {@link #isWhole}.
     */
    void read(long position, byte[] into, int at, int length);

    /**
     * Whether the file still has its end. False when somebody cut it short since it was opened: then the numbers that were
     * read since the last call may be junk.
     */
    default boolean isWhole() {
        return true;
    }

    @Override
    void close();
}
