package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A straight line through the middle of the values, and how far each lies off it, coded: for clocks that jitter, and with a slope of 0
 * for noise, of a cold block. The head is that of a {@link LineCodec}, with the rows of a stretch in place of a width.
 *
 * <pre>
 *  at  size  field
 *   0     1  rows       of a stretch, as a power of two: 7
 *   1     1  shift      bits of the slope behind the point, 0..31
 *   2     1  lengths    bytes of first (low four bits) and of divisor (high four bits)
 *   3     1  lengths    bytes of slope and of base, in the same way
 *   4     .  first      the first value
 *   .     .  divisor    at least 1
 *   .     .  slope      units a row
 *   .     .  base       distance to the line in the middle, in units
 *   .     .  residuals  of each row, see {@link ResidualCode}: distance to the line - base
 * </pre>
 */
final class CodedLineCodec implements LongCodec {
    static final int ID = 7;
    static final CodedLineCodec INSTANCE = new CodedLineCodec();

    private static final int SHIFT = 1;
    private static final int LENGTHS = SHIFT + 1;
    private static final int FIRST = LENGTHS + 2;

    private CodedLineCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return FIRST + 5 * Long.BYTES + ResidualCode.maxLength(count);
    }

    /** Values as this encoding would write them: by a slope of whole units, and by the best one. */
    static Stream<Coded> codes(long[] values, int count, CommonDivisor divisor) {
        long[] heights = new long[count];
        for (int i = 0; i < count; i++) {
            heights[i] = divisor.quotient(values[i] - values[0]);
        }
        double slope = slopeOf(heights, count);
        int shift = LineCodec.shiftOf((long) (slope * count), count);
        return LongStream.of((long) Math.rint(slope) << shift, (long) Math.rint(Math.scalb(slope, shift)))
                .distinct()
                .mapToObj(fixed -> code(values[0], heights, count, divisor, shift, fixed))
                .flatMap(Stream::ofNullable);
    }

    /** The slope of the line with the least squares. */
    private static double slopeOf(long[] heights, int count) {
        double middle = (count - 1) / 2.0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            sum += (i - middle) * heights[i];
            squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : sum / squares;
    }

    private static @Nullable Coded code(
            long first, long[] heights, int count, CommonDivisor divisor, int shift, long slope) {
        long[] residuals = new long[count];
        for (int i = 0; i < count; i++) {
            residuals[i] = heights[i] - ((i * slope) >> shift);
        }
        long base = Coded.middle(residuals, count);
        for (int i = 0; i < count; i++) {
            residuals[i] -= base;
        }
        ResidualCode code = ResidualCode.of(residuals, count);
        return code == null ? null : new Line(first, divisor, shift, slope, base, code);
    }

    private record Line(long first, CommonDivisor divisor, int shift, long slope, long base, ResidualCode code)
            implements Coded {
        @Override
        public LongCodec codec() {
            return INSTANCE;
        }

        @Override
        public int write(byte[] out, int start) {
            out[start] = ResidualCode.ROW_BITS;
            out[start + SHIFT] = (byte) shift;
            out[start + LENGTHS] = ShortLong.lengths(first, divisor.value());
            out[start + LENGTHS + 1] = ShortLong.lengths(slope, base);
            int at = ShortLong.put(out, ShortLong.put(out, start + FIRST, first), divisor.value());
            at = ShortLong.put(out, ShortLong.put(out, at, slope), base);
            return at - start + code.write(out, at);
        }
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        CommonDivisor divisor = CommonDivisor.of(values, count, values[0]);
        Coded coded = codes(values, count, divisor)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("values that lie on no line"));
        return coded.write(out, start);
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        LineReader reader = LineReader.OF_THREAD.get();
        int residuals = reader.readHead(in, start);
        return residuals - start + reader.read(in, residuals, values, from, to, count);
    }

    private static final class LineReader extends ResidualCode.Reader {
        private static final ThreadLocal<LineReader> OF_THREAD = ThreadLocal.withInitial(LineReader::new);

        private long origin;
        private long divisor;
        private long slope;
        private int shift;

        /** Reads what stands in front of the residuals and returns where these begin. */
        int readHead(byte[] in, int start) {
            if (in[start] != ResidualCode.ROW_BITS) {
                throw new MalformedBytesException("stretches of 2^" + in[start] + " rows");
            }
            shift = LineCodec.shift(in[start + SHIFT]);
            int firstLength = ShortLong.firstLength(in[start + LENGTHS]);
            int divisorLength = ShortLong.secondLength(in[start + LENGTHS]);
            int slopeLength = ShortLong.firstLength(in[start + LENGTHS + 1]);
            int baseLength = ShortLong.secondLength(in[start + LENGTHS + 1]);
            int divisorAt = start + FIRST + firstLength;
            int slopeAt = divisorAt + divisorLength;
            int baseAt = slopeAt + slopeLength;
            long first = ShortLong.of(LittleEndian.getLong(in, start + FIRST), firstLength);
            divisor = ShortLong.of(LittleEndian.getLong(in, divisorAt), divisorLength);
            slope = ShortLong.of(LittleEndian.getLong(in, slopeAt), slopeLength);
            long base = ShortLong.of(LittleEndian.getLong(in, baseAt), baseLength);
            origin = first + base * divisor;
            return baseAt + baseLength;
        }

        @Override
        void restore(byte[] in, long[] values, int at, int row, int rows) {
            long height = row * slope;
            for (int i = at; i < at + rows; i++) {
                values[i] = origin + (values[i] + (height >> shift)) * divisor;
                height += slope;
            }
        }
    }

    @Override
    public long decodeOne(BlockBytes in, int start, int row, int count) {
        return DecodedStretches.get().value(this, in, start, row, count);
    }

    @Override
    public int length(BlockBytes in, int start, int count) {
        int lengths = in.getByte(start + LENGTHS);
        int moreLengths = in.getByte(start + LENGTHS + 1);
        int residuals = start
                + FIRST
                + ShortLong.firstLength(lengths)
                + ShortLong.secondLength(lengths)
                + ShortLong.firstLength(moreLengths)
                + ShortLong.secondLength(moreLengths);
        return residuals - start + ResidualCode.length(in, residuals, count);
    }
}
