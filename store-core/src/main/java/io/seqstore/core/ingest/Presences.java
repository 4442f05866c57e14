package io.seqstore.core.ingest;

import io.seqstore.core.cursor.EventLayer.Presence;
import io.seqstore.core.memtable.KeyFinder;
import io.seqstore.core.memtable.Memtable;
import io.seqstore.core.memtable.SharedLayer;
import io.seqstore.core.merge.LayerStack;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * Asks for single keys of a stream, for whoever has its turn: the active memtable through its writer's index, everything below
 * through its layers.
 */
final class Presences {
    private final int ordinal;
    private final EventLayout layout;
    private final StoreState state;
    private final @Nullable KeyFinder active;
    private final @Nullable SharedLayer shared;
    private @Nullable LayerStack below;
    private boolean knowsGreatestHeadBelow;
    private long greatestHeadBelow;

    Presences(int ordinal, EventLayout layout, StoreState state) {
        this.ordinal = ordinal;
        this.layout = layout;
        this.state = state;
        Memtable memtable = state.active().find(ordinal);
        this.active = memtable == null ? null : memtable.finder();
        this.shared = state.active().sharedLayer(ordinal);
    }

    /** Whether any of the rows {@code from..to-1} in key order, none of whose keys lies behind the greatest head, is stored. */
    boolean holdsAnyOf(ColumnBatch rows, int from, int to, long greatestHead) {
        for (int row = from; row < to && rows.key(row) <= greatestHead; row++) {
            if (holds(rows.eventKey(row))) {
                return true;
            }
        }
        return false;
    }

    boolean holds(EventKey key) {
        Presence presence = active == null ? Presence.UNKNOWN : active.find(key);
        if (presence == Presence.UNKNOWN && shared != null) {
            presence = shared.find(key);
        }
        if (presence != Presence.UNKNOWN) {
            return presence == Presence.HELD;
        }
        // Most late events are later than what is in segments.
        return key.head() <= greatestHeadBelow() && below().holds(key);
    }

    private long greatestHeadBelow() {
        if (!knowsGreatestHeadBelow) {
            greatestHeadBelow = state.greatestHeadBelowActive(ordinal, this::below);
            knowsGreatestHeadBelow = true;
        }
        return greatestHeadBelow;
    }

    private LayerStack below() {
        LayerStack known = below;
        if (known == null) {
            known = state.layersBelowActive(ordinal, layout);
            below = known;
        }
        return known;
    }
}
