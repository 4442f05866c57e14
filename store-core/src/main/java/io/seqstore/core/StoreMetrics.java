package io.seqstore.core;

/**
 * How much of what a store holds, at one moment.
 *
 * @param segments how many segments
 * @param segmentBytes bytes of the segments
 * @param logBytes bytes of the log file that is written
 * @param memoryBytes off-heap bytes of the events that are not yet in a segment
 * @param flushes flushes since the store was opened
 * @param openReads snapshots that were not closed yet, cursors that hold one among them
 * @param expirations how many times a rule of retention removed events of a stream since the store was opened
 * @param expiredEvents how many events those were
 */
public record StoreMetrics(
        int segments,
        long segmentBytes,
        long logBytes,
        long memoryBytes,
        long flushes,
        int openReads,
        long expirations,
        long expiredEvents) {}
