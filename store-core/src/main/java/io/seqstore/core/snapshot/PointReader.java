package io.seqstore.core.snapshot;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.memtable.Memtable;
import io.seqstore.core.memtable.SharedLayer;
import io.seqstore.core.merge.PointSearch;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentLayer;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads single events of the streams of a store without allocating: what a read needs is kept from call to call. As long as
 * it stays with one stream and no segment comes or goes, the stream is not even looked up again. Holds no state of the store
 * between calls, only the memory of what it saw. One thread at a time.
 */
public final class PointReader {
    private static final int NO_STREAM = -1;

    private final PointSearch search = new PointSearch();
    private final List<SegmentLayer> layers = new ArrayList<>();

    /** The segments and the stream that the first {@link #used} layers belong to. */
    private List<Segment> segments = List.of();

    private int ordinal = NO_STREAM;
    private @Nullable EventLayout layout;
    private int used;

    /**
     * Appends the event at or beside a 64-bit key to a batch.
     *
     * @param state what to read; has a user as long as this runs
     */
    public boolean find(
            StoreState state,
            int ofOrdinal,
            EventLayout ofLayout,
            long key,
            Probe probe,
            ColumnSet columns,
            ColumnBatch into) {
        try {
            addLayers(state, ofOrdinal, ofLayout);
            return search.find(key, probe, columns, into);
        } finally {
            search.clear();
        }
    }

    /**
     * Appends the event before a 64-bit key to one batch, and the one at or behind the key to another, both of one moment.
     *
     * @param state what to read; has a user as long as this runs
     */
    public void findNeighbours(
            StoreState state,
            int ofOrdinal,
            EventLayout ofLayout,
            long key,
            ColumnBatch before,
            ColumnBatch atOrAfter) {
        try {
            addLayers(state, ofOrdinal, ofLayout);
            search.findNeighbours(key, before, atOrAfter);
        } finally {
            search.clear();
        }
    }

    private void addLayers(StoreState state, int ofOrdinal, EventLayout ofLayout) {
        if (ofLayout.hasKeyTail()) {
            throw new IllegalArgumentException("64 bits are not the whole key");
        }
        addMemtable(state.active(), ofOrdinal);
        Generation frozen = state.frozen();
        if (frozen != null) {
            addMemtable(frozen, ofOrdinal);
        }
        findLayers(state.segments(), ofOrdinal, ofLayout);
        for (int i = 0; i < used; i++) {
            search.add(layers.get(i));
        }
    }

    private void addMemtable(Generation generation, int ofOrdinal) {
        // In this order: once a stream has a memtable nothing is added to its shared rows.
        Memtable memtable = generation.find(ofOrdinal);
        if (memtable != null) {
            Memtable.Snapshot snapshot = memtable.snapshot();
            if (snapshot.late() != null) {
                search.add(snapshot.late());
            }
            search.add(snapshot.main());
        }
        SharedLayer shared = generation.sharedLayer(ofOrdinal);
        if (shared != null) {
            search.add(shared);
        }
    }

    @SuppressWarnings(
            "ReferenceEquality") // The very list that was seen: states share it until a segment comes or goes.
    private void findLayers(List<Segment> ofSegments, int ofOrdinal, EventLayout ofLayout) {
        if (ofSegments == segments && ofOrdinal == ordinal && ofLayout == layout) {
            return;
        }
        ordinal = NO_STREAM;
        used = 0;
        for (int i = 0; i < ofSegments.size(); i++) {
            if (used == layers.size()) {
                layers.add(SegmentLayer.nowhere(ofSegments.get(i), ofLayout));
            }
            used += layers.get(used).moveTo(ofSegments.get(i), ofOrdinal, ofLayout) ? 1 : 0;
        }
        segments = ofSegments;
        ordinal = ofOrdinal;
        layout = ofLayout;
    }
}
