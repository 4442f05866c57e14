package io.seqstore.core.memtable;

import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.memory.Arena;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one stream. Two runs: <em>main</em>, whose keys only ascend, and <em>late</em>, for rows at or
 * before main's last key, in order of arrival. A late row replaces the main row with its key; a late row that is replaced
 * or removed is marked with the moment when that happened, so that readers of an earlier moment still see it.
 *
 * <p>One writer at a time; readers call {@link #snapshot} from any thread. The memory belongs to the {@link Generation}.
 */
public final class Memtable {
    private final EventLayout layout;
    private final Arena arena;
    private final RowStore main;
    private @Nullable EventKey lastMainKey;

    /** Written before the publication that first needs it; read after reading that. */
    private @Nullable LateRun late;

    private volatile Published published = new Published(0, 0, 0, ErasedRanges.NONE, ErasedRanges.NONE);

    /** The snapshot that was asked for last, so that readers between two writes share one. Replaced by any thread. */
    private @Nullable CachedSnapshot newest;

    private record CachedSnapshot(Published of, Snapshot snapshot) {}

    /**
     * What readers may see.
     *
     * @param mainRows rows of the main run
     * @param lateRows rows of the late run
     * @param moment how many late batches and removals there were
     * @param erasedInMain what was removed from the main run
     * @param erasedBelow what was removed from the layers below this memtable
     */
    record Published(int mainRows, int lateRows, int moment, ErasedRanges erasedInMain, ErasedRanges erasedBelow) {}

    Memtable(EventLayout layout, Arena arena) {
        this.layout = layout;
        this.arena = arena;
        this.main = new RowStore(layout, arena, RowStore.Form.COLUMNS);
    }

    public EventLayout layout() {
        return layout;
    }

    /** Adds or replaces the rows of a batch whose keys ascend; visible to snapshots taken after this returns. */
    public void put(ColumnBatch batch) {
        put(batch, 0, batch.count());
    }

    /** The same with rows {@code from..to-1} of a batch. */
    void put(ColumnBatch batch, int from, int to) {
        Published before = published;
        int split = lastMainKey == null ? from : firstAfter(batch, from, to, lastMainKey);
        int moment = before.moment();
        if (split > from) {
            moment = lateRun().put(batch, from, split, moment);
        }
        if (split < to) {
            main.append(batch, split, to);
            lastMainKey = batch.eventKey(to - 1);
        }
        published = new Published(main.rows(), lateRows(), moment, before.erasedInMain(), before.erasedBelow());
    }

    /** Removes the keys of some ranges, here and in the layers below. */
    public void erase(ErasedRanges ranges) {
        Published before = published;
        int moment = before.moment() + 1;
        if (late != null) {
            late.hide(ranges, moment);
        }
        ErasedRanges inMain = lastMainKey == null ? ErasedRanges.NONE : ranges.upTo(lastMainKey);
        published = new Published(
                main.rows(),
                lateRows(),
                moment,
                before.erasedInMain().plus(inMain),
                before.erasedBelow().plus(ranges));
    }

    private static int firstAfter(ColumnBatch batch, int from, int to, EventKey key) {
        if (from == to || batch.compareKey(from, key) > 0) {
            return from;
        }
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batch.compareKey(middle, key) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int lateRows() {
        return late == null ? 0 : late.rows().rows();
    }

    private LateRun lateRun() {
        LateRun run = late;
        if (run == null) {
            run = new LateRun(layout, arena);
            late = run;
        }
        return run;
    }

    /** Asks for single keys; for the writer, until it writes again. */
    public KeyFinder finder() {
        return new KeyFinder(this, main, published.mainRows());
    }

    boolean holdsLate(EventKey key) {
        return late != null && late.holds(key);
    }

    boolean isErasedInMain(EventKey key) {
        return published.erasedInMain().contains(key);
    }

    boolean isErasedBelow(EventKey key) {
        return published.erasedBelow().contains(key);
    }

    /** Whether nothing was ever written here. */
    public boolean isEmpty() {
        Published now = published;
        return now.mainRows() == 0 && now.moment() == 0;
    }

    /** The present state, which later writes leave as it is. Good as long as the generation's memory. */
    @SuppressWarnings("ReferenceEquality") // Each publication is an object of its own.
    public Snapshot snapshot() {
        Published now = published;
        CachedSnapshot known = newest;
        if (known != null && known.of() == now) {
            return known.snapshot();
        }
        Snapshot snapshot = snapshot(now);
        newest = new CachedSnapshot(now, snapshot);
        return snapshot;
    }

    private Snapshot snapshot(Published now) {
        LateRun run = late;
        MainLayer mainLayer = new MainLayer(layout, main, now.mainRows(), now.erasedBelow());
        if (run == null && now.erasedInMain().isEmpty()) {
            return new Snapshot(null, mainLayer);
        }
        LateRun lateRun = run == null ? new LateRun(layout, arena) : run;
        return new Snapshot(
                new LateLayer(layout, lateRun, now.lateRows(), now.moment(), now.erasedInMain()), mainLayer);
    }

    /**
     * The two layers of a memtable.
     *
     * @param late the newer layer, if there is one
     * @param main the older layer
     */
    public record Snapshot(@Nullable LateLayer late, MainLayer main) {
        /** A range that holds the keys of all events. */
        public KeyRange keys() {
            KeyRange range = main.keys();
            if (late == null || late.keys().isEmpty()) {
                return range;
            }
            KeyRange lateKeys = late.keys();
            return range.isEmpty()
                    ? lateKeys
                    : new KeyRange(Math.min(range.from(), lateKeys.from()), Math.max(range.to(), lateKeys.to()));
        }
    }
}
