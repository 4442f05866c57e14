package io.seqstore.core.compact;

import java.util.List;
import java.util.Optional;

/**
 * Which segments to merge: the oldest run of neighbours of one size class that is long enough. Each event is rewritten
 * once a class, and the number of segments stays below the run length times the number of classes.
 */
final class CompactionPolicy {
    /** So many neighbours of one class make a run. */
    static final int RUN_LENGTH = 6;

    /** A class is this much larger than the one below: what a run becomes. */
    private static final int CLASS_BITS = 2;

    private static final long SMALLEST_CLASS = 1L << 20;

    /** Segments beyond this are not made larger. */
    private static final long MAX_BYTES = 1L << 30;

    private CompactionPolicy() {}

    /**
     * A run of segments.
     *
     * @param from index of the first
     * @param to index behind the last
     */
    record Run(int from, int to) {}

    /** The run to merge, by the lengths of the segments from old to new. */
    static Optional<Run> choose(List<Long> lengths) {
        int from = 0;
        for (int i = 1; i <= lengths.size(); i++) {
            boolean ends = i == lengths.size() || sizeClass(lengths.get(i)) > sizeClass(lengths.get(from));
            if (i < lengths.size() && sizeClass(lengths.get(i)) < sizeClass(lengths.get(from))) {
                ends = true;
            }
            if (ends) {
                if (i - from >= RUN_LENGTH && total(lengths, from, i) <= MAX_BYTES) {
                    return Optional.of(new Run(from, i));
                }
                from = i;
            }
        }
        return Optional.empty();
    }

    private static int sizeClass(long length) {
        long units = Math.max(1, length / SMALLEST_CLASS);
        return (Long.SIZE - Long.numberOfLeadingZeros(units)) / CLASS_BITS;
    }

    private static long total(List<Long> lengths, int from, int to) {
        return lengths.subList(from, to).stream().mapToLong(Long::longValue).sum();
    }
}
