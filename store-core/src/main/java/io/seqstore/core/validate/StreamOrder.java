package io.seqstore.core.validate;

import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Arrays;

/**
 * Brings rows of many streams into order: by stream, within a stream by key, of several rows with one key the last. Rows
 * that come in order, as those of streams that are written in turn, are left where they are. Reused; not thread-safe.
 */
public final class StreamOrder {
    private final ColumnBatch sorted;
    private int[] sortedOrdinals = new int[0];
    private long[] packed = new long[0];
    private int[] order = new int[0];

    private ColumnBatch rows;
    private int[] ordinals;

    /** Streams with a key that came more than once, ascending; behind them what was left of earlier rows. */
    private int[] repeated = new int[0];

    private int repeatedCount;

    public StreamOrder(EventLayout layout) {
        this.sorted = new ColumnBatch(layout, 0);
        this.rows = sorted;
        this.ordinals = sortedOrdinals;
    }

    /** The rows in order. */
    public ColumnBatch rows() {
        return rows;
    }

    /** The stream of each row. */
    public int[] ordinals() {
        return ordinals;
    }

    /** Whether a key of a stream came more than once. */
    public boolean isRepeated(int ordinal) {
        return repeatedCount > 0 && Arrays.binarySearch(repeated, 0, repeatedCount, ordinal) >= 0;
    }

    /** Whether a key of any stream came more than once. */
    public boolean hasRepeated() {
        return repeatedCount > 0;
    }

    /** Sorts rows; what was sorted before is forgotten. */
    public void sort(int[] ofRows, ColumnBatch batch) {
        repeatedCount = 0;
        if (isInOrder(ofRows, batch)) {
            rows = batch;
            ordinals = ofRows;
            return;
        }
        int count = batch.count();
        makeRoom(count);
        for (int row = 0; row < count; row++) {
            packed[row] = (long) ofRows[row] << Integer.SIZE | row;
        }
        Arrays.sort(packed, 0, count);
        int kept = 0;
        for (int from = 0; from < count; ) {
            int ordinal = (int) (packed[from] >>> Integer.SIZE);
            int to = from;
            while (to < count && (int) (packed[to] >>> Integer.SIZE) == ordinal) {
                order[to] = (int) packed[to];
                to++;
            }
            int end = keepLastOfEach(batch, from, sortPart(batch, from, to), kept);
            if (end - kept < to - from) {
                addRepeated(ordinal);
            }
            Arrays.fill(sortedOrdinals, kept, end, ordinal);
            kept = end;
            from = to;
        }
        sorted.clear();
        sorted.addRows(batch, order, kept);
        rows = sorted;
        ordinals = sortedOrdinals;
    }

    private static boolean isInOrder(int[] ofRows, ColumnBatch batch) {
        for (int row = 1; row < batch.count(); row++) {
            if (ofRows[row - 1] >= ofRows[row]
                    && (ofRows[row - 1] > ofRows[row] || batch.compareKeys(row - 1, batch, row) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private void makeRoom(int count) {
        if (order.length < count) {
            packed = new long[count];
            order = new int[count];
            sortedOrdinals = new int[count];
        }
    }

    /** Sorts rows of one stream by key, those with one key by arrival; returns {@code to}. */
    private int sortPart(ColumnBatch batch, int from, int to) {
        int at = from + 1;
        while (at < to && batch.compareKeys(order[at - 1], batch, order[at]) <= 0) {
            at++;
        }
        if (at < to) {
            int[] part = Arrays.copyOfRange(order, from, to);
            int[] byKey = IndirectSort.mergesort(0, part.length, (a, b) -> batch.compareKeys(part[a], batch, part[b]));
            for (int i = 0; i < part.length; i++) {
                order[from + i] = part[byKey[i]];
            }
        }
        return to;
    }

    /** Moves rows of one stream, sorted by key, to a place further in front, and returns where they end. */
    private int keepLastOfEach(ColumnBatch batch, int from, int to, int target) {
        int kept = target;
        for (int i = from; i < to; i++) {
            if (i + 1 == to || batch.compareKeys(order[i], batch, order[i + 1]) != 0) {
                order[kept++] = order[i];
            }
        }
        return kept;
    }

    private void addRepeated(int ordinal) {
        if (repeatedCount == repeated.length) {
            repeated = Arrays.copyOf(repeated, Math.max(8, 2 * repeatedCount));
        }
        repeated[repeatedCount++] = ordinal;
    }
}
