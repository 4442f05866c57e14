package io.seqstore.core.codec;

import java.util.Arrays;

/** How far apart the rows of each frame lie, for frames of several sizes. Differences of values must fit 63 bits. */
final class FrameSpans {
    /** Rows of the smallest frames, as a power of two. */
    static final int LEAST_ROW_BITS = 4;

    /** Rows of the largest frames, as a power of two. */
    static final int MOST_ROW_BITS = 7;

    private static final int SMALLEST = 1 << LEAST_ROW_BITS;

    /** The smallest value of each of the smallest frames. */
    private final long[] least;

    private final long[] greatest;

    /** The greatest distance between two rows of one frame, for each size. */
    private final long[] spans = new long[MOST_ROW_BITS - LEAST_ROW_BITS + 1];

    private FrameSpans(long[] values, int count) {
        int frames = frames(count, LEAST_ROW_BITS);
        least = new long[frames];
        greatest = new long[frames];
        int whole = count >>> LEAST_ROW_BITS;
        for (int frame = 0; frame < whole; frame++) {
            lookAtWhole(values, frame);
        }
        if (whole < frames) {
            lookAtRest(values, whole, count);
        }
        join(least.clone(), greatest.clone());
    }

    static FrameSpans of(long[] values, int count) {
        return new FrameSpans(values, count);
    }

    /** How many frames of a size there are; the last one may have fewer rows. */
    static int frames(int count, int rowBits) {
        return (count + (1 << rowBits) - 1) >>> rowBits;
    }

    /** Four rows at a time, so that few comparisons wait for others. */
    private void lookAtWhole(long[] values, int frame) {
        int from = frame << LEAST_ROW_BITS;
        long low = values[from];
        long high = low;
        for (int i = from; i < from + SMALLEST; i += 4) {
            long a = values[i];
            long b = values[i + 1];
            long c = values[i + 2];
            long d = values[i + 3];
            low = lower(low, lower(lower(a, b), lower(c, d)));
            high = higher(high, higher(higher(a, b), higher(c, d)));
        }
        least[frame] = low;
        greatest[frame] = high;
    }

    private void lookAtRest(long[] values, int frame, int count) {
        int from = frame << LEAST_ROW_BITS;
        long low = values[from];
        long high = low;
        for (int i = from + 1; i < count; i++) {
            low = lower(low, values[i]);
            high = higher(high, values[i]);
        }
        least[frame] = low;
        greatest[frame] = high;
    }

    // Without branches: nobody can foretell how a walk goes on.

    private static long lower(long a, long b) {
        long distance = a - b;
        return b + (distance & (distance >> (Long.SIZE - 1)));
    }

    private static long higher(long a, long b) {
        long distance = a - b;
        return a - (distance & (distance >> (Long.SIZE - 1)));
    }

    /** Joins two frames to one of the next size, size by size. */
    private void join(long[] low, long[] high) {
        int frames = low.length;
        for (int size = 0; size < spans.length; size++) {
            long widest = 0;
            for (int i = 0; i < frames; i++) {
                widest = Math.max(widest, high[i] - low[i]);
            }
            spans[size] = widest;
            int pairs = frames >>> 1;
            for (int i = 0; i < pairs; i++) {
                low[i] = lower(low[2 * i], low[2 * i + 1]);
                high[i] = higher(high[2 * i], high[2 * i + 1]);
            }
            if ((frames & 1) != 0) {
                low[pairs] = low[frames - 1];
                high[pairs] = high[frames - 1];
            }
            frames = (frames + 1) >>> 1;
        }
    }

    /** The greatest distance between two rows of one frame of {@code 2^rowBits} rows. */
    long span(int rowBits) {
        return spans[rowBits - LEAST_ROW_BITS];
    }

    /** The smallest value of the frame of {@code 2^rowBits} rows that each of the smallest frames is part of. */
    long[] least(int rowBits) {
        int group = 1 << (rowBits - LEAST_ROW_BITS);
        long[] joined = group == 1 ? least : least.clone();
        for (int from = 0; group > 1 && from < joined.length; from += group) {
            int to = Math.min(from + group, joined.length);
            long low = joined[from];
            for (int i = from + 1; i < to; i++) {
                low = lower(low, joined[i]);
            }
            Arrays.fill(joined, from, to, low);
        }
        return joined;
    }
}
