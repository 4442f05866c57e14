package io.seqstore.core.file;

import java.util.List;
import java.util.Optional;

/**
 * Where the files of one store live. File names are plain names without separators. Every method may throw {@link
 * io.seqstore.types.UnavailableException} when the disk refuses. Safe for all threads.
 */
public interface StoreFolder extends AutoCloseable {
    /** What to call the folder in a message. */
    String describe();

    /** The names of the files that are there. */
    List<String> list();

    /** A new file to write; it must not exist yet. */
    WritableFile create(String name);

    /**
     * An existing file to write more into.
     *
     * @return empty when that cannot be done, or another name elsewhere, given to keep what the file holds, would see it change
     */
    Optional<WritableFile> goOn(String name);

    /** An existing file to read. */
    ReadableFile open(String name);

    /**
     * Gives a file that is complete the same name in another folder too, without copying it.
     *
     * @return false when that cannot be done; then nothing has happened
     */
    default boolean link(String name, StoreFolder into) {
        return false;
    }

    /** Gives a file a new name, replacing the file that had it, in one step. */
    void rename(String from, String to);

    /** Deletes a file; fine when it is not there. */
    void delete(String name);

    /** Makes created, renamed and deleted names durable. */
    void syncNames();

    /** Gives up the folder and its lock, and leaves all files as they were: the store in it could not be opened. */
    default void abandon() {
        close();
    }

    /** Gives up the folder and its lock. */
    @Override
    void close();
}
