package io.seqstore.query.request;

import io.seqstore.types.LimitExceededException;
import java.util.Map;

/**
 * How many events one read may touch (spec 07, section 6). Nothing is ever cut off silently: exactly the limit is allowed,
 * the next event is an error.
 *
 * @param results events of one materialized result, those that were skipped included
 * @param consumed events that a summary or a sample is made of, also those of blocks that it need not decode; without limit
 *     unless told otherwise, because they are not kept
 */
public record ReadLimits(long results, long consumed) {
    /** What the original service allows in one result. */
    public static final long DEFAULT_RESULTS = 250_000;

    /** 250 000 events in a result, any number looked at. */
    public static final ReadLimits DEFAULT = new ReadLimits(DEFAULT_RESULTS, Long.MAX_VALUE);

    /** The same limit for events that are delivered and events that are looked at, as the original service has it. */
    public static ReadLimits of(long events) {
        return new ReadLimits(events, events);
    }

    /**
     * Fails when a result has become too large.
     *
     * @param touched how many events the result holds or has skipped
     */
    public void checkResults(long touched) {
        check(touched, results);
    }

    /**
     * Fails when a summary or sample is made of too many events.
     *
     * @param touched how many it has come by
     */
    public void checkConsumed(long touched) {
        check(touched, consumed);
    }

    private static void check(long touched, long limit) {
        if (touched > limit) {
            throw new LimitExceededException(
                    "The request is not valid.",
                    "Exceeded the maximum return count of " + limit + " events.",
                    "Reduce query size and resubmit the request.",
                    Map.of());
        }
    }
}
