package io.seqstore.query.request;

import io.seqstore.types.EventKey;

/**
 * Find distinct: the stored event at or beside a key (spec 07, 2.3). Never calculates.
 *
 * @param key where to look
 * @param mode which event to take
 */
public record FindRequest(EventKey key, SearchMode mode) {
    /** Looks at or beside a 64-bit key. */
    public FindRequest(long key, SearchMode mode) {
        this(EventKey.of(key), mode);
    }
}
