package io.seqstore.core.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far apart the rows of each frame lie, for frames of several sizes. Differences of values must fit 63 bits. One a thread, so that a
 * batch that is logged allocates none of it.
 */
final class FrameSpans {
    private static final ThreadLocal<@Nullable FrameSpans> OF_THREAD = new ThreadLocal<>();

    /** More frames than a block has are not worth keeping memory in every thread. */
    private static final int MOST_KEPT = 1 << 12;

    /** Rows of the smallest frames, as a power of two. */
    static final int LEAST_ROW_BITS = 4;

    /** Rows of the largest frames, as a power of two. */
    static final int MOST_ROW_BITS = 7;

    private static final int SMALLEST = 1 << LEAST_ROW_BITS;

    /** The smallest value of each of the smallest frames. */
    private long[] least = new long[0];

    private long[] greatest = new long[0];

    /** The same for frames that are joined to larger ones. */
    private long[] low = new long[0];

    private long[] high = new long[0];

    private int frames;

    /** The greatest distance between two rows of one frame, for each size. */
    private final long[] spans = new long[MOST_ROW_BITS - LEAST_ROW_BITS + 1];

    private FrameSpans() {}

    private void look(long[] values, int count) {
        frames = FramesCodec.frames(count, LEAST_ROW_BITS);
        if (least.length < frames) {
            least = new long[frames];
            greatest = new long[frames];
            low = new long[frames];
            high = new long[frames];
        }
        int whole = count >>> LEAST_ROW_BITS;
        for (int frame = 0; frame < whole; frame++) {
            lookAtWhole(values, frame);
        }
        if (whole < frames) {
            lookAtRest(values, whole, count);
        }
        System.arraycopy(least, 0, low, 0, frames);
        System.arraycopy(greatest, 0, high, 0, frames);
        join();
    }

    /** The spans of some values: good until this thread asks for those of others. */
    static FrameSpans of(long[] values, int count) {
        FrameSpans spans = FramesCodec.frames(count, LEAST_ROW_BITS) > MOST_KEPT ? new FrameSpans() : ofThread();
        spans.look(values, count);
        return spans;
    }

    private static FrameSpans ofThread() {
        FrameSpans spans = OF_THREAD.get();
        if (spans == null) {
            spans = new FrameSpans();
            OF_THREAD.set(spans);
        }
        return spans;
    }

    /** Four rows at a time, so that few comparisons wait for others. */
    private void lookAtWhole(long[] values, int frame) {
        int from = frame << LEAST_ROW_BITS;
        long lowest = values[from];
        long highest = lowest;
        for (int i = from; i < from + SMALLEST; i += 4) {
            long a = values[i];
            long b = values[i + 1];
            long c = values[i + 2];
            long d = values[i + 3];
            lowest = lower(lowest, lower(lower(a, b), lower(c, d)));
            highest = higher(highest, higher(higher(a, b), higher(c, d)));
        }
        least[frame] = lowest;
        greatest[frame] = highest;
    }

    private void lookAtRest(long[] values, int frame, int count) {
        int from = frame << LEAST_ROW_BITS;
        long lowest = values[from];
        long highest = lowest;
        for (int i = from + 1; i < count; i++) {
            lowest = lower(lowest, values[i]);
            highest = higher(highest, values[i]);
        }
        least[frame] = lowest;
        greatest[frame] = highest;
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
    private void join() {
        int left = frames;
        for (int size = 0; size < spans.length; size++) {
            long widest = 0;
            for (int i = 0; i < left; i++) {
                widest = Math.max(widest, high[i] - low[i]);
            }
            spans[size] = widest;
            int pairs = left >>> 1;
            for (int i = 0; i < pairs; i++) {
                low[i] = lower(low[2 * i], low[2 * i + 1]);
                high[i] = higher(high[2 * i], high[2 * i + 1]);
            }
            if ((left & 1) != 0) {
                low[pairs] = low[left - 1];
                high[pairs] = high[left - 1];
            }
            left = (left + 1) >>> 1;
        }
    }

    /** The greatest distance between two rows of one frame of {@code 2^rowBits} rows. */
    long span(int rowBits) {
        return spans[rowBits - LEAST_ROW_BITS];
    }

    /** The smallest value of the frame of {@code 2^rowBits} rows that each of the smallest frames is part of; not to be changed. */
    long[] least(int rowBits) {
        int group = 1 << (rowBits - LEAST_ROW_BITS);
        if (group == 1) {
            return least;
        }
        for (int from = 0; from < frames; from += group) {
            int to = Math.min(from + group, frames);
            long lowest = least[from];
            for (int i = from + 1; i < to; i++) {
                lowest = lower(lowest, least[i]);
            }
            Arrays.fill(low, from, to, lowest);
        }
        return low;
    }
}
