package io.seqstore.core.codec;

import io.seqstore.core.memory.LittleEndian;
import java.util.Arrays;

/**
 * Values that stay for many rows: where each run begins and its value. For states that change now and then.
 *
 * <pre>
 *  at  size     field
 *   0     2     runs     r, 1..65535
 *   2     1     width    bytes of a row number, 1..3
 *   3     r x w starts   the first row of each run, ascending; the first is 0
 *   .     .     values   integer column of r rows, not of this encoding
 * </pre>
 */
final class RunsCodec implements LongCodec {
    static final int ID = 5;
    static final RunsCodec INSTANCE = new RunsCodec();
    static final int MAX_RUNS = (1 << Short.SIZE) - 1;

    private static final int RUNS = 0;
    private static final int WIDTH = RUNS + Short.BYTES;
    private static final int STARTS = WIDTH + 1;
    private static final int MAX_WIDTH = 3;

    private RunsCodec() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int maxEncodedLength(int count) {
        return Math.addExact(STARTS + 2 * Long.BYTES, Math.multiplyExact(count, MAX_WIDTH + Long.BYTES))
                + PlainCodec.INSTANCE.maxEncodedLength(2);
    }

    /** How many bytes values take, about. */
    static int encodedLength(int count, LongProfile of) {
        return STARTS + of.runs() * widthOf(count) + 1 + FrameCodec.encodedLength(of.runs(), of);
    }

    private static int widthOf(int count) {
        return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(count - 1) + Byte.SIZE - 1) / Byte.SIZE);
    }

    @Override
    public int encode(long[] values, int count, LongProfile of, byte[] out, int start) {
        int width = widthOf(count);
        int at = start + STARTS;
        long before = values[0];
        LittleEndian.putInt(out, at, 0);
        at += width;
        int runs = 1;
        for (int i = 1; i < count; i++) {
            long value = values[i];
            if (value == before) {
                continue;
            }
            before = value;
            LittleEndian.putInt(out, at, i);
            at += width;
            values[runs++] = value;
        }
        LittleEndian.putShort(out, start + RUNS, (short) runs);
        out[start + WIDTH] = (byte) width;
        LongProfile ofRuns = LongProfile.of(values, runs);
        LongCodec codec = LongColumnCodec.chooseSimple(runs, ofRuns);
        out[at++] = (byte) codec.id();
        return at - start + codec.encode(values, runs, ofRuns, out, at);
    }

    @Override
    public int decode(byte[] in, int start, long[] values, int from, int to, int count) {
        int runs = LittleEndian.getShort(in, start + RUNS) & 0xFFFF;
        int width = width(in[start + WIDTH]);
        int valuesAt = start + STARTS + runs * width;
        if (runs == 0 || runs > count) {
            throw new MalformedBytesException(runs + " runs in " + count + " rows");
        }
        int length = 1 + innerLength(in, valuesAt, runs);
        int begin = 0;
        for (int run = 0; run < runs; run++) {
            int end = run + 1 == runs ? count : start(in, start, width, run + 1);
            if (end < begin || end > count) {
                throw new MalformedBytesException("a run of rows " + begin + " to " + end + " of " + count);
            }
            int first = Math.max(begin, from);
            int last = Math.min(end, to);
            if (first < last) {
                Arrays.fill(values, first - from, last - from, inner(in, valuesAt, run));
            }
            begin = end;
        }
        return valuesAt - start + length;
    }

    /** Shows the value of each run that reaches into some rows; false when one of them cannot be looked at. */
    static boolean search(byte[] in, int start, int from, int to, int count, PackedExtremes extremes) {
        int runs = LittleEndian.getShort(in, start + RUNS) & 0xFFFF;
        int width = width(in[start + WIDTH]);
        int valuesAt = start + STARTS + runs * width;
        boolean known = true;
        int begin = 0;
        for (int run = 0; run < runs && begin < to && known; run++) {
            int end = run + 1 == runs ? count : start(in, start, width, run + 1);
            if (end > from && begin < end) {
                known = extremes.addRun(inner(in, valuesAt, run), Math.max(begin, from));
            }
            begin = end;
        }
        return known;
    }

    private static int start(byte[] in, int start, int width, int run) {
        return LittleEndian.getInt(in, start + STARTS + run * width) & mask(width);
    }

    private static int mask(int width) {
        return (1 << (width * Byte.SIZE)) - 1;
    }

    private static int width(int width) {
        if (width < 1 || width > MAX_WIDTH) {
            throw new MalformedBytesException("row numbers of " + width + " bytes");
        }
        return width;
    }

    /** The value of a run; one by one, so that nothing is allocated for them. */
    static long inner(byte[] in, int start, int run) {
        return switch (in[start]) {
            case ConstantCodec.ID -> ConstantCodec.value(in, start + 1);
            case FrameCodec.ID -> FrameCodec.value(in, start + 1, run);
            case PlainCodec.ID -> LittleEndian.getLong(in, start + 1 + run * Long.BYTES);
            default -> throw new MalformedBytesException("no values of runs have the encoding " + in[start]);
        };
    }

    private static int innerLength(byte[] in, int start, int runs) {
        return switch (in[start]) {
            case ConstantCodec.ID -> 1 + ShortLong.firstLength(in[start + 1]);
            case FrameCodec.ID ->
                FrameCodec.packed(in, start + 1)
                        - (start + 1)
                        + PackedLongs.length(runs, FrameCodec.width(in[start + 1]));
            case PlainCodec.ID -> runs * Long.BYTES;
            default -> throw new MalformedBytesException("no values of runs have the encoding " + in[start]);
        };
    }

    private static LongCodec inner(int id) {
        if (id != ConstantCodec.ID && id != FrameCodec.ID && id != PlainCodec.ID) {
            throw new MalformedBytesException("no values of runs have the encoding " + id);
        }
        return LongCodec.of(id);
    }

    @Override
    public int length(BlockBytes in, int start, int count) {
        int runs = in.getShort(start + RUNS);
        int valuesAt = start + STARTS + runs * width(in.getByte(start + WIDTH));
        return valuesAt - start + 1 + inner(in.getByte(valuesAt)).length(in, valuesAt + 1, runs);
    }

    @Override
    public long decodeOne(BlockBytes in, int start, int row, int count) {
        int runs = in.getShort(start + RUNS);
        int width = width(in.getByte(start + WIDTH));
        int low = 0;
        int high = runs - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if ((in.getInt(start + STARTS + middle * width) & mask(width)) <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int valuesAt = start + STARTS + runs * width;
        return inner(in.getByte(valuesAt)).decodeOne(in, valuesAt + 1, low, runs);
    }
}
