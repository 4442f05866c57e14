package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.event.ColumnBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges sources, newest first in the list. Each step takes from the source whose head comes first a run of rows up to the
 * head of any other: where the layers do not interleave, whole blocks; of equal keys the newest source's row.
 */
final class MergeCursor implements BatchCursor {
    private final List<MergeSource> newestFirst;
    private final boolean ascending;
    private @Nullable ColumnBatch batch;
    private int from;
    private int to;

    MergeCursor(List<MergeSource> newestFirst, Direction direction) {
        this.newestFirst = newestFirst;
        this.ascending = direction == Direction.ASCENDING;
    }

    @Override
    public boolean advance() {
        for (MergeSource source : newestFirst) {
            if (source.isOpen()) {
                source.settle();
            }
        }
        MergeSource first = firstSource();
        if (first == null) {
            from = 0;
            to = 0;
            return false;
        }
        long head = first.head();
        boolean others = false;
        long limit = 0;
        for (MergeSource source : newestFirst) {
            if (source == first || source.isExhausted()) {
                continue;
            }
            if (source.isOpen() && source.head() == head) {
                // An older version of the same event.
                source.skip();
                source.settle();
                if (source.isExhausted()) {
                    continue;
                }
            }
            limit = others ? nearer(limit, source.head()) : source.head();
            others = true;
        }
        batch = first.batch();
        long rows = others ? first.takeUntil(limit) : first.takeAll();
        from = (int) (rows >>> Integer.SIZE);
        to = (int) rows;
        return true;
    }

    /** The source with the first head, the newest among equals; open, and standing on a row. */
    private @Nullable MergeSource firstSource() {
        while (true) {
            MergeSource first = null;
            for (MergeSource source : newestFirst) {
                if (!source.isExhausted() && (first == null || isBefore(source.head(), first.head()))) {
                    first = source;
                }
            }
            if (first == null) {
                return null;
            }
            long head = first.head();
            boolean changed = false;
            for (MergeSource source : newestFirst) {
                // An unopened source may hold the very key; whether it does decides who is newest.
                if (!source.isOpen() && source.head() == head) {
                    source.settle();
                    changed = true;
                }
            }
            if (!changed) {
                return first;
            }
        }
    }

    private boolean isBefore(long a, long b) {
        return ascending ? a < b : a > b;
    }

    private long nearer(long a, long b) {
        return ascending ? Math.min(a, b) : Math.max(a, b);
    }

    @Override
    public ColumnBatch batch() {
        if (batch == null) {
            throw new IllegalStateException("advance must come first");
        }
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
        newestFirst.forEach(MergeSource::close);
    }
}
