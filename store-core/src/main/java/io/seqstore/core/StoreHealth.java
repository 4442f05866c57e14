package io.seqstore.core;

import java.time.Instant;
import java.util.List;

/**
 * Whether a store does what it should, at one moment.
 *
 * @param takesWrites whether a write would be taken up now, as far as can be told: false when the store is read-only, when its log
 *     cannot be written or synced, and when memory is full and cannot be flushed
 * @param problems what goes wrong; empty when nothing does
 */
public record StoreHealth(boolean takesWrites, List<Problem> problems) {
    public StoreHealth {
        problems = List.copyOf(problems);
    }

    /** What has a problem. */
    public enum Part {
        /** Writes are refused: the log cannot be written or synced. */
        LOG,
        /** Events stay in memory and in the log, since they cannot be moved to a segment. */
        FLUSH,
        /** Segments are not merged, or old events not removed. */
        COMPACTION,
        /** Some of what is stored is not what was written, and is left as it is. */
        DAMAGE
    }

    /**
     * Something that goes wrong.
     *
     * @param part what has it
     * @param since when it was found, or failed first after it had succeeded
     * @param cause why, as whoever called would be told; of {@link io.seqstore.types.SeqstoreException} mostly
     */
    public record Problem(Part part, Instant since, RuntimeException cause) {}
}
