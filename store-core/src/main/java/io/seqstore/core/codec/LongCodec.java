package io.seqstore.core.codec;

/**
 * Turns the 64-bit integers of one block into bytes and back. Stateless: one instance serves every thread. Arithmetic
 * wraps around, so that every sequence of longs, unsigned ones included, comes back to the bit.
 */
sealed interface LongCodec permits PlainCodec, ConstantCodec, FrameCodec, LineCodec {
    /** Written in front of the encoded bytes; part of the file format. */
    int id();

    /** An upper bound of the encoded bytes, so that callers make room once. */
    int maxEncodedLength(int count);

    /** Writes {@code values[0..count)} at {@code start} and returns the bytes used. The values are spoilt afterwards. */
    int encode(long[] values, int count, byte[] out, int start);

    /** The inverse of {@link #encode}: fills {@code values[0..count)} and returns the bytes consumed. */
    int decode(byte[] in, int start, long[] values, int count);

    /** The value of one row, without decoding the others. */
    long decodeOne(byte[] in, int start, int row);

    /** The codec of an id. */
    static LongCodec of(int id) {
        return switch (id) {
            case PlainCodec.ID -> PlainCodec.INSTANCE;
            case ConstantCodec.ID -> ConstantCodec.INSTANCE;
            case FrameCodec.ID -> FrameCodec.INSTANCE;
            case LineCodec.ID -> LineCodec.INSTANCE;
            default -> throw new MalformedBytesException("no encoding of integers has the id " + id);
        };
    }
}
