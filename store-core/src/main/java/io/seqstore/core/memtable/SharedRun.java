package io.seqstore.core.memtable;

import io.seqstore.core.memory.Arena;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;

/**
 * Rows of many streams of one layout in order of arrival. The rows of a stream ascend by key; each names the one before
 * it, and the newest is named by the stream's word in {@link StreamPlaces}. So a stream with a few events costs no memory
 * but that of its rows, and writing to many streams in turn is writing in one place.
 *
 * <p>Writers take turns inside; a reader who found a row in the places may read it and all that it leads to.
 */
final class SharedRun {
    private final EventLayout layout;
    private final int number;
    private final RowStore rows;

    SharedRun(EventLayout layout, int number, Arena arena) {
        this.layout = layout;
        this.number = number;
        this.rows = new RowStore(layout, arena, true);
    }

    EventLayout layout() {
        return layout;
    }

    RowStore rows() {
        return rows;
    }

    /**
     * Adds rows and publishes them stream by stream.
     *
     * @param ordinals the stream of each row; the rows of a stream stand together, ascending by key, behind those that the
     *     stream has here already
     */
    synchronized void append(int[] ordinals, ColumnBatch batch, int from, int to, StreamPlaces places) {
        int shift = rows.rows() - from;
        rows.append(batch, from, to);
        int begin = from;
        while (begin < to) {
            int ordinal = ordinals[begin];
            long place = places.get(ordinal);
            assert !StreamPlaces.hasOwn(place) : "a stream with a memtable of its own";
            int end = begin;
            int before = StreamPlaces.row(place);
            do {
                rows.setExtra(end + shift, before);
                before = end + shift;
                end++;
            } while (end < to && ordinals[end] == ordinal);
            places.set(ordinal, StreamPlaces.place(number, StreamPlaces.count(place) + end - begin, before));
            begin = end;
        }
    }

    /** The rows of the stream at a place, by ascending key. */
    int[] rowsOf(long place) {
        int[] found = new int[StreamPlaces.count(place)];
        findRows(place, found);
        return found;
    }

    /** Fills the beginning of an array with the rows of the stream at a place and returns how many there are. */
    int findRows(long place, int[] into) {
        int count = StreamPlaces.count(place);
        int row = StreamPlaces.row(place);
        for (int i = count - 1; i >= 0; i--) {
            into[i] = row;
            row = i == 0 ? row : (int) rows.extra(row);
        }
        return count;
    }
}
