package io.seqstore.query.request;

import io.seqstore.types.InvalidRequestException;

/**
 * The two ends of a read and what is delivered at each.
 *
 * @param start the smallest key asked for
 * @param end the greatest key asked for, at or after the start
 * @param startBoundary what is delivered at the start
 * @param endBoundary what is delivered at the end
 */
public record Bounds(long start, long end, BoundaryType startBoundary, BoundaryType endBoundary) {
    static final String START_AFTER_END = "startIndex must not be greater than endIndex.";

    public Bounds {
        if (start > end) {
            throw new InvalidRequestException(START_AFTER_END);
        }
    }

    /** Both ends exact. */
    public static Bounds exact(long start, long end) {
        return new Bounds(start, end, BoundaryType.EXACT, BoundaryType.EXACT);
    }
}
