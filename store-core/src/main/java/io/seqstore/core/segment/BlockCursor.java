package io.seqstore.core.segment;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Decodes block by block into one batch, of the blocks at the ends only the rows that the range holds. */
final class BlockCursor implements BatchCursor {
    private final SegmentLayer layer;
    private final KeyRange range;
    private final boolean ascending;
    private final IntPredicate columns;
    private @Nullable ColumnBatch batch;
    private int fromBlock;
    private int toBlock;

    /** How many events are still wanted. */
    private long left;

    BlockCursor(
            SegmentLayer layer,
            KeyRange range,
            int fromBlock,
            int toBlock,
            Direction direction,
            ColumnSet columns,
            long limit) {
        this.layer = layer;
        this.range = range;
        this.fromBlock = fromBlock;
        this.toBlock = toBlock;
        this.ascending = direction == Direction.ASCENDING;
        this.columns = columns::contains;
        this.left = limit;
        this.batch = BatchPool.take(layer.layout());
    }

    @Override
    public boolean advance() {
        try {
            boolean advanced = loadNext();
            layer.checkWhole();
            return advanced;
        } catch (InternalError e) {
            throw layer.unreadable(e);
        }
    }

    private boolean loadNext() {
        while (fromBlock < toBlock && left > 0) {
            int block = ascending ? fromBlock++ : --toBlock;
            int from = layer.firstRow(block, range);
            int to = layer.endRow(block, range);
            if (from < to) {
                int rows = (int) Math.min(left, to - from);
                int begin = ascending ? from : to - rows;
                layer.loader().load(block, begin, begin + rows, batch(), columns);
                left -= rows;
                return true;
            }
        }
        batch().clear();
        return false;
    }

    @Override
    public ColumnBatch batch() {
        ColumnBatch open = batch;
        if (open == null) {
            throw new IllegalStateException("the cursor is closed");
        }
        return open;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return batch().count();
    }

    @Override
    public void close() {
        // The segment is held by the snapshot.
        ColumnBatch open = batch;
        if (open != null) {
            batch = null;
            BatchPool.giveBack(open);
        }
    }
}
