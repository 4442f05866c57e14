package io.seqstore.core.codec;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;

/**
 * Single rows of a block body where it stands in its file: a key, the row of a key, the columns of a row, each in a few
 * loads, without decoding the others, or no more of them than the stretch of a coded column (docs/format.md, "Block body"). The bytes are those whose checksum was compared once;
 * what changed since then ends in wrong values or in {@link MalformedBytesException}, never outside the block.
 *
 * <p>Reused and allocation-free once it has seen its largest row: one instance serves one thread.
 */
public final class BlockReader {
    /** Instead of a row that is not there. */
    public static final int NO_ROW = -1;

    /** Of more columns the others come when they are needed. */
    private static final int MOST_EXPECTED = 6;

    private final BlockBytes in = new BlockBytes();
    private final LineCodec.LineReader line = new LineCodec.LineReader();
    private int[] sections = new int[8];
    private byte[] copy = new byte[0];
    private int sectionCount;
    private int rows;

    /** Whether each key is a few loads away, for they lie near to a line. */
    private boolean isLine;

    /** Whether keys lie near to a line, coded or not. */
    private boolean hasLine;

    /** Keeps the compiler from leaving out loads of which only the arrival matters. */
    @SuppressWarnings("UnusedVariable")
    private int arrived;

    /**
     * Moves to a block.
     *
     * @param file the file
     * @param at where the body begins in the file
     * @param length how long it is
     * @param layout what it must hold
     * @throws MalformedBytesException when the bytes are not such a body
     */
    public void wrap(ReadableFile file, long at, int length, EventLayout layout) {
        in.wrap(file, at, length);
        rows = in.getInt(BlockCodec.ROWS);
        if (rows < 0 || rows > BlockCodec.MAX_ROWS) {
            throw new MalformedBytesException("a block of " + rows + " rows");
        }
        long head = in.getLong(BlockCodec.COLUMNS);
        int columns = (int) head & 0xFFFF;
        BlockCodec.checkColumns(columns, layout);
        findSections(columns, BlockCodec.checkedLengthSize((byte) (head >>> Short.SIZE)));
        long word = in.getLong(sections[0]);
        isLine = (byte) word == LineCodec.ID;
        hasLine = isLine || (byte) word == CodedLineCodec.ID;
        if (hasLine) {
            // A coded line begins like another one.
            line.wrap(in, sections[0] + 1, (int) (word >>> Byte.SIZE));
        }
    }

    private void findSections(int columns, int lengthSize) {
        if (sections.length <= columns + 1) {
            sections = new int[columns + 2];
        }
        int at = BlockCodec.LENGTHS + lengthSize * (columns + 1);
        // Several lengths are one load.
        int perWord = Long.BYTES / lengthSize;
        int bits = lengthSize * Byte.SIZE;
        long word = 0;
        for (int i = 0; i <= columns; i++) {
            word = i % perWord == 0 ? in.getLong(BlockCodec.LENGTHS + i * lengthSize) : word >>> bits;
            sections[i] = at;
            int section = lengthSize == Short.BYTES ? (int) word & 0xFFFF : (int) word;
            at += BlockCodec.checkedSection(i, section, in.length() - at);
        }
        sections[columns + 1] = at;
        sectionCount = columns + 1;
    }

    /**
     * Says that a row will be read next, or one near to it. What it consists of stands in several places that are in no cache:
     * they are asked for here, all at once, instead of one after the other when each is needed.
     *
     * @param part where the row lies in the block: 0 the first, 1 behind the last
     */
    public void expect(double part) {
        int sum = 0;
        int count = Math.min(sectionCount, MOST_EXPECTED);
        for (int i = 0; i < count; i++) {
            int begin = sections[i];
            int place = begin + (int) (part * (sections[i + 1] - begin));
            sum += in.getByte(begin) + in.getByte(Math.max(begin, Math.min(place, in.length())));
        }
        arrived = sum;
    }

    /** How many rows the block holds. */
    public int rows() {
        return rows;
    }

    /** The 64-bit key of a row. */
    public long key(int row) {
        return isLine ? line.value(in, row) : LongColumnCodec.decodeOne(in, sections[0], row, rows);
    }

    /** The row with a 64-bit key, of which there is one at most; {@link #NO_ROW} when there is none. */
    public int rowAt(long key) {
        if (hasLine && rows > 0) {
            // Most clocks are steady: then no other row has to be looked at.
            int guess = guess(key);
            if (key(guess) == key) {
                return guess;
            }
        }
        int row = firstAtOrAfter(key);
        return row < rows && key(row) == key ? row : NO_ROW;
    }

    private int guess(long key) {
        return Math.max(0, Math.min(rows - 1, (int) line.guess(key)));
    }

    /**
     * The first row whose 64-bit key is at or after a key; the number of rows when there is none. Clocks are guessed by their
     * line and corrected nearby.
     */
    public int firstAtOrAfter(long key) {
        if (!hasLine || rows == 0) {
            return firstBetween(0, rows, key);
        }
        int guess = guess(key);
        return key(guess) < key ? firstBehind(guess, key) : firstUpTo(guess, key);
    }

    /** The first row at or after a key, which lies behind a row: looked for in steps that double. */
    private int firstBehind(int row, long key) {
        int low = row + 1;
        for (int step = 1; low < rows; step *= 2) {
            int probe = Math.min(rows - 1, low + step - 1);
            if (key(probe) >= key) {
                return firstBetween(low, probe, key);
            }
            low = probe + 1;
        }
        return rows;
    }

    /** The first row at or after a key, which is this row or one in front of it. */
    private int firstUpTo(int row, long key) {
        int high = row;
        for (int step = 1; high > 0; step *= 2) {
            int probe = Math.max(0, high - step);
            if (key(probe) < key) {
                return firstBetween(probe + 1, high, key);
            }
            high = probe;
        }
        return 0;
    }

    /** The first row of {@code from..to-1} whose 64-bit key is at or after a key, where keys ascend; {@code to} when there is none. */
    public int firstBetween(int from, int to, long key) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Appends a copy of a row to a batch; columns that are not wanted are left as they are. */
    public void copyTo(ColumnBatch batch, int row, ColumnSet wanted) {
        if (row < 0 || row >= rows) {
            throw new MalformedBytesException("row " + row + " of " + rows);
        }
        int to = batch.addRow(key(row));
        for (int i = 0; i < batch.columnCount(); i++) {
            if (wanted.contains(i)) {
                copyColumn(batch.column(i), sections[i + 1], row, to);
            }
        }
    }

    private void copyColumn(Column column, int section, int row, int to) {
        int at = section + 1;
        long word = in.getLong(section);
        // What the values begin with: seven bytes of it, or eight.
        long head = word >>> Byte.SIZE;
        if ((byte) word != 0) {
            if ((in.getLong(at + (row >>> 6) * Long.BYTES) & (1L << row)) != 0) {
                column.setNull(to);
                return;
            }
            at += BlockCodec.nullLength(rows);
            head = in.getLong(at);
        }
        column.clearNull(to);
        if (column instanceof LongColumn longs) {
            longs.set(to, LongColumnCodec.decodeOne(in, at, head, row, rows));
        } else if (column instanceof DoubleColumn doubles) {
            doubles.set(to, DoubleCodec.decodeOne(in, at, head, row, rows));
        } else {
            copyBytes((BytesColumn) column, at, row, to);
        }
    }

    private void copyBytes(BytesColumn column, int at, int row, int to) {
        long place = BytesCodec.locate(in, at, row, rows);
        int bytesAt = (int) (place >>> Integer.SIZE);
        int length = (int) place;
        in.checkHolds(bytesAt, length);
        if (copy.length < length) {
            copy = new byte[Math.max(length, copy.length * 2)];
        }
        in.read(bytesAt, copy, length);
        column.set(to, copy, 0, length);
    }
}
