package io.seqstore.types.index;

/**
 * Finds the number of a stream by its key. What it holds is derived data: a registry can fill it again at any time.
 *
 * <p>Changed by one thread at a time. {@link #find} may be called by any thread at any time; while a change runs, it may
 * answer wrongly or throw a {@link RuntimeException}, but must return, and the caller asks again. Once a change has
 * returned, every later call knows it.
 */
public interface StreamIndex extends AutoCloseable {
    /** The answer for a key that is not there. */
    int NONE = -1;

    /** The number of a key, or {@link #NONE}. */
    int find(byte[] key);

    /**
     * Enters a key, or gives it another number.
     *
     * @param ordinal 0 or more
     */
    void put(byte[] key, int ordinal);

    /**
     * Enters a key unless it is there.
     *
     * @param ordinal 0 or more
     * @return the number that was there, or {@link #NONE}
     */
    default int putIfAbsent(byte[] key, int ordinal) {
        int there = find(key);
        if (there == NONE) {
            put(key, ordinal);
        }
        return there;
    }

    /** Takes a key out; fine when it is not there. */
    void remove(byte[] key);

    /** How many keys there are. */
    long size();

    /** Gives back what it holds; nobody may use it any more. */
    @Override
    void close();

    /** Knows the keys of streams by their numbers, so that an index need not keep them. */
    @FunctionalInterface
    interface Keys {
        /** Whether a stream that is in the index has this key. */
        boolean isKeyOf(int ordinal, byte[] key);
    }
}
