package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.event.BytesColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A column of byte runs: either the lengths of all rows and their bytes, or, where rows repeat, the different values once
 * and a code a row.
 *
 * <pre>
 *  at  size  field
 *   0     1  form      0 plain, 1 dictionary
 *  plain:    integer column of the lengths; total (4); the bytes
 *  dictionary: values (4); total (4); end of each value in the bytes (4 each); the bytes; integer column of the codes
 * </pre>
 */
final class BytesCodec {
    private static final int PLAIN = 0;
    private static final int DICTIONARY = 1;

    /** A dictionary pays when rows repeat at least this often on average. */
    private static final int MIN_REPETITION = 4;

    private BytesCodec() {}

    static void encode(BytesColumn column, int from, int count, Packing packing, long[] scratch, ByteOutput out) {
        int[] codes = new int[count];
        Map<Run, Integer> dictionary = dictionaryOf(column, from, count, codes);
        if (dictionary.isEmpty()) {
            encodePlain(column, from, count, packing, scratch, out);
        } else {
            encodeDictionary(dictionary, codes, count, packing, scratch, out);
        }
    }

    private static void encodePlain(
            BytesColumn column, int from, int count, Packing packing, long[] scratch, ByteOutput out) {
        out.putByte(PLAIN);
        for (int i = 0; i < count; i++) {
            scratch[i] = column.length(from + i);
        }
        LongColumnCodec.encode(scratch, count, false, packing, out);
        int begin = column.start(from);
        int total = count == 0 ? 0 : column.end(from + count - 1) - begin;
        out.putInt(total);
        out.putBytes(column.bytes(), begin, total);
    }

    private static void encodeDictionary(
            Map<Run, Integer> dictionary, int[] codes, int count, Packing packing, long[] scratch, ByteOutput out) {
        Run[] values = new Run[dictionary.size()];
        dictionary.forEach((run, code) -> values[code] = run);
        int total = Arrays.stream(values).mapToInt(Run::length).sum();
        out.putByte(DICTIONARY);
        out.putInt(values.length);
        out.putInt(total);
        int end = 0;
        for (Run value : values) {
            end += value.length();
            out.putInt(end);
        }
        for (Run value : values) {
            out.putBytes(value.bytes, value.from, value.length());
        }
        for (int i = 0; i < count; i++) {
            scratch[i] = codes[i];
        }
        LongColumnCodec.encode(scratch, count, false, packing, out);
    }

    /** The different values with their codes; empty when they are too many for a dictionary to pay. */
    private static Map<Run, Integer> dictionaryOf(BytesColumn column, int from, int count, int[] codes) {
        Map<Run, Integer> dictionary = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Run run = new Run(column.bytes(), column.start(from + i), column.end(from + i));
            Integer code = dictionary.putIfAbsent(run, dictionary.size());
            codes[i] = code == null ? dictionary.size() - 1 : code;
            if (dictionary.size() > count / MIN_REPETITION) {
                return Map.of();
            }
        }
        return dictionary;
    }

    /** Fills rows {@code 0..to-from-1} of an empty column with some of the rows. */
    static void decode(byte[] in, int start, BytesColumn column, int from, int to, int count, long[] scratch) {
        switch (in[start]) {
            case PLAIN -> decodePlain(in, start + 1, column, from, to, count, scratch);
            case DICTIONARY -> decodeDictionary(in, start + 1, column, from, to, count, scratch);
            default -> throw noSuchForm(in[start]);
        }
    }

    private static MalformedBytesException noSuchForm(int form) {
        return new MalformedBytesException("no form of byte runs has the number " + form);
    }

    private static void decodePlain(
            byte[] in, int start, BytesColumn column, int from, int to, int count, long[] lengths) {
        // A few bytes may say the lengths of millions of rows: as many at a time as there is room for.
        int room = lengths.length;
        int at = start + LongColumnCodec.decode(in, start, lengths, 0, Math.min(to, room), count);
        int total = checkedLength(in, at, LittleEndian.getInt(in, at));
        at += Integer.BYTES;
        int end = at + total;
        for (int row = 0; row < to; row++) {
            if (row > 0 && row % room == 0) {
                LongColumnCodec.decode(in, start, lengths, row, Math.min(to, row + room), count);
            }
            long length = lengths[row % room];
            if (length < 0 || length > end - at) {
                throw outside(length, end - at);
            }
            if (row >= from) {
                column.set(row - from, in, at, (int) length);
            }
            at += (int) length;
        }
    }

    private static MalformedBytesException outside(long length, int left) {
        return new MalformedBytesException("a run of " + length + " bytes where " + left + " are left");
    }

    private static void decodeDictionary(
            byte[] in, int start, BytesColumn column, int from, int to, int count, long[] codes) {
        int values = LittleEndian.getInt(in, start);
        if (values < 1 || values > count) {
            throw new MalformedBytesException(values + " different values in " + count + " rows");
        }
        int endsAt = start + 2 * Integer.BYTES;
        int bytesAt = endsAt + values * Integer.BYTES;
        int total = checkedLength(in, bytesAt, LittleEndian.getInt(in, start + Integer.BYTES));
        LongColumnCodec.decode(in, bytesAt + total, codes, from, to, count);
        for (int i = 0; i < to - from; i++) {
            int code = checkedCode(codes[i], values);
            int begin = code == 0 ? 0 : LittleEndian.getInt(in, endsAt + (code - 1) * Integer.BYTES);
            int end = LittleEndian.getInt(in, endsAt + code * Integer.BYTES);
            checkValue(begin, end, total);
            column.set(i, in, bytesAt + begin, end - begin);
        }
    }

    private static int checkedCode(long code, int values) {
        if (code < 0 || code >= values) {
            throw new MalformedBytesException("code " + code + " of " + values);
        }
        return (int) code;
    }

    private static void checkValue(int begin, int end, int total) {
        if (begin < 0 || end < begin || end > total) {
            throw new MalformedBytesException("a value at " + begin + ".." + end + " of " + total + " bytes");
        }
    }

    /**
     * Where the bytes of one row stand: the first in the upper half, how many in the lower half. Plain rows are found by
     * adding up the lengths of those in front.
     */
    static long locate(BlockBytes in, int start, int row, int count) {
        return switch (in.getByte(start)) {
            case PLAIN -> locatePlain(in, start + 1, row, count);
            case DICTIONARY -> locateInDictionary(in, start + 1, row, count);
            default -> throw noSuchForm(in.getByte(start));
        };
    }

    private static long locatePlain(BlockBytes in, int start, int row, int count) {
        int totalAt = start + LongColumnCodec.length(in, start, count);
        int total = in.getInt(totalAt);
        int at = totalAt + Integer.BYTES;
        long offset = 0;
        long length = 0;
        for (int i = 0; i <= row; i++) {
            offset += length;
            length = LongColumnCodec.decodeOne(in, start, i, count);
            if (length < 0 || length > total - offset) {
                throw outside(length, (int) (total - offset));
            }
        }
        return ((at + offset) << Integer.SIZE) | length;
    }

    private static long locateInDictionary(BlockBytes in, int start, int row, int count) {
        int values = in.getInt(start);
        int total = in.getInt(start + Integer.BYTES);
        int endsAt = start + 2 * Integer.BYTES;
        // What overflows here lies outside the block, or elsewhere in it: both are no harm.
        int bytesAt = endsAt + values * Integer.BYTES;
        int code = checkedCode(LongColumnCodec.decodeOne(in, bytesAt + total, row, count), values);
        int begin = code == 0 ? 0 : in.getInt(endsAt + (code - 1) * Integer.BYTES);
        int end = in.getInt(endsAt + code * Integer.BYTES);
        checkValue(begin, end, total);
        return ((long) (bytesAt + begin) << Integer.SIZE) | (end - begin);
    }

    private static int checkedLength(byte[] in, int at, int length) {
        if (length < 0 || length > in.length - at) {
            throw new MalformedBytesException(length + " bytes where at most " + (in.length - at) + " are left");
        }
        return length;
    }

    /** Some bytes of an array, compared by content. */
    private static final class Run {
        private final byte[] bytes;
        private final int from;
        private final int to;

        Run(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
        }

        int length() {
            return to - from;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Run run && Arrays.equals(bytes, from, to, run.bytes, run.from, run.to);
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + bytes[i];
            }
            return hash;
        }
    }
}
