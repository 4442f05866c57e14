package io.seqstore;

import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import java.nio.file.Path;

/** Where the events of an example stand when they are read. What the front door answers is the same for all. */
enum Backing {
    IN_MEMORY,
    IN_MEMORY_FLUSHED,
    ON_DISK,
    ON_DISK_FLUSHED,
    ON_DISK_OPENED_AGAIN;

    /** A new store. */
    Seqstore open(Path folder) {
        return switch (this) {
            case IN_MEMORY, IN_MEMORY_FLUSHED -> Seqstore.inMemory();
            case ON_DISK, ON_DISK_OPENED_AGAIN -> Seqstore.open(folder);
            case ON_DISK_FLUSHED ->
                Seqstore.open(folder, StoreOptions.defaults().withDurability(Durability.PROCESS));
        };
    }

    /** Brings the events that were written to their place; the store is another one when it had to be opened again. */
    Seqstore settle(Seqstore store, Path folder) {
        switch (this) {
            case IN_MEMORY -> {
                // The events are where they shall be.
            }
            case ON_DISK -> store.sync();
            case IN_MEMORY_FLUSHED, ON_DISK_FLUSHED -> store.flush();
            case ON_DISK_OPENED_AGAIN -> {
                store.close();
                return open(folder);
            }
        }
        return store;
    }
}
