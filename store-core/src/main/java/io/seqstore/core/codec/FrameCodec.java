package io.seqstore.core.codec;

import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.memory.LittleEndian;
import java.util.Arrays;

/**
 * Frame of reference: the distance of each value to the smallest one, divided by their common divisor, in as many bits as
 * the greatest distance needs. One row is one load, one multiplication, one addition.
 *
 * <pre>
 *  at  size  field
 *   0     1  width     bits a row: 0..57 or 64
 *   1     1  lengths   bytes of base (low four bits) and of divisor (high four bits)
 *   2     .  base      the smallest value
 *   .     .  divisor   at least 1
 *   .     .  packed    (value - base) / divisor of every row
 * </pre>
 */
final class FrameCodec implements LongCodec {
    static final int ID = 3;
    static final FrameCodec INSTANCE = new FrameCodec();

    private static final int WIDTH = 0;
    private static final int LENGTHS = WIDTH + 1;
    private static final int BASE = LENGTHS + 1;

    /** Rows of a frame, as a power of two, where there is only one. */
    private static final int ONE_FRAME = Integer.SIZE - 1;

    private static final double MAX_SUM = 1L << 62;

    private FrameCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return Math.addExact(BASE + 2 * Long.BYTES, Math.multiplyExact(count, Long.BYTES)) + Long.BYTES;
    }

    /** How many bytes values take when nothing divides their distances. */
    static int encodedLength(int count, LongProfile of) {
        return BASE + ShortLong.lengthOf(of.min()) + 1 + PackedLongs.length(count, PackedLongs.widthOf(of.span()));
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        long min = of.min();
        CommonDivisor divisor = of.span() < 0 ? CommonDivisor.ONE : CommonDivisor.of(values, count, min);
        int width = PackedLongs.widthOf(Long.divideUnsigned(of.span(), divisor.value()));
        out[start + WIDTH] = (byte) width;
        out[start + LENGTHS] = ShortLong.lengths(min, divisor.value());
        int packed = ShortLong.put(out, ShortLong.put(out, start + BASE, min), divisor.value());
        for (int i = 0; i < count; i++) {
            values[i] = divisor.quotient(values[i] - min);
        }
        return packed - start + PackedLongs.pack(values, count, width, out, packed);
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        long base = base(in, start);
        long divisor = divisor(in, start);
        int width = width(in[start + WIDTH]);
        int packed = packed(in, start);
        int rows = to - from;
        if (width == 0) {
            Arrays.fill(values, 0, rows, base);
        } else {
            PackedLongs.unpack(in, packed, width, values, from, rows);
            move(values, 0, rows, base, divisor);
        }
        return packed - start + PackedLongs.length(count, width);
    }

    /** From distances to values; a loop of its own, which takes several at once. */
    static void move(long[] values, int begin, int end, long base, long divisor) {
        for (int i = begin; i < end; i++) {
            values[i] = base + values[i] * divisor;
        }
    }

    /**
     * Decodes straight into doubles, because unpacking into longs first and converting them in a second loop costs twice as much,
     * and divides each by a power.
     *
     * @param scratch room for one number
     */
    int decodeQuotients(
            byte[] in, int start, double[] values, int from, int to, int count, double power, long[] scratch) {
        long base = base(in, start);
        int width = width(in[start + WIDTH]);
        int packed = packed(in, start);
        if (width == 0) {
            Arrays.fill(values, 0, to - from, (double) base / power);
        } else {
            scratch[0] = base;
            FrameRows.toDoubles(
                    in, packed, width, scratch, ONE_FRAME, divisor(in, start), from, from, to - from, values);
            divide(values, to - from, power);
        }
        return packed - start + PackedLongs.length(count, width);
    }

    /** A loop of its own: several numbers are divided at once there, and a division takes longer than all else of a row. */
    static void divide(double[] values, int count, double power) {
        for (int i = 0; i < count; i++) {
            values[i] = values[i] / power;
        }
    }

    /** Adds rows, each divided by a power, to a total in whole numbers; false when their sum might overflow. */
    static boolean total(byte[] in, int start, int from, int to, double power, ColumnTotal into) {
        int width = width(in[start + WIDTH]);
        long base = base(in, start);
        long divisor = divisor(in, start);
        int rows = to - from;
        // The greatest sum that is possible, with room for its own rounding.
        double most = rows * (Math.abs((double) base) + Math.scalb(1.0, width) * Math.abs((double) divisor));
        if (most >= MAX_SUM) {
            return false;
        }
        long sum = PackedLongs.sum(in, packed(in, start), width, from, to);
        into.add(rows, (double) (base * rows + sum * divisor) / power);
        return true;
    }

    @Override
    public long decodeOne(BlockBytes in, int start, int row, int count) {
        return decodeRow(in, start, in.getShort(start), row);
    }

    /** The same where the first two bytes were read already. */
    static long decodeRow(BlockBytes in, int start, int head, int row) {
        int baseLength = ShortLong.firstLength(head >>> Byte.SIZE);
        int divisorLength = ShortLong.secondLength(head >>> Byte.SIZE);
        int divisorAt = start + BASE + baseLength;
        long base = ShortLong.of(in.getLong(start + BASE), baseLength);
        long divisor = ShortLong.of(in.getLong(divisorAt), divisorLength);
        return base + PackedLongs.get(in, divisorAt + divisorLength, width((byte) head), row) * divisor;
    }

    @Override
    public int length(BlockBytes in, int start, int count) {
        int head = in.getShort(start);
        int lengths = head >>> Byte.SIZE;
        return BASE
                + ShortLong.firstLength(lengths)
                + ShortLong.secondLength(lengths)
                + PackedLongs.length(count, width((byte) head));
    }

    static long value(byte[] in, int start, int row) {
        return base(in, start)
                + PackedLongs.get(in, packed(in, start), width(in[start + WIDTH]), row) * divisor(in, start);
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

    static int packed(byte[] in, int start) {
        int lengths = in[start + LENGTHS];
        return start + BASE + ShortLong.firstLength(lengths) + ShortLong.secondLength(lengths);
    }

    static int width(int width) {
        if (!PackedLongs.isWidth(width)) {
            throw new MalformedBytesException("a width of " + width + " bits");
        }
        return width;
    }
}
