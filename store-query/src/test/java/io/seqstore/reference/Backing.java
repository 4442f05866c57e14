package io.seqstore.reference;

import io.seqstore.Seqstore;
import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.codec.Packing;
import java.nio.file.Path;
import java.util.Random;

/** The places in which the events of a stream may stand when they are read. */
enum Backing {
    /** In memory, never flushed. */
    MEMORY,
    /** In memory, packed. */
    MEMORY_FLUSHED,
    /** On disk, all in memtables. */
    MEMTABLE,
    /** On disk, all in segments that overlap. */
    SEGMENTS,
    /** On disk, some in memtables and some in segments, late ones among them. */
    MIXED,
    /** As {@link #MIXED}, closed and opened again. */
    REOPENED,
    /** As {@link #MIXED}, merged into one segment. */
    COMPACTED,
    /** As {@link #COMPACTED}, packed cold. */
    COLD;

    Seqstore open(Path folder) {
        return this == MEMORY || this == MEMORY_FLUSHED
                ? Seqstore.inMemory()
                : Seqstore.open(folder, StoreOptions.defaults().withDurability(Durability.PROCESS));
    }

    /** What happens between two rounds of writing. */
    void between(Seqstore store, Random random) {
        switch (this) {
            case MEMORY_FLUSHED, SEGMENTS -> store.flush();
            case MIXED, REOPENED, COMPACTED, COLD -> {
                if (random.nextInt(3) == 0) {
                    store.flush();
                }
            }
            default -> {
                // Stays where it is.
            }
        }
    }

    /** Brings everything that was written to its place. */
    Seqstore settle(Seqstore store, Path folder) {
        switch (this) {
            case REOPENED -> {
                store.close();
                return open(folder);
            }
            case COMPACTED -> {
                store.flush();
                store.compact();
                return store;
            }
            case COLD -> {
                store.flush();
                store.compact(Packing.COLD);
                return store;
            }
            default -> {
                return store;
            }
        }
    }
}
