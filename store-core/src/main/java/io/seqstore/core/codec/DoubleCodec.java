package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;

/**
 * A column of doubles. Measurements mostly were decimal numbers once: {@code n / 10^e} with small integers n and one e for
 * the block, and the quotient of two exact doubles is correctly rounded, so that dividing gives back the very double that
 * a parser of the decimal text gave. Such columns are stored as the integers n; rows that are not such a quotient (true
 * reals, -0.0, NaN with its payload, infinities) are listed as exceptions with all their bits. When exceptions are many,
 * the bits of all rows are stored as integers.
 *
 * <pre>
 *  at  size  field
 *   0     1  form        0 bits, 1 decimals
 *  bits:     integer column of the IEEE bits
 *  decimals:
 *   1     1  exponent    e, 0..15
 *   2     4  exceptions  how many
 *   6  12 x  row (4), IEEE bits (8) of each exception, rows ascending
 *   .     .  integer column of the n, 0 for exceptions of the first row, else the n before
 * </pre>
 */
final class DoubleCodec {
    private static final int BITS = 0;
    private static final int DECIMALS = 1;

    private static final int MAX_EXPONENT = 15;
    private static final int SAMPLES = 8;

    /** One row in this many may be an exception. */
    private static final int EXCEPTION_SHARE = 16;

    private static final int EXCEPTION_SIZE = Integer.BYTES + Long.BYTES;

    /** Integers beyond this lose digits as doubles. */
    private static final double MAX_EXACT = 1L << 53;

    private static final double[] POWERS = new double[MAX_EXPONENT + 1];

    static {
        double power = 1.0;
        for (int i = 0; i <= MAX_EXPONENT; i++) {
            POWERS[i] = power;
            power *= 10.0;
        }
    }

    private DoubleCodec() {}

    static void encode(double[] values, int count, long[] scratch, ByteOutput out) {
        int exponent = exponentOf(values, count);
        if (exponent < 0 || !encodeDecimals(values, count, exponent, scratch, out)) {
            for (int i = 0; i < count; i++) {
                scratch[i] = Double.doubleToRawLongBits(values[i]);
            }
            out.putByte(BITS);
            LongColumnCodec.encode(scratch, count, false, out);
        }
    }

    /** The smallest exponent that fits most of some sampled rows, or -1. */
    private static int exponentOf(double[] values, int count) {
        int step = Math.max(1, count / SAMPLES);
        for (int exponent = 0; exponent <= MAX_EXPONENT; exponent++) {
            int tried = 0;
            int fits = 0;
            for (int i = 0; i < count; i += step) {
                tried++;
                fits += isDecimal(values[i], POWERS[exponent]) ? 1 : 0;
            }
            if (fits == tried || (tried >= SAMPLES && fits == tried - 1)) {
                return exponent;
            }
        }
        return -1;
    }

    private static boolean isDecimal(double value, double power) {
        double scaled = Math.rint(value * power);
        return Math.abs(scaled) <= MAX_EXACT
                && Double.doubleToRawLongBits((double) (long) scaled / power) == Double.doubleToRawLongBits(value);
    }

    private static boolean encodeDecimals(double[] values, int count, int exponent, long[] scratch, ByteOutput out) {
        double power = POWERS[exponent];
        int begin = out.length();
        out.putByte(DECIMALS);
        out.putByte(exponent);
        int exceptionCountAt = out.skip(Integer.BYTES);
        int exceptions = 0;
        int allowed = count / EXCEPTION_SHARE;
        long before = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            double scaled = Math.rint(value * power);
            long integer = (long) scaled;
            boolean exact = Math.abs(scaled) <= MAX_EXACT
                    && Double.doubleToRawLongBits((double) integer / power) == Double.doubleToRawLongBits(value);
            if (!exact) {
                if (++exceptions > allowed) {
                    out.advance(begin - out.length());
                    return false;
                }
                out.putInt(i);
                out.putLong(Double.doubleToRawLongBits(value));
                integer = before;
            }
            scratch[i] = integer;
            before = integer;
        }
        LittleEndian.putInt(out.bytes(), exceptionCountAt, exceptions);
        LongColumnCodec.encode(scratch, count, false, out);
        return true;
    }

    /** Fills {@code values[0..count)} and returns the bytes consumed. */
    static int decode(byte[] in, int start, double[] values, int count, long[] scratch) {
        int at = start + 1;
        switch (in[start]) {
            case BITS -> {
                at += LongColumnCodec.decode(in, at, scratch, count);
                for (int i = 0; i < count; i++) {
                    values[i] = Double.longBitsToDouble(scratch[i]);
                }
            }
            case DECIMALS -> {
                double power = power(in[at]);
                int exceptions = LittleEndian.getInt(in, at + 1);
                int exceptionsAt = at + 1 + Integer.BYTES;
                at = exceptionsAt + exceptionsLength(exceptions, count);
                at += decodeQuotients(in, at, values, count, power, scratch);
                patch(in, exceptionsAt, exceptions, values, count);
            }
            default -> throw new MalformedBytesException("no form of doubles has the number " + in[start]);
        }
        return at - start;
    }

    private static int decodeQuotients(byte[] in, int at, double[] values, int count, double power, long[] scratch) {
        if (in[at] == FrameCodec.ID) {
            return 1 + FrameCodec.INSTANCE.decodeQuotients(in, at + 1, values, count, power);
        }
        int length = LongColumnCodec.decode(in, at, scratch, count);
        for (int i = 0; i < count; i++) {
            values[i] = (double) scratch[i] / power;
        }
        return length;
    }

    private static void patch(byte[] in, int exceptionsAt, int exceptions, double[] values, int count) {
        for (int i = 0; i < exceptions; i++) {
            int at = exceptionsAt + i * EXCEPTION_SIZE;
            int row = LittleEndian.getInt(in, at);
            if (row < 0 || row >= count) {
                throw new MalformedBytesException("an exception for row " + row + " of " + count);
            }
            values[row] = Double.longBitsToDouble(LittleEndian.getLong(in, at + Integer.BYTES));
        }
    }

    private static double power(int exponent) {
        if (exponent < 0 || exponent > MAX_EXPONENT) {
            throw new MalformedBytesException("a decimal exponent of " + exponent);
        }
        return POWERS[exponent];
    }

    private static int exceptionsLength(int exceptions, int count) {
        if (exceptions < 0 || exceptions > count) {
            throw new MalformedBytesException(exceptions + " exceptions in " + count + " rows");
        }
        return exceptions * EXCEPTION_SIZE;
    }
}
