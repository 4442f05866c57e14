package io.seqstore.query.request;

import io.seqstore.types.InvalidRequestException;

/**
 * Which part of a sequence of events is delivered: the first ones are skipped, then so many are taken.
 *
 * @param skip how many events are passed over, at least 0
 * @param count how many are delivered at most, at least 0
 */
public record Slice(long skip, long count) {
    /** The count of a range read that names none. */
    public static final long DEFAULT_COUNT = 100;

    /** The whole sequence. */
    public static final Slice ALL = new Slice(0, Long.MAX_VALUE);

    public Slice {
        if (skip < 0) {
            throw new InvalidRequestException("skip must be 0 or more, found " + skip + ".");
        }
        if (count < 0) {
            throw new InvalidRequestException("count must be 0 or more, found " + count + ".");
        }
    }

    /** How many events are passed over and delivered at most, all together. */
    public long end() {
        return count > Long.MAX_VALUE - skip ? Long.MAX_VALUE : skip + count;
    }

    /** Whether this is the whole sequence. */
    public boolean isAll() {
        return skip == 0 && count == Long.MAX_VALUE;
    }
}
