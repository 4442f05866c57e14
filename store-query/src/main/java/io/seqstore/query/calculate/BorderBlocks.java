package io.seqstore.query.calculate;

import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.List;

/** Finds the neighbours of a key in the one block that holds both, if there is one. Keys are asked for in ascending order. */
final class BorderBlocks {
    private final List<EventPart> parts;
    private final LoadedBlock loaded;
    private int part;
    private int row;
    private ColumnBatch batch;

    BorderBlocks(List<EventPart> parts, LoadedBlock loaded, ColumnBatch nothing) {
        this.parts = parts;
        this.loaded = loaded;
        this.batch = nothing;
    }

    /** Moves to a key; false when its neighbours have to be looked for in another way. */
    boolean locate(long key) {
        while (part < parts.size() - 1 && parts.get(part).range().to() < key) {
            part++;
        }
        EventBlocks blocks = parts.get(part).blocks();
        KeyRange range = parts.get(part).range();
        if (blocks == null || !range.contains(key)) {
            return false;
        }
        if (!loaded.reaches(blocks, key)) {
            int block = blocks.firstEndingAtOrAfter(key);
            if (block == blocks.count() || blocks.firstKey(block) >= key) {
                return false;
            }
            batch = loaded.load(blocks, block);
        } else {
            batch = loaded.batch();
        }
        row = Rows.firstAtOrAfter(batch.keys(), 0, batch.count(), key);
        return batch.key(row - 1) >= range.from() && batch.key(row) <= range.to();
    }

    /** The block that holds the neighbours. */
    ColumnBatch batch() {
        return batch;
    }

    /** The row at or after the key; there is one in front of it. */
    int row() {
        return row;
    }
}
