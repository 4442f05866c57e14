package io.seqstore.core.snapshot;

import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.memory.ReferenceCount;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.merge.LayerStack;
import io.seqstore.core.segment.Segment;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the events are at one moment: the generation that is being written, the one that is being flushed if any, the
 * segments. Keeps all of them alive while it has users. Immutable but for what the active generation still takes up.
 */
public final class StoreState {
    private final Generation active;
    private final @Nullable Generation frozen;
    private final List<Segment> newestFirst;
    private final ReferenceCount users;

    /** Replaced by any thread: what lies below the active generation stays as it is. */
    private volatile @Nullable GreatestHead greatestHeadBelowActive;

    private record GreatestHead(int ordinal, long head) {}

    /**
     * A state with one user, the creator, who releases it when a newer one takes its place.
     *
     * @param active the generation that takes up writes
     * @param frozen the generation that is being flushed, if there is one
     * @param newestFirst the segments
     */
    public StoreState(Generation active, @Nullable Generation frozen, List<Segment> newestFirst) {
        this.active = active;
        this.frozen = frozen;
        this.newestFirst = List.copyOf(newestFirst);
        this.users = new ReferenceCount(this::releaseParts);
        active.users().acquire();
        if (frozen != null) {
            frozen.users().acquire();
        }
        for (Segment segment : this.newestFirst) {
            segment.users().acquire();
        }
    }

    private void releaseParts() {
        active.users().release();
        if (frozen != null) {
            frozen.users().release();
        }
        for (Segment segment : newestFirst) {
            segment.users().release();
        }
    }

    /** Who still needs this state. */
    public ReferenceCount users() {
        return users;
    }

    public Generation active() {
        return active;
    }

    public @Nullable Generation frozen() {
        return frozen;
    }

    /** The segments, newest first. */
    public List<Segment> segments() {
        return newestFirst;
    }

    /** Everything there is of a stream now. Good while the state has users. */
    public LayerStack layers(int ordinal, EventLayout layout) {
        List<EventLayer> layers = new ArrayList<>();
        active.addLayers(ordinal, layers);
        addBelowActive(ordinal, layout, layers);
        return new LayerStack(layout, layers);
    }

    /** The same for those who copy the events: blocks are compared with their checksums, whoever has done so before. */
    public LayerStack layersToCopy(int ordinal, EventLayout layout) {
        List<EventLayer> layers = new ArrayList<>();
        active.addLayers(ordinal, layers);
        if (frozen != null) {
            frozen.addLayers(ordinal, layers);
        }
        for (Segment segment : newestFirst) {
            segment.layerToCopy(ordinal, layout).ifPresent(layers::add);
        }
        return new LayerStack(layout, layers);
    }

    /** Everything there is of a stream but for the active generation. */
    public LayerStack layersBelowActive(int ordinal, EventLayout layout) {
        List<EventLayer> layers = new ArrayList<>();
        addBelowActive(ordinal, layout, layers);
        return new LayerStack(layout, layers);
    }

    /**
     * {@link LayerStack#greatestHead} of {@link #layersBelowActive}; remembered for the stream that was asked for last.
     *
     * @param below these layers, asked for when it is not known
     */
    public long greatestHeadBelowActive(int ordinal, Supplier<LayerStack> below) {
        GreatestHead known = greatestHeadBelowActive;
        if (known == null || known.ordinal() != ordinal) {
            known = new GreatestHead(ordinal, below.get().greatestHead());
            greatestHeadBelowActive = known;
        }
        return known.head();
    }

    private void addBelowActive(int ordinal, EventLayout layout, List<EventLayer> layers) {
        if (frozen != null) {
            frozen.addLayers(ordinal, layers);
        }
        for (Segment segment : newestFirst) {
            segment.layer(ordinal, layout).ifPresent(layers::add);
        }
    }
}
