package io.seqstore.query.request;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;

/**
 * Window: the events between two keys (spec 07, 2.6). With a slice or in reverse it is the bounded range of that section;
 * the reversed one names its greater key first.
 *
 * @param bounds the ends, smaller key first
 * @param reversed whether the events descend
 * @param slice which of them are delivered
 */
public record WindowRequest(Bounds bounds, boolean reversed, Slice slice) {
    /** All events between two keys, ascending. */
    public static WindowRequest of(Bounds bounds) {
        return new WindowRequest(bounds, false, Slice.ALL);
    }

    /**
     * A window as callers name it: its start first, which is the greater key of a reversed one.
     *
     * @throws InvalidRequestException when the order of the keys does not fit the direction
     */
    public static WindowRequest between(
            EventKey start,
            EventKey end,
            BoundaryType startBoundary,
            BoundaryType endBoundary,
            boolean reversed,
            Slice slice) {
        if (!reversed) {
            return new WindowRequest(new Bounds(start, end, startBoundary, endBoundary), false, slice);
        }
        if (start.compareTo(end) < 0) {
            throw new InvalidRequestException("startIndex must not be less than endIndex in a reversed read.");
        }
        return new WindowRequest(new Bounds(end, start, endBoundary, startBoundary), true, slice);
    }
}
