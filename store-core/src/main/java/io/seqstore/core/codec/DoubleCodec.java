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
 *   0     1  form        0 bits, 16 + e decimals, 32 + e decimals with exceptions; e is 0..15
 *  bits:     integer column of the IEEE bits
 *  decimals: integer column of the n
 *  decimals with exceptions:
 *   1     4  exceptions  how many
 *   5  12 x  row (4), IEEE bits (8) of each exception, rows ascending
 *   .     .  integer column of the n, 0 for exceptions of the first row, else the n before
 * </pre>
 */
final class DoubleCodec {
    private static final int BITS = 0;
    private static final int DECIMALS = 16;
    private static final int DECIMALS_WITH_EXCEPTIONS = 32;

    private static final int MAX_EXPONENT = 15;
    private static final int SAMPLES = 8;

    /** One row in this many may be an exception. */
    private static final int EXCEPTION_SHARE = 16;

    private static final int EXCEPTION_SIZE = Integer.BYTES + Long.BYTES;

    /** Integers from here on lose digits as doubles. */
    private static final long END_OF_EXACT = 1L << 53;

    private static final double[] POWERS = new double[MAX_EXPONENT + 1];

    static {
        double power = 1.0;
        for (int i = 0; i <= MAX_EXPONENT; i++) {
            POWERS[i] = power;
            power *= 10.0;
        }
    }

    private DoubleCodec() {}

    static void encode(double[] values, int count, Packing packing, long[] scratch, ByteOutput out) {
        int exponent = exponentOf(values, count);
        if (exponent >= 0 && areDecimals(values, count, POWERS[exponent], scratch)) {
            out.putByte(DECIMALS + exponent);
            LongColumnCodec.encode(scratch, count, false, packing, out);
        } else if (exponent < 0 || !encodeWithExceptions(values, count, exponent, packing, scratch, out)) {
            for (int i = 0; i < count; i++) {
                scratch[i] = Double.doubleToRawLongBits(values[i]);
            }
            out.putByte(BITS);
            LongColumnCodec.encode(scratch, count, false, packing, out);
        }
    }

    /** The smallest exponent that fits most of some sampled rows, or -1. */
    private static int exponentOf(double[] values, int count) {
        int step = Math.max(1, count / SAMPLES);
        int allowed = (count + step - 1) / step >= SAMPLES ? 1 : 0;
        for (int exponent = 0; exponent <= MAX_EXPONENT; exponent++) {
            int misfits = 0;
            for (int i = 0; i < count && misfits <= allowed; i += step) {
                misfits += isDecimal(values[i], POWERS[exponent]) ? 0 : 1;
            }
            if (misfits <= allowed) {
                return exponent;
            }
        }
        return -1;
    }

    private static boolean isDecimal(double value, double power) {
        double scaled = Math.rint(value * power);
        return Math.abs(scaled) < END_OF_EXACT
                && Double.doubleToRawLongBits((double) (long) scaled / power) == Double.doubleToRawLongBits(value);
    }

    /** Fills in the integers of all rows; false when some row is an exception. Without a branch: most columns have none. */
    private static boolean areDecimals(double[] values, int count, double power, long[] integers) {
        long used = 0;
        long differing = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            double scaled = Math.rint(value * power);
            long integer = (long) scaled;
            differing |= Double.doubleToRawLongBits((double) integer / power) ^ Double.doubleToRawLongBits(value);
            // The bits of its size; of a negative number those of the one behind it.
            used |= integer ^ (integer >> (Long.SIZE - 1));
            integers[i] = integer;
        }
        return differing == 0 && used < END_OF_EXACT;
    }

    private static boolean encodeWithExceptions(
            double[] values, int count, int exponent, Packing packing, long[] scratch, ByteOutput out) {
        double power = POWERS[exponent];
        int begin = out.length();
        out.putByte(DECIMALS_WITH_EXCEPTIONS + exponent);
        int exceptionCountAt = out.skip(Integer.BYTES);
        int exceptions = 0;
        int allowed = count / EXCEPTION_SHARE;
        long before = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            double scaled = Math.rint(value * power);
            long integer = (long) scaled;
            boolean exact = Math.abs(scaled) < END_OF_EXACT
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
        LongColumnCodec.encode(scratch, count, false, packing, out);
        return true;
    }

    /** Fills {@code values[0..to-from)} with some of the rows. */
    static void decode(byte[] in, int start, double[] values, int from, int to, int count, long[] scratch) {
        int form = in[start];
        if (form == BITS) {
            LongColumnCodec.decode(in, start + 1, scratch, from, to, count);
            for (int i = 0; i < to - from; i++) {
                values[i] = Double.longBitsToDouble(scratch[i]);
            }
            return;
        }
        double power = power(form);
        int at = start + 1;
        if (form < DECIMALS_WITH_EXCEPTIONS) {
            decodeQuotients(in, at, values, from, to, count, power, scratch);
        } else {
            int exceptions = exceptions(LittleEndian.getInt(in, at), count);
            int exceptionsAt = at + Integer.BYTES;
            at = exceptionsAt + exceptions * EXCEPTION_SIZE;
            decodeQuotients(in, at, values, from, to, count, power, scratch);
            patch(in, exceptionsAt, exceptions, values, from, to, count);
        }
    }

    private static void decodeQuotients(
            byte[] in, int at, double[] values, int from, int to, int count, double power, long[] scratch) {
        if (in[at] == FrameCodec.ID) {
            FrameCodec.INSTANCE.decodeQuotients(in, at + 1, values, from, to, count, power, scratch);
            return;
        }
        if (in[at] == FramesCodec.ID) {
            FramesCodec.INSTANCE.decodeQuotients(in, at + 1, values, from, to, count, power, scratch);
            return;
        }
        LongColumnCodec.decode(in, at, scratch, from, to, count);
        for (int i = 0; i < to - from; i++) {
            values[i] = (double) scratch[i];
        }
        FrameCodec.divide(values, to - from, power);
    }

    private static void patch(
            byte[] in, int exceptionsAt, int exceptions, double[] values, int from, int to, int count) {
        for (int i = 0; i < exceptions; i++) {
            int at = exceptionsAt + i * EXCEPTION_SIZE;
            int row = LittleEndian.getInt(in, at);
            if (row < 0 || row >= count) {
                throw new MalformedBytesException("an exception for row " + row + " of " + count);
            }
            if (row >= from && row < to) {
                values[row - from] = Double.longBitsToDouble(LittleEndian.getLong(in, at + Integer.BYTES));
            }
        }
    }

    /** The value of one row, without decoding the others. */
    static double decodeOne(BlockBytes in, int start, int row, int count) {
        return decodeOne(in, start, in.getLong(start), row, count);
    }

    /**
     * The same where the first bytes were read already.
     *
     * @param word begins with the first six bytes of the column
     */
    static double decodeOne(BlockBytes in, int start, long word, int row, int count) {
        int form = (byte) word;
        int at = start + 1;
        if (form >= DECIMALS && form < DECIMALS_WITH_EXCEPTIONS) {
            return (double) LongColumnCodec.decodeOne(in, at, word >>> Byte.SIZE, row, count)
                    / POWERS[form & MAX_EXPONENT];
        }
        return form == BITS
                ? Double.longBitsToDouble(LongColumnCodec.decodeOne(in, at, word >>> Byte.SIZE, row, count))
                : decodeAmongExceptions(in, at, form, row, count);
    }

    private static double decodeAmongExceptions(BlockBytes in, int start, int form, int row, int count) {
        double power = power(form);
        int exceptions = exceptions(in.getInt(start), count);
        int exceptionsAt = start + Integer.BYTES;
        int exception = findException(in, exceptionsAt, exceptions, row);
        return exception < 0
                ? (double) LongColumnCodec.decodeOne(in, exceptionsAt + exceptions * EXCEPTION_SIZE, row, count) / power
                : Double.longBitsToDouble(in.getLong(exceptionsAt + exception * EXCEPTION_SIZE + Integer.BYTES));
    }

    /** Which exception is that of a row; -1 when the row is none. */
    private static int findException(BlockBytes in, int exceptionsAt, int exceptions, int row) {
        int low = 0;
        int high = exceptions - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = in.getInt(exceptionsAt + middle * EXCEPTION_SIZE);
            if (found < row) {
                low = middle + 1;
            } else if (found > row) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** Where the integers of a column of decimals without exceptions begin; -1 when it is none. */
    static int decimals(byte[] in, int start) {
        return in[start] >= DECIMALS && in[start] < DECIMALS_WITH_EXCEPTIONS ? start + 1 : -1;
    }

    /** The power of ten that the integers of a form are divided by. */
    static double power(int form) {
        if (form < DECIMALS || form > DECIMALS_WITH_EXCEPTIONS + MAX_EXPONENT) {
            throw new MalformedBytesException("no form of doubles has the number " + form);
        }
        return POWERS[form & MAX_EXPONENT];
    }

    private static int exceptions(int exceptions, int count) {
        if (exceptions < 0 || exceptions > count) {
            throw new MalformedBytesException(exceptions + " exceptions in " + count + " rows");
        }
        return exceptions;
    }
}
