package io.seqstore.core.backup;

/**
 * What a backup is made of.
 *
 * @param files how many files it has
 * @param bytes how long they are together
 * @param linkedBytes how many of these bytes it shares with the store, by hard links
 */
public record BackupReport(int files, long bytes, long linkedBytes) {}
