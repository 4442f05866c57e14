package io.seqstore.core.segment;

import io.seqstore.types.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Something in a segment that is not what was written.
 *
 * @param file the name of the segment
 * @param offset where the damaged piece begins
 * @param what what is wrong with it, in words
 * @param ordinal the stream, or {@link #UNKNOWN} when it is of many or nobody can tell
 * @param keys the keys that the piece may hold events of; null when nobody can tell
 * @param lostEvents how many events of the stream cannot be read from this segment because of it; {@link #UNKNOWN} when nobody can tell
 */
public record SegmentDamage(
        String file,
        long offset,
        String what,
        int ordinal,
        @Nullable KeyRange keys,
        long lostEvents) {
    /** Nobody can tell. */
    public static final int UNKNOWN = -1;
}
