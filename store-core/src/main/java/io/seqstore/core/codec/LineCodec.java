package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;

/**
 * A straight line from the first to the last value, and how far each value lies off it: for clocks. In units of the common
 * divisor of all distances to the first value; the line's height at a row is {@code (long) (row * slope)} in IEEE double
 * arithmetic, the same on every machine. A steady clock takes no bits at all, and any row can be read on its own.
 *
 * <pre>
 *  at  size  field
 *   0     8  first     the first value
 *   8     8  divisor   at least 1
 *  16     8  slope     IEEE double, units a row
 *  24     8  base      the smallest distance to the line, in units
 *  32     1  width     bits a row: 0..57 or 64
 *  33     .  packed    distance to the line - base of every row
 * </pre>
 */
final class LineCodec implements LongCodec {
    static final int ID = 4;
    static final LineCodec INSTANCE = new LineCodec();

    private static final int FIRST = 0;
    private static final int DIVISOR = FIRST + Long.BYTES;
    private static final int SLOPE = DIVISOR + Long.BYTES;
    private static final int BASE = SLOPE + Long.BYTES;
    private static final int WIDTH = BASE + Long.BYTES;
    private static final int PACKED = WIDTH + 1;

    private LineCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return Math.addExact(PACKED, Math.multiplyExact(count, Long.BYTES)) + Long.BYTES;
    }

    @Override
    public int encode(long[] values, int count, byte[] out, int start) {
        long first = values[0];
        long divisor = CommonDivisor.of(values, count, first);
        long lastUnits = (values[count - 1] - first) / divisor;
        double slope = count < 2 ? 0.0 : (double) lastUnits / (count - 1);
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long distance = (values[i] - first) / divisor - (long) (i * slope);
            values[i] = distance;
            min = Math.min(min, distance);
            max = Math.max(max, distance);
        }
        for (int i = 0; i < count; i++) {
            values[i] -= min;
        }
        int width = PackedLongs.widthOf(max - min);
        LittleEndian.putLong(out, start + FIRST, first);
        LittleEndian.putLong(out, start + DIVISOR, divisor);
        LittleEndian.putLong(out, start + SLOPE, Double.doubleToRawLongBits(slope));
        LittleEndian.putLong(out, start + BASE, min);
        out[start + WIDTH] = (byte) width;
        return PACKED + PackedLongs.pack(values, count, width, out, start + PACKED);
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int count) {
        long divisor = LittleEndian.getLong(in, start + DIVISOR);
        double slope = Double.longBitsToDouble(LittleEndian.getLong(in, start + SLOPE));
        long base = LittleEndian.getLong(in, start + BASE);
        long first = LittleEndian.getLong(in, start + FIRST);
        int width = width(in, start);
        int packed = start + PACKED;
        if (width == 0 || width == Long.SIZE) {
            for (int i = 0; i < count; i++) {
                values[i] = first + (base + wide(in, packed, width, i) + (long) (i * slope)) * divisor;
            }
        } else {
            long mask = PackedLongs.mask(width);
            int bit = 0;
            for (int i = 0; i < count; i++) {
                long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
                values[i] = first + (base + distance + (long) (i * slope)) * divisor;
                bit += width;
            }
        }
        return PACKED + PackedLongs.length(count, width);
    }

    private static long wide(byte[] in, int packed, int width, int row) {
        return width == 0 ? 0 : LittleEndian.getLong(in, packed + row * Long.BYTES);
    }

    @Override
    public long decodeOne(byte[] in, int start, int row) {
        double slope = Double.longBitsToDouble(LittleEndian.getLong(in, start + SLOPE));
        long distance = PackedLongs.get(in, start + PACKED, width(in, start), row);
        return LittleEndian.getLong(in, start + FIRST)
                + (LittleEndian.getLong(in, start + BASE) + distance + (long) (row * slope))
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
