package io.seqstore.query.calculate;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/** The block that was decoded last, with all its columns, so that who asks for it again does not decode it again. */
final class LoadedBlock {
    private final ColumnBatch batch;
    private @Nullable EventBlocks blocks;
    private int block = -1;

    LoadedBlock(EventLayout layout) {
        this.batch = new ColumnBatch(layout, 0);
    }

    /** The events of a block; good until another one is asked for. */
    ColumnBatch load(EventBlocks of, int wanted) {
        if (blocks != of || block != wanted) {
            block = -1;
            of.load(wanted, batch, ColumnSet.ALL);
            blocks = of;
            block = wanted;
        }
        return batch;
    }

    /** Whether the block that was decoded last belongs to these, and a key lies behind its first and not behind its last one. */
    boolean reaches(EventBlocks of, long key) {
        return blocks == of && block >= 0 && batch.key(0) < key && batch.key(batch.count() - 1) >= key;
    }

    /** The number of the block that was decoded last. */
    int block() {
        return block;
    }
}
