package io.seqstore.core.latest;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.ingest.StreamTurns;
import io.seqstore.core.memory.Pages;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The last event of every stream that was asked for it, one cache line a stream, found by ordinal: who wants to know how
 * things stand in many streams needs no snapshot, no directory and no block. For streams with 64-bit keys and at most five
 * columns, none of them bytes.
 *
 * <p>Readers fill it and writers know nothing of it. A line counts as long as nobody had the stream's turn to write since
 * before the event was looked for ({@link StreamTurns#writes}); so it cannot be wrong, only out of use. Pages of lines are
 * made when the first of their streams is asked for, on the heap: whoever reads there need not be counted, so that a read
 * changes nothing that another one reads. They take an eighth of the heap at most; streams for which no room is left are
 * read as those that nobody asked for before. Safe for all threads; nobody waits.
 */
public final class LatestEvents {
    private static final int PAGE_BITS = 8;
    static final int PAGE_SIZE = 1 << PAGE_BITS;

    private static final int MOST_COLUMNS = 5;

    /** Numbers of the words of a line, of which {@link #LINE_BITS} say how many there are. */
    private static final int KEY = 1;

    private static final int VALUES = KEY + 1;
    private static final int LINE_BITS = 3;

    static final long PAGE_BYTES = ((long) PAGE_SIZE * Long.BYTES) << LINE_BITS;

    /** The first word of a line is 0 when there is nothing yet, this while somebody fills it, else odd: {@link #mark}. */
    private static final long BEING_FILLED = 2;

    /** Bits of a first word that say which values are null; they stand where {@link #mark} leaves room. */
    private static final int NULLS_SHIFT = 1;

    private static final long NULLS = ((1L << MOST_COLUMNS) - 1) << NULLS_SHIFT;
    private static final int WRITES_SHIFT = 4;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    /** So much of the heap, as one part of so many, is taken for lines at most. */
    private static final int SHARE_OF_HEAP = 8;

    private final StreamTurns turns;

    /** Bytes that may still be taken. */
    private final AtomicLong room;

    /** Null when the store is closed: then nothing is found and nothing is kept. */
    private volatile @Nullable Pages<long[]> pages = new Pages<>();

    /**
     * The last events of the streams of one store.
     *
     * @param turns tells what was written since
     */
    public LatestEvents(StreamTurns turns) {
        this(turns, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    LatestEvents(StreamTurns turns, long bytes) {
        this.turns = turns;
        this.room = new AtomicLong(bytes);
    }

    /** Forgets everything, for good: whoever asks from now on has to look for the event, and is told that the store is closed. */
    public void close() {
        pages = null;
    }

    /** Whether the events of a layout can be kept here. */
    public static boolean canKeep(EventLayout layout) {
        return !layout.hasKeyTail()
                && layout.columns().size() <= MOST_COLUMNS
                && !layout.columns().contains(ColumnKind.BYTES);
    }

    /**
     * What to tell {@link #keep} about an event that is looked for from now on; {@link StreamTurns#BEING_WRITTEN} when it
     * cannot be kept.
     */
    public long writesSoFar(int ordinal) {
        return turns.writes(ordinal);
    }

    /**
     * Appends the event that is meant to a batch if it is the last one of its stream and known here.
     *
     * @return whether it did; if not, the event has to be looked for
     */
    public boolean find(int ordinal, long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        if (probe.direction() == Direction.ASCENDING) {
            return false;
        }
        Pages<long[]> open = pages;
        long[] page = open == null ? null : open.get(ordinal >>> PAGE_BITS);
        return page != null && copy(page, ordinal, key, probe, columns, into);
    }

    private boolean copy(long[] page, int ordinal, long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        int at = line(ordinal);
        long filled = (long) WORDS.getAcquire(page, at);
        if ((filled & ~NULLS) != mark(turns.writes(ordinal))) {
            return false;
        }
        long last = page[at + KEY];
        if (probe.includesKey() ? key < last : key <= last) {
            return false;
        }
        int row = into.addRow(last);
        long nulls = filled >> NULLS_SHIFT;
        for (int i = 0; i < into.columnCount(); i++) {
            if (columns.contains(i)) {
                setValue(into.column(i), row, (nulls & 1L << i) != 0, page[at + VALUES + i]);
            }
        }
        // What was read counts if the line was not filled anew meanwhile.
        VarHandle.loadLoadFence();
        if ((long) WORDS.getOpaque(page, at) == filled) {
            return true;
        }
        into.truncate(row);
        return false;
    }

    private static void setValue(Column column, int row, boolean isNull, long bits) {
        if (isNull) {
            column.setNull(row);
        } else if (column instanceof LongColumn longs) {
            longs.set(row, bits);
        } else {
            ((DoubleColumn) column).set(row, Double.longBitsToDouble(bits));
        }
    }

    /**
     * Keeps the last event of a stream.
     *
     * @param writes what {@link #writesSoFar} said before the event was looked for
     * @param batch holds the event, all columns of it
     * @param row which row it is
     */
    public void keep(int ordinal, long writes, ColumnBatch batch, int row) {
        Pages<long[]> open = pages;
        if (open == null || writes == StreamTurns.BEING_WRITTEN || !canKeep(batch.layout())) {
            return;
        }
        long[] page = open.get(ordinal >>> PAGE_BITS);
        if (page == null && room.get() >= PAGE_BYTES) {
            page = open.getOrMake(ordinal >>> PAGE_BITS, this::newPage);
        }
        if (page != null) {
            fill(page, line(ordinal), mark(writes), batch, row);
        }
    }

    private long[] newPage() {
        room.addAndGet(-PAGE_BYTES);
        return new long[PAGE_SIZE << LINE_BITS];
    }

    private static void fill(long[] page, int at, long mark, ColumnBatch batch, int row) {
        long before = (long) WORDS.getAcquire(page, at);
        if (before == BEING_FILLED || !WORDS.compareAndSet(page, at, before, BEING_FILLED)) {
            return;
        }
        VarHandle.storeStoreFence();
        page[at + KEY] = batch.key(row);
        long nulls = 0;
        for (int i = 0; i < batch.columnCount(); i++) {
            Column column = batch.column(i);
            if (column.isNull(row)) {
                nulls |= 1L << i;
            } else {
                page[at + VALUES + i] = bits(column, row);
            }
        }
        WORDS.setRelease(page, at, mark | nulls << NULLS_SHIFT);
    }

    private static long bits(Column column, int row) {
        return column instanceof LongColumn longs
                ? longs.get(row)
                : Double.doubleToRawLongBits(((DoubleColumn) column).get(row));
    }

    /**
     * The first word of a line that holds the last event after so many writes, without its nulls. Counts of writes have two
     * bits of zeros below, {@link StreamTurns#BEING_WRITTEN} has not, and so is no mark of any line.
     */
    private static long mark(long writes) {
        return writes << WRITES_SHIFT | 1;
    }

    private static int line(int ordinal) {
        return (ordinal & PAGE_SIZE - 1) << LINE_BITS;
    }
}
