package io.seqstore.core.memtable;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.types.event.ColumnBatch;

/**
 * Copies the shared rows of many streams of a generation that no longer changes. A row is found by the link of the one behind
 * it and is in no cache, so the links of all streams are followed side by side, and columns are copied when all rows are known:
 * then many loads wait for memory at the same time. One thread.
 */
public final class SharedRowsReader {
    private final Generation generation;
    private int[] rows = new int[0];

    /** For each stream that has rows left: the next of them, where it goes, and where the first one goes. */
    private int[] next = new int[0];

    private int[] target = new int[0];
    private int[] first = new int[0];

    public SharedRowsReader(Generation generation) {
        this.generation = generation;
    }

    /**
     * Appends the rows of some streams to a batch, stream after stream, each by ascending key.
     *
     * @param ordinals streams of one layout that have shared rows only
     * @param count how many of them
     */
    public void copyTo(ColumnBatch batch, int[] ordinals, int count) {
        if (count == 0) {
            return;
        }
        if (next.length < count) {
            int room = Math.max(count, next.length * 2);
            next = new int[room];
            target = new int[room];
            first = new int[room];
        }
        int total = 0;
        for (int i = 0; i < count; i++) {
            long place = generation.sharedPlace(ordinals[i]);
            first[i] = total;
            total += StreamPlaces.count(place);
            target[i] = total - 1;
            next[i] = StreamPlaces.row(place);
        }
        if (rows.length < total) {
            rows = new int[Math.max(total, rows.length * 2)];
        }
        RowStore store = generation.sharedRows(ordinals[0]);
        followLinks(store, count);
        store.copyRows(batch, rows, total, ColumnSet.ALL);
    }

    private void followLinks(RowStore store, int count) {
        int left = count;
        while (left > 0) {
            int still = 0;
            for (int i = 0; i < left; i++) {
                int row = next[i];
                int to = target[i];
                rows[to] = row;
                if (to > first[i]) {
                    next[still] = (int) store.extra(row);
                    target[still] = to - 1;
                    first[still] = first[i];
                    still++;
                }
            }
            left = still;
        }
    }
}
