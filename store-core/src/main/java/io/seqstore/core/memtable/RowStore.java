package io.seqstore.core.memtable;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.memory.Arena;
import io.seqstore.core.memory.Slab;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in off-heap columns that only grow and never move: chunks of 4, 8, 16 ... rows, so that a stream of a few events
 * costs little and a long one is read in long runs. Within a chunk the columns stand one behind the other: keys, an extra
 * word a row for the owner, each column's 64-bit slots, each column's null bits.
 *
 * <p>One thread appends; others may read rows that were published to them by a release/acquire pair outside.
 */
final class RowStore {
    private static final int FIRST_CHUNK_ROWS = 4;
    private static final int FIRST_CHUNK_BITS = 2;

    /** Chunks stop doubling here: large enough for bulk copies, small against a slab. */
    private static final int MAX_CHUNK_BYTES = 128 << 10;

    private static final int FIRST_HEAP_BYTES = 128;
    private static final int MAX_HEAP_DOUBLINGS = 10;

    private final Arena arena;
    private final ColumnKind[] kinds;
    private final int tailColumn;
    private final boolean hasExtra;
    private final int wordsBeforeColumns;
    private final int doublings;

    /** Replaced, never changed in place, when a chunk is added; readers get it through the publication of the rows. */
    private Chunk[] chunks = new Chunk[0];

    private int rows;

    /** Byte runs are written here, piece by piece; a slot names slab and position. */
    private Slab[] heaps = new Slab[0];

    private int heapPosition;
    private int heapEnd;

    /** Whether any row ever had a null; set before such a row is published. */
    private boolean anyNulls;

    /**
     * An empty store.
     *
     * @param hasExtra whether each row has an extra word for the owner
     */
    RowStore(EventLayout layout, Arena arena, boolean hasExtra) {
        this.arena = arena;
        List<ColumnKind> columns = layout.columns();
        this.kinds = columns.toArray(new ColumnKind[0]);
        this.tailColumn = layout.keyTailColumn();
        this.hasExtra = hasExtra;
        this.wordsBeforeColumns = hasExtra ? 2 : 1;
        int rowBytes = Long.BYTES * (wordsBeforeColumns + kinds.length);
        int bits = FIRST_CHUNK_BITS;
        while ((2L << bits) * rowBytes <= MAX_CHUNK_BYTES) {
            bits++;
        }
        this.doublings = bits - FIRST_CHUNK_BITS;
    }

    /** A run of rows in one piece of memory. */
    private record Chunk(Slab slab, int firstWord, int rows) {}

    int rows() {
        return rows;
    }

    /** Appends rows of a batch. */
    void append(ColumnBatch batch, int from, int to) {
        int done = from;
        while (done < to) {
            int chunkIndex = chunkOf(rows);
            if (chunkIndex == chunks.length) {
                addChunk(chunkIndex);
            }
            Chunk chunk = chunks[chunkIndex];
            int at = rows - firstRowOf(chunkIndex);
            int part = Math.min(to - done, chunk.rows() - at);
            chunk.slab().longs().put(chunk.firstWord() + at, batch.keys(), done, part);
            for (int i = 0; i < kinds.length; i++) {
                appendColumn(chunk, i, at, batch.column(i), done, part);
            }
            rows += part;
            done += part;
        }
    }

    private void appendColumn(Chunk chunk, int index, int at, Column column, int from, int count) {
        int word = columnWord(chunk, index) + at;
        if (column instanceof LongColumn longs) {
            chunk.slab().longs().put(word, longs.values(), from, count);
        } else if (column instanceof DoubleColumn doubles) {
            chunk.slab().doubles().put(word, doubles.values(), from, count);
        } else if (column instanceof BytesColumn bytes) {
            for (int i = 0; i < count; i++) {
                chunk.slab().longs().put(word + i, storeBytes(bytes, from + i));
            }
        }
        if (column.hasNulls()) {
            setNulls(chunk, index, at, column, from, count);
        }
    }

    private void setNulls(Chunk chunk, int index, int at, Column column, int from, int count) {
        int firstNullWord = nullWord(chunk, index);
        for (int i = 0; i < count; i++) {
            if (column.isNull(from + i)) {
                anyNulls = true;
                int row = at + i;
                int word = firstNullWord + (row >>> 6);
                chunk.slab().longs().put(word, chunk.slab().longs().get(word) | 1L << row);
            }
        }
    }

    /** Writes a run of bytes, its length in front, and returns where it stands: the heap and the position in it. */
    private long storeBytes(BytesColumn column, int row) {
        int length = column.length(row);
        int needed = Integer.BYTES + length;
        if (needed > heapEnd - heapPosition) {
            addHeap(needed);
        }
        ByteBuffer heap = heaps[heaps.length - 1].bytes();
        heap.putInt(heapPosition, length);
        heap.put(heapPosition + Integer.BYTES, column.bytes(), column.start(row), length);
        long slot = (long) (heaps.length - 1) << Integer.SIZE | heapPosition;
        heapPosition += needed;
        return slot;
    }

    private void addHeap(int atLeast) {
        int grown = FIRST_HEAP_BYTES << Math.min(heaps.length, MAX_HEAP_DOUBLINGS);
        int size = Math.max(atLeast, grown);
        Arena.Piece piece = arena.allocate(size);
        Slab[] more = Arrays.copyOf(heaps, heaps.length + 1);
        more[heaps.length] = piece.slab();
        heaps = more;
        heapPosition = piece.offset();
        heapEnd = piece.offset() + size;
    }

    private void addChunk(int index) {
        int chunkRows = FIRST_CHUNK_ROWS << Math.min(index, doublings);
        int nullWords = (chunkRows + Long.SIZE - 1) / Long.SIZE * kinds.length;
        int words = chunkRows * (wordsBeforeColumns + kinds.length) + nullWords;
        Arena.Piece piece = arena.allocate(words * Long.BYTES);
        Chunk chunk = new Chunk(piece.slab(), piece.offset() / Long.BYTES, chunkRows);
        int firstNullWord = chunk.firstWord() + words - nullWords;
        for (int i = 0; i < nullWords; i++) {
            chunk.slab().longs().put(firstNullWord + i, 0L);
        }
        Chunk[] more = Arrays.copyOf(chunks, index + 1);
        more[index] = chunk;
        chunks = more;
    }

    private int columnWord(Chunk chunk, int column) {
        return chunk.firstWord() + chunk.rows() * (wordsBeforeColumns + column);
    }

    private int nullWord(Chunk chunk, int column) {
        int wordsPerColumn = (chunk.rows() + Long.SIZE - 1) / Long.SIZE;
        return chunk.firstWord() + chunk.rows() * (wordsBeforeColumns + kinds.length) + wordsPerColumn * column;
    }

    /** Which chunk holds a row. */
    private int chunkOf(int row) {
        int doublingRows = firstRowOf(doublings);
        return row < doublingRows
                ? Integer.SIZE - 1 - Integer.numberOfLeadingZeros((row >>> FIRST_CHUNK_BITS) + 1)
                : doublings + ((row - doublingRows) >>> (FIRST_CHUNK_BITS + doublings));
    }

    private int firstRowOf(int chunk) {
        return chunk <= doublings
                ? ((1 << chunk) - 1) << FIRST_CHUNK_BITS
                : (((1 << doublings) - 1) << FIRST_CHUNK_BITS)
                        + ((chunk - doublings) << (FIRST_CHUNK_BITS + doublings));
    }

    long key(int row) {
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        return chunk.slab().longs().get(chunk.firstWord() + row - firstRowOf(index));
    }

    /** The whole key of a row. */
    EventKey eventKey(int row) {
        if (tailColumn < 0) {
            return EventKey.of(key(row));
        }
        long slot = word(tailColumn, row);
        ByteBuffer heap = heaps[(int) (slot >>> Integer.SIZE)].bytes();
        byte[] tail = new byte[heap.getInt((int) slot)];
        heap.get((int) slot + Integer.BYTES, tail, 0, tail.length);
        return EventKey.of(key(row), tail);
    }

    /** Compares the whole key of a row with a key. */
    int compareKey(int row, EventKey key) {
        long head = key(row);
        if (head != key.head() || tailColumn < 0) {
            return Long.compare(head, key.head());
        }
        return eventKey(row).compareTo(key);
    }

    /** The first of the ascending rows {@code from..to-1} at or after a key; {@code to} when there is none. */
    int firstAtOrAfter(EventKey key, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compareKey(middle, key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Compares the whole keys of two rows. */
    int compareKeys(int row, int other) {
        long head = key(row);
        long otherHead = key(other);
        if (head != otherHead || tailColumn < 0) {
            return Long.compare(head, otherHead);
        }
        return eventKey(row).compareTo(eventKey(other));
    }

    /** The owner's word of a row. */
    long extra(int row) {
        assert hasExtra;
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        return chunk.slab().longs().get(chunk.firstWord() + chunk.rows() + row - firstRowOf(index));
    }

    void setExtra(int row, long value) {
        assert hasExtra;
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        chunk.slab().longs().put(chunk.firstWord() + chunk.rows() + row - firstRowOf(index), value);
    }

    /** Sets the owner's words of rows that follow each other. */
    void setExtras(int row, long[] values, int count) {
        assert hasExtra;
        for (int done = 0; done < count; ) {
            int index = chunkOf(row + done);
            Chunk chunk = chunks[index];
            int at = row + done - firstRowOf(index);
            int part = Math.min(count - done, chunk.rows() - at);
            chunk.slab().longs().put(chunk.firstWord() + chunk.rows() + at, values, done, part);
            done += part;
        }
    }

    /** How many rows from this one on stand in one piece of memory, at most up to a limit. */
    int runLength(int row, int limit) {
        int index = chunkOf(row);
        return Math.min(limit - row, firstRowOf(index) + chunks[index].rows() - row);
    }

    /** Copies a run of rows (see {@link #runLength}) behind the rows of a batch. */
    void copyTo(ColumnBatch batch, int row, int count, ColumnSet columns) {
        int to = batch.count();
        batch.ensureCapacity(to + count);
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        int at = row - firstRowOf(index);
        chunk.slab().longs().get(chunk.firstWord() + at, batch.keys(), to, count);
        for (int i = 0; i < kinds.length; i++) {
            if (columns.contains(i)) {
                copyColumn(chunk, i, at, batch.column(i), to, count);
            }
        }
        batch.setCount(to + count);
    }

    /** Copies a row behind the rows of a batch; for rows that do not stand in runs. */
    void copyRow(ColumnBatch batch, int row, ColumnSet columns) {
        int to = batch.count();
        batch.ensureCapacity(to + 1);
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        LongBuffer words = chunk.slab().longs();
        int at = row - firstRowOf(index);
        batch.keys()[to] = words.get(chunk.firstWord() + at);
        for (int i = 0; i < kinds.length; i++) {
            if (columns.contains(i)) {
                Column column = batch.column(i);
                copySlot(words.get(columnWord(chunk, i) + at), column, to);
                if (anyNulls && (words.get(nullWord(chunk, i) + (at >>> 6)) & 1L << at) != 0) {
                    column.markNull(to);
                }
            }
        }
        batch.setCount(to + 1);
    }

    /**
     * Copies rows behind the rows of a batch of which each, but for the first, names the one before in its extra word.
     *
     * @param last the last of them
     * @param count how many
     */
    void copyChain(ColumnBatch batch, int last, int count) {
        assert hasExtra;
        int end = batch.count() + count;
        batch.ensureCapacity(end);
        long[] keys = batch.keys();
        int row = last;
        // From back to front, as the rows are linked; all of a row at once, since finding it is most of the work.
        for (int to = end - 1; to >= end - count; to--) {
            int index = chunkOf(row);
            Chunk chunk = chunks[index];
            LongBuffer words = chunk.slab().longs();
            int at = row - firstRowOf(index);
            int word = chunk.firstWord() + at;
            keys[to] = words.get(word);
            row = (int) words.get(word + chunk.rows());
            for (int i = 0; i < kinds.length; i++) {
                if (kinds[i] != ColumnKind.BYTES) {
                    copySlot(words.get(word + chunk.rows() * (wordsBeforeColumns + i)), batch.column(i), to);
                }
            }
            if (anyNulls) {
                copyNulls(chunk, at, batch, to);
            }
        }
        if (heaps.length > 0) {
            copyBytesOfChain(batch, last, count);
        }
        batch.setCount(end);
    }

    /** Byte runs can be appended from front to back only. */
    private void copyBytesOfChain(ColumnBatch batch, int last, int count) {
        int[] order = new int[count];
        for (int i = count - 1, row = last; i >= 0; i--) {
            order[i] = row;
            row = (int) extra(row);
        }
        for (int i = 0; i < kinds.length; i++) {
            if (batch.column(i) instanceof BytesColumn bytes) {
                for (int row = 0; row < count; row++) {
                    loadBytes(word(i, order[row]), bytes, batch.count() + row);
                }
            }
        }
    }

    private void copySlot(long slot, Column column, int to) {
        if (column instanceof LongColumn longs) {
            longs.set(to, slot);
        } else if (column instanceof DoubleColumn doubles) {
            doubles.set(to, Double.longBitsToDouble(slot));
        } else if (column instanceof BytesColumn bytes) {
            loadBytes(slot, bytes, to);
        }
    }

    private void copyNulls(Chunk chunk, int at, ColumnBatch batch, int to) {
        for (int i = 0; i < kinds.length; i++) {
            if ((chunk.slab().longs().get(nullWord(chunk, i) + (at >>> 6)) & 1L << at) != 0) {
                batch.column(i).markNull(to);
            }
        }
    }

    /** The slot of a row in a column. */
    private long word(int column, int row) {
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        return chunk.slab().longs().get(columnWord(chunk, column) + row - firstRowOf(index));
    }

    private void copyColumn(Chunk chunk, int index, int at, Column column, int to, int count) {
        int word = columnWord(chunk, index) + at;
        if (column instanceof LongColumn longs) {
            chunk.slab().longs().get(word, longs.values(), to, count);
        } else if (column instanceof DoubleColumn doubles) {
            chunk.slab().doubles().get(word, doubles.values(), to, count);
        } else if (column instanceof BytesColumn bytes) {
            for (int i = 0; i < count; i++) {
                loadBytes(chunk.slab().longs().get(word + i), bytes, to + i);
            }
        }
        int firstNullWord = nullWord(chunk, index);
        for (int i = 0; i < count; i++) {
            int row = at + i;
            long bits = chunk.slab().longs().get(firstNullWord + (row >>> 6));
            if (bits == 0) {
                i += Long.SIZE - 1 - (row & Long.SIZE - 1);
            } else if ((bits & 1L << row) != 0) {
                column.markNull(to + i);
            }
        }
    }

    private void loadBytes(long slot, BytesColumn column, int row) {
        ByteBuffer heap = heaps[(int) (slot >>> Integer.SIZE)].bytes();
        int position = (int) slot;
        column.set(row, heap, position + Integer.BYTES, heap.getInt(position));
    }
}
