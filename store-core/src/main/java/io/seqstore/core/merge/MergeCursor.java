package io.seqstore.core.merge;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.event.ColumnBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges sources, newest first in the list. Each step takes from the source whose head comes first a run of rows up to the
 * head of any other: where the layers do not interleave, whole blocks; of equal keys the newest source's row.
 */
final class MergeCursor implements BatchCursor {
    private final List<MergeSource> newestFirst;
    private @Nullable ColumnBatch batch;
    private int from;
    private int to;

    MergeCursor(List<MergeSource> newestFirst) {
        this.newestFirst = newestFirst;
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
        MergeSource nearest = null;
        for (MergeSource source : newestFirst) {
            if (source != first && !source.isExhausted()) {
                skipOlderVersion(source, first);
                if (!source.isExhausted() && (nearest == null || source.compareHead(nearest) < 0)) {
                    nearest = source;
                }
            }
        }
        batch = first.batch();
        long rows = first.take(nearest);
        from = (int) (rows >>> Integer.SIZE);
        to = (int) rows;
        return true;
    }

    private static void skipOlderVersion(MergeSource source, MergeSource newest) {
        if (source.isOpen() && source.compareHead(newest) == 0) {
            source.skip();
            source.settle();
        }
    }

    /** The source with the first head, the newest among equals; open, and standing on a row. */
    private @Nullable MergeSource firstSource() {
        while (true) {
            MergeSource first = null;
            for (MergeSource source : newestFirst) {
                if (!source.isExhausted() && (first == null || source.compareHead(first) < 0)) {
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
