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
    public int encode(long[] values, int count, byte[] out, int start) {
        for (int i = 0; i < count; i++) {
            LittleEndian.putLong(out, start + i * Long.BYTES, values[i]);
        }
        return count * Long.BYTES;
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = LittleEndian.getLong(in, start + i * Long.BYTES);
        }
        return count * Long.BYTES;
    }

    @Override
    public long decodeOne(byte[] in, int start, int row) {
        return LittleEndian.getLong(in, start + row * Long.BYTES);
    }
}
