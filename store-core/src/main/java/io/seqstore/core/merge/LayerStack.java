package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EmptyCursor;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.cursor.EventLayer.Presence;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The layers of one stream, newest first, read as if they were one. As thread-safe as its layers. */
public final class LayerStack implements EventSource {
    private final EventLayout layout;
    private final List<EventLayer> newestFirst;

    public LayerStack(EventLayout layout, List<? extends EventLayer> newestFirst) {
        this.layout = layout;
        this.newestFirst = List.copyOf(newestFirst);
    }

    @Override
    public EventLayout layout() {
        return layout;
    }

    @Override
    public boolean find(long key, Probe probe, ColumnSet columns, ColumnBatch into) {
        if (layout.hasKeyTail()) {
            throw new IllegalArgumentException("64 bits are not the whole key");
        }
        PointSearch search = new PointSearch();
        newestFirst.forEach(search::add);
        return search.find(key, probe, columns, into);
    }

    @Override
    public boolean find(EventKey key, Probe probe, ColumnSet columns, ColumnBatch into) {
        return layout.hasKeyTail()
                ? EventSource.super.find(key, probe, columns, into)
                : find(key.head(), probe, columns, into);
    }

    /** Whether an event with this key is there. */
    public boolean holds(EventKey key) {
        for (EventLayer layer : newestFirst) {
            Presence presence = layer.find(key);
            if (presence != Presence.UNKNOWN) {
                return presence == Presence.HELD;
            }
        }
        return false;
    }

    /** The greatest head of the key of any event, visible or not; {@link Long#MIN_VALUE} when there are none. */
    public long greatestHead() {
        long greatest = Long.MIN_VALUE;
        for (EventLayer layer : newestFirst) {
            KeyRange keys = layer.keys();
            greatest = keys.isEmpty() ? greatest : Math.max(greatest, keys.to());
        }
        return greatest;
    }

    /** Everything that the layers together hide in older ones. */
    public ErasedRanges erased() {
        ErasedRanges all = ErasedRanges.NONE;
        for (EventLayer layer : newestFirst) {
            all = all.plus(layer.erased());
        }
        return all;
    }

    /** The events in a range: of each key the newest version that was not erased. */
    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        return scan(range, direction, columns, Long.MAX_VALUE);
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        if (range.hasExactEnds()) {
            return new ExactEnds(scanHeads(range, direction, keyed(columns), Long.MAX_VALUE), range);
        }
        return scanHeads(range, direction, keyed(columns), limit);
    }

    @Override
    public void total(KeyRange range, int column, ColumnTotal into) {
        EventLayer only = null;
        boolean isHidden = false;
        boolean isErasing = false;
        for (EventLayer layer : newestFirst) {
            if (layer.keys().overlaps(range)) {
                isHidden |= only != null || isErasing;
                only = layer;
            }
            isErasing |= !layer.erased().isEmpty();
        }
        if (isHidden || range.hasExactEnds()) {
            EventSource.super.total(range, column, into);
        } else if (only != null) {
            only.total(range, column, into);
        }
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, BlockTest test) {
        List<EventPart> parts = parts(range);
        if (parts.stream().allMatch(part -> part.blocks() == null)) {
            return scan(range, direction, columns);
        }
        return new PartsCursor(parts, direction, columns, test, part -> scan(part, direction, columns), layout);
    }

    @Override
    public List<EventPart> parts(KeyRange range) {
        return layout.hasKeyTail() || range.isEmpty()
                ? List.of(new EventPart(range, null))
                : new PartFinder(newestFirst).find(range);
    }

    /** Merging compares whole keys, so that what decides between equal heads must be decoded. */
    private ColumnSet keyed(ColumnSet columns) {
        return layout.hasKeyTail() ? columns.with(layout.keyTailColumn()) : columns;
    }

    private BatchCursor scanHeads(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        List<MergeSource> sources = new ArrayList<>();
        ErasedRanges hidden = ErasedRanges.NONE;
        for (EventLayer layer : newestFirst) {
            if (layer.keys().overlaps(range)) {
                sources.add(new MergeSource(layer, hidden, range, direction, columns));
            }
            hidden = hidden.plus(layer.erased());
        }
        if (sources.isEmpty()) {
            return new EmptyCursor(layout);
        }
        if (sources.size() == 1 && !sources.get(0).hasHidden()) {
            return sources.get(0).open(limit);
        }
        if (followEachOther(sources)) {
            if (direction == Direction.ASCENDING) {
                Collections.reverse(sources);
            }
            return new ChainCursor(sources, limit);
        }
        return new MergeCursor(sources);
    }

    /** Whether each source begins behind the end of the older ones, and nothing is hidden. */
    private static boolean followEachOther(List<MergeSource> newestFirst) {
        for (int i = 0; i < newestFirst.size(); i++) {
            MergeSource source = newestFirst.get(i);
            if (source.hasHidden() || (i > 0 && !newestFirst.get(i - 1).isBehind(source))) {
                return false;
            }
        }
        return true;
    }
}
