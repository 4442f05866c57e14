package io.seqstore.query.calculate;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * The block that was decoded last, or some of its rows, with all columns, so that who asks for it again does not decode it
 * again.
 */
final class LoadedBlock {
    private final ColumnBatch batch;
    private @Nullable EventBlocks blocks;
    private int block = -1;
    private boolean isWhole;

    LoadedBlock(EventLayout layout) {
        this.batch = new ColumnBatch(layout, 0);
    }

    /** The events of a block; good until another one is asked for. */
    ColumnBatch load(EventBlocks of, int wanted) {
        if (blocks != of || block != wanted || !isWhole) {
            block = -1;
            of.load(wanted, batch, ColumnSet.ALL);
            blocks = of;
            block = wanted;
            isWhole = true;
        }
        return batch;
    }

    /** The rows {@code from..to-1} of a block, of which the first is row 0 of the batch; good until others are asked for. */
    ColumnBatch loadRows(EventBlocks of, int wanted, int from, int to) {
        block = -1;
        of.load(wanted, from, to, batch, ColumnSet.ALL);
        blocks = of;
        block = wanted;
        isWhole = false;
        return batch;
    }

    /** Whether rows of these blocks were decoded last, and a key lies behind the first of them and not behind the last one. */
    boolean reaches(EventBlocks of, long key) {
        return blocks == of && block >= 0 && batch.key(0) < key && batch.key(batch.count() - 1) >= key;
    }

    /** The rows that were decoded last. */
    ColumnBatch batch() {
        return batch;
    }
}
