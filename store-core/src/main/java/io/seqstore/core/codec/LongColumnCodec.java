package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;

/**
 * A column of 64-bit integers: the id of an encoding and its bytes. Which encoding is a pure function of the values: the
 * one that takes the fewest bytes as far as its profile tells, the simpler one on a tie. Measurements of a short block often
 * have a trend, which a line takes away.
 */
final class LongColumnCodec {
    /** In fewer rows the head of a line takes what it saves. */
    private static final int LEAST_ROWS_OF_LINE = 64;

    /** Full blocks stay frames, which are added up where they stand. */
    private static final int MOST_ROWS_OF_LINE = 512;

    /** Values farther apart are no measurements with a trend, and a line through them might overflow. */
    private static final long MOST_SPAN_OF_LINE = 1L << 40;

    private static final byte[] NONE = new byte[0];

    private LongColumnCodec() {}

    /** Appends a column, of which a cold one is never longer than a hot one. The values are spoilt afterwards. */
    static void encode(long[] values, int count, boolean ascending, Packing packing, ByteOutput out) {
        // Before the values are spoilt; where it is written nothing is left of them.
        Coded coded = packing == Packing.COLD ? Coded.of(values, count) : null;
        byte[] bytes = coded == null ? NONE : new byte[coded.codec().maxEncodedLength(count)];
        int length = coded == null ? 0 : coded.write(bytes, 0);
        int begin = out.length();
        encodeHot(values, count, ascending, out);
        if (coded != null && 1 + length < out.length() - begin) {
            out.advance(begin - out.length());
            out.putByte(coded.codec().id());
            out.putBytes(bytes, 0, length);
        }
    }

    private static void encodeHot(long[] values, int count, boolean ascending, ByteOutput out) {
        if (ascending && count > 2) {
            put(LineCodec.INSTANCE, values, count, LongProfile.ofAscending(values, count), out);
            return;
        }
        LongProfile profile = LongProfile.of(values, count);
        LongCodec codec = choose(count, profile);
        int length = length(codec, count, profile);
        FramesCodec.Layout frames = mayBeFramed(count, profile) ? FramesCodec.Layout.of(values, count, profile) : null;
        if (frames != null && frames.length() < length) {
            length = frames.length();
        } else {
            frames = null;
        }
        if (codec == FrameCodec.INSTANCE
                && mayBeLine(count, profile)
                && LineCodec.encodedLength(values, count) < length) {
            put(LineCodec.INSTANCE, values, count, profile, out);
        } else if (frames != null) {
            put(frames, values, count, profile, out);
        } else {
            put(codec, values, count, profile, out);
        }
    }

    private static void put(FramesCodec.Layout layout, long[] values, int count, LongProfile of, ByteOutput out) {
        FramesCodec frames = FramesCodec.INSTANCE;
        out.putByte(FramesCodec.ID);
        int at = out.reserve(frames.maxEncodedLength(count));
        out.advance(frames.encode(values, count, of, layout, out.bytes(), at));
    }

    private static void put(LongCodec codec, long[] values, int count, LongProfile of, ByteOutput out) {
        out.putByte(codec.id());
        int at = out.reserve(codec.maxEncodedLength(count));
        out.advance(codec.encode(values, count, of, out.bytes(), at));
    }

    private static boolean mayBeLine(int count, LongProfile of) {
        return count >= LEAST_ROWS_OF_LINE
                && count <= MOST_ROWS_OF_LINE
                && of.span() > 0
                && of.span() < MOST_SPAN_OF_LINE;
    }

    /** Values that stay for longer than the smallest frames, or whose ends are too far apart, are in no frames. */
    private static boolean mayBeFramed(int count, LongProfile of) {
        return of.runs() > FramesCodec.frames(count, FrameSpans.LEAST_ROW_BITS) && of.span() > 0;
    }

    private static LongCodec choose(int count, LongProfile of) {
        LongCodec codec = chooseSimple(count, of);
        boolean mayBeRuns = codec != ConstantCodec.INSTANCE && of.runs() < count / 2 && of.runs() <= RunsCodec.MAX_RUNS;
        return mayBeRuns && RunsCodec.encodedLength(count, of) < length(codec, count, of) ? RunsCodec.INSTANCE : codec;
    }

    private static int length(LongCodec codec, int count, LongProfile of) {
        if (codec == RunsCodec.INSTANCE) {
            return RunsCodec.encodedLength(count, of);
        }
        return codec == FrameCodec.INSTANCE ? FrameCodec.encodedLength(count, of) : codec.maxEncodedLength(count);
    }

    /** One of the encodings that are made of the ends of the values alone. */
    static LongCodec chooseSimple(int count, LongProfile of) {
        if (of.span() == 0) {
            return ConstantCodec.INSTANCE;
        }
        return FrameCodec.encodedLength(count, of) < PlainCodec.INSTANCE.maxEncodedLength(count)
                ? FrameCodec.INSTANCE
                : PlainCodec.INSTANCE;
    }

    /** Fills {@code values[0..to-from)} with some rows and returns the bytes that all rows take. */
    static int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        return 1 + LongCodec.of(in[start]).decode(in, start + 1, values, from, to, count);
    }

    /** The value of one row of {@code count}. */
    static long decodeOne(BlockBytes in, int start, int row, int count) {
        return decodeOne(in, start, in.getLong(start), row, count);
    }

    /**
     * The same where the first bytes were read already. Not by an interface for the common encodings: a process uses all of
     * them, so that nothing of them would be inlined.
     *
     * @param word begins with the first five bytes of the column
     */
    static long decodeOne(BlockBytes in, int start, long word, int row, int count) {
        int at = start + 1;
        int head = (int) (word >>> Byte.SIZE);
        return switch ((byte) word) {
            case FrameCodec.ID -> FrameCodec.decodeRow(in, at, head, row);
            case FramesCodec.ID -> FramesCodec.decodeRow(in, at, head, row, count);
            default -> LongCodec.of((byte) word).decodeOne(in, at, row, count);
        };
    }

    /** How many bytes the rows take. */
    static int length(BlockBytes in, int start, int count) {
        return 1 + LongCodec.of(in.getByte(start)).length(in, start + 1, count);
    }
}
