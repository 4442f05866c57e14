package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;
import java.util.Arrays;

/** One value for all rows. */
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
        return Long.BYTES;
    }

    @Override
    public int encode(long[] values, int count, byte[] out, int start) {
        LittleEndian.putLong(out, start, count == 0 ? 0 : values[0]);
        return Long.BYTES;
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int count) {
        Arrays.fill(values, 0, count, LittleEndian.getLong(in, start));
        return Long.BYTES;
    }

    @Override
    public long decodeOne(byte[] in, int start, int row) {
        return LittleEndian.getLong(in, start);
    }
}
