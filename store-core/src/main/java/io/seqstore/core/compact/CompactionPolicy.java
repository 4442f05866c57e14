package io.seqstore.core.compact;

import io.seqstore.core.codec.Packing;
import java.util.List;
import java.util.Optional;

/**
 * Which segments to merge: the oldest run of neighbours of one size class, packed the same way, that is long enough. Each event is rewritten
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

    /**
     * What an event counts for at least. Few events of many streams are mostly heads, and six segments of them merge into one
     * that is hardly longer than each was: by its length it would be merged again and again.
     */
    private static final int BYTES_AN_EVENT = 16;

    private CompactionPolicy() {}

    /**
     * How large a segment is.
     *
     * @param bytes length of the file
     * @param events how many it holds
     * @param packing how it is packed: nobody asked for what is cold to be merged with what is not
     */
    record Size(long bytes, long events, Packing packing) {
        private boolean isLike(Size other) {
            return packing == other.packing && sizeClass() == other.sizeClass();
        }

        private int sizeClass() {
            long units = Math.max(1, Math.max(bytes, events * BYTES_AN_EVENT) / SMALLEST_CLASS);
            return (Long.SIZE - Long.numberOfLeadingZeros(units)) / CLASS_BITS;
        }
    }

    /**
     * A run of segments.
     *
     * @param from index of the first
     * @param to index behind the last
     */
    record Run(int from, int to) {}

    /** The run to merge, by the sizes of the segments from old to new. */
    static Optional<Run> choose(List<Size> sizes) {
        int from = 0;
        for (int i = 1; i <= sizes.size(); i++) {
            if (i == sizes.size() || !sizes.get(i).isLike(sizes.get(from))) {
                if (i - from >= RUN_LENGTH && bytes(sizes, from, i) <= MAX_BYTES) {
                    return Optional.of(new Run(from, i));
                }
                from = i;
            }
        }
        return Optional.empty();
    }

    private static long bytes(List<Size> sizes, int from, int to) {
        return sizes.subList(from, to).stream().mapToLong(Size::bytes).sum();
    }
}
