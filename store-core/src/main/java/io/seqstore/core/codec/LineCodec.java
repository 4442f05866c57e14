package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;

/**
 * A straight line from the first value to the last one or near it, and how far each value lies off it: for clocks, and for trends. In
 * units of the common divisor of all distances to the first value; the line's height at a row is {@code row * slope >> shift} in
 * integers. A steady clock takes no bits at all, and any row can be read on its own.
 *
 * <pre>
 *  at  size  field
 *   0     1  width     bits a row: 0..57 or 64
 *   1     1  shift     bits of the slope behind the point, 0..31
 *   2     1  lengths   bytes of first (low four bits) and of divisor (high four bits)
 *   3     1  lengths   bytes of slope and of base, in the same way
 *   4     .  first     the first value
 *   .     .  divisor   at least 1
 *   .     .  slope     units a row
 *   .     .  base      the smallest distance to the line, in units
 *   .     .  packed    distance to the line - base of every row
 * </pre>
 */
final class LineCodec implements LongCodec {
    static final int ID = 4;
    static final LineCodec INSTANCE = new LineCodec();

    private static final int WIDTH = 0;
    private static final int SHIFT = WIDTH + 1;
    private static final int LENGTHS = SHIFT + 1;
    private static final int FIRST = LENGTHS + 2;

    /** So many bits more than the rows need: then the last row is off by a small part of a unit. */
    private static final int GUARD_BITS = 4;

    private static final int MAX_SHIFT = 31;

    private LineCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return Math.addExact(FIRST + 4 * Long.BYTES, Math.multiplyExact(count, Long.BYTES)) + Long.BYTES;
    }

    /** How many bytes values take when nothing divides their distances; these must be far below 63 bits. */
    static int encodedLength(long[] values, int count) {
        long first = values[0];
        long last = values[count - 1] - first;
        boolean isTilted = isTilted(values, count, first, last);
        int shift = isTilted ? shiftOf(last, count) : 0;
        long slope = isTilted ? slopeOf(last, shift, count) : wholeSlope(last, count);
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long distance = values[i] - first - ((i * slope) >> shift);
            min = Math.min(min, distance);
            max = Math.max(max, distance);
        }
        int head = FIRST + ShortLong.lengthOf(first) + 1 + ShortLong.lengthOf(slope) + ShortLong.lengthOf(min);
        return head + PackedLongs.length(count, PackedLongs.widthOf(max - min));
    }

    /** The slope that leads to the last value, rounded towards zero. */
    private static long slopeOf(long lastUnits, int shift, int count) {
        return count < 2 ? 0 : (lastUnits << shift) / (count - 1);
    }

    /** The slope of whole units a row that leads nearest to the last value. */
    private static long wholeSlope(long lastUnits, int count) {
        if (count < 2) {
            return 0;
        }
        long steps = count - 1L;
        long slope = lastUnits / steps;
        return slope + 2 * (lastUnits - slope * steps) / steps;
    }

    /**
     * Whether a line to the last value saves a bit a row over one that rises by whole units. Mostly it does not: a clock that jitters
     * ends a little early or late, and tilts the line to its last tick. Rows on a line of whole units are read without shifting.
     *
     * @param values in units, or not divided by anything
     */
    private static boolean isTilted(long[] values, int count, long first, long lastUnits) {
        long whole = wholeSlope(lastUnits, count);
        long spread = spread(values, count, first, whole, 0);
        // What tilting may take away, and one for rounding.
        long tilt = Math.abs(lastUnits - whole * (count - 1)) + 1;
        int width = PackedLongs.widthOf(spread);
        if (PackedLongs.widthOf(Long.compareUnsigned(spread, tilt) > 0 ? spread - tilt : 0) == width) {
            return false;
        }
        int shift = shiftOf(lastUnits, count);
        return PackedLongs.widthOf(spread(values, count, first, slopeOf(lastUnits, shift, count), shift)) < width;
    }

    /** How far the distances of values to a line lie apart, unsigned. */
    private static long spread(long[] values, int count, long first, long slope, int shift) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long distance = values[i] - first - ((i * slope) >> shift);
            min = Math.min(min, distance);
            max = Math.max(max, distance);
        }
        return max - min;
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        long first = values[0];
        CommonDivisor divisor = CommonDivisor.of(values, count, first);
        for (int i = 0; i < count; i++) {
            values[i] = divisor.quotient(values[i] - first);
        }
        long lastUnits = values[count - 1];
        boolean isTilted = isTilted(values, count, 0, lastUnits);
        int shift = isTilted ? shiftOf(lastUnits, count) : 0;
        long slope = isTilted ? slopeOf(lastUnits, shift, count) : wholeSlope(lastUnits, count);
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long distance = values[i] - ((i * slope) >> shift);
            values[i] = distance;
            min = Math.min(min, distance);
            max = Math.max(max, distance);
        }
        for (int i = 0; i < count; i++) {
            values[i] -= min;
        }
        int width = PackedLongs.widthOf(max - min);
        out[start + WIDTH] = (byte) width;
        out[start + SHIFT] = (byte) shift;
        out[start + LENGTHS] = ShortLong.lengths(first, divisor.value());
        out[start + LENGTHS + 1] = ShortLong.lengths(slope, min);
        int at = ShortLong.put(out, ShortLong.put(out, start + FIRST, first), divisor.value());
        int packed = ShortLong.put(out, ShortLong.put(out, at, slope), min);
        return packed - start + PackedLongs.pack(values, count, width, out, packed);
    }

    /** As many bits as the rows ask for, but no more than keep the height of the last row within 63 bits. */
    static int shiftOf(long lastUnits, int count) {
        int wanted = Math.min(MAX_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros(count) + GUARD_BITS);
        int free = Long.numberOfLeadingZeros(lastUnits < 0 ? ~lastUnits : lastUnits) - 1;
        return Math.max(0, Math.min(wanted, free));
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        int width = FrameCodec.width(in[start + WIDTH]);
        int shift = shift(in[start + SHIFT]);
        int lengths = in[start + LENGTHS];
        int moreLengths = in[start + LENGTHS + 1];
        int divisorAt = start + FIRST + ShortLong.firstLength(lengths);
        int slopeAt = divisorAt + ShortLong.secondLength(lengths);
        int baseAt = slopeAt + ShortLong.firstLength(moreLengths);
        int packed = baseAt + ShortLong.secondLength(moreLengths);
        long first = ShortLong.of(LittleEndian.getLong(in, start + FIRST), ShortLong.firstLength(lengths));
        long divisor = ShortLong.of(LittleEndian.getLong(in, divisorAt), ShortLong.secondLength(lengths));
        long slope = ShortLong.of(LittleEndian.getLong(in, slopeAt), ShortLong.firstLength(moreLengths));
        long base = ShortLong.of(LittleEndian.getLong(in, baseAt), ShortLong.secondLength(moreLengths));
        long origin = first + base * divisor;
        if (width == 0 || width == Long.SIZE) {
            for (int i = from; i < to; i++) {
                values[i - from] = origin + (wide(in, packed, width, i) + ((i * slope) >> shift)) * divisor;
            }
        } else if (shift == 0) {
            unpackWhole(in, packed, width, values, from, to - from, origin, divisor, slope * divisor);
        } else {
            unpack(in, packed, width, values, from, to - from, origin, divisor, slope, shift);
        }
        return packed - start + PackedLongs.length(count, width);
    }

    /** Rows on a line of whole units, each step of which is some number more. */
    private static void unpackWhole(
            byte[] in, int packed, int width, long[] values, int from, int rows, long origin, long divisor, long step) {
        long mask = PackedLongs.mask(width);
        int bit = from * width;
        long height = origin + from * step;
        int i = 0;
        if (width <= PackedLongs.MAX_WIDTH_PER_LOAD) {
            for (; i <= rows - PackedLongs.PER_LOAD; i += PackedLongs.PER_LOAD) {
                long word = LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7);
                values[i] = height + (word & mask) * divisor;
                values[i + 1] = height + step + ((word >>> width) & mask) * divisor;
                values[i + 2] = height + 2 * step + ((word >>> (2 * width)) & mask) * divisor;
                values[i + 3] = height + 3 * step + ((word >>> (3 * width)) & mask) * divisor;
                height += PackedLongs.PER_LOAD * step;
                bit += PackedLongs.PER_LOAD * width;
            }
        }
        for (; i < rows; i++) {
            long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
            values[i] = height + distance * divisor;
            height += step;
            bit += width;
        }
    }

    private static void unpack(
            byte[] in,
            int packed,
            int width,
            long[] values,
            int from,
            int rows,
            long origin,
            long divisor,
            long slope,
            int shift) {
        long mask = PackedLongs.mask(width);
        int bit = from * width;
        long height = from * slope;
        int i = 0;
        if (width <= PackedLongs.MAX_WIDTH_PER_LOAD) {
            for (; i <= rows - PackedLongs.PER_LOAD; i += PackedLongs.PER_LOAD) {
                long word = LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7);
                values[i] = origin + ((word & mask) + (height >> shift)) * divisor;
                height += slope;
                values[i + 1] = origin + (((word >>> width) & mask) + (height >> shift)) * divisor;
                height += slope;
                values[i + 2] = origin + (((word >>> (2 * width)) & mask) + (height >> shift)) * divisor;
                height += slope;
                values[i + 3] = origin + (((word >>> (3 * width)) & mask) + (height >> shift)) * divisor;
                height += slope;
                bit += PackedLongs.PER_LOAD * width;
            }
        }
        for (; i < rows; i++) {
            long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
            values[i] = origin + (distance + (height >> shift)) * divisor;
            bit += width;
            height += slope;
        }
    }

    private static long wide(byte[] in, int packed, int width, int row) {
        return width == 0 ? 0 : LittleEndian.getLong(in, packed + row * Long.BYTES);
    }

    @Override
    public long decodeOne(BlockBytes in, int start, int row, int count) {
        LineReader line = new LineReader();
        line.wrap(in, start);
        return line.value(in, row);
    }

    @Override
    public int length(BlockBytes in, int start, int count) {
        LineReader line = new LineReader();
        line.wrap(in, start);
        return line.packed - start + PackedLongs.length(count, line.width);
    }

    static int shift(int shift) {
        if (shift < 0 || shift > MAX_SHIFT) {
            throw new MalformedBytesException("a slope shifted by " + shift);
        }
        return shift;
    }

    /** The head of a line, read once: for looking at many rows of one block. Reused. */
    static final class LineReader {
        private int width;
        private int shift;
        private int packed;
        private long first;
        private long divisor;
        private long slope;
        private long base;

        void wrap(BlockBytes in, int start) {
            wrap(in, start, in.getInt(start));
        }

        /** The same where the first four bytes were read already. */
        void wrap(BlockBytes in, int start, int head) {
            int lengths = head >>> (2 * Byte.SIZE);
            int moreLengths = head >>> (3 * Byte.SIZE);
            width = FrameCodec.width((byte) head);
            shift = shift((head >>> Byte.SIZE) & 0xFF);
            int divisorAt = start + FIRST + ShortLong.firstLength(lengths);
            int slopeAt = divisorAt + ShortLong.secondLength(lengths);
            int baseAt = slopeAt + ShortLong.firstLength(moreLengths);
            packed = baseAt + ShortLong.secondLength(moreLengths);
            first = ShortLong.of(in.getLong(start + FIRST), ShortLong.firstLength(lengths));
            divisor = ShortLong.of(in.getLong(divisorAt), ShortLong.secondLength(lengths));
            slope = ShortLong.of(in.getLong(slopeAt), ShortLong.firstLength(moreLengths));
            base = ShortLong.of(in.getLong(baseAt), ShortLong.secondLength(moreLengths));
        }

        long value(BlockBytes in, int row) {
            return first + (base + PackedLongs.get(in, packed, width, row) + ((row * slope) >> shift)) * divisor;
        }

        /**
         * About the row that holds a value, if any does; how the rows lie about it is for the caller to find out. A row lies at
         * or above the line, and the line is rounded down by less than one unit: with that unit added a clock whose ticks are
         * near to the line is hit at once.
         */
        double guess(long value) {
            // One division: it takes as long as several loads.
            double above = (double) (value - first) + (1 - (double) base) * divisor;
            return slope == 0 ? 0 : above * (1L << shift) / ((double) slope * divisor);
        }
    }
}
