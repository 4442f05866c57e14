package io.seqstore.core.recover;

import io.seqstore.types.SeqstoreException;
import java.util.function.Supplier;

/**
 * Reads the files of a store that another process may be changing meanwhile: a manifest is replaced, a file that it named is
 * removed, a log goes on in the next file. What such a change leaves half seen looks like damage or a missing file, but looks
 * otherwise the next time; what two attempts in a row find in the same words is so.
 */
public final class MovingTarget {
    /** A writer does not replace its files that often in a row while somebody reads a few tables. */
    private static final int MOST_ATTEMPTS = 50;

    private MovingTarget() {}

    /**
     * Reads from the start until it succeeds, or fails twice in the same way.
     *
     * @param attempt leaves nothing behind when it fails
     */
    public static <T> T read(Supplier<T> attempt) {
        String before = "";
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (SeqstoreException e) {
                String message = String.valueOf(e.getMessage());
                if (message.equals(before) || i == MOST_ATTEMPTS) {
                    throw e;
                }
                before = message;
            }
        }
    }
}
