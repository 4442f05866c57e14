package io.seqstore.query.request;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;

/**
 * Summaries: statistics of equal intervals between two keys (spec 08, section 1).
 *
 * @param start where the first interval begins
 * @param end where the last interval ends, at or after the start
 * @param count how many intervals, at least 1
 */
public record SummariesRequest(EventKey start, EventKey end, int count) {
    public SummariesRequest {
        if (start.compareTo(end) > 0) {
            throw new InvalidRequestException(Bounds.START_AFTER_END);
        }
        if (count < 1) {
            throw new InvalidRequestException("count must be 1 or more, found " + count + ".");
        }
    }

    /** Between two 64-bit keys. */
    public SummariesRequest(long start, long end, int count) {
        this(EventKey.of(start), EventKey.of(end), count);
    }
}
