package io.seqstore.core.catalog;

import io.seqstore.core.segment.Segment;
import io.seqstore.types.DamagedStoreException;

/** Finds segments that are of no use any more, so that they need not wait to be merged with others of their size. */
public final class DeadSegments {
    private DeadSegments() {}

    /** Whether a segment holds nothing but streams that are gone, or that never came to be. */
    public static boolean isDead(Segment segment, Catalog catalog) {
        try {
            for (int i = 0; i < segment.streams(); i++) {
                if (catalog.layout(segment.ordinal(i)).isPresent()) {
                    return false;
                }
            }
            return true;
        } catch (DamagedStoreException e) {
            // Nobody can tell; who reads the segment is told about the damage.
            return false;
        }
    }
}
