package io.seqstore.core.memtable;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** What one stream has in a shared run at one moment. */
public final class SharedLayer implements EventLayer {
    private final SharedRun run;
    private final long place;

    /** The rows by key; looked up by whoever asks first. */
    private volatile int @Nullable [] order;

    SharedLayer(SharedRun run, long place) {
        this.run = run;
        this.place = place;
    }

    private int[] order() {
        int[] known = order;
        if (known == null) {
            known = run.rowsOf(place);
            order = known;
        }
        return known;
    }

    @Override
    public KeyRange keys() {
        return new KeyRange(run.rows().key(order()[0]), run.rows().key(StreamPlaces.row(place)));
    }

    @Override
    public ErasedRanges erased() {
        return ErasedRanges.NONE;
    }

    @Override
    public Presence find(EventKey key) {
        int[] rows = order();
        for (int i = firstAtOrAfter(rows, key.head()); i < rows.length; i++) {
            int compared = run.rows().compareKey(rows[i], key);
            if (compared >= 0) {
                return compared == 0 ? Presence.HELD : Presence.UNKNOWN;
            }
        }
        return Presence.UNKNOWN;
    }

    private int firstAtOrAfter(int[] rows, long head) {
        int low = 0;
        int high = rows.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (run.rows().key(rows[middle]) < head) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public long locate(long key, Probe probe) {
        int[] rows = order();
        return switch (probe) {
            case AT -> {
                int position = firstAtOrAfter(rows, key);
                yield position < rows.length && run.rows().key(rows[position]) == key ? position : NOWHERE;
            }
            case AT_OR_AFTER -> orNowhere(firstAtOrAfter(rows, key), rows);
            case AFTER -> orNowhere(firstAfter(rows, key), rows);
            // One in front of the first is nowhere.
            case AT_OR_BEFORE -> firstAfter(rows, key) - 1L;
            case BEFORE -> firstAtOrAfter(rows, key) - 1L;
        };
    }

    private int firstAfter(int[] rows, long key) {
        return key == Long.MAX_VALUE ? rows.length : firstAtOrAfter(rows, key + 1);
    }

    private static long orNowhere(int position, int[] rows) {
        return position < rows.length ? position : NOWHERE;
    }

    @Override
    public long keyAt(long place) {
        return run.rows().key(order()[(int) place]);
    }

    @Override
    public void copyTo(ColumnBatch batch, long place, ColumnSet columns) {
        run.rows().copyRow(batch, order()[(int) place], columns);
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        int[] rows = order();
        int from = firstAtOrAfter(rows, range.from());
        int to = range.to() == Long.MAX_VALUE ? rows.length : firstAtOrAfter(rows, range.to() + 1);
        return new GatherCursor(run.layout(), run.rows(), rows, from, to, direction, columns, row -> true);
    }
}
