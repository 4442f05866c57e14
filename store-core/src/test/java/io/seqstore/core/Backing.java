package io.seqstore.core;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.codec.Packing;
import io.seqstore.types.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where the events of a test live when it starts to ask: the same questions must have the same answers everywhere. */
enum Backing {
    IN_MEMORY,
    IN_MEMORY_FLUSHED,
    MEMTABLE,
    FLUSHED,
    /** A part in a segment, a part behind it, late rows and erased ranges between. */
    MIXED,
    REOPENED,
    COMPACTED,
    /** As {@link #COMPACTED}, packed cold. */
    COLD;

    /** An open store with one stream of pumps. */
    static final class Place implements AutoCloseable {
        private final Backing backing;
        private final Path folder;
        private final ForgetfulFolder disk = new ForgetfulFolder();
        private Store store;
        private Stream stream;

        Place(Backing backing, Path folder) {
            this.backing = backing;
            this.folder = folder;
            open();
        }

        private void open() {
            StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
            store = switch (backing) {
                case IN_MEMORY, IN_MEMORY_FLUSHED -> Store.inMemory(options);
                case REOPENED -> Store.open(folder, options);
                // The same code on a disk that takes no time.
                case MEMTABLE, FLUSHED, MIXED, COMPACTED, COLD -> Store.open(disk, options);
            };
            stream = TestEvents.stream(store, "pump");
        }

        Store store() {
            return store;
        }

        Stream stream() {
            return stream;
        }

        /** Puts events there and brings them where this backing keeps them. */
        void seed(List<Row> rows) {
            if (backing == MIXED) {
                List<Row> shuffled = new ArrayList<>(rows);
                Collections.reverse(shuffled);
                int third = rows.size() / 3;
                for (int i = 0; i < rows.size(); i++) {
                    insert(shuffled.subList(i, i + 1));
                    if (i == third) {
                        // What was removed from the segment and written again stands in two layers.
                        store.flush();
                        stream.remove(shuffled.get(0).key());
                        insert(shuffled.subList(0, 1));
                    } else if (i == 2 * third) {
                        store.flush();
                    }
                }
            } else {
                int half = rows.size() / 2;
                insert(rows.subList(0, half));
                if (backing == COMPACTED || backing == COLD) {
                    store.flush();
                }
                insert(rows.subList(half, rows.size()));
            }
            settle();
        }

        private void insert(List<Row> rows) {
            if (!rows.isEmpty()) {
                stream.insert(TestEvents.batch(stream.layout(), rows));
            }
        }

        /** Brings everything written so far where this backing keeps it. */
        void settle() {
            switch (backing) {
                case IN_MEMORY, MEMTABLE, MIXED -> {
                    // Everything stays where it was written.
                }
                case FLUSHED, IN_MEMORY_FLUSHED -> store.flush();
                case COMPACTED -> {
                    store.flush();
                    store.compact();
                }
                case COLD -> {
                    store.flush();
                    store.compact(Packing.COLD);
                }
                case REOPENED -> {
                    store.close();
                    open();
                    stream = store.stream(Registry.DEFAULT_NAMESPACE, "pump");
                }
            }
        }

        /** Opens the same place once more after it was closed. */
        void openAgain() {
            open();
        }

        /** Goes on with another stream. */
        void use(Stream other) {
            stream = other;
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
