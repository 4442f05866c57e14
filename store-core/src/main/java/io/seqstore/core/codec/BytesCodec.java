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

    static void encode(BytesColumn column, int from, int count, long[] scratch, ByteOutput out) {
        int[] codes = new int[count];
        Map<Run, Integer> dictionary = dictionaryOf(column, from, count, codes);
        if (dictionary.isEmpty()) {
            encodePlain(column, from, count, scratch, out);
        } else {
            encodeDictionary(dictionary, codes, count, scratch, out);
        }
    }

    private static void encodePlain(BytesColumn column, int from, int count, long[] scratch, ByteOutput out) {
        out.putByte(PLAIN);
        for (int i = 0; i < count; i++) {
            scratch[i] = column.length(from + i);
        }
        LongColumnCodec.encode(scratch, count, false, out);
        int begin = column.start(from);
        int total = count == 0 ? 0 : column.end(from + count - 1) - begin;
        out.putInt(total);
        out.putBytes(column.bytes(), begin, total);
    }

    private static void encodeDictionary(
            Map<Run, Integer> dictionary, int[] codes, int count, long[] scratch, ByteOutput out) {
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
        LongColumnCodec.encode(scratch, count, false, out);
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

    /** Fills rows {@code 0..count-1} of an empty column and returns the bytes consumed. */
    static int decode(byte[] in, int start, BytesColumn column, int count, long[] scratch) {
        return switch (in[start]) {
            case PLAIN -> 1 + decodePlain(in, start + 1, column, count, scratch);
            case DICTIONARY -> 1 + decodeDictionary(in, start + 1, column, count, scratch);
            default -> throw new MalformedBytesException("no form of byte runs has the number " + in[start]);
        };
    }

    private static int decodePlain(byte[] in, int start, BytesColumn column, int count, long[] lengths) {
        int at = start + LongColumnCodec.decode(in, start, lengths, count);
        int total = checkedLength(in, at, LittleEndian.getInt(in, at));
        at += Integer.BYTES;
        int end = at + total;
        for (int i = 0; i < count; i++) {
            if (lengths[i] < 0 || lengths[i] > end - at) {
                throw new MalformedBytesException(
                        "a run of " + lengths[i] + " bytes where " + (end - at) + " are left");
            }
            column.set(i, in, at, (int) lengths[i]);
            at += (int) lengths[i];
        }
        return end - start;
    }

    private static int decodeDictionary(byte[] in, int start, BytesColumn column, int count, long[] codes) {
        int values = LittleEndian.getInt(in, start);
        if (values < 1 || values > count) {
            throw new MalformedBytesException(values + " different values in " + count + " rows");
        }
        int endsAt = start + 2 * Integer.BYTES;
        int bytesAt = endsAt + values * Integer.BYTES;
        int total = checkedLength(in, bytesAt, LittleEndian.getInt(in, start + Integer.BYTES));
        int codesAt = bytesAt + total;
        int consumed = codesAt - start + LongColumnCodec.decode(in, codesAt, codes, count);
        for (int i = 0; i < count; i++) {
            if (codes[i] < 0 || codes[i] >= values) {
                throw new MalformedBytesException("code " + codes[i] + " of " + values);
            }
            int code = (int) codes[i];
            int from = code == 0 ? 0 : LittleEndian.getInt(in, endsAt + (code - 1) * Integer.BYTES);
            int to = LittleEndian.getInt(in, endsAt + code * Integer.BYTES);
            if (from < 0 || to < from || to > total) {
                throw new MalformedBytesException("a value at " + from + ".." + to + " of " + total + " bytes");
            }
            column.set(i, in, bytesAt + from, to - from);
        }
        return consumed;
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
