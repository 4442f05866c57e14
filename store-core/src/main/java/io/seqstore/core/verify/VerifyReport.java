package io.seqstore.core.verify;

import java.util.List;

/**
 * What a look at every byte of a store found.
 *
 * @param damages what is not what was written; empty when all is well
 * @param files how many files the store has
 * @param bytes how long they are together
 * @param streams how many streams are defined
 * @param events how many events were read and found right: in segments, and in the log whatever became of them later
 * @param tornBytes length of a write at the end of the log that a crash cut short and nobody was told of: no damage
 */
public record VerifyReport(
        List<FoundDamage> damages, int files, long bytes, long streams, long events, long tornBytes) {
    public VerifyReport {
        damages = List.copyOf(damages);
    }

    /** Whether nothing is damaged. */
    public boolean isWhole() {
        return damages.isEmpty();
    }
}
