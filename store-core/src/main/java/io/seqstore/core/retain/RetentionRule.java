package io.seqstore.core.retain;

import io.seqstore.types.schema.IdOrder;
import java.time.Duration;

/**
 * How long the events of some streams are kept. Immutable.
 *
 * @param namespace where the streams are; matched ignoring case, like ids
 * @param id the id of the stream, or how the ids of the streams begin; empty for the whole namespace
 * @param isWholeId whether {@code id} names one stream
 * @param keepFor how long after the time in its key an event is kept
 */
record RetentionRule(String namespace, String id, boolean isWholeId, Duration keepFor) {
    RetentionRule {
        if (keepFor.isZero() || keepFor.isNegative()) {
            throw new IllegalArgumentException("events are to be kept for " + keepFor + "; expected more than nothing");
        }
    }

    boolean isFor(String ofNamespace, String streamId) {
        return IdOrder.same(namespace, ofNamespace)
                && (isWholeId ? IdOrder.same(id, streamId) : IdOrder.startsWith(streamId, id));
    }

    /** Whether both rules are for the same streams. */
    boolean hasTargetOf(RetentionRule other) {
        return isWholeId == other.isWholeId && IdOrder.same(namespace, other.namespace) && IdOrder.same(id, other.id);
    }

    /** Whether this rule counts where both are for a stream: it says more of the id. */
    boolean isCloserThan(RetentionRule other) {
        return isWholeId || (!other.isWholeId && id.length() > other.id.length());
    }
}
