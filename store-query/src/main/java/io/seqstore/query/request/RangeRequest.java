package io.seqstore.query.request;

import io.seqstore.types.EventKey;

/**
 * Range: so many events from a key on, in one direction (spec 07, 2.5).
 *
 * @param start where to begin
 * @param boundary what is delivered at the start
 * @param reversed whether the events descend from the start
 * @param slice which of them are delivered
 */
public record RangeRequest(EventKey start, BoundaryType boundary, boolean reversed, Slice slice) {
    /** A range that begins at a 64-bit key. */
    public RangeRequest(long start, BoundaryType boundary, boolean reversed, Slice slice) {
        this(EventKey.of(start), boundary, reversed, slice);
    }
}
