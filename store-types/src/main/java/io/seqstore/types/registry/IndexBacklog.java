package io.seqstore.types.registry;

import java.util.BitSet;

/**
 * Which streams a full-text index has not seen as they are now: those with the highest numbers, since numbers are given in
 * ascending order, and those that were changed since. So a change pays for a later search with a bit. For threads see {@link
 * StreamTable}.
 */
final class IndexBacklog {
    /** Numbers of indexed streams are below this. */
    private int indexedEnd;
    /** All numbers are below this. */
    private int end;

    private final BitSet changed = new BitSet();
    /** How often a stream was indexed, and how many of those entries are of no use any more. */
    private long entries;

    private long outdated;

    /** A stream is new or was changed. */
    void stored(int ordinal) {
        end = Math.max(end, ordinal + 1);
        if (ordinal < indexedEnd) {
            changed.set(ordinal);
        }
    }

    /** A stream was deleted. */
    void buried(int ordinal) {
        if (ordinal < indexedEnd && !changed.get(ordinal)) {
            outdated++;
        }
    }

    int size() {
        return end - indexedEnd + changed.cardinality();
    }

    /** Adds the numbers that are not indexed to a set; there may be no stream under some of them. */
    void addTo(BitSet ordinals) {
        ordinals.or(changed);
        ordinals.set(indexedEnd, end);
    }

    /** Whether most of the index is of no use. */
    boolean isMostlyOutdated() {
        return outdated > entries / 2;
    }

    /** Takes everything as indexed now; the caller does it. */
    BitSet take() {
        BitSet taken = new BitSet(end);
        addTo(taken);
        outdated += changed.cardinality();
        entries += taken.cardinality();
        changed.clear();
        indexedEnd = end;
        return taken;
    }

    /** Nothing is indexed any more. */
    void restart() {
        changed.clear();
        indexedEnd = 0;
        entries = 0;
        outdated = 0;
    }
}
