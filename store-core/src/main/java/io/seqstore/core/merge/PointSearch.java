package io.seqstore.core.merge;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.event.ColumnBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds single events in layers: each layer names its nearest event, passes over those that a newer layer erased, and the
 * nearest of all counts, of equal keys the newest. For streams whose heads are whole keys. Reused and allocation-free; one
 * thread.
 */
public final class PointSearch {
    private @Nullable EventLayer[] newestFirst = new @Nullable EventLayer[4];
    private int count;

    /** Forgets the layers. */
    public void clear() {
        Arrays.fill(newestFirst, 0, count, null);
        count = 0;
    }

    /** Adds a layer below those that are there. */
    public void add(EventLayer layer) {
        if (count == newestFirst.length) {
            newestFirst = Arrays.copyOf(newestFirst, count * 2);
        }
        newestFirst[count++] = layer;
    }

    private EventLayer layer(int index) {
        EventLayer layer = newestFirst[index];
        if (layer == null) {
            throw new IllegalStateException("no layer " + index);
        }
        return layer;
    }

    /** Appends the event that is meant to a batch; false when there is none. */
    public boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        if (probe != Probe.AT) {
            return findNearest(key, probe, columns, into);
        }
        for (int i = 0; i < count; i++) {
            EventLayer layer = layer(i);
            long place = layer.locate(key, Probe.AT);
            if (place != EventLayer.NOWHERE) {
                layer.copyTo(into, place, columns);
                return true;
            }
            if (layer.erased().indexOf(key) >= 0) {
                return false;
            }
        }
        return false;
    }

    /** Appends the event before a key to one batch, and the one at or behind it to another; all columns. */
    public void findNeighbours(long key, ColumnBatch before, ColumnBatch atOrAfter) {
        if (count != 1) {
            find(key, Probe.BEFORE, ColumnSet.ALL, before);
            find(key, Probe.AT_OR_AFTER, ColumnSet.ALL, atOrAfter);
            return;
        }
        // Nothing hides anything: the one is in front of the other.
        EventLayer only = layer(0);
        long place = only.locate(key, Probe.AT_OR_AFTER);
        long inFront = place == EventLayer.NOWHERE ? only.locate(key, Probe.BEFORE) : only.inFrontOf(place);
        if (inFront != EventLayer.NOWHERE) {
            only.copyTo(before, inFront, ColumnSet.ALL);
        }
        if (place != EventLayer.NOWHERE) {
            only.copyTo(atOrAfter, place, ColumnSet.ALL);
        }
    }

    private boolean findNearest(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        if (count == 1) {
            return findInOnly(layer(0), key, probe, columns, into);
        }
        boolean ascending = probe.direction() == Direction.ASCENDING;
        int best = -1;
        long bestPlace = EventLayer.NOWHERE;
        long bestKey = 0;
        for (int i = 0; i < count; i++) {
            EventLayer layer = layer(i);
            if (layer.firstHead() <= layer.lastHead()
                    && (best < 0 || isNearer(ascending ? layer.firstHead() : layer.lastHead(), bestKey, ascending))) {
                long place = visible(i, key, probe, ascending);
                if (place != EventLayer.NOWHERE && (best < 0 || isNearer(layer.keyAt(place), bestKey, ascending))) {
                    best = i;
                    bestPlace = place;
                    bestKey = layer.keyAt(place);
                }
            }
        }
        if (best >= 0) {
            layer(best).copyTo(into, bestPlace, columns);
        }
        return best >= 0;
    }

    private static boolean findInOnly(EventLayer only, long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        long place = only.locate(key, probe);
        if (place == EventLayer.NOWHERE) {
            return false;
        }
        only.copyTo(into, place, columns);
        return true;
    }

    private static boolean isNearer(long key, long other, boolean ascending) {
        return ascending ? key < other : key > other;
    }

    /** The nearest event of a layer that no newer layer erased. */
    private long visible(int index, long key, Probe probe, boolean ascending) {
        EventLayer layer = layer(index);
        long place = layer.locate(key, probe);
        while (place != EventLayer.NOWHERE) {
            long found = layer.keyAt(place);
            int eraser = eraserOf(index, found);
            if (eraser < 0) {
                return place;
            }
            long behind = farEnd(layer(eraser).erased(), found, ascending);
            place = layer.locate(behind, ascending ? Probe.AFTER : Probe.BEFORE);
        }
        return EventLayer.NOWHERE;
    }

    /** The newest layer above another that erased a key; -1 when none did. */
    private int eraserOf(int below, long key) {
        for (int i = 0; i < below; i++) {
            if (layer(i).erased().indexOf(key) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The end of the erased range that holds a key, the one that the search comes to last. */
    private static long farEnd(ErasedRanges erased, long key, boolean ascending) {
        ErasedRanges.Range range = erased.get(erased.indexOf(key));
        return ascending ? range.to().head() : range.from().head();
    }
}
