package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;

/**
 * A column of 64-bit integers: the id of an encoding and its bytes. Which encoding is a pure function of the values: the
 * one that takes the fewest bytes, the simpler one on a tie. Measurements of a short block often have a trend, which a line
 * takes away.
 */
final class LongColumnCodec {
    /** In fewer rows the head of a line takes what it saves. */
    private static final int LEAST_ROWS_OF_LINE = 64;

    /** Full blocks stay frames, which are added up where they stand. */
    private static final int MOST_ROWS_OF_LINE = 512;

    /** Values farther apart are no measurements with a trend, and a line through them might overflow. */
    private static final long MOST_SPAN_OF_LINE = 1L << 40;

    private LongColumnCodec() {}

    static void encode(long[] values, int count, boolean ascending, ByteOutput out) {
        LongCodec codec = choose(values, count, ascending);
        out.putByte(codec.id());
        int at = out.reserve(codec.maxEncodedLength(count));
        out.advance(codec.encode(values, count, out.bytes(), at));
    }

    private static LongCodec choose(long[] values, int count, boolean ascending) {
        if (ascending && count > 2) {
            return LineCodec.INSTANCE;
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        int runs = Math.min(count, 1);
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
            runs += values[i] == values[Math.max(i - 1, 0)] ? 0 : 1;
        }
        LongCodec codec = withoutRuns(count, min, max);
        if (runs < count / 2 && runs > 1 && runs <= RunsCodec.MAX_RUNS) {
            int length = codec == FrameCodec.INSTANCE
                    ? FrameCodec.encodedLength(count, min, max - min)
                    : codec.maxEncodedLength(count);
            return RunsCodec.encodedLength(count, runs, min, max - min) < length ? RunsCodec.INSTANCE : codec;
        }
        return codec == FrameCodec.INSTANCE && isShorterAsLine(values, count, min, max - min)
                ? LineCodec.INSTANCE
                : codec;
    }

    private static boolean isShorterAsLine(long[] values, int count, long min, long span) {
        return count >= LEAST_ROWS_OF_LINE
                && count <= MOST_ROWS_OF_LINE
                && span > 0
                && span < MOST_SPAN_OF_LINE
                && LineCodec.encodedLength(values, count) < FrameCodec.encodedLength(count, min, span);
    }

    /** The encoding of the values of runs. */
    static LongCodec chooseForRuns(long[] values, int count) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return withoutRuns(count, min, max);
    }

    private static LongCodec withoutRuns(int count, long min, long max) {
        if (count == 0 || min == max) {
            return ConstantCodec.INSTANCE;
        }
        return FrameCodec.encodedLength(count, min, max - min) < PlainCodec.INSTANCE.maxEncodedLength(count)
                ? FrameCodec.INSTANCE
                : PlainCodec.INSTANCE;
    }

    /** Fills {@code values[0..to-from)} with some rows and returns the bytes that all rows take. */
    static int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        return 1 + LongCodec.of(in[start]).decode(in, start + 1, values, from, to, count);
    }

    /** The value of one row. */
    static long decodeOne(BlockBytes in, int start, int row) {
        return LongCodec.of(in.getByte(start)).decodeOne(in, start + 1, row);
    }

    /** How many bytes the rows take. */
    static int length(BlockBytes in, int start, int count) {
        return 1 + LongCodec.of(in.getByte(start)).length(in, start + 1, count);
    }
}
