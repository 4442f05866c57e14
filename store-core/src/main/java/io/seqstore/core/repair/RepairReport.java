package io.seqstore.core.repair;

import io.seqstore.core.verify.FoundDamage;
import java.util.List;

/**
 * What became of a damaged store.
 *
 * @param damages what was damaged; the range and number of events say what is not in the new store
 * @param streams how many streams the new store has
 * @param events how many events were taken over from segments
 * @param logRecords how many changes were taken over from the log
 */
public record RepairReport(List<FoundDamage> damages, long streams, long events, long logRecords) {
    public RepairReport {
        damages = List.copyOf(damages);
    }

    /**
     * How many events are known to be lost. There may be others: where a damage does not say, and what older segments held in
     * the ranges that are named.
     */
    public long lostEvents() {
        return damages.stream()
                .mapToLong(damage -> Math.max(0, damage.lostEvents()))
                .sum();
    }
}
