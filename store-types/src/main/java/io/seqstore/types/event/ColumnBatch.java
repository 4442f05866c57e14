package io.seqstore.types.event;

import io.seqstore.types.EventKey;
import java.util.Arrays;
import java.util.List;

/**
 * Events of one layout, column by column: the unit in which events are written, logged, stored and read. Rows
 * {@code 0..count-1}; the keys of a batch to be written may stand in any order, those of a batch that was read ascend.
 *
 * <p>Meant to be reused: {@link #clear} keeps the arrays. Arrays that the accessors hand out are the live ones and are
 * replaced when the batch grows. Not thread-safe.
 */
public final class ColumnBatch {
    private final EventLayout layout;
    private final Column[] columns;
    private long[] keys;
    private int count;

    /** An empty batch with room for some rows. */
    public ColumnBatch(EventLayout layout, int capacity) {
        this.layout = layout;
        this.keys = new long[capacity];
        List<ColumnKind> kinds = layout.columns();
        this.columns = new Column[kinds.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Column.create(kinds.get(i));
            columns[i].ensureCapacity(capacity);
        }
    }

    public EventLayout layout() {
        return layout;
    }

    /** How many rows the batch holds. */
    public int count() {
        return count;
    }

    /** Declares that rows {@code 0..newCount-1} are filled; {@link #ensureCapacity} must have made room for them. */
    public void setCount(int newCount) {
        if (newCount < 0 || newCount > keys.length) {
            throw new IllegalArgumentException("count " + newCount + " is outside 0.." + keys.length);
        }
        this.count = newCount;
    }

    /** The 64-bit keys (see {@link KeyForm}); of longer keys what decides first. */
    public long[] keys() {
        return keys;
    }

    public long key(int row) {
        return keys[row];
    }

    /** The whole key of a row. */
    public EventKey eventKey(int row) {
        return layout.hasKeyTail()
                ? EventKey.of(keys[row], bytes(layout.keyTailColumn()).get(row))
                : EventKey.of(keys[row]);
    }

    /** Compares the whole keys of two rows, of this batch and of one of the same layout. */
    public int compareKeys(int row, ColumnBatch other, int otherRow) {
        if (keys[row] != other.keys[otherRow]) {
            return Long.compare(keys[row], other.keys[otherRow]);
        }
        if (!layout.hasKeyTail()) {
            return 0;
        }
        BytesColumn mine = bytes(layout.keyTailColumn());
        BytesColumn theirs = other.bytes(layout.keyTailColumn());
        return Arrays.compareUnsigned(
                mine.bytes(),
                mine.start(row),
                mine.end(row),
                theirs.bytes(),
                theirs.start(otherRow),
                theirs.end(otherRow));
    }

    /** Compares the whole key of a row with a key. */
    public int compareKey(int row, EventKey key) {
        if (keys[row] != key.head()) {
            return Long.compare(keys[row], key.head());
        }
        if (!layout.hasKeyTail()) {
            return 0;
        }
        BytesColumn tails = bytes(layout.keyTailColumn());
        return -key.compareTail(tails.bytes(), tails.start(row), tails.end(row));
    }

    /** How many columns there are. */
    public int columnCount() {
        return columns.length;
    }

    public Column column(int index) {
        return columns[index];
    }

    /** The values of a column of kind LONG. */
    public long[] longs(int column) {
        return ((LongColumn) columns[column]).values();
    }

    /** The values of a column of kind DOUBLE. */
    public double[] doubles(int column) {
        return ((DoubleColumn) columns[column]).values();
    }

    /** A column of kind BYTES. */
    public BytesColumn bytes(int column) {
        return (BytesColumn) columns[column];
    }

    /** Makes room for rows {@code 0..rows-1}. */
    public void ensureCapacity(int rows) {
        if (rows > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(rows, keys.length * 2));
            // So that a row that fits the keys fits all columns, and need not ask them.
            for (Column column : columns) {
                column.ensureCapacity(keys.length);
            }
        }
    }

    /** Begins a new row with this key and returns its index; the caller fills the columns. */
    public int addRow(long key) {
        int row = count;
        ensureCapacity(row + 1);
        keys[row] = key;
        count = row + 1;
        return row;
    }

    /** Appends a copy of a row of another batch of the same layout. */
    public void addCopy(ColumnBatch from, int fromRow) {
        int row = addRow(from.keys[fromRow]);
        for (int i = 0; i < columns.length; i++) {
            columns[i].copyRow(from.columns[i], fromRow, row);
        }
    }

    /** Forgets the rows from this one on. */
    public void truncate(int rows) {
        if (rows < count) {
            count = rows;
            for (Column column : columns) {
                column.truncate(rows);
            }
        }
    }

    /** Appends copies of the rows {@code fromRow..toRow-1} of another batch of the same layout. */
    public void addCopies(ColumnBatch from, int fromRow, int toRow) {
        int row = count;
        ensureCapacity(row + toRow - fromRow);
        System.arraycopy(from.keys, fromRow, keys, row, toRow - fromRow);
        for (int i = 0; i < columns.length; i++) {
            columns[i].copyRows(from.columns[i], fromRow, toRow, row);
        }
        count = row + toRow - fromRow;
    }

    /** Appends copies of the first {@code rowCount} rows that an array names, of another batch of the same layout. */
    public void addRows(ColumnBatch from, int[] rows, int rowCount) {
        int at = count;
        ensureCapacity(at + rowCount);
        for (int i = 0; i < rowCount; i++) {
            keys[at + i] = from.keys[rows[i]];
        }
        for (int i = 0; i < columns.length; i++) {
            columns[i].copyRows(from.columns[i], rows, rowCount, at);
        }
        count = at + rowCount;
    }

    /** Forgets all rows and keeps the arrays. */
    public void clear() {
        count = 0;
        for (Column column : columns) {
            column.clear();
        }
    }
}
