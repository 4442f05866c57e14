package io.seqstore.core.memtable;

import io.seqstore.core.cursor.EventLayer.Presence;
import io.seqstore.types.EventKey;

/**
 * Asks a memtable for one key after the other, for its writer and between two of its writes. Quickest for keys that ascend,
 * as those of late events do when a batch is checked: each is looked for behind the one before, where it would stand if events
 * came evenly, and around there in steps that double (interpolation as in Perl, Itai and Avni, 1978; steps as in Bentley and
 * Yao, 1976).
 */
public final class KeyFinder {
    private final Memtable memtable;
    private final RowStore main;
    private final int count;

    /** A row of the main run before which the key looked for last does not stand; -1 before the first look. */
    private int known = -1;

    KeyFinder(Memtable memtable, RowStore main, int count) {
        this.memtable = memtable;
        this.main = main;
        this.count = count;
    }

    /** What the memtable says of a key now. */
    public Presence find(EventKey key) {
        if (memtable.holdsLate(key)) {
            return Presence.HELD;
        }
        if (count > 0 && holdsMain(key)) {
            return memtable.isErasedInMain(key) ? Presence.ERASED : Presence.HELD;
        }
        return memtable.isErasedBelow(key) ? Presence.ERASED : Presence.UNKNOWN;
    }

    private boolean holdsMain(EventKey key) {
        if (main.compareKey(count - 1, key) < 0) {
            return false;
        }
        int from = known >= 0 && main.compareKey(known, key) <= 0 ? known : 0;
        known = firstFrom(from, guess(from, key), key);
        return main.compareKey(known, key) == 0;
    }

    /** About where a key stands, when keys come evenly from a row on. */
    private int guess(int from, EventKey key) {
        double first = main.key(from);
        double last = main.key(count - 1);
        double part = last > first ? (key.head() - first) / (last - first) : 0;
        return from + (int) (Math.max(0, part) * (count - 1 - from));
    }

    /** The first row at or after a key, from a row on; there is one. Looks around a guess, in steps that double. */
    private int firstFrom(int from, int guess, EventKey key) {
        int low = guess;
        int high = guess;
        int step = 1;
        if (main.compareKey(guess, key) < 0) {
            do {
                low = high + 1;
                high = Math.min(high + step, count - 1);
                step *= 2;
            } while (main.compareKey(high, key) < 0);
        } else {
            do {
                high = low;
                low = Math.max(from, low - step);
                step *= 2;
            } while (low < high && main.compareKey(low, key) >= 0);
        }
        return main.firstAtOrAfter(key, low, high);
    }
}
