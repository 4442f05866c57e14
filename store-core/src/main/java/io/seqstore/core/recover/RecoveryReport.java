package io.seqstore.core.recover;

import java.util.List;

/**
 * What opening a store found.
 *
 * @param logRecords records of the log that were not in segments yet
 * @param tornBytes length of the torn end of the log that was cut: a write that was never acknowledged
 * @param removedFiles files that no manifest named, left by a crash
 * @param damagedSegments names of segments of which nobody can tell whose events they hold; reads that may need them fail, and
 *     verifying the store says more
 */
public record RecoveryReport(long logRecords, long tornBytes, int removedFiles, List<String> damagedSegments) {
    public RecoveryReport {
        damagedSegments = List.copyOf(damagedSegments);
    }

    /** Nothing was left to do: a new store, or one that was closed in peace. */
    public static final RecoveryReport CLEAN = new RecoveryReport(0, 0, 0, List.of());
}
