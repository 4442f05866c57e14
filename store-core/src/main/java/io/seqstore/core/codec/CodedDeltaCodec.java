package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;
import org.jspecify.annotations.Nullable;

/**
 * How far each value is from the one before, less what that is in the middle, coded: for values that wander, of a cold
 * block. The first row of each stretch stands on its own.
 *
 * <pre>
 *  at  size  field
 *   0     1  width      bits of the first value of a stretch: 0..57 or 64
 *   1     1  lengths    bytes of base (low four bits) and of divisor (high four bits)
 *   2     1  lengths    bytes of step
 *   3     .  base       the smallest first value
 *   .     .  divisor    at least 1
 *   .     .  step       from one row to the next, in units of the divisor
 *   .     .  firsts     (value - base) / divisor of the first row of every stretch, packed
 *   .     .  residuals  of each row, see {@link ResidualCode}: value = value before + (step + residual) x divisor; 0 for a first row
 * </pre>
 */
final class CodedDeltaCodec implements LongCodec {
    static final int ID = 8;
    static final CodedDeltaCodec INSTANCE = new CodedDeltaCodec();

    private static final int WIDTH = 0;
    private static final int LENGTHS = WIDTH + 1;
    private static final int BASE = LENGTHS + 2;

    private CodedDeltaCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return BASE + Long.BYTES * (ResidualCode.stretches(count) + 4) + ResidualCode.maxLength(count);
    }

    /** Values as this encoding would write them; null when some are too far from the ones before. */
    static @Nullable Coded code(long[] values, int count, CommonDivisor divisor) {
        long[] residuals = new long[count];
        for (int i = 1; i < count; i++) {
            residuals[i] = divisor.quotient(values[i] - values[i - 1]);
        }
        long step = Coded.middle(residuals, count);
        for (int i = 0; i < count; i++) {
            residuals[i] = (i & (ResidualCode.STRETCH - 1)) == 0 ? 0 : residuals[i] - step;
        }
        ResidualCode code = ResidualCode.of(residuals, count);
        return code == null ? null : new Deltas(values, count, divisor, step, code);
    }

    private static final class Deltas implements Coded {
        private final long[] values;
        private final int count;
        private final CommonDivisor divisor;
        private final long step;
        private final ResidualCode code;

        Deltas(long[] values, int count, CommonDivisor divisor, long step, ResidualCode code) {
            this.values = values;
            this.count = count;
            this.divisor = divisor;
            this.step = step;
            this.code = code;
        }

        @Override
        public LongCodec codec() {
            return INSTANCE;
        }

        @Override
        public ResidualCode code() {
            return code;
        }

        @Override
        public int write(byte[] out, int start) {
            int stretches = ResidualCode.stretches(count);
            long[] firsts = new long[stretches];
            for (int i = 0; i < stretches; i++) {
                firsts[i] = values[i << ResidualCode.ROW_BITS];
            }
            LongProfile of = LongProfile.of(firsts, stretches);
            long base = of.min();
            for (int i = 0; i < stretches; i++) {
                firsts[i] = Long.divideUnsigned(firsts[i] - base, divisor.value());
            }
            int width = PackedLongs.widthOf(Long.divideUnsigned(of.span(), divisor.value()));
            out[start + WIDTH] = (byte) width;
            out[start + LENGTHS] = ShortLong.lengths(base, divisor.value());
            out[start + LENGTHS + 1] = ShortLong.lengths(step, 0);
            int at = ShortLong.put(out, ShortLong.put(out, start + BASE, base), divisor.value());
            at = ShortLong.put(out, at, step);
            at += PackedLongs.pack(firsts, stretches, width, out, at);
            return at - start + code.write(out, at);
        }
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        Coded coded = code(values, count, CommonDivisor.of(values, count, values[0]));
        if (coded == null) {
            throw new IllegalArgumentException("values that are too far apart");
        }
        return coded.write(out, start);
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        DeltaReader reader = DeltaReader.OF_THREAD.get();
        int residuals = reader.readHead(in, start, count);
        return residuals - start + reader.read(in, residuals, values, from, to, count);
    }

    private static final class DeltaReader extends ResidualCode.Reader {
        private static final ThreadLocal<DeltaReader> OF_THREAD = ThreadLocal.withInitial(DeltaReader::new);

        private long base;
        private long divisor;
        private long step;
        private int firsts;
        private int width;

        /** Reads what stands in front of the residuals and returns where these begin. */
        int readHead(byte[] in, int start, int count) {
            width = FrameCodec.width(in[start + WIDTH]);
            int baseLength = ShortLong.firstLength(in[start + LENGTHS]);
            int divisorLength = ShortLong.secondLength(in[start + LENGTHS]);
            int stepLength = ShortLong.firstLength(in[start + LENGTHS + 1]);
            int divisorAt = start + BASE + baseLength;
            int stepAt = divisorAt + divisorLength;
            firsts = stepAt + stepLength;
            base = ShortLong.of(LittleEndian.getLong(in, start + BASE), baseLength);
            divisor = ShortLong.of(LittleEndian.getLong(in, divisorAt), divisorLength);
            step = ShortLong.of(LittleEndian.getLong(in, stepAt), stepLength);
            return firsts + PackedLongs.length(ResidualCode.stretches(count), width);
        }

        @Override
        void restore(byte[] in, long[] values, int at, int row, int rows) {
            long value = base + PackedLongs.get(in, firsts, width, row >>> ResidualCode.ROW_BITS) * divisor;
            values[at] = value;
            for (int i = at + 1; i < at + rows; i++) {
                value += (step + values[i]) * divisor;
                values[i] = value;
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
        int residuals = start
                + BASE
                + ShortLong.firstLength(lengths)
                + ShortLong.secondLength(lengths)
                + ShortLong.firstLength(in.getByte(start + LENGTHS + 1))
                + PackedLongs.length(ResidualCode.stretches(count), FrameCodec.width(in.getByte(start + WIDTH)));
        return residuals - start + ResidualCode.length(in, residuals, count);
    }
}
