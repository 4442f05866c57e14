package io.seqstore.core.codec;

/**
 * Turns the 64-bit integers of one block into bytes and back. Stateless: one instance serves every thread. Arithmetic
 * wraps around, so that every sequence of longs, unsigned ones included, comes back to the bit.
 */
sealed interface LongCodec
        permits PlainCodec,
                ConstantCodec,
                FrameCodec,
                FramesCodec,
                LineCodec,
                RunsCodec,
                CodedLineCodec,
                CodedDeltaCodec {
    /** Written in front of the encoded bytes; part of the file format. */
    int id();

    /** An upper bound of the encoded bytes and what writing them may spoil, so that callers make room once. */
    int maxEncodedLength(int count);

    /**
     * Writes {@code values[0..count)} at {@code start} and returns the bytes used. The values are spoilt afterwards.
     *
     * @param of what is known of these values
     */
    int encode(long[] values, int count, LongProfile of, byte[] out, int start);

    /**
     * The inverse of {@link #encode} for some rows: fills {@code values[0..to-from)} and returns the bytes that all rows
     * take.
     *
     * @param from the first row that is wanted
     * @param to one behind the last
     * @param count how many rows were encoded
     */
    int decode(byte[] in, int start, long[] values, int from, int to, int count);

    /**
     * The value of one row, without decoding the others, or no more of them than a stretch.
     *
     * @param count how many rows were encoded
     */
    long decodeOne(BlockBytes in, int start, int row, int count);

    /** How many bytes the rows take. */
    int length(BlockBytes in, int start, int count);

    /** The codec of an id. */
    static LongCodec of(int id) {
        return switch (id) {
            case PlainCodec.ID -> PlainCodec.INSTANCE;
            case ConstantCodec.ID -> ConstantCodec.INSTANCE;
            case FrameCodec.ID -> FrameCodec.INSTANCE;
            case LineCodec.ID -> LineCodec.INSTANCE;
            case RunsCodec.ID -> RunsCodec.INSTANCE;
            case FramesCodec.ID -> FramesCodec.INSTANCE;
            case CodedLineCodec.ID -> CodedLineCodec.INSTANCE;
            case CodedDeltaCodec.ID -> CodedDeltaCodec.INSTANCE;
            default -> throw new MalformedBytesException("no encoding of integers has the id " + id);
        };
    }
}
