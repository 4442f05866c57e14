package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.event.ColumnBatch;

/**
 * Rows of many streams of one layout as bytes (docs/format.md, "Rows of many streams"): the streams of the rows, and a block
 * body.
 *
 * <pre>
 *  at  size    field
 *   0     4    length of the streams section
 *   4  length  streams section: integer column of the ordinal of each row, ascending
 *   .     .    block body
 * </pre>
 *
 * <p>An encoder holds scratch memory and serves one thread.
 */
public final class StreamRowsCodec {
    private long[] scratch = new long[0];

    /** Appends all rows of a batch, which stand in the order of their streams. */
    public void encode(int[] ordinals, ColumnBatch batch, BlockCodec codec, ByteOutput out) {
        int rows = batch.count();
        if (scratch.length < rows) {
            scratch = new long[Math.max(rows, scratch.length * 2)];
        }
        long[] streams = scratch;
        boolean keysAscend = true;
        long[] keys = batch.keys();
        for (int i = 0; i < rows; i++) {
            streams[i] = ordinals[i];
        }
        for (int i = 1; i < rows; i++) {
            keysAscend &= keys[i - 1] < keys[i];
        }
        int length = out.skip(Integer.BYTES);
        int begin = out.length();
        LongColumnCodec.encode(streams, rows, true, Packing.HOT, out);
        LittleEndian.putInt(out.bytes(), length, out.length() - begin);
        codec.encode(batch, 0, rows, keysAscend, out);
    }

    /** How many rows a body holds. */
    public static int rows(byte[] in, int start, int length) {
        return BlockCodec.rows(in, rowsStart(in, start, length));
    }

    /**
     * The streams of some rows of a body.
     *
     * @param in the bytes, with {@link ByteOutput#SLACK} bytes behind the body
     * @param from the first row that is wanted
     * @param to one behind the last
     * @throws MalformedBytesException when the bytes are not such a body
     */
    public static int[] decodeOrdinals(byte[] in, int start, int length, int from, int to) {
        int rows = rows(in, start, length);
        // With the row in front, so that parts are in order, too.
        int first = Math.max(0, from - 1);
        long[] values = new long[to - first];
        try {
            LongColumnCodec.decode(in, start + Integer.BYTES, values, first, to, rows);
        } catch (IndexOutOfBoundsException e) {
            throw new MalformedBytesException("the streams section points outside the body", e);
        }
        int[] ordinals = new int[to - from];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] > Integer.MAX_VALUE || (i > 0 && values[i] < values[i - 1])) {
                throw new MalformedBytesException("row " + (first + i) + " belongs to stream " + values[i]);
            }
            if (first + i >= from) {
                ordinals[first + i - from] = (int) values[i];
            }
        }
        return ordinals;
    }

    /** Replaces the content of a batch by some rows of a body. */
    public static void decodeRows(
            byte[] in, int start, int length, int from, int to, ColumnBatch batch, BlockCodec codec) {
        int at = rowsStart(in, start, length);
        codec.decode(in, at, start + length - at, from, to, batch, column -> true);
    }

    /**
     * Where the block body begins.
     *
     * @throws MalformedBytesException when the bytes are not such a body
     */
    public static int rowsStart(byte[] in, int start, int length) {
        return start + rowsStart(length < 2 * Integer.BYTES ? -1 : LittleEndian.getInt(in, start), length);
    }

    /**
     * How far behind the beginning of a body the block body begins.
     *
     * @param streams what the body says of the length of its streams section
     * @param length of the body
     * @throws MalformedBytesException when these do not fit
     */
    public static int rowsStart(int streams, int length) {
        if (streams < 0 || streams > length - 2 * Integer.BYTES) {
            throw new MalformedBytesException("a streams section of " + streams + " bytes in " + length);
        }
        return Integer.BYTES + streams;
    }
}
