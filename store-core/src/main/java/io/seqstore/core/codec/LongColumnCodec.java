package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;

/**
 * A column of 64-bit integers: the id of an encoding and its bytes. Which encoding is a pure function of the values: the
 * one that takes the fewest bytes, the simpler one on a tie.
 */
final class LongColumnCodec {
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
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        if (count == 0 || min == max) {
            return ConstantCodec.INSTANCE;
        }
        return FrameCodec.encodedLength(count, max - min, 1) < PlainCodec.INSTANCE.maxEncodedLength(count)
                ? FrameCodec.INSTANCE
                : PlainCodec.INSTANCE;
    }

    /** Fills {@code values[0..count)} and returns the bytes consumed. */
    static int decode(byte[] in, int start, long[] values, int count) {
        return 1 + LongCodec.of(in[start]).decode(in, start + 1, values, count);
    }

    /** The value of one row. */
    static long decodeOne(byte[] in, int start, int row) {
        return LongCodec.of(in[start]).decodeOne(in, start + 1, row);
    }
}
