package io.seqstore.core.merge;

import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.types.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds where one layer alone has the say: no other layer holds an event there, and no newer one erased any. A range is halved
 * until that is clear, or until too few blocks are left for it to matter.
 */
final class PartFinder {
    /** Fewer blocks than this are merged sooner than looked at any closer. */
    private static final int GRAIN = 4;

    /** Bounds the search where layers interleave everywhere. */
    private static final int MAX_STEPS = 2000;

    private final List<EventLayer> newestFirst;
    private final List<EventPart> parts = new ArrayList<>();
    private int steps;

    PartFinder(List<EventLayer> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /** The parts of a range of 64-bit keys, ascending and without gaps. */
    List<EventPart> find(KeyRange range) {
        split(range);
        return parts;
    }

    private void split(KeyRange range) {
        steps++;
        EventLayer only = null;
        EventBlocks most = null;
        int holders = 0;
        boolean erased = false;
        for (EventLayer layer : newestFirst) {
            if (layer.mayHold(range)) {
                holders++;
                only = layer;
                most = larger(most, layer.blocks(), range);
            }
            // What the last layer erases is not there; what any layer above the only holder erases may be.
            erased |= holders == 0 && layer.erased().overlaps(range);
        }
        if (holders == 1 && only != null && only.blocks() != null && !erased) {
            add(range, only.blocks());
        } else if (most == null || steps > MAX_STEPS) {
            add(range, null);
        } else {
            cut(range, most);
        }
    }

    /** Cuts a range where a layer begins or ends, so that layers behind each other part at once; else in the middle. */
    private void cut(KeyRange range, EventBlocks most) {
        OptionalLong edge = edge(range);
        if (edge.isEmpty() && blocksIn(most, range) <= GRAIN) {
            add(range, null);
            return;
        }
        int middle = most.firstEndingAtOrAfter(range.from()) + blocksIn(most, range) / 2 - 1;
        long cut = edge.isPresent() ? edge.getAsLong() : most.lastKey(middle);
        split(new KeyRange(range.from(), cut));
        split(new KeyRange(cut + 1, range.to()));
    }

    /** The last key of a layer, or the last one before a layer, inside a range and not at its end. */
    private OptionalLong edge(KeyRange range) {
        for (EventLayer layer : newestFirst) {
            KeyRange keys = layer.keys();
            if (keys.overlaps(range)) {
                if (keys.to() < range.to()) {
                    return OptionalLong.of(keys.to());
                }
                if (keys.from() > range.from()) {
                    return OptionalLong.of(keys.from() - 1);
                }
            }
        }
        return OptionalLong.empty();
    }

    private static @Nullable EventBlocks larger(
            @Nullable EventBlocks one, @Nullable EventBlocks other, KeyRange range) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return blocksIn(one, range) >= blocksIn(other, range) ? one : other;
    }

    private static int blocksIn(EventBlocks blocks, KeyRange range) {
        return blocks.firstBeginningAfter(range.to()) - blocks.firstEndingAtOrAfter(range.from());
    }

    /** Adds a part, or makes the last one longer. */
    private void add(KeyRange range, @Nullable EventBlocks blocks) {
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).blocks() == blocks) {
            parts.set(last, new EventPart(new KeyRange(parts.get(last).range().from(), range.to()), blocks));
        } else {
            parts.add(new EventPart(range, blocks));
        }
    }
}
