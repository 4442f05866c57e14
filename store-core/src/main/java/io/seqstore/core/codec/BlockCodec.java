package io.seqstore.core.codec;

import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys and columns of some consecutive rows as bytes: the body of a block of a segment and of an event record of the
 * log (docs/format.md, "Block body"). Each column stands on its own, so that a reader decodes only what it was asked for.
 *
 * <pre>
 *  at  size  field
 *   0     4  rows
 *   4     2  columns    n, without the keys
 *   6     1  size       s, of a length: 2, or 4 where a section is longer than 65535 bytes
 *   7     s  length of the keys section
 *   . s x n  length of each column section
 *   .     .  keys section: integer column
 *   .     .  column sections: nulls (1: 0 none, 1 bit set follows, 8 bytes for 64 rows), then the column
 * </pre>
 *
 * <p>Holds scratch memory: one instance serves one thread.
 */
public final class BlockCodec {
    /** The most rows that one body may hold; readers refuse more before they make room. */
    public static final int MAX_ROWS = 1 << 24;

    static final int ROWS = 0;
    static final int COLUMNS = ROWS + Integer.BYTES;
    static final int LENGTH_SIZE = COLUMNS + Short.BYTES;
    static final int LENGTHS = LENGTH_SIZE + 1;

    /** The longest section whose length takes two bytes. */
    private static final int MAX_SHORT_LENGTH = (1 << Short.SIZE) - 1;

    /** Columns that are walked from their first row on are so in steps of so many rows or more. */
    private static final int SOME_ROWS = 1024;

    private static final int MAX_COLUMNS = (1 << Short.SIZE) - 1;

    private final Packing packing;
    private long[] scratch = new long[0];
    private double[] doubles = new double[0];
    private int[] lengths = new int[0];
    private @Nullable PackedExtremes extremes;

    /** A codec that packs hot, as a log does. */
    public BlockCodec() {
        this(Packing.HOT);
    }

    /** A codec; all of them read everything. */
    public BlockCodec(Packing packing) {
        this.packing = packing;
    }

    /** Appends rows {@code from..to-1} of a batch; {@code ascending} says that their keys ascend. */
    public void encode(ColumnBatch batch, int from, int to, boolean ascending, ByteOutput out) {
        int rows = to - from;
        int columns = batch.columnCount();
        assert columns <= MAX_COLUMNS;
        makeRoom(rows);
        if (lengths.length <= columns) {
            lengths = new int[columns + 1];
        }
        int begin = out.length();
        out.skip(LENGTHS + Short.BYTES * (columns + 1));
        int sectionsAt = out.length();
        int sectionBegin = sectionsAt;
        System.arraycopy(batch.keys(), from, scratch, 0, rows);
        LongColumnCodec.encode(scratch, rows, ascending, packing, out);
        int longest = 0;
        for (int i = 0; i <= columns; i++) {
            if (i > 0) {
                encodeColumn(batch.column(i - 1), from, rows, out);
            }
            lengths[i] = out.length() - sectionBegin;
            longest = Math.max(longest, lengths[i]);
            sectionBegin = out.length();
        }
        boolean isLong = longest > MAX_SHORT_LENGTH;
        if (isLong) {
            makeRoomForLengths(sectionsAt, columns, out);
        }
        putHead(out.bytes(), begin, rows, columns, isLong);
        assert rows(out.bytes(), begin) == rows;
    }

    /** Moves the sections back so that each length has four bytes. */
    private static void makeRoomForLengths(int sectionsAt, int columns, ByteOutput out) {
        int sections = out.length() - sectionsAt;
        int more = Short.BYTES * (columns + 1);
        out.skip(more);
        System.arraycopy(out.bytes(), sectionsAt, out.bytes(), sectionsAt + more, sections);
    }

    private void putHead(byte[] out, int begin, int rows, int columns, boolean isLong) {
        LittleEndian.putInt(out, begin + ROWS, rows);
        LittleEndian.putShort(out, begin + COLUMNS, (short) columns);
        out[begin + LENGTH_SIZE] = (byte) (isLong ? Integer.BYTES : Short.BYTES);
        for (int i = 0; i <= columns; i++) {
            if (isLong) {
                LittleEndian.putInt(out, begin + LENGTHS + i * Integer.BYTES, lengths[i]);
            } else {
                LittleEndian.putShort(out, begin + LENGTHS + i * Short.BYTES, (short) lengths[i]);
            }
        }
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
                LongColumnCodec.encode(scratch, rows, false, packing, out);
            }
            case DOUBLE -> {
                System.arraycopy(((DoubleColumn) column).values(), from, doubles, 0, rows);
                DoubleCodec.encode(doubles, rows, packing, scratch, out);
            }
            case BYTES -> BytesCodec.encode((BytesColumn) column, from, rows, packing, scratch, out);
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

    /** How many columns the body that begins here has, without the keys. */
    public static int columns(byte[] in, int start) {
        return LittleEndian.getShort(in, start + COLUMNS) & 0xFFFF;
    }

    /**
     * The 64-bit keys of all rows of a body, whatever its layout.
     *
     * @param in the bytes, with {@link ByteOutput#SLACK} bytes behind the body
     * @throws MalformedBytesException when the bytes are not such a body
     */
    public static long[] keys(byte[] in, int start, int length) {
        long[] keys = new long[rows(in, start)];
        try {
            int lengthSize = checkedLengthSize(in[start + LENGTH_SIZE]);
            int at = start + LENGTHS + lengthSize * (columns(in, start) + 1);
            sectionLength(in, start, 0, lengthSize, at, start + length);
            LongColumnCodec.decode(in, at, keys, 0, keys.length, keys.length);
            return keys;
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new MalformedBytesException("a section points outside the block", e);
        }
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
        decode(in, start, length, 0, Integer.MAX_VALUE, batch, wanted);
    }

    /**
     * Replaces the content of a batch by some rows of a body, the first of which becomes row 0. Takes memory for those rows
     * alone, whatever the body says that it holds.
     *
     * @param from the first row that is wanted
     * @param to one behind the last, or more than there are
     * @throws MalformedBytesException when the bytes are not such a body, or not one of the batch's layout
     */
    public void decode(byte[] in, int start, int length, int from, int to, ColumnBatch batch, IntPredicate wanted) {
        decode(in, start, length, from, to, batch, true, wanted);
    }

    /**
     * Replaces one column of a batch by that of some rows of a body; neither the keys of the batch nor its other columns mean
     * anything then.
     *
     * @throws MalformedBytesException when the bytes are not such a body, or not one of the batch's layout
     */
    public void decodeColumn(byte[] in, int start, int length, int from, int to, ColumnBatch batch, int column) {
        decode(in, start, length, from, to, batch, false, index -> index == column);
    }

    private void decode(
            byte[] in,
            int start,
            int length,
            int from,
            int to,
            ColumnBatch batch,
            boolean withKeys,
            IntPredicate wanted) {
        try {
            decodeChecked(in, start, length, from, to, batch, withKeys, wanted);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
            throw new MalformedBytesException("a section points outside the block", e);
        }
    }

    private void decodeChecked(
            byte[] in,
            int start,
            int length,
            int from,
            int upTo,
            ColumnBatch batch,
            boolean withKeys,
            IntPredicate wanted) {
        int rows = rows(in, start);
        int columns = columns(in, start);
        checkColumns(columns, batch.layout());
        int lengthSize = checkedLengthSize(in[start + LENGTH_SIZE]);
        int at = start + LENGTHS + lengthSize * (columns + 1);
        int end = start + length;
        int to = Math.min(rows, upTo);
        if (from < 0 || from > to) {
            throw new MalformedBytesException("rows " + from + " to " + to + " of " + rows);
        }
        makeRoomForLongs(Math.max(to - from, Math.min(rows, SOME_ROWS)));
        batch.clear();
        batch.ensureCapacity(to - from);
        for (int i = 0; i <= columns; i++) {
            int section = sectionLength(in, start, i, lengthSize, at, end);
            if (i == 0 && withKeys) {
                LongColumnCodec.decode(in, at, batch.keys(), from, to, rows);
            } else if (i > 0 && wanted.test(i - 1)) {
                decodeColumn(in, at, batch.column(i - 1), from, to, rows);
            }
            at += section;
        }
        batch.setCount(to - from);
    }

    /**
     * Adds rows {@code from..to-1} of a column to a total without making values of them.
     *
     * @return whether that was possible; if not, nothing was added and the rows must be decoded
     * @throws MalformedBytesException when the bytes are not such a body
     */
    public boolean total(byte[] in, int start, int length, int from, int to, int column, ColumnTotal into) {
        try {
            int rows = rows(in, start);
            int at = section(in, start, length, column);
            if (from < 0 || from > to || to > rows) {
                throw new MalformedBytesException("no rows " + from + " to " + to + " of column " + column);
            }
            int decimals = in[at] == 0 ? DoubleCodec.decimals(in, at + 1) : -1;
            if (decimals < 0) {
                return false;
            }
            double power = DoubleCodec.power(in[at + 1]);
            return switch (in[decimals]) {
                case FrameCodec.ID -> FrameCodec.total(in, decimals + 1, from, to, power, into);
                case FramesCodec.ID -> FramesCodec.total(in, decimals + 1, from, to, rows, power, into);
                default -> false;
            };
        } catch (IndexOutOfBoundsException e) {
            throw new MalformedBytesException("a section points outside the block", e);
        }
    }

    private PackedExtremes extremes() {
        PackedExtremes made = extremes;
        if (made == null) {
            made = new PackedExtremes();
            extremes = made;
        }
        return made;
    }

    /**
     * Searches rows {@code from..to-1} of a column for extremes without making values of them.
     *
     * @param kind of the column; integers are compared with their sign
     * @return whether that was possible; if not, nothing was found and the rows must be decoded
     * @throws MalformedBytesException when the bytes are not such a body
     */
    public boolean search(
            byte[] in, int start, int length, int from, int to, int column, ColumnKind kind, ColumnExtremes sought) {
        try {
            int rows = rows(in, start);
            int at = section(in, start, length, column);
            if (from < 0 || from >= to || to > rows) {
                throw new MalformedBytesException("no rows " + from + " to " + to + " of column " + column);
            }
            if (in[at] != 0) {
                return false;
            }
            return switch (kind) {
                case LONG -> extremes().searchLongs(in, at + 1, from, to, rows, sought);
                case DOUBLE -> {
                    int decimals = DoubleCodec.decimals(in, at + 1);
                    yield decimals >= 0
                            && extremes()
                                    .searchQuotients(
                                            in, decimals, from, to, rows, DoubleCodec.power(in[at + 1]), sought);
                }
                case BYTES -> false;
            };
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new MalformedBytesException("a section points outside the block", e);
        }
    }

    /** Where the section of a column begins. */
    private static int section(byte[] in, int start, int length, int column) {
        int columns = columns(in, start);
        if (column >= columns) {
            throw new MalformedBytesException("no column " + column + " of " + columns);
        }
        int lengthSize = checkedLengthSize(in[start + LENGTH_SIZE]);
        int at = start + LENGTHS + lengthSize * (columns + 1);
        for (int i = 0; i <= column; i++) {
            at += sectionLength(in, start, i, lengthSize, at, start + length);
        }
        return at;
    }

    static void checkColumns(int columns, EventLayout layout) {
        if (columns != layout.columns().size()) {
            throw new MalformedBytesException(
                    columns + " columns where the type has " + layout.columns().size());
        }
    }

    static int checkedLengthSize(int size) {
        if (size != Short.BYTES && size != Integer.BYTES) {
            throw new MalformedBytesException("lengths of " + size + " bytes");
        }
        return size;
    }

    private static int sectionLength(byte[] in, int start, int index, int lengthSize, int at, int end) {
        int length = lengthSize == Short.BYTES
                ? LittleEndian.getShort(in, start + LENGTHS + index * Short.BYTES) & 0xFFFF
                : LittleEndian.getInt(in, start + LENGTHS + index * Integer.BYTES);
        return checkedSection(index, length, end - at);
    }

    static int checkedSection(int index, int length, int left) {
        if (length < 0 || length > left) {
            throw new MalformedBytesException(
                    "section " + index + " of " + length + " bytes where " + left + " are left");
        }
        return length;
    }

    private void decodeColumn(byte[] in, int start, Column column, int from, int to, int rows) {
        int at = start + 1;
        boolean anyNull = in[start] != 0;
        int nullsAt = at;
        if (anyNull) {
            at += nullLength(rows);
        }
        switch (column.kind()) {
            case LONG -> LongColumnCodec.decode(in, at, ((LongColumn) column).values(), from, to, rows);
            case DOUBLE -> DoubleCodec.decode(in, at, ((DoubleColumn) column).values(), from, to, rows, scratch);
            case BYTES -> BytesCodec.decode(in, at, (BytesColumn) column, from, to, rows, scratch);
        }
        if (anyNull) {
            setNulls(in, nullsAt, column, from, to);
        }
    }

    /** Bytes of the null bits of so many rows. */
    static int nullLength(int rows) {
        return Long.BYTES * ((rows + Long.SIZE - 1) / Long.SIZE);
    }

    private static void setNulls(byte[] in, int nullsAt, Column column, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((LittleEndian.getLong(in, nullsAt + (i >>> 6) * Long.BYTES) & (1L << i)) != 0) {
                column.markNull(i - from);
            }
        }
    }

    /** Room for encoding. */
    private void makeRoom(int rows) {
        makeRoomForLongs(rows);
        if (doubles.length < rows) {
            doubles = new double[scratch.length];
        }
    }

    private void makeRoomForLongs(int rows) {
        if (scratch.length < rows) {
            scratch = new long[Math.max(rows, Math.min(MAX_ROWS, scratch.length * 2))];
        }
    }
}
