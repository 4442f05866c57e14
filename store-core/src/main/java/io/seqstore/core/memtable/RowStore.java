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
 * costs little and a long one is read in long runs. How rows stand in a chunk is the owner's choice ({@link Form}): keys, an
 * extra word for the owner, each column's 64-bit slots, either one behind the other or row by row. Null bits stand behind both.
 *
 * <p>One thread appends; others may read rows that were published to them by a release/acquire pair outside.
 */
final class RowStore {
    /** How rows stand in a chunk. */
    enum Form {
        /** Column by column, for rows that are read in runs. */
        COLUMNS(false, false),

        /** The same with an extra word a row. */
        COLUMNS_WITH_EXTRA(true, false),

        /**
         * Row by row with an extra word, for many rows that are read one here and one there: one load from memory brings a whole
         * row. Whoever appends keeps memory on the heap for what is appended at once.
         */
        ROWS_WITH_EXTRA(true, true);

        private final boolean hasExtra;
        private final boolean isByRow;

        Form(boolean hasExtra, boolean isByRow) {
            this.hasExtra = hasExtra;
            this.isByRow = isByRow;
        }
    }

    /** In the words of a row. */
    private static final int KEY = 0;

    private static final int EXTRA = 1;

    private static final long[] NO_EXTRAS = {};

    private static final int FIRST_CHUNK_ROWS = 4;
    private static final int FIRST_CHUNK_BITS = 2;

    /** Chunks stop doubling here: large enough for bulk copies, small against a slab. */
    private static final int MAX_CHUNK_BYTES = 128 << 10;

    private static final int FIRST_HEAP_BYTES = 128;
    private static final int MAX_HEAP_DOUBLINGS = 10;

    private final Arena arena;
    private final ColumnKind[] kinds;
    private final int tailColumn;
    private final Form form;

    /** Words of a row. */
    private final int rowWords;

    /** In the words of a row, the slot of the first column. */
    private final int firstSlot;

    private final int doublings;

    /** The first row behind the chunks that double, and how many bits of a row say where in its chunk it is from there on. */
    private final int doublingRows;

    private final int chunkBits;

    /** Replaced, never changed in place, when a chunk is added; readers get it through the publication of the rows. */
    private Chunk[] chunks = new Chunk[0];

    private int rows;

    /** Rows that are about to be copied to a chunk; only whoever appends looks here. */
    private long[] together = new long[0];

    /** Byte runs are written here, piece by piece; a slot names slab and position. */
    private Slab[] heaps = new Slab[0];

    private int heapPosition;
    private int heapEnd;

    /** Whether any row ever had a null; set before such a row is published. */
    private boolean anyNulls;

    /**
     * An empty store.
     *
     * @param form how rows stand in a chunk
     */
    RowStore(EventLayout layout, Arena arena, Form form) {
        this.arena = arena;
        List<ColumnKind> columns = layout.columns();
        this.kinds = columns.toArray(new ColumnKind[0]);
        this.tailColumn = layout.keyTailColumn();
        this.form = form;
        this.firstSlot = form.hasExtra ? EXTRA + 1 : EXTRA;
        this.rowWords = firstSlot + kinds.length;
        int rowBytes = Long.BYTES * rowWords;
        int bits = FIRST_CHUNK_BITS;
        while ((2L << bits) * rowBytes <= MAX_CHUNK_BYTES) {
            bits++;
        }
        this.doublings = bits - FIRST_CHUNK_BITS;
        this.doublingRows = ((1 << doublings) - 1) << FIRST_CHUNK_BITS;
        this.chunkBits = bits;
    }

    /**
     * A run of rows in one piece of memory.
     *
     * @param words the memory, as words
     * @param firstWord where the chunk begins in it
     * @param rows how many rows it has room for
     * @param rowStep words from a row to the next one
     * @param slotStep words from a slot of a row to the next slot of the same row
     */
    private record Chunk(Slab slab, LongBuffer words, int firstWord, int rows, int rowStep, int slotStep) {
        /** Where the key, the extra word, or a slot of a row is. */
        int word(int row, int slot) {
            return firstWord + row * rowStep + slot * slotStep;
        }
    }

    int rows() {
        return rows;
    }

    /** Appends rows of a batch, column by column; extra words are set afterwards. */
    void append(ColumnBatch batch, int from, int to) {
        assert !form.isByRow;
        append(batch, from, to, NO_EXTRAS);
    }

    /**
     * Appends rows of a batch.
     *
     * @param extras the owner's words of the rows, the first for the first row; not looked at where rows stand column by column
     */
    void append(ColumnBatch batch, int from, int to, long[] extras) {
        int done = from;
        while (done < to) {
            int chunkIndex = chunkOf(rows);
            if (chunkIndex == chunks.length) {
                addChunk(chunkIndex);
            }
            Chunk chunk = chunks[chunkIndex];
            int at = rows - firstRowOf(chunkIndex);
            int part = Math.min(to - done, chunk.rows() - at);
            if (form.isByRow) {
                putRows(chunk, at, batch, done, part, extras, done - from);
            } else {
                putColumns(chunk, at, batch, done, part);
            }
            for (int i = 0; i < kinds.length; i++) {
                if (batch.column(i).hasNulls()) {
                    setNulls(chunk, i, at, batch.column(i), done, part);
                }
            }
            rows += part;
            done += part;
        }
    }

    private void putColumns(Chunk chunk, int at, ColumnBatch batch, int from, int count) {
        chunk.words().put(chunk.word(at, KEY), batch.keys(), from, count);
        for (int i = 0; i < kinds.length; i++) {
            Column column = batch.column(i);
            int word = chunk.word(at, firstSlot + i);
            if (column instanceof LongColumn longs) {
                chunk.words().put(word, longs.values(), from, count);
            } else if (column instanceof DoubleColumn doubles) {
                chunk.slab().doubles().put(word, doubles.values(), from, count);
            } else if (column instanceof BytesColumn bytes) {
                for (int row = 0; row < count; row++) {
                    chunk.words().put(word + row, storeBytes(bytes, from + row));
                }
            }
        }
    }

    /** Row by row, put together on the heap: storing there costs least, and one copy brings all of them to where they stay. */
    private void putRows(Chunk chunk, int at, ColumnBatch batch, int from, int count, long[] extras, int extrasFrom) {
        if (together.length < count * rowWords) {
            together = new long[count * rowWords];
        }
        long[] words = together;
        long[] keys = batch.keys();
        for (int row = 0, word = KEY; row < count; row++, word += rowWords) {
            words[word] = keys[from + row];
        }
        for (int row = 0, word = EXTRA; row < count; row++, word += rowWords) {
            words[word] = extras[extrasFrom + row];
        }
        for (int i = 0; i < kinds.length; i++) {
            putSlots(words, firstSlot + i, batch.column(i), from, count);
        }
        chunk.words().put(chunk.word(at, KEY), words, 0, count * rowWords);
    }

    private void putSlots(long[] words, int slot, Column column, int from, int count) {
        if (column instanceof LongColumn longs) {
            long[] values = longs.values();
            for (int row = 0, word = slot; row < count; row++, word += rowWords) {
                words[word] = values[from + row];
            }
        } else if (column instanceof DoubleColumn doubles) {
            double[] values = doubles.values();
            for (int row = 0, word = slot; row < count; row++, word += rowWords) {
                words[word] = Double.doubleToRawLongBits(values[from + row]);
            }
        } else if (column instanceof BytesColumn bytes) {
            for (int row = 0, word = slot; row < count; row++, word += rowWords) {
                words[word] = storeBytes(bytes, from + row);
            }
        }
    }

    private void setNulls(Chunk chunk, int index, int at, Column column, int from, int count) {
        int firstNullWord = nullWord(chunk, index);
        for (int i = 0; i < count; i++) {
            if (column.isNull(from + i)) {
                anyNulls = true;
                int row = at + i;
                int word = firstNullWord + (row >>> 6);
                chunk.words().put(word, chunk.words().get(word) | 1L << row);
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
        int words = chunkRows * rowWords + nullWords;
        Arena.Piece piece = arena.allocate(words * Long.BYTES);
        Chunk chunk = new Chunk(
                piece.slab(),
                piece.slab().longs(),
                piece.offset() / Long.BYTES,
                chunkRows,
                form.isByRow ? rowWords : 1,
                form.isByRow ? 1 : chunkRows);
        int firstNullWord = chunk.firstWord() + words - nullWords;
        for (int i = 0; i < nullWords; i++) {
            chunk.words().put(firstNullWord + i, 0L);
        }
        Chunk[] more = Arrays.copyOf(chunks, index + 1);
        more[index] = chunk;
        chunks = more;
    }

    private int nullWord(Chunk chunk, int column) {
        int wordsPerColumn = (chunk.rows() + Long.SIZE - 1) / Long.SIZE;
        return chunk.firstWord() + chunk.rows() * rowWords + wordsPerColumn * column;
    }

    /** Which chunk holds a row. */
    private int chunkOf(int row) {
        int behind = row - doublingRows;
        return behind >= 0
                ? doublings + (behind >>> chunkBits)
                : Integer.SIZE - 1 - Integer.numberOfLeadingZeros((row >>> FIRST_CHUNK_BITS) + 1);
    }

    private int firstRowOf(int chunk) {
        return chunk >= doublings
                ? doublingRows + ((chunk - doublings) << chunkBits)
                : ((1 << chunk) - 1) << FIRST_CHUNK_BITS;
    }

    /** The key, the extra word, or a slot of a row. */
    private long word(int slot, int row) {
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        return chunk.words().get(chunk.word(row - firstRowOf(index), slot));
    }

    long key(int row) {
        return word(KEY, row);
    }

    /** The whole key of a row. */
    EventKey eventKey(int row) {
        if (tailColumn < 0) {
            return EventKey.of(key(row));
        }
        long slot = word(firstSlot + tailColumn, row);
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
        assert form.hasExtra;
        return word(EXTRA, row);
    }

    void setExtra(int row, long value) {
        assert form.hasExtra;
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        chunk.words().put(chunk.word(row - firstRowOf(index), EXTRA), value);
    }

    /** How many rows from this one on stand in one piece of memory, at most up to a limit. */
    int runLength(int row, int limit) {
        int index = chunkOf(row);
        return Math.min(limit - row, firstRowOf(index) + chunks[index].rows() - row);
    }

    /** Copies a run of rows (see {@link #runLength}) that have no extra word behind the rows of a batch. */
    void copyTo(ColumnBatch batch, int row, int count, ColumnSet columns) {
        assert !form.isByRow;
        int to = batch.count();
        batch.ensureCapacity(to + count);
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        int at = row - firstRowOf(index);
        chunk.words().get(chunk.word(at, KEY), batch.keys(), to, count);
        for (int i = 0; i < kinds.length; i++) {
            if (columns.contains(i)) {
                copyColumn(chunk, i, at, batch.column(i), to, count);
            }
        }
        batch.setCount(to + count);
    }

    /** Copies a row behind the rows of a batch. */
    void copyRow(ColumnBatch batch, int row, ColumnSet columns) {
        int to = batch.addRow(key(row));
        for (int i = 0; i < kinds.length; i++) {
            if (columns.contains(i)) {
                copySlot(word(firstSlot + i, row), batch.column(i), to);
                if (anyNulls && isNull(i, row)) {
                    batch.column(i).markNull(to);
                }
            }
        }
    }

    /**
     * Copies rows that stand anywhere behind the rows of a batch.
     *
     * @param order the rows
     * @param count how many of them
     */
    void copyRows(ColumnBatch batch, int[] order, int count, ColumnSet columns) {
        int to = batch.count();
        batch.ensureCapacity(to + count);
        long[] keys = batch.keys();
        for (int i = 0; i < count; i++) {
            keys[to + i] = key(order[i]);
        }
        for (int i = 0; i < kinds.length; i++) {
            if (columns.contains(i)) {
                copySlots(i, order, count, batch.column(i), to);
            }
        }
        batch.setCount(to + count);
    }

    private void copySlots(int index, int[] order, int count, Column column, int to) {
        if (column instanceof LongColumn longs) {
            long[] values = longs.values();
            for (int i = 0; i < count; i++) {
                values[to + i] = word(firstSlot + index, order[i]);
            }
        } else if (column instanceof DoubleColumn doubles) {
            double[] values = doubles.values();
            for (int i = 0; i < count; i++) {
                values[to + i] = Double.longBitsToDouble(word(firstSlot + index, order[i]));
            }
        } else if (column instanceof BytesColumn bytes) {
            for (int i = 0; i < count; i++) {
                loadBytes(word(firstSlot + index, order[i]), bytes, to + i);
            }
        }
        if (anyNulls) {
            for (int i = 0; i < count; i++) {
                if (isNull(index, order[i])) {
                    column.markNull(to + i);
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

    private boolean isNull(int column, int row) {
        int index = chunkOf(row);
        Chunk chunk = chunks[index];
        int at = row - firstRowOf(index);
        return (chunk.words().get(nullWord(chunk, column) + (at >>> 6)) & 1L << at) != 0;
    }

    private void copyColumn(Chunk chunk, int index, int at, Column column, int to, int count) {
        int word = chunk.word(at, firstSlot + index);
        if (column instanceof LongColumn longs) {
            chunk.words().get(word, longs.values(), to, count);
        } else if (column instanceof DoubleColumn doubles) {
            chunk.slab().doubles().get(word, doubles.values(), to, count);
        } else if (column instanceof BytesColumn bytes) {
            for (int i = 0; i < count; i++) {
                loadBytes(chunk.words().get(word + i), bytes, to + i);
            }
        }
        int firstNullWord = nullWord(chunk, index);
        for (int i = 0; i < count; i++) {
            int row = at + i;
            long bits = chunk.words().get(firstNullWord + (row >>> 6));
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
