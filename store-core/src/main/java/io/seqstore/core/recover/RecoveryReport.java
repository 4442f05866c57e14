package io.seqstore.core.recover;

/**
 * What opening a store found.
 *
 * @param logRecords records of the log that were not in segments yet
 * @param tornBytes length of the torn end of the log that was cut: a write that was never acknowledged
 * @param removedFiles files that no manifest named, left by a crash
 */
public record RecoveryReport(long logRecords, long tornBytes, int removedFiles) {
    /** Nothing was left to do: a new store, or one that was closed in peace. */
    public static final RecoveryReport CLEAN = new RecoveryReport(0, 0, 0);
}
