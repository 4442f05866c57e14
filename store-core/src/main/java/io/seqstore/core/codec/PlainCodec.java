package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;

/** Eight bytes a value. */
final class PlainCodec implements LongCodec {
    static final int ID = 1;
    static final PlainCodec INSTANCE = new PlainCodec();

    private PlainCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return Math.multiplyExact(count, Long.BYTES);
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        for (int i = 0; i < count; i++) {
            LittleEndian.putLong(out, start + i * Long.BYTES, values[i]);
        }
        return count * Long.BYTES;
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        for (int i = from; i < to; i++) {
            values[i - from] = LittleEndian.getLong(in, start + i * Long.BYTES);
        }
        return count * Long.BYTES;
    }

    @Override
    public long decodeOne(BlockBytes in, int start, int row, int count) {
        return in.getLong(start + row * Long.BYTES);
    }

    @Override
    public int length(BlockBytes in, int start, int count) {
        return Math.multiplyExact(count, Long.BYTES);
    }
}
