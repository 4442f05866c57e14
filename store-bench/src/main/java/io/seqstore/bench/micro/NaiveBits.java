package io.seqstore.bench.micro;

import java.util.Arrays;

/**
 * A column as it is written by whoever packs numbers for the first time: the smallest distance from the steps, and the others in
 * as few bits as the greatest needs, read one by one. Values come back as integers, for the caller to make doubles of.
 */
final class NaiveBits {
    private long step;
    private long base;
    private long divisor;
    private int width;
    private long[] words = new long[0];

    /** Packs the first rows of a column. */
    void pack(ColumnKind kind, int rows) {
        step = kind.step();
        divisor = kind.divisor();
        long[] distances = new long[rows];
        Arrays.setAll(distances, row -> kind.integer(row) - row * step);
        base = Arrays.stream(distances).min().orElse(0);
        long span = Arrays.stream(distances).max().orElse(0) - base;
        width = Long.SIZE - Long.numberOfLeadingZeros(span / divisor);
        words = new long[rows * width / Long.SIZE + 2];
        for (int row = 0; row < rows; row++) {
            long number = (distances[row] - base) / divisor;
            for (int i = 0; i < width; i++) {
                int bit = row * width + i;
                words[bit / Long.SIZE] |= (number >>> i & 1) << bit;
            }
        }
    }

    /** One row, a bit at a time. */
    long bitByBit(int row) {
        long number = 0;
        int first = row * width;
        for (int i = 0; i < width; i++) {
            int bit = first + i;
            number |= (words[bit >>> 6] >>> bit & 1) << i;
        }
        return value(row, number);
    }

    /** One row, out of the one or two words that it lies in. */
    long byWords(int row) {
        if (width == 0) {
            return value(row, 0);
        }
        int bit = row * width;
        int word = bit >>> 6;
        int from = bit & 63;
        long number = words[word] >>> from;
        if (from + width > Long.SIZE) {
            number |= words[word + 1] << (Long.SIZE - from);
        }
        return value(row, number & -1L >>> (Long.SIZE - width));
    }

    private long value(int row, long number) {
        return row * step + base + number * divisor;
    }
}
