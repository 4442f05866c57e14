package io.seqstore.core.segment;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/** The events of one stream in one segment. Good as long as somebody uses the segment. One thread at a time. */
public final class SegmentLayer implements EventLayer {
    private final Segment segment;
    private final StreamEntry entry;
    private final EventLayout layout;
    private final ErasedRanges erased;
    private final @Nullable EventBlocks blocks;

    SegmentLayer(Segment segment, StreamEntry entry, EventLayout layout) {
        this.segment = segment;
        this.entry = entry;
        this.layout = layout;
        this.erased = segment.erased(entry, !layout.hasKeyTail());
        this.blocks = layout.hasKeyTail() ? null : new SegmentBlocks(segment, entry, layout.keyForm());
    }

    @Override
    public boolean mayHold(KeyRange range) {
        return !range.isEmpty() && firstEndingAtOrAfter(range.from()) < firstBeginningAfter(range.to());
    }

    @Override
    public @Nullable EventBlocks blocks() {
        return blocks;
    }

    @Override
    public KeyRange keys() {
        return entry.blocks() == 0 ? new KeyRange(0, -1) : new KeyRange(entry.firstKey(), entry.lastKey());
    }

    @Override
    public ErasedRanges erased() {
        return erased;
    }

    /** How many events the layer holds. */
    public long events() {
        return entry.events();
    }

    @Override
    public Presence find(EventKey key) {
        ColumnSet keyColumns = layout.hasKeyTail() ? ColumnSet.of(layout.keyTailColumn()) : ColumnSet.KEYS_ONLY;
        // Several blocks may hold keys with one head.
        for (int block = firstEndingAtOrAfter(key.head());
                block < entry.blocks() && firstKey(block) <= key.head();
                block++) {
            ColumnBatch keys = new ColumnBatch(layout, 0);
            new BlockLoader(segment, entry).load(block, keys, keyColumns);
            if (holds(keys, key)) {
                return Presence.HELD;
            }
        }
        return erased.contains(key) ? Presence.ERASED : Presence.UNKNOWN;
    }

    private static boolean holds(ColumnBatch keys, EventKey key) {
        int low = 0;
        int high = keys.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys.compareKey(middle, key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < keys.count() && keys.compareKey(low, key) == 0;
    }

    /** The first block whose last head is at or after a head; the number of blocks when there is none. */
    private int firstEndingAtOrAfter(long key) {
        int low = 0;
        int high = entry.blocks();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (BlockEntry.lastKey(segment.file(), segment.blockEntryOffset(entry, middle)) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first block whose first head is behind a head; the number of blocks when there is none. */
    private int firstBeginningAfter(long head) {
        int low = 0;
        int high = entry.blocks();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (firstKey(middle) <= head) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long firstKey(int block) {
        return BlockEntry.firstKey(segment.file(), segment.blockEntryOffset(entry, block));
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        int from = firstEndingAtOrAfter(range.from());
        int to = from;
        if (!range.isEmpty()) {
            to = firstBeginningAfter(range.to());
        }
        return new BlockCursor(range, from, Math.max(from, to), direction, columns);
    }

    /** Decodes block by block into one batch. */
    private final class BlockCursor implements BatchCursor {
        private final KeyRange range;
        private final boolean ascending;
        private final ColumnSet columns;
        private final BlockLoader loader = new BlockLoader(segment, entry);
        private final ColumnBatch batch = new ColumnBatch(layout, 0);
        private int fromBlock;
        private int toBlock;
        private int fromRow;
        private int toRow;

        BlockCursor(KeyRange range, int fromBlock, int toBlock, Direction direction, ColumnSet columns) {
            this.range = range;
            this.fromBlock = fromBlock;
            this.toBlock = toBlock;
            this.ascending = direction == Direction.ASCENDING;
            this.columns = columns;
        }

        @Override
        public boolean advance() {
            do {
                if (fromBlock >= toBlock) {
                    fromRow = 0;
                    toRow = 0;
                    return false;
                }
                loader.load(ascending ? fromBlock++ : --toBlock, batch, columns);
                fromRow = firstRowAtOrAfter(range.from());
                toRow = range.to() == Long.MAX_VALUE ? batch.count() : firstRowAtOrAfter(range.to() + 1);
            } while (fromRow >= toRow);
            return true;
        }

        /** The first row whose head is at or after a head. */
        private int firstRowAtOrAfter(long head) {
            long[] heads = batch.keys();
            int low = 0;
            int high = batch.count();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (heads[middle] < head) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public ColumnBatch batch() {
            return batch;
        }

        @Override
        public int from() {
            return fromRow;
        }

        @Override
        public int to() {
            return toRow;
        }

        @Override
        public void close() {
            // The segment is held by the snapshot.
        }
    }
}
