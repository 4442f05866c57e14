package io.seqstore.query.request;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import java.util.Optional;

/**
 * One page of a window (spec 07, 2.6, paging).
 *
 * @param bounds the window
 * @param count how many events a page holds at most; at least 1
 * @param after the key of the last event that was delivered; empty for the first page
 */
public record PageRequest(Bounds bounds, long count, Optional<EventKey> after) {
    public PageRequest {
        if (count < 1) {
            throw new InvalidRequestException("count of a page must be 1 or more, found " + count + ".");
        }
    }
}
