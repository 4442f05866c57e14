package io.seqstore.core.memtable;

import com.carrotsearch.hppc.LongIntHashMap;
import io.seqstore.types.EventKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The row of each key. For one writer; a map of longs where heads are whole keys, of whole keys elsewhere. */
final class RowIndex {
    /** What {@link #get} says of a key that is not there. */
    static final int NO_ROW = -1;

    private final @Nullable LongIntHashMap byHead;
    private final @Nullable Map<EventKey, Integer> byKey;

    RowIndex(boolean isHeadOnly) {
        this.byHead = isHeadOnly ? new LongIntHashMap() : null;
        this.byKey = isHeadOnly ? null : new HashMap<>();
    }

    int get(EventKey key) {
        if (byHead != null) {
            return byHead.getOrDefault(key.head(), NO_ROW);
        }
        return byKey().getOrDefault(key, NO_ROW);
    }

    /** Sets the row of a key and returns the one before. */
    int put(EventKey key, int row) {
        if (byHead == null) {
            Integer before = byKey().put(key, row);
            return before == null ? NO_ROW : before;
        }
        return put(key.head(), row);
    }

    /** Sets the row of a key whose head is the whole key and returns the one before. */
    int put(long head, int row) {
        if (byHead == null) {
            throw new IllegalStateException("heads are not whole keys here");
        }
        int slot = byHead.indexOf(head);
        if (byHead.indexExists(slot)) {
            return byHead.indexReplace(slot, row);
        }
        byHead.indexInsert(slot, head, row);
        return NO_ROW;
    }

    /** Forgets a key and returns its row. */
    int remove(EventKey key) {
        if (byHead == null) {
            Integer before = byKey().remove(key);
            return before == null ? NO_ROW : before;
        }
        int before = byHead.getOrDefault(key.head(), NO_ROW);
        byHead.remove(key.head());
        return before;
    }

    /** Forgets the keys of a kind and hands out their rows. */
    void removeAll(Predicate<EventKey> which, IntConsumer rows) {
        if (byHead != null) {
            byHead.removeAll((head, row) -> {
                boolean goes = which.test(EventKey.of(head));
                if (goes) {
                    rows.accept(row);
                }
                return goes;
            });
            return;
        }
        for (Iterator<Map.Entry<EventKey, Integer>> entries = byKey().entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<EventKey, Integer> entry = entries.next();
            if (which.test(entry.getKey())) {
                rows.accept(entry.getValue());
                entries.remove();
            }
        }
    }

    private Map<EventKey, Integer> byKey() {
        if (byKey == null) {
            throw new IllegalStateException("heads are whole keys here");
        }
        return byKey;
    }
}
