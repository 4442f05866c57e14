package io.seqstore.query.request;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;

/**
 * The two ends of a read and what is delivered at each.
 *
 * @param start the smallest key asked for
 * @param end the greatest key asked for, at or after the start
 * @param startBoundary what is delivered at the start
 * @param endBoundary what is delivered at the end
 */
public record Bounds(EventKey start, EventKey end, BoundaryType startBoundary, BoundaryType endBoundary) {
    static final String START_AFTER_END = "startIndex must not be greater than endIndex.";

    public Bounds {
        if (start.compareTo(end) > 0) {
            throw new InvalidRequestException(START_AFTER_END);
        }
    }

    /** Two ends that are 64-bit keys. */
    public Bounds(long start, long end, BoundaryType startBoundary, BoundaryType endBoundary) {
        this(EventKey.of(start), EventKey.of(end), startBoundary, endBoundary);
    }

    /** Both ends exact; 64-bit keys. */
    public static Bounds exact(long start, long end) {
        return new Bounds(start, end, BoundaryType.EXACT, BoundaryType.EXACT);
    }
}
