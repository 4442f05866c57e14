package io.seqstore.core.verify;

import org.jspecify.annotations.Nullable;

/**
 * One place in the files of a store that is not what was written.
 *
 * @param file the name of the file in the folder of the store
 * @param offset where in the file the damaged piece begins
 * @param what what is wrong with it, in words
 * @param stream the stream it belongs to, as {@code namespace/id}, or as {@code number 17} when its definition is not known;
 *     null when it belongs to many or nobody can tell
 * @param firstKey the first key of the range that is affected, as text; null when nobody can tell
 * @param lastKey the last one
 * @param lostEvents how many events of the stream cannot be read from this file because of it; -1 when nobody can tell
 */
public record FoundDamage(
        String file,
        long offset,
        String what,
        @Nullable String stream,
        @Nullable String firstKey,
        @Nullable String lastKey,
        long lostEvents) {
    /** The damage as a sentence: file, offset, what, and what it costs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file + " at " + offset + ": " + what);
        if (stream != null) {
            text.append("; stream ").append(stream);
        }
        if (firstKey != null) {
            text.append(", keys ").append(firstKey).append(" to ").append(lastKey);
        }
        if (lostEvents > 0) {
            text.append(", ").append(lostEvents).append(lostEvents == 1 ? " event" : " events");
        }
        return text.toString();
    }
}
