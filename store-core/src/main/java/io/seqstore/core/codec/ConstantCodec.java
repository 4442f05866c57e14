package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;
import java.util.Arrays;

/**
 * One value for all rows.
 *
 * <pre>
 *  at  size  field
 *   0     1  length   bytes of the value, 0..8
 *   1     .  value
 * </pre>
 */
final class ConstantCodec implements LongCodec {
    static final int ID = 2;
    static final ConstantCodec INSTANCE = new ConstantCodec();

    private ConstantCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return 1 + Long.BYTES;
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        out[start] = ShortLong.lengths(of.min(), 0);
        return ShortLong.put(out, start + 1, of.min()) - start;
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        Arrays.fill(values, 0, to - from, value(in, start));
        return 1 + ShortLong.firstLength(in[start]);
    }

    static long value(byte[] in, int start) {
        return ShortLong.of(LittleEndian.getLong(in, start + 1), ShortLong.firstLength(in[start]));
    }

    @Override
    public long decodeOne(BlockBytes in, int start, int row, int count) {
        long word = in.getLong(start);
        return ShortLong.firstLength((int) word) < Long.BYTES
                ? ShortLong.of(word >>> Byte.SIZE, ShortLong.firstLength((int) word))
                : in.getLong(start + 1);
    }

    @Override
    public int length(BlockBytes in, int start, int count) {
        return 1 + ShortLong.firstLength(in.getByte(start));
    }
}
