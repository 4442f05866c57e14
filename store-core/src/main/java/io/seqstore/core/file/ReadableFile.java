package io.seqstore.core.file;

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
