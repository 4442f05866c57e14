package io.seqstore.core.codec;

/**
 * What must be known of the integers of a column before an encoding is chosen: their ends and how often they change. How they lie
 * in frames is said by {@link FrameSpans}, which takes another look.
 */
final class LongProfile {
    private final long min;
    private final long max;
    private final int runs;

    private LongProfile(long min, long max, int runs) {
        this.min = min;
        this.max = max;
        this.runs = runs;
    }

    /** Of values that ascend: their ends are known without looking. */
    static LongProfile ofAscending(long[] values, int count) {
        return count == 0 ? new LongProfile(0, 0, 0) : new LongProfile(values[0], values[count - 1], count);
    }

    static LongProfile of(long[] values, int count) {
        if (count == 0) {
            return new LongProfile(0, 0, 0);
        }
        long before = values[0];
        long least = before;
        long greatest = before;
        int runs = 1;
        for (int i = 1; i < count; i++) {
            long value = values[i];
            // Branches that go the same way nearly always, where Math.min would wait for the row before.
            if (value == before) {
                continue;
            }
            before = value;
            runs++;
            if (value < least) {
                least = value;
            } else if (value > greatest) {
                greatest = value;
            }
        }
        return new LongProfile(least, greatest, runs);
    }

    /** The smallest value; 0 when there are none. */
    long min() {
        return min;
    }

    /** The greatest value; 0 when there are none. */
    long max() {
        return max;
    }

    /** How far the ends are apart, unsigned. */
    long span() {
        return max - min;
    }

    /** How many stretches of equal values there are. */
    int runs() {
        return runs;
    }
}
