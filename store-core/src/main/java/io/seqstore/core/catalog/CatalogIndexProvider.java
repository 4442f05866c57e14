package io.seqstore.core.catalog;

import io.seqstore.types.index.StreamIndex;
import java.util.Optional;

/**
 * Brings an index of streams by id that outlives the store, in place of the one in memory. What it keeps is derived data:
 * the store fills it again whenever there is doubt, and works without it.
 *
 * <p>Called by one store, once when it opens and through the index it made.
 */
public interface CatalogIndexProvider {
    /**
     * Makes an index or opens the one that was kept.
     *
     * @param state names the state of the store; empty when nothing that was kept can be of this state
     * @param streams how many streams there are
     * @return empty when it cannot work here; the provider has said why, and the store keeps its index in memory
     */
    Optional<Kept> open(String state, long streams);

    /** An index that is kept. */
    interface Kept extends StreamIndex {
        /** Whether it holds all streams of the state for which it was opened; else it is empty. */
        boolean isFilled();

        /** Tells that nothing changes any more before {@link #close}, and the state that the index then is of. */
        void keep(String state);
    }
}
