package io.seqstore.types.event;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A column of byte runs, one behind the other in one array. Rows are written in ascending order only: row {@code n} is
 * written after row {@code n - 1}, or over row {@code n} when it is still the last one.
 */
public final class BytesColumn extends Column {
    private byte[] bytes = new byte[0];

    /** Row r is {@code bytes[ends[r - 1]..ends[r])}. */
    private int[] ends = new int[0];

    BytesColumn() {}

    @Override
    public ColumnKind kind() {
        return ColumnKind.BYTES;
    }

    /** The bytes of all rows, one behind the other; replaced when the column grows. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where a row begins in {@link #bytes}. */
    public int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Where a row ends in {@link #bytes}. */
    public int end(int row) {
        return ends[row];
    }

    /** How many bytes a row has. */
    public int length(int row) {
        return end(row) - start(row);
    }

    /** A copy of a row. */
    public byte[] get(int row) {
        return Arrays.copyOfRange(bytes, start(row), end(row));
    }

    /** Sets the next row. */
    public void set(int row, byte[] value) {
        set(row, value, 0, value.length);
    }

    /** Sets the next row from a part of an array. */
    public void set(int row, byte[] source, int from, int length) {
        int start = makeRoom(row, length);
        System.arraycopy(source, from, bytes, start, length);
    }

    /** Sets the next row from a part of a buffer, whose position does not matter and does not move. */
    public void set(int row, ByteBuffer source, int from, int length) {
        int start = makeRoom(row, length);
        source.get(from, bytes, start, length);
    }

    private int makeRoom(int row, int length) {
        int start = start(row);
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        ends[row] = end;
        return start;
    }

    @Override
    public void ensureCapacity(int rows) {
        if (rows > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(rows, ends.length * 2));
        }
    }

    @Override
    void copyValue(Column from, int fromRow, int toRow) {
        BytesColumn source = (BytesColumn) from;
        set(toRow, source.bytes, source.start(fromRow), source.length(fromRow));
    }

    @Override
    void copyValues(Column from, int[] rows, int count, int atRow) {
        for (int i = 0; i < count; i++) {
            copyValue(from, rows[i], atRow + i);
        }
    }

    @Override
    void copyValues(Column from, int fromRow, int toRow, int atRow) {
        if (fromRow == toRow) {
            return;
        }
        // The bytes of consecutive rows are one run: copied as if they were one value, then cut where they were cut.
        BytesColumn source = (BytesColumn) from;
        int firstByte = source.start(fromRow);
        int start = start(atRow);
        set(atRow, source.bytes, firstByte, source.end(toRow - 1) - firstByte);
        for (int row = fromRow; row < toRow; row++) {
            ends[atRow + row - fromRow] = source.ends[row] - firstByte + start;
        }
    }

    @Override
    void clearValue(int row) {
        ends[row] = start(row);
    }
}
