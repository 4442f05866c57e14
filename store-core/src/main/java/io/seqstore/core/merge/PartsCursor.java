package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EmptyCursor;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Walks parts one behind the other, and passes the blocks by that a test says hold nothing. Only blocks of parts where one
 * layer alone has the say are passed by: elsewhere an event that does not match may hide one that does.
 */
final class PartsCursor implements BatchCursor {
    private final List<EventPart> parts;
    private final boolean ascending;
    private final ColumnSet columns;
    private final BlockTest test;
    private final Function<KeyRange, BatchCursor> merge;
    private final EventLayout layout;
    private BatchCursor present;
    private int next;

    /**
     * A cursor over parts.
     *
     * @param merge scans a part that has no blocks of its own
     * @param layout of the events
     */
    PartsCursor(
            List<EventPart> parts,
            Direction direction,
            ColumnSet columns,
            BlockTest test,
            Function<KeyRange, BatchCursor> merge,
            EventLayout layout) {
        this.parts = new ArrayList<>(parts);
        this.ascending = direction == Direction.ASCENDING;
        if (!ascending) {
            Collections.reverse(this.parts);
        }
        this.columns = columns;
        this.test = test;
        this.merge = merge;
        this.layout = layout;
        this.present = new EmptyCursor(layout);
    }

    @Override
    public boolean advance() {
        while (!present.advance()) {
            if (next == parts.size()) {
                return false;
            }
            EventPart part = parts.get(next++);
            EventBlocks blocks = part.blocks();
            present.close();
            present = blocks == null ? merge.apply(part.range()) : new Tested(part.range(), blocks);
        }
        return true;
    }

    @Override
    public ColumnBatch batch() {
        return present.batch();
    }

    @Override
    public int from() {
        return present.from();
    }

    @Override
    public int to() {
        return present.to();
    }

    @Override
    public void close() {
        present.close();
    }

    /** The blocks of one part that pass the test. */
    private final class Tested implements BatchCursor {
        private final KeyRange range;
        private final EventBlocks blocks;
        private final ColumnBatch batch;
        private int fromBlock;
        private int toBlock;
        private int from;
        private int to;

        Tested(KeyRange range, EventBlocks blocks) {
            this.range = range;
            this.blocks = blocks;
            this.batch = new ColumnBatch(layout, 0);
            this.fromBlock = blocks.firstEndingAtOrAfter(range.from());
            this.toBlock = Math.max(fromBlock, blocks.firstBeginningAfter(range.to()));
        }

        @Override
        public boolean advance() {
            while (fromBlock < toBlock) {
                int block = ascending ? fromBlock++ : --toBlock;
                if (test.mayMatch(blocks, block)) {
                    blocks.load(block, batch, columns);
                    from = firstRowAtOrAfter(range.from());
                    to = range.to() == Long.MAX_VALUE ? batch.count() : firstRowAtOrAfter(range.to() + 1);
                    if (from < to) {
                        return true;
                    }
                }
            }
            from = 0;
            to = 0;
            return false;
        }

        private int firstRowAtOrAfter(long key) {
            int found = Arrays.binarySearch(batch.keys(), 0, batch.count(), key);
            return found >= 0 ? found : -found - 1;
        }

        @Override
        public ColumnBatch batch() {
            return batch;
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return to;
        }

        @Override
        public void close() {
            // The blocks belong to the state.
        }
    }
}
