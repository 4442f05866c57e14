package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.event.ColumnBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers of which each ends before the next one begins, one after the other: what a stream that is only appended to has in
 * segments. Nothing is compared.
 */
final class ChainCursor implements BatchCursor {
    private final List<MergeSource> inOrder;

    /** How many events are still wanted. */
    private long left;

    private int opened;
    private @Nullable BatchCursor cursor;

    /**
     * A cursor over layers that do not overlap.
     *
     * @param inOrder the layers in the order in which they are read, at least one
     * @param limit the cursor may end behind so many events
     */
    ChainCursor(List<MergeSource> inOrder, long limit) {
        this.inOrder = inOrder;
        this.left = limit;
    }

    @Override
    public boolean advance() {
        while (cursor == null || !advance(cursor)) {
            if (opened == inOrder.size() || left <= 0) {
                return false;
            }
            close();
            cursor = inOrder.get(opened++).open(left);
        }
        return true;
    }

    private boolean advance(BatchCursor open) {
        if (!open.advance()) {
            return false;
        }
        left -= open.to() - open.from();
        return true;
    }

    private BatchCursor open() {
        BatchCursor open = cursor;
        if (open == null) {
            throw new IllegalStateException("advance must come first");
        }
        return open;
    }

    @Override
    public ColumnBatch batch() {
        return open().batch();
    }

    @Override
    public int from() {
        return open().from();
    }

    @Override
    public int to() {
        return open().to();
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
