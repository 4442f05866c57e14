package io.seqstore.query.request;

import io.seqstore.types.InvalidRequestException;
import java.util.List;

/**
 * Sampled: the events that draw the curve of a window (spec 08, section 9).
 *
 * @param bounds the window
 * @param intervals how many equal parts, at least 1
 * @param sampleBy ids of the properties whose first, smallest, greatest and last values are kept; at least one
 */
public record SampledRequest(Bounds bounds, int intervals, List<String> sampleBy) {
    public SampledRequest {
        sampleBy = List.copyOf(sampleBy);
        if (intervals < 1) {
            throw new InvalidRequestException("intervals must be 1 or more, found " + intervals + ".");
        }
        if (sampleBy.isEmpty()) {
            throw new InvalidRequestException("At least one property to sample by is needed (sampleBy).");
        }
    }
}
