package io.seqstore.core.file;

/** A file that is being written. Writers take care that no two threads write the same bytes; {@link #force} is thread-safe. */
public interface WritableFile extends AutoCloseable {
    String name();

    /** Writes all of these bytes at a position, or throws. */
    void write(long position, byte[] bytes, int from, int length);

    /**
     * Makes everything written so far durable. After it failed once it always fails: what the device holds is unknown.
     */
    void force();

    @Override
    void close();
}
