package io.seqstore.core.memtable;

import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.memory.Arena;
import io.seqstore.core.memory.OrdinalTable;
import io.seqstore.core.memory.ReferenceCount;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of all streams that will be written to one segment together, and their memory. Grows while it is the
 * active one, then is frozen, flushed, and released when its last reader has gone.
 *
 * <p>A stream that gets a few events at a time, each behind all others, has them in a {@link SharedRun}. From the first
 * write of any other kind on it has a memtable of its own, which lies over its shared rows.
 */
public final class Generation {
    /** A stream that gets more rows than this at once is no small one. */
    private static final int MAX_SHARED_PART = 16;

    /** Reading a stream follows its shared rows one by one, so that they must not become many. */
    private static final int MAX_SHARED_ROWS = 64;

    private final Arena arena;
    private final OrdinalTable<Memtable> memtables = new OrdinalTable<>();
    private final StreamPlaces places = new StreamPlaces();
    private final ReferenceCount users;

    /** Replaced, never changed in place, when a run is added. */
    private volatile SharedRun[] runs = new SharedRun[0];

    public Generation(SlabPool pool) {
        this.arena = new Arena(pool);
        this.users = new ReferenceCount(arena::close);
    }

    /** Who still needs the memory. */
    public ReferenceCount users() {
        return users;
    }

    /** The stream's own memtable, if it has one in this generation. */
    public @Nullable Memtable find(int ordinal) {
        return memtables.get(ordinal);
    }

    /** The stream's own memtable; for whoever has the stream's turn. */
    public Memtable forWriting(int ordinal, EventLayout layout) {
        Memtable memtable = memtables.get(ordinal);
        if (memtable == null) {
            memtable = new Memtable(layout, arena);
            memtables.set(ordinal, memtable);
            places.setOwn(ordinal);
        }
        return memtable;
    }

    /**
     * Adds or replaces rows of many streams of one layout, for whoever has the turns of all of them. Each stream's rows become
     * visible at once, streams one after the other.
     *
     * @param ordinals the stream of each row, ascending
     * @param batch the rows, ascending by stream and key, each key of a stream once
     * @param layout the layout of the streams
     * @param areNewest whether the first row of each stream is known to be greater than all that the stream ever had
     */
    public void putAll(int[] ordinals, ColumnBatch batch, EventLayout layout, boolean areNewest) {
        SharedRun run = sharedRun(layout);
        int begin = 0;
        int at = 0;
        while (at < batch.count()) {
            int end = endOfPart(ordinals, at, batch.count());
            if (run == null || !fits(run, ordinals[at], batch, at, end, areNewest)) {
                if (begin < at && run != null) {
                    run.append(ordinals, batch, begin, at, places);
                }
                forWriting(ordinals[at], layout).put(batch, at, end);
                begin = end;
            }
            at = end;
        }
        if (begin < at && run != null) {
            run.append(ordinals, batch, begin, at, places);
        }
    }

    /** Behind the last of the rows that belong to the same stream as one row. */
    public static int endOfPart(int[] ordinals, int from, int count) {
        int ordinal = ordinals[from];
        // From the first one, which is there: asking for one behind it may ask behind the array, which costs a compiled
        // method.
        int end = from;
        while (end < count && ordinals[end] == ordinal) {
            end++;
        }
        return end;
    }

    /** Whether rows of a stream may be shared ones. */
    private boolean fits(SharedRun run, int ordinal, ColumnBatch batch, int from, int to, boolean isNewest) {
        long place = places.get(ordinal);
        if (StreamPlaces.hasOwn(place)
                || to - from > MAX_SHARED_PART
                || StreamPlaces.count(place) + to - from > MAX_SHARED_ROWS) {
            return false;
        }
        return !StreamPlaces.hasShared(place)
                || (runs[StreamPlaces.run(place)] == run
                        && (isNewest || run.rows().key(StreamPlaces.row(place)) < batch.key(from)));
    }

    /** The run of a layout; null when there are too many layouts. */
    private @Nullable SharedRun sharedRun(EventLayout layout) {
        for (SharedRun run : runs) {
            if (run.layout() == layout) {
                return run;
            }
        }
        return addSharedRun(layout);
    }

    private synchronized @Nullable SharedRun addSharedRun(EventLayout layout) {
        SharedRun[] now = runs;
        for (SharedRun run : now) {
            if (run.layout() == layout) {
                return run;
            }
        }
        if (now.length >= StreamPlaces.MAX_RUNS) {
            return null;
        }
        SharedRun[] more = Arrays.copyOf(now, now.length + 1);
        more[now.length] = new SharedRun(layout, now.length, arena);
        runs = more;
        return more[now.length];
    }

    /** Adds what this generation holds of a stream now to a list of layers, newest first. */
    public void addLayers(int ordinal, List<EventLayer> layers) {
        // In this order: once a stream has a memtable nothing is added to its shared rows.
        Memtable memtable = memtables.get(ordinal);
        if (memtable != null) {
            Memtable.Snapshot snapshot = memtable.snapshot();
            if (snapshot.late() != null) {
                layers.add(snapshot.late());
            }
            layers.add(snapshot.main());
        }
        SharedLayer shared = sharedLayer(ordinal);
        if (shared != null) {
            layers.add(shared);
        }
    }

    /** The shared rows of a stream now, if it has any. */
    public @Nullable SharedLayer sharedLayer(int ordinal) {
        long place = places.get(ordinal);
        return StreamPlaces.hasShared(place) ? new SharedLayer(runs[StreamPlaces.run(place)], place) : null;
    }

    /** Bytes of off-heap memory that this generation holds. */
    public long bytes() {
        return arena.allocatedBytes();
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    /**
     * The first stream at or after an ordinal that has something here.
     *
     * @return its ordinal, or -1 when there is none
     */
    public int nextOrdinal(int from) {
        return places.next(from);
    }

    /** The layout of a stream that has shared rows only; null when it has a memtable. */
    public @Nullable EventLayout sharedLayout(int ordinal) {
        long place = places.get(ordinal);
        return StreamPlaces.hasOwn(place) ? null : runs[StreamPlaces.run(place)].layout();
    }

    /** How many rows a stream has that has shared ones only. */
    public int sharedCount(int ordinal) {
        return StreamPlaces.count(places.get(ordinal));
    }

    long sharedPlace(int ordinal) {
        return places.get(ordinal);
    }

    /** What holds the shared rows of a stream. */
    RowStore sharedRows(int ordinal) {
        return runs[StreamPlaces.run(places.get(ordinal))].rows();
    }
}
