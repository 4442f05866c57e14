package io.seqstore.core.snapshot;

import io.seqstore.types.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The newest state of an open store. Safe for all threads. */
public final class CurrentState {
    private volatile @Nullable StoreState current;

    /** Older states that readers still hold; seldom more than a few. Guarded by itself. */
    private final List<StoreState> outlived = new ArrayList<>();

    /** One is enough for threads that read now and then; those that read all the time have their own. */
    private final AtomicReference<@Nullable PointReader> idleReader = new AtomicReference<>();

    public CurrentState(StoreState first) {
        this.current = first;
    }

    /**
     * The newest state, which stays as it is until the caller releases it.
     *
     * @throws UnavailableException when the store is closed
     */
    public StoreState pin() {
        while (true) {
            StoreState state = newest();
            if (state.users().tryAcquire()) {
                return state;
            }
        }
    }

    /** The newest state, for those who know that it cannot be replaced meanwhile. */
    public StoreState newest() {
        StoreState state = current;
        if (state == null) {
            throw closed();
        }
        return state;
    }

    /** A reader for one read; {@link #giveBack} hands it to the next. */
    public PointReader takeReader() {
        PointReader reader = idleReader.getAndSet(null);
        return reader == null ? new PointReader() : reader;
    }

    /** Keeps a reader that was taken for the next read. */
    public void giveBack(PointReader reader) {
        idleReader.lazySet(reader);
    }

    /** Puts a newer state in place. One thread at a time. */
    public void replace(StoreState newer) {
        StoreState older = newest();
        current = newer;
        synchronized (outlived) {
            outlived.removeIf(state -> state.users().count() == 0);
            outlived.add(older);
        }
        older.users().release();
    }

    /** How many hold a state, of any age, at the moment: open snapshots, and writers that look for a key. */
    public int holders() {
        StoreState newest = current;
        int holders = newest == null ? 0 : newest.users().count() - 1;
        synchronized (outlived) {
            for (StoreState state : outlived) {
                holders += state.users().count();
            }
        }
        return holders;
    }

    /** Closes: nobody can pin any more, and the last state goes when its last user has gone. */
    public void close() {
        StoreState last = current;
        current = null;
        if (last != null) {
            last.users().release();
        }
    }

    /** What whoever comes too late is told. */
    public static UnavailableException closed() {
        return new UnavailableException(
                "The store is unavailable.", "The store is closed.", "Open it again.", Map.of());
    }
}
