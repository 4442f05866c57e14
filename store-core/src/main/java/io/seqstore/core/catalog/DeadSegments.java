package io.seqstore.core.catalog;

import io.seqstore.core.segment.Segment;

/** Finds segments that are of no use any more, so that they need not wait to be merged with others of their size. */
public final class DeadSegments {
    private DeadSegments() {}

    /**
     * Whether a segment holds nothing but streams that are gone, or that never came to be.
     *
     * @throws io.seqstore.types.DamagedStoreException when nobody can tell, because its table of streams is damaged: then it must
     *     stay
     */
    public static boolean isDead(Segment segment, Catalog catalog) {
        if (segment.hasLargeTable() && catalog.registry().isStream(segment.firstOrdinal())) {
            // Known without comparing the table, which takes as long as there are streams.
            return false;
        }
        for (int i = 0; i < segment.streams(); i++) {
            if (catalog.findLayout(segment.ordinal(i)) != null) {
                return false;
            }
        }
        return true;
    }
}
