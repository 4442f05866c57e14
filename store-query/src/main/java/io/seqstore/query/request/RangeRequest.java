package io.seqstore.query.request;

/**
 * Range: so many events from a key on, in one direction (spec 07, 2.5).
 *
 * @param start where to begin
 * @param boundary what is delivered at the start
 * @param reversed whether the events descend from the start
 * @param slice which of them are delivered
 */
public record RangeRequest(long start, BoundaryType boundary, boolean reversed, Slice slice) {}
