package io.seqstore.bench.data;

/** Hands out the events of a series, some at a time. One thread. */
public interface EventFeed {
    /**
     * Replaces the content of a chunk by the next events.
     *
     * @param chunk receives as many as it has room for, fewer at the end of the series
     * @return whether there were any
     */
    boolean next(EventChunk chunk);
}
