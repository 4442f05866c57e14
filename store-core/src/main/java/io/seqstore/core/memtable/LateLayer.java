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
import io.seqstore.types.event.EventLayout;

/** The late rows that a reader of one moment sees, by key. */
public final class LateLayer implements EventLayer {
    private final EventLayout layout;
    private final LateRun run;
    private final int moment;
    private final ErasedRanges erasedInMain;
    private final int[] order;

    LateLayer(EventLayout layout, LateRun run, int rowCount, int moment, ErasedRanges erasedInMain) {
        this.layout = layout;
        this.run = run;
        this.moment = moment;
        this.erasedInMain = erasedInMain;
        this.order = run.order(rowCount).rows();
    }

    @Override
    public KeyRange keys() {
        return order.length == 0 ? new KeyRange(0, -1) : new KeyRange(keyAt(0), keyAt(order.length - 1));
    }

    private long keyAt(int position) {
        return run.rows().key(order[position]);
    }

    @Override
    public ErasedRanges erased() {
        return erasedInMain;
    }

    @Override
    public Presence find(EventKey key) {
        for (int i = firstAtOrAfter(key.head()); i < order.length && keyAt(i) == key.head(); i++) {
            if (run.rows().compareKey(order[i], key) == 0 && run.isVisible(order[i], moment)) {
                return Presence.HELD;
            }
        }
        return erasedInMain.contains(key) ? Presence.ERASED : Presence.UNKNOWN;
    }

    @Override
    public long firstHead() {
        return order.length == 0 ? 0 : keyAt(0);
    }

    @Override
    public long lastHead() {
        return order.length == 0 ? -1 : keyAt(order.length - 1);
    }

    @Override
    public long locate(long key, Probe probe) {
        int position;
        if (probe == Probe.AT) {
            position = firstVisible(firstAtOrAfter(key));
            return position < order.length && keyAt(position) == key ? position : NOWHERE;
        }
        if (probe.direction() == Direction.ASCENDING) {
            position = firstVisible(probe.includesKey() ? firstAtOrAfter(key) : firstAfter(key));
            return position < order.length ? position : NOWHERE;
        }
        position = (probe.includesKey() ? firstAfter(key) : firstAtOrAfter(key)) - 1;
        while (position >= 0 && !run.isVisible(order[position], moment)) {
            position--;
        }
        return position;
    }

    private int firstAfter(long key) {
        return key == Long.MAX_VALUE ? order.length : firstAtOrAfter(key + 1);
    }

    private int firstVisible(int from) {
        int position = from;
        while (position < order.length && !run.isVisible(order[position], moment)) {
            position++;
        }
        return position;
    }

    @Override
    public long keyAt(long place) {
        return keyAt((int) place);
    }

    @Override
    public void copyTo(ColumnBatch batch, long place, ColumnSet columns) {
        run.rows().copyRow(batch, order[(int) place], columns);
    }

    private int firstAtOrAfter(long key) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keyAt(middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        int from = firstAtOrAfter(range.from());
        int to = range.to() == Long.MAX_VALUE ? order.length : firstAtOrAfter(range.to() + 1);
        return new GatherCursor(
                layout, run.rows(), order, from, to, direction, columns, row -> run.isVisible(row, moment));
    }
}
