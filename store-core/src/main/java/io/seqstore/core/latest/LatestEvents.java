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
import io.seqstore.types.index.ByteMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The last event of every stream that was asked for it, one cache line a stream, found by ordinal: who wants to know how
 * things stand in many streams needs no snapshot, no directory and no block. For streams with 64-bit keys and at most five
 * columns, none of them bytes.
 *
 * <p>Readers fill it and writers know nothing of it. A line counts as long as nobody had the stream's turn to write since
 * before the event was looked for ({@link StreamTurns#writes}); so it cannot be wrong, only out of use. Memory comes in
 * pages when the first of their streams is asked for. Safe for all threads; nobody waits.
 */
public final class LatestEvents {
    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private static final int MOST_COLUMNS = 5;
    private static final int KEY = Long.BYTES;
    private static final int NULLS = KEY + Long.BYTES;
    private static final int VALUES = NULLS + Long.BYTES;
    private static final int LINE = VALUES + MOST_COLUMNS * Long.BYTES;

    /** The first word of a line is 0 when there is nothing yet, this while somebody fills it, else odd: {@link #mark}. */
    private static final long BEING_FILLED = 2;

    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final StreamTurns turns;
    private final ByteMemory memory;
    private final Pages<ByteBuffer> pages = new Pages<>();

    /**
     * The last events of the streams of one store.
     *
     * @param turns tells what was written since
     * @param memory where the lines are kept
     */
    public LatestEvents(StreamTurns turns, ByteMemory memory) {
        this.turns = turns;
        this.memory = memory;
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
        ByteBuffer page = pages.get(ordinal >>> PAGE_BITS);
        if (page == null || !memory.enter()) {
            return false;
        }
        try {
            return copy(page, ordinal, key, probe, columns, into);
        } finally {
            memory.leave();
        }
    }

    private boolean copy(ByteBuffer page, int ordinal, long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        int at = line(ordinal);
        long filled = (long) WORDS.getAcquire(page, at);
        if (filled != mark(turns.writes(ordinal))) {
            return false;
        }
        long last = page.getLong(at + KEY);
        if (probe.includesKey() ? key < last : key <= last) {
            return false;
        }
        int row = into.addRow(last);
        long nulls = page.getLong(at + NULLS);
        for (int i = 0; i < into.columnCount(); i++) {
            if (columns.contains(i)) {
                setValue(into.column(i), row, (nulls & 1L << i) != 0, page.getLong(at + VALUES + i * Long.BYTES));
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
        if (writes == StreamTurns.BEING_WRITTEN || !canKeep(batch.layout()) || !memory.enter()) {
            return;
        }
        try {
            ByteBuffer page = pages.getOrMake(ordinal >>> PAGE_BITS, () -> memory.allocate(PAGE_SIZE * LINE));
            fill(page, line(ordinal), mark(writes), batch, row);
        } finally {
            memory.leave();
        }
    }

    private static void fill(ByteBuffer page, int at, long mark, ColumnBatch batch, int row) {
        long before = (long) WORDS.getAcquire(page, at);
        if (before == BEING_FILLED || !WORDS.compareAndSet(page, at, before, BEING_FILLED)) {
            return;
        }
        VarHandle.storeStoreFence();
        page.putLong(at + KEY, batch.key(row));
        long nulls = 0;
        for (int i = 0; i < batch.columnCount(); i++) {
            Column column = batch.column(i);
            if (column.isNull(row)) {
                nulls |= 1L << i;
            } else {
                page.putLong(at + VALUES + i * Long.BYTES, bits(column, row));
            }
        }
        page.putLong(at + NULLS, nulls);
        WORDS.setRelease(page, at, mark);
    }

    private static long bits(Column column, int row) {
        return column instanceof LongColumn longs
                ? longs.get(row)
                : Double.doubleToRawLongBits(((DoubleColumn) column).get(row));
    }

    /** The first word of a line that holds the last event after so many writes. */
    private static long mark(long writes) {
        return writes | 1;
    }

    private static int line(int ordinal) {
        return (ordinal & PAGE_SIZE - 1) * LINE;
    }
}
