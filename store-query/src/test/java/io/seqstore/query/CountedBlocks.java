package io.seqstore.query;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.ForwardingCursor;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A source that counts the events that are decoded: by scans, and by loads of blocks. */
final class CountedBlocks implements EventSource {
    private final EventSource source;
    private final Map<EventBlocks, EventBlocks> counted = new IdentityHashMap<>();
    private long decoded;

    CountedBlocks(EventSource source) {
        this.source = source;
    }

    /** Events that were decoded since the last call. */
    long decoded() {
        long count = decoded;
        decoded = 0;
        return count;
    }

    @Override
    public EventLayout layout() {
        return source.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        return new Counted(source.scan(range, direction, columns));
    }

    @Override
    public List<EventPart> parts(KeyRange range) {
        return source.parts(range).stream()
                .map(part -> new EventPart(part.range(), counted(part.blocks())))
                .toList();
    }

    private EventBlocks counted(EventBlocks blocks) {
        return blocks == null ? null : counted.computeIfAbsent(blocks, CountedLoads::new);
    }

    private final class Counted extends ForwardingCursor {
        Counted(BatchCursor cursor) {
            super(cursor);
        }

        @Override
        public boolean advance() {
            boolean more = super.advance();
            decoded += more ? batch().count() : 0;
            return more;
        }
    }

    private final class CountedLoads implements EventBlocks {
        private final EventBlocks blocks;

        CountedLoads(EventBlocks blocks) {
            this.blocks = blocks;
        }

        @Override
        public int count() {
            return blocks.count();
        }

        @Override
        public long firstKey(int block) {
            return blocks.firstKey(block);
        }

        @Override
        public long lastKey(int block) {
            return blocks.lastKey(block);
        }

        @Override
        public int firstEndingAtOrAfter(long key) {
            return blocks.firstEndingAtOrAfter(key);
        }

        @Override
        public int firstBeginningAfter(long key) {
            return blocks.firstBeginningAfter(key);
        }

        @Override
        public int stretchEnd(int block, int end) {
            return blocks.stretchEnd(block, end);
        }

        @Override
        public long events(int block, int end) {
            return blocks.events(block, end);
        }

        @Override
        public boolean statistics(int column, int block, int end, ColumnStatistics into) {
            return blocks.statistics(column, block, end, into);
        }

        @Override
        public void load(int block, ColumnBatch into, ColumnSet columns) {
            blocks.load(block, into, columns);
            decoded += into.count();
        }

        @Override
        public void load(int block, int from, int to, ColumnBatch into, ColumnSet columns) {
            blocks.load(block, from, to, into, columns);
            decoded += into.count();
        }

        @Override
        public void loadColumn(int block, int from, int to, ColumnBatch into, int column) {
            blocks.loadColumn(block, from, to, into, column);
            decoded += into.count();
        }

        @Override
        public boolean search(int block, int from, int to, int column, ColumnExtremes sought) {
            return blocks.search(block, from, to, column, sought);
        }

        @Override
        public int firstRowAtOrAfter(int block, long key) {
            return blocks.firstRowAtOrAfter(block, key);
        }

        @Override
        public long key(int block, int row) {
            return blocks.key(block, row);
        }

        @Override
        public void copyRow(int block, int row, ColumnBatch into) {
            blocks.copyRow(block, row, into);
            decoded++;
        }
    }
}
