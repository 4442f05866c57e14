package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;
import java.util.function.IntPredicate;

/**
 * The keys and columns of some consecutive rows as bytes: the body of a block of a segment and of an event record of the
 * log (docs/format.md, "Block body"). Each column stands on its own, so that a reader decodes only what it was asked for.
 *
 * <pre>
 *  at  size  field
 *   0     4  rows
 *   4     4  columns    n, without the keys
 *   8     4  length of the keys section
 *  12  4 x n length of each column section
 *   .     .  keys section: integer column
 *   .     .  column sections: nulls (1: 0 none, 1 bit set follows, 8 bytes for 64 rows), then the column
 * </pre>
 *
 * <p>Holds scratch memory: one instance serves one thread.
 */
public final class BlockCodec {
    /** The most rows that one body may hold; readers refuse more before they make room. */
    public static final int MAX_ROWS = 1 << 24;

    private static final int ROWS = 0;
    private static final int COLUMNS = ROWS + Integer.BYTES;
    private static final int LENGTHS = COLUMNS + Integer.BYTES;

    private long[] scratch = new long[0];
    private double[] doubles = new double[0];

    /** Appends rows {@code from..to-1} of a batch; {@code ascending} says that their keys ascend. */
    public void encode(ColumnBatch batch, int from, int to, boolean ascending, ByteOutput out) {
        int rows = to - from;
        makeRoom(rows);
        int begin = out.length();
        out.putInt(rows);
        out.putInt(batch.columnCount());
        int lengths = out.skip(Integer.BYTES * (batch.columnCount() + 1));
        int sectionBegin = out.length();
        System.arraycopy(batch.keys(), from, scratch, 0, rows);
        LongColumnCodec.encode(scratch, rows, ascending, out);
        LittleEndian.putInt(out.bytes(), lengths, out.length() - sectionBegin);
        for (int i = 0; i < batch.columnCount(); i++) {
            sectionBegin = out.length();
            encodeColumn(batch.column(i), from, rows, out);
            LittleEndian.putInt(out.bytes(), lengths + (i + 1) * Integer.BYTES, out.length() - sectionBegin);
        }
        assert rows(out.bytes(), begin) == rows;
    }

    private void encodeColumn(Column column, int from, int rows, ByteOutput out) {
        boolean anyNull = false;
        if (column.hasNulls()) {
            for (int i = 0; i < rows && !anyNull; i++) {
                anyNull = column.isNull(from + i);
            }
        }
        out.putByte(anyNull ? 1 : 0);
        if (anyNull) {
            for (int word = 0; word < rows; word += Long.SIZE) {
                out.putLong(nullWord(column, from + word, Math.min(Long.SIZE, rows - word)));
            }
        }
        switch (column.kind()) {
            case LONG -> {
                System.arraycopy(((LongColumn) column).values(), from, scratch, 0, rows);
                LongColumnCodec.encode(scratch, rows, false, out);
            }
            case DOUBLE -> {
                System.arraycopy(((DoubleColumn) column).values(), from, doubles, 0, rows);
                DoubleCodec.encode(doubles, rows, scratch, out);
            }
            case BYTES -> BytesCodec.encode((BytesColumn) column, from, rows, scratch, out);
        }
    }

    private static long nullWord(Column column, int from, int rows) {
        long word = 0;
        for (int i = 0; i < rows; i++) {
            word |= column.isNull(from + i) ? 1L << i : 0L;
        }
        return word;
    }

    /** How many rows the body that begins here holds. */
    public static int rows(byte[] in, int start) {
        int rows = LittleEndian.getInt(in, start + ROWS);
        if (rows < 0 || rows > MAX_ROWS) {
            throw new MalformedBytesException("a block of " + rows + " rows");
        }
        return rows;
    }

    /**
     * Replaces the content of a batch by the rows of a body. Columns that are not wanted are left as they are.
     *
     * @param in the bytes, with {@link ByteOutput#SLACK} bytes behind the body
     * @param start where the body begins
     * @param length how long it is
     * @throws MalformedBytesException when the bytes are not such a body, or not one of the batch's layout
     */
    public void decode(byte[] in, int start, int length, ColumnBatch batch, IntPredicate wanted) {
        try {
            decodeChecked(in, start, length, batch, wanted);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
            throw new MalformedBytesException("a section points outside the block", e);
        }
    }

    private void decodeChecked(byte[] in, int start, int length, ColumnBatch batch, IntPredicate wanted) {
        int rows = rows(in, start);
        int columns = LittleEndian.getInt(in, start + COLUMNS);
        EventLayout layout = batch.layout();
        if (columns != layout.columns().size()) {
            throw new MalformedBytesException(
                    columns + " columns where the type has " + layout.columns().size());
        }
        int at = start + LENGTHS + Integer.BYTES * (columns + 1);
        int end = start + length;
        makeRoom(rows);
        batch.clear();
        batch.ensureCapacity(rows);
        int section = sectionLength(in, start, 0, at, end);
        LongColumnCodec.decode(in, at, batch.keys(), rows);
        at += section;
        for (int i = 0; i < columns; i++) {
            section = sectionLength(in, start, i + 1, at, end);
            if (wanted.test(i)) {
                decodeColumn(in, at, batch.column(i), rows);
            }
            at += section;
        }
        batch.setCount(rows);
    }

    private static int sectionLength(byte[] in, int start, int index, int at, int end) {
        int length = LittleEndian.getInt(in, start + LENGTHS + index * Integer.BYTES);
        if (length < 0 || length > end - at) {
            throw new MalformedBytesException(
                    "section " + index + " of " + length + " bytes where " + (end - at) + " are left");
        }
        return length;
    }

    private void decodeColumn(byte[] in, int start, Column column, int rows) {
        int at = start + 1;
        boolean anyNull = in[start] != 0;
        int nullsAt = at;
        if (anyNull) {
            at += Long.BYTES * ((rows + Long.SIZE - 1) / Long.SIZE);
        }
        switch (column.kind()) {
            case LONG -> LongColumnCodec.decode(in, at, ((LongColumn) column).values(), rows);
            case DOUBLE -> DoubleCodec.decode(in, at, ((DoubleColumn) column).values(), rows, scratch);
            case BYTES -> BytesCodec.decode(in, at, (BytesColumn) column, rows, scratch);
        }
        if (anyNull) {
            setNulls(in, nullsAt, column, rows);
        }
    }

    private static void setNulls(byte[] in, int nullsAt, Column column, int rows) {
        for (int i = 0; i < rows; i++) {
            if ((LittleEndian.getLong(in, nullsAt + (i >>> 6) * Long.BYTES) & (1L << i)) != 0) {
                column.markNull(i);
            }
        }
    }

    private void makeRoom(int rows) {
        if (scratch.length < rows) {
            scratch = new long[Math.max(rows, Math.min(MAX_ROWS, scratch.length * 2))];
            doubles = new double[scratch.length];
        }
    }
}
