package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;
import java.util.Arrays;

/**
 * Frame of reference: the distance of each value to the smallest one, divided by their common divisor, in as many bits as
 * the greatest distance needs. One row is one load, one multiplication, one addition.
 *
 * <pre>
 *  at  size  field
 *   0     8  base      the smallest value
 *   8     8  divisor   at least 1
 *  16     1  width     bits a row: 0..57 or 64
 *  17     .  packed    (value - base) / divisor of every row
 * </pre>
 */
final class FrameCodec implements LongCodec {
    static final int ID = 3;
    static final FrameCodec INSTANCE = new FrameCodec();

    private static final int BASE = 0;
    private static final int DIVISOR = BASE + Long.BYTES;
    private static final int WIDTH = DIVISOR + Long.BYTES;
    private static final int PACKED = WIDTH + 1;

    private FrameCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return Math.addExact(PACKED, Math.multiplyExact(count, Long.BYTES)) + Long.BYTES;
    }

    /** How many bytes values within a span take. */
    static int encodedLength(int count, long span, long divisor) {
        return PACKED + PackedLongs.length(count, PackedLongs.widthOf(Long.divideUnsigned(span, divisor)));
    }

    @Override
    public int encode(long[] values, int count, byte[] out, int start) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        long divisor = max - min < 0 ? 1 : CommonDivisor.of(values, count, min);
        int width = PackedLongs.widthOf(Long.divideUnsigned(max - min, divisor));
        LittleEndian.putLong(out, start + BASE, min);
        LittleEndian.putLong(out, start + DIVISOR, divisor);
        out[start + WIDTH] = (byte) width;
        if (divisor == 1) {
            for (int i = 0; i < count; i++) {
                values[i] -= min;
            }
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = (values[i] - min) / divisor;
            }
        }
        return PACKED + PackedLongs.pack(values, count, width, out, start + PACKED);
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int count) {
        long base = LittleEndian.getLong(in, start + BASE);
        long divisor = LittleEndian.getLong(in, start + DIVISOR);
        int width = width(in, start);
        int packed = start + PACKED;
        if (width == 0) {
            Arrays.fill(values, 0, count, base);
        } else if (width == Long.SIZE) {
            for (int i = 0; i < count; i++) {
                values[i] = base + LittleEndian.getLong(in, packed + i * Long.BYTES) * divisor;
            }
        } else {
            unpack(in, packed, width, base, divisor, values, count);
        }
        return PACKED + PackedLongs.length(count, width);
    }

    private static void unpack(byte[] in, int packed, int width, long base, long divisor, long[] values, int count) {
        long mask = PackedLongs.mask(width);
        int bit = 0;
        for (int i = 0; i < count; i++) {
            values[i] = base + ((LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask) * divisor;
            bit += width;
        }
    }

    /**
     * Decodes straight into doubles, each divided by a power: one loop, because unpacking into longs first and converting
     * them in a second loop costs twice as much.
     */
    int decodeQuotients(byte[] in, int start, double[] values, int count, double power) {
        long base = LittleEndian.getLong(in, start + BASE);
        long divisor = LittleEndian.getLong(in, start + DIVISOR);
        int width = width(in, start);
        int packed = start + PACKED;
        if (width == 0) {
            Arrays.fill(values, 0, count, (double) base / power);
        } else if (width == Long.SIZE) {
            for (int i = 0; i < count; i++) {
                values[i] = (double) (base + LittleEndian.getLong(in, packed + i * Long.BYTES) * divisor) / power;
            }
        } else if (divisor == 1) {
            unpackQuotients(in, packed, width, base, values, count, power);
        } else {
            long mask = PackedLongs.mask(width);
            int bit = 0;
            for (int i = 0; i < count; i++) {
                long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
                values[i] = (double) (base + distance * divisor) / power;
                bit += width;
            }
        }
        return PACKED + PackedLongs.length(count, width);
    }

    private static void unpackQuotients(
            byte[] in, int packed, int width, long base, double[] values, int count, double power) {
        long mask = PackedLongs.mask(width);
        int bit = 0;
        for (int i = 0; i < count; i++) {
            long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
            values[i] = (double) (base + distance) / power;
            bit += width;
        }
    }

    @Override
    public long decodeOne(byte[] in, int start, int row) {
        return LittleEndian.getLong(in, start + BASE)
                + PackedLongs.get(in, start + PACKED, width(in, start), row)
                        * LittleEndian.getLong(in, start + DIVISOR);
    }

    private static int width(byte[] in, int start) {
        int width = in[start + WIDTH];
        if (!PackedLongs.isWidth(width)) {
            throw new MalformedBytesException("a width of " + width + " bits");
        }
        return width;
    }
}
