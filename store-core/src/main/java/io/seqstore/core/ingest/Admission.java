package io.seqstore.core.ingest;

/** What a writer asks before each batch; returns when there is room. */
@FunctionalInterface
public interface Admission {
    /**
     * Waits for memory if need be.
     *
     * @throws io.seqstore.types.UnavailableException when there will be none: flushing failed, or the store is closed
     */
    void awaitRoom();
}
