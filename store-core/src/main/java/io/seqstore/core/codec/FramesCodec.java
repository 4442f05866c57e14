package io.seqstore.core.codec;

import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.memory.LittleEndian;

/**
 * A frame of reference for every few rows: for values that wander, so that the rows of a block lie far apart and neighbours do
 * not. Each frame has its own smallest value; all have the same width, so that one row is two loads.
 *
 * <pre>
 *  at  size  field
 *   0     1  width      bits a row: 0..57 or 64
 *   1     1  rows       of a frame, as a power of two: 4..7
 *   2     1  baseWidth  bits of the base of a frame: 0..57 or 64
 *   3     1  lengths    bytes of base (low four bits) and of divisor (high four bits)
 *   4     .  base       the smallest value
 *   .     .  divisor    at least 1
 *   .     .  bases      (smallest value of the frame - base) / divisor of every frame, packed
 *   .     .  packed     (value - smallest value of its frame) / divisor of every row
 * </pre>
 */
final class FramesCodec implements LongCodec {
    static final int ID = 6;
    static final FramesCodec INSTANCE = new FramesCodec();

    private static final int WIDTH = 0;
    private static final int ROW_BITS = WIDTH + 1;
    private static final int BASE_WIDTH = ROW_BITS + 1;
    private static final int LENGTHS = BASE_WIDTH + 1;
    private static final int BASE = LENGTHS + 1;

    private static final double MAX_SUM = 1L << 62;

    private FramesCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return Math.addExact(
                BASE + 3 * Long.BYTES,
                Math.multiplyExact(count + frames(count, FrameSpans.LEAST_ROW_BITS), Long.BYTES));
    }

    /**
     * How values are laid out in frames.
     *
     * @param spans how they lie in frames
     * @param rowBits rows of a frame, as a power of two
     * @param length how many bytes they take when nothing divides their distances
     */
    record Layout(FrameSpans spans, int rowBits, int length) {
        /** The layout that takes the fewest bytes; of larger frames on a tie. The span of the values is less than 2^63. */
        static Layout of(long[] values, int count, LongProfile profile) {
            FrameSpans spans = FrameSpans.of(values, count);
            int best = FrameSpans.MOST_ROW_BITS;
            int fewest = Integer.MAX_VALUE;
            for (int rowBits = FrameSpans.MOST_ROW_BITS; rowBits >= FrameSpans.LEAST_ROW_BITS; rowBits--) {
                int bases = PackedLongs.length(frames(count, rowBits), PackedLongs.widthOf(profile.span()));
                int packed = PackedLongs.length(count, PackedLongs.widthOf(spans.span(rowBits)));
                if (bases + packed < fewest) {
                    fewest = bases + packed;
                    best = rowBits;
                }
            }
            return new Layout(spans, best, BASE + ShortLong.lengthOf(profile.min()) + 1 + fewest);
        }
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        return encode(values, count, of, Layout.of(values, count, of), out, start);
    }

    /** The same where the layout is known. */
    int encode(long[] values, int count, LongProfile of, Layout layout, byte[] out, int start) {
        long min = of.min();
        CommonDivisor divisor = CommonDivisor.of(values, count, min);
        int rowBits = layout.rowBits();
        int width = widthOf(layout.spans().span(rowBits), divisor);
        int baseWidth = widthOf(of.span(), divisor);
        out[start + WIDTH] = (byte) width;
        out[start + ROW_BITS] = (byte) rowBits;
        out[start + BASE_WIDTH] = (byte) baseWidth;
        out[start + LENGTHS] = ShortLong.lengths(min, divisor.value());
        int bases = ShortLong.put(out, ShortLong.put(out, start + BASE, min), divisor.value());
        long[] least = layout.spans().least(rowBits);
        int toSmallest = rowBits - FrameSpans.LEAST_ROW_BITS;
        int frames = frames(count, rowBits);
        for (int frame = 0; frame < frames; frame++) {
            PackedLongs.put(out, bases, baseWidth, frame, divisor.quotient(least[frame << toSmallest] - min));
        }
        for (int i = 0; i < count; i++) {
            values[i] = divisor.quotient(values[i] - least[i >>> FrameSpans.LEAST_ROW_BITS]);
        }
        int packed = bases + PackedLongs.length(frames, baseWidth);
        return packed - start + PackedLongs.pack(values, count, width, out, packed);
    }

    private static int widthOf(long span, CommonDivisor divisor) {
        return PackedLongs.widthOf(Long.divideUnsigned(span, divisor.value()));
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        int width = FrameCodec.width(in[start + WIDTH]);
        int rowBits = rowBits(in[start + ROW_BITS]);
        int baseWidth = FrameCodec.width(in[start + BASE_WIDTH]);
        long base = base(in, start);
        long divisor = divisor(in, start);
        int bases = bases(in, start);
        int packed = bases + PackedLongs.length(frames(count, rowBits), baseWidth);
        PackedLongs.unpack(in, packed, width, values, from, to - from);
        int row = from;
        while (row < to) {
            int frame = row >>> rowBits;
            int end = Math.min(to, (frame + 1) << rowBits);
            long least = base + PackedLongs.get(in, bases, baseWidth, frame) * divisor;
            FrameCodec.move(values, row - from, end - from, least, divisor);
            row = end;
        }
        return packed - start + PackedLongs.length(count, width);
    }

    /**
     * Decodes straight into doubles in one loop over all frames, for an inner loop of sixteen rows would end before it has become
     * fast, and divides each by a power.
     *
     * @param scratch room for the bases of all frames
     */
    int decodeQuotients(
            byte[] in, int start, double[] values, int from, int to, int count, double power, long[] scratch) {
        int width = FrameCodec.width(in[start + WIDTH]);
        int rowBits = rowBits(in[start + ROW_BITS]);
        int baseWidth = FrameCodec.width(in[start + BASE_WIDTH]);
        long base = base(in, start);
        long divisor = divisor(in, start);
        int bases = bases(in, start);
        int packed = bases + PackedLongs.length(frames(count, rowBits), baseWidth);
        int firstFrame = from >>> rowBits;
        int frames = frames(to, rowBits) - firstFrame;
        for (int i = 0; i < frames; i++) {
            scratch[i] = base + PackedLongs.get(in, bases, baseWidth, firstFrame + i) * divisor;
        }
        int offset = from - (firstFrame << rowBits);
        FrameRows.toDoubles(in, packed, width, scratch, rowBits, divisor, from, offset, to - from, values);
        FrameCodec.divide(values, to - from, power);
        return packed - start + PackedLongs.length(count, width);
    }

    /** Adds rows, each divided by a power, to a total in whole numbers; false when their sum might overflow. */
    static boolean total(byte[] in, int start, int from, int to, int count, double power, ColumnTotal into) {
        int width = FrameCodec.width(in[start + WIDTH]);
        int rowBits = rowBits(in[start + ROW_BITS]);
        int baseWidth = FrameCodec.width(in[start + BASE_WIDTH]);
        long base = base(in, start);
        long divisor = divisor(in, start);
        int bases = bases(in, start);
        int rows = to - from;
        // The greatest sum that is possible, with room for its own rounding.
        double greatest = Math.scalb(1.0, width) + Math.scalb(1.0, baseWidth);
        if (rows * (Math.abs((double) base) + greatest * Math.abs((double) divisor)) >= MAX_SUM) {
            return false;
        }
        int packed = bases + PackedLongs.length(frames(count, rowBits), baseWidth);
        long sum = PackedLongs.sum(in, packed, width, from, to) + sumOfBases(in, bases, baseWidth, rowBits, from, to);
        into.add(rows, (double) (base * rows + sum * divisor) / power);
        return true;
    }

    /** The base of each row's frame, added up. */
    private static long sumOfBases(byte[] in, int bases, int baseWidth, int rowBits, int from, int to) {
        int firstWhole = frames(from, rowBits);
        int endOfWhole = to >>> rowBits;
        long sum = 0;
        int inFront = Math.min(to, firstWhole << rowBits) - from;
        if (inFront > 0) {
            sum += inFront * PackedLongs.get(in, bases, baseWidth, firstWhole - 1);
        }
        if (firstWhole <= endOfWhole) {
            long whole = 0;
            for (int frame = firstWhole; frame < endOfWhole; frame++) {
                whole += PackedLongs.get(in, bases, baseWidth, frame);
            }
            sum += whole << rowBits;
            int behind = to - (endOfWhole << rowBits);
            if (behind > 0) {
                sum += behind * PackedLongs.get(in, bases, baseWidth, endOfWhole);
            }
        }
        return sum;
    }

    @Override
    public long decodeOne(BlockBytes in, int start, int row, int count) {
        return decodeRow(in, start, in.getInt(start), row, count);
    }

    /** The same where the first four bytes were read already. */
    static long decodeRow(BlockBytes in, int start, int head, int row, int count) {
        int width = FrameCodec.width((byte) head);
        int rowBits = rowBits((byte) (head >>> Byte.SIZE));
        int baseWidth = FrameCodec.width((byte) (head >>> (2 * Byte.SIZE)));
        int lengths = head >>> (3 * Byte.SIZE);
        int baseLength = ShortLong.firstLength(lengths);
        int divisorLength = ShortLong.secondLength(lengths);
        int divisorAt = start + BASE + baseLength;
        int bases = divisorAt + divisorLength;
        int packed = bases + PackedLongs.length(frames(count, rowBits), baseWidth);
        long base = ShortLong.of(in.getLong(start + BASE), baseLength);
        long divisor = ShortLong.of(in.getLong(divisorAt), divisorLength);
        long distance =
                PackedLongs.get(in, bases, baseWidth, row >>> rowBits) + PackedLongs.get(in, packed, width, row);
        return base + distance * divisor;
    }

    @Override
    public int length(BlockBytes in, int start, int count) {
        int head = in.getInt(start);
        int lengths = head >>> (3 * Byte.SIZE);
        return BASE
                + ShortLong.firstLength(lengths)
                + ShortLong.secondLength(lengths)
                + PackedLongs.length(frames(count, rowBits((byte) (head >>> Byte.SIZE))), FrameCodec.width((byte)
                        (head >>> (2 * Byte.SIZE))))
                + PackedLongs.length(count, FrameCodec.width((byte) head));
    }

    private static int rowBits(int rowBits) {
        if (rowBits < FrameSpans.LEAST_ROW_BITS || rowBits > FrameSpans.MOST_ROW_BITS) {
            throw new MalformedBytesException("frames of 2^" + rowBits + " rows");
        }
        return rowBits;
    }

    static int width(byte[] in, int start) {
        return FrameCodec.width(in[start + WIDTH]);
    }

    static int rowBits(byte[] in, int start) {
        return rowBits(in[start + ROW_BITS]);
    }

    static int baseWidth(byte[] in, int start) {
        return FrameCodec.width(in[start + BASE_WIDTH]);
    }

    static long base(byte[] in, int start) {
        return ShortLong.of(LittleEndian.getLong(in, start + BASE), ShortLong.firstLength(in[start + LENGTHS]));
    }

    static long divisor(byte[] in, int start) {
        int lengths = in[start + LENGTHS];
        return ShortLong.of(
                LittleEndian.getLong(in, start + BASE + ShortLong.firstLength(lengths)),
                ShortLong.secondLength(lengths));
    }

    static int bases(byte[] in, int start) {
        int lengths = in[start + LENGTHS];
        return start + BASE + ShortLong.firstLength(lengths) + ShortLong.secondLength(lengths);
    }

    /** How many frames of a size there are; the last one may have fewer rows. */
    static int frames(int count, int rowBits) {
        return (count + (1 << rowBits) - 1) >>> rowBits;
    }
}
