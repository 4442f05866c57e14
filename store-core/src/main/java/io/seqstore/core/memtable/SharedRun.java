package io.seqstore.core.memtable;

import io.seqstore.core.memory.Arena;
import io.seqstore.core.memory.Pages;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Rows of many streams of one layout in order of arrival. The rows of a stream ascend by key; each names the one before
 * it, and the newest is named by the stream's word in {@link StreamPlaces}. So a stream with a few events costs no memory
 * but that of its rows, and writing to many streams in turn is writing in one place.
 *
 * <p>Writers take turns inside; a reader who found a row in the places may read it and all that it leads to.
 */
final class SharedRun {
    private static final int NO_STREAM = -1;

    private final EventLayout layout;
    private final int number;
    private final RowStore rows;
    private long[] links = new long[0];

    SharedRun(EventLayout layout, int number, Arena arena) {
        this.layout = layout;
        this.number = number;
        this.rows = new RowStore(layout, arena, RowStore.Form.ROWS_WITH_EXTRA);
    }

    EventLayout layout() {
        return layout;
    }

    RowStore rows() {
        return rows;
    }

    /**
     * Adds at least one row, and publishes rows stream by stream.
     *
     * @param ordinals the stream of each row; the rows of a stream stand together, ascending by key, behind those that the
     *     stream has here already
     */
    synchronized void append(int[] ordinals, ColumnBatch batch, int from, int to, StreamPlaces places) {
        int shift = rows.rows() - from;
        rows.append(batch, from, to, links(ordinals, from, to, places));
        Pages<AtomicLongArray>.Walk walk = places.walk();
        int ordinal = ordinals[from];
        int begin = from;
        for (int row = from; row < to; row++) {
            if (ordinals[row] != ordinal) {
                publish(ordinal, row - begin, row - 1 + shift, places, walk);
                ordinal = ordinals[row];
                begin = row;
            }
        }
        publish(ordinal, to - begin, to - 1 + shift, places, walk);
    }

    private void publish(int ordinal, int added, int newest, StreamPlaces places, Pages<AtomicLongArray>.Walk walk) {
        AtomicLongArray page = places.page(walk, ordinal);
        int at = StreamPlaces.indexOf(ordinal);
        page.setRelease(at, StreamPlaces.place(number, StreamPlaces.count(page.getPlain(at)) + added, newest));
    }

    /** What each row will say of itself: which row of its stream is in front. */
    private long[] links(int[] ordinals, int from, int to, StreamPlaces places) {
        if (links.length < to - from) {
            links = new long[Math.max(to - from, links.length * 2)];
        }
        int shift = rows.rows() - from;
        Pages<AtomicLongArray>.Walk walk = places.walk();
        int streamBefore = NO_STREAM;
        for (int row = from; row < to; row++) {
            int ordinal = ordinals[row];
            int before = row - 1 + shift;
            if (ordinal != streamBefore) {
                long place = places.page(walk, ordinal).getPlain(StreamPlaces.indexOf(ordinal));
                assert !StreamPlaces.hasOwn(place) : "a stream with a memtable of its own";
                before = StreamPlaces.row(place);
            }
            links[row - from] = before;
            streamBefore = ordinal;
        }
        return links;
    }

    /** The rows of the stream at a place, by ascending key. */
    int[] rowsOf(long place) {
        int[] found = new int[StreamPlaces.count(place)];
        int row = StreamPlaces.row(place);
        for (int i = found.length - 1; i >= 0; i--) {
            found[i] = row;
            row = i == 0 ? row : (int) rows.extra(row);
        }
        return found;
    }
}
