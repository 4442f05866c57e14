package io.seqstore.core.segment;

import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.GroupEntry;
import io.seqstore.core.format.StatisticsEntry;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.KeyForm;
import java.util.function.LongSupplier;

/** The blocks of one stream in one segment, by its directory. Good as long as the layer stays with the stream. */
final class SegmentBlocks implements EventBlocks {
    private final SegmentLayer layer;
    private final ReadableFile file;
    private final StreamEntry entry;
    private final KeyForm keys;

    SegmentBlocks(SegmentLayer layer, StreamEntry entry) {
        this.layer = layer;
        this.file = layer.segment().file();
        this.entry = entry;
        this.keys = layer.layout().keyForm();
    }

    @Override
    public int count() {
        return entry.blocks();
    }

    @Override
    public long firstKey(int block) {
        return checked(() -> layer.firstKey(block));
    }

    @Override
    public long lastKey(int block) {
        return checked(() -> layer.lastKey(block));
    }

    @Override
    public int firstEndingAtOrAfter(long key) {
        return (int) checked(() -> layer.firstEndingAtOrAfter(key));
    }

    @Override
    public int firstBeginningAfter(long key) {
        return (int) checked(() -> layer.firstBeginningAfter(key));
    }

    @Override
    public int stretchEnd(int block, int end) {
        int size = 1;
        if (entry.statistics() > 0) {
            while (block % (size * GroupEntry.FAN_OUT) == 0 && end - block >= size * GroupEntry.FAN_OUT) {
                size *= GroupEntry.FAN_OUT;
            }
        }
        return block + size;
    }

    /** Where the entry of a group stands. */
    private long groupAt(int block, int size) {
        long at = entry.groupsOffset();
        int level = GroupEntry.FAN_OUT;
        while (level < size) {
            at += (long) (entry.blocks() / level) * GroupEntry.SIZE;
            level *= GroupEntry.FAN_OUT;
        }
        return at + (long) (block / size) * GroupEntry.SIZE;
    }

    @Override
    public long events(int block, int end) {
        return checked(() -> uncheckedEvents(block, end));
    }

    private long uncheckedEvents(int block, int end) {
        return end - block == 1 ? layer.rows(block) : GroupEntry.events(file, groupAt(block, end - block));
    }

    /** Numbers of the directory that are those of the file, or damage. */
    private long checked(LongSupplier numbers) {
        try {
            long number = numbers.getAsLong();
            layer.checkWhole();
            return number;
        } catch (InternalError e) {
            throw layer.unreadable(e);
        }
    }

    @Override
    public boolean statistics(int column, int block, int end, ColumnStatistics into) {
        try {
            boolean known = decode(column, block, end, into);
            layer.checkWhole();
            return known;
        } catch (DamagedStoreException e) {
            layer.checkWhole();
            throw e;
        } catch (InternalError e) {
            throw layer.unreadable(e);
        }
    }

    /** The numbers are those of the file only if the layer is still whole afterwards. */
    private boolean decode(int column, int block, int end, ColumnStatistics into) {
        into.firstKey = layer.firstKey(block);
        into.lastKey = layer.lastKey(end - 1);
        into.events = uncheckedEvents(block, end);
        if (entry.statistics() == 0) {
            return false;
        }
        int offset = end - block == 1
                ? BlockEntry.statistics(file, layer.blockEntryAt(block))
                : GroupEntry.statistics(file, groupAt(block, end - block));
        long at = entry.statisticsOffset() + offset;
        for (int skipped = 0; skipped < column; skipped++) {
            at = StatisticsEntry.next(file, at);
        }
        return StatisticsEntry.decode(file, at, keys, into);
    }

    @Override
    public void load(int block, ColumnBatch into, ColumnSet columns) {
        layer.loader().load(block, 0, layer.rows(block), into, columns::contains);
    }

    @Override
    public void load(int block, int from, int to, ColumnBatch into, ColumnSet columns) {
        layer.loader().load(block, from, to, into, columns::contains);
    }

    @Override
    public void loadColumn(int block, int from, int to, ColumnBatch into, int column) {
        layer.loader().loadColumn(block, from, to, into, column);
    }

    @Override
    public boolean search(int block, int from, int to, int column, ColumnExtremes sought) {
        return layer.loader().search(block, from, to, column, sought);
    }

    @Override
    public int firstRowAtOrAfter(int block, long key) {
        return (int) checked(() -> layer.loader().firstAtOrAfter(block, key));
    }

    @Override
    public long key(int block, int row) {
        return checked(() -> layer.loader().key(block, row));
    }

    @Override
    public void copyRow(int block, int row, ColumnBatch into) {
        try {
            layer.loader().copyTo(into, block, row, ColumnSet.ALL);
            layer.checkWhole();
        } catch (InternalError e) {
            throw layer.unreadable(e);
        }
    }
}
