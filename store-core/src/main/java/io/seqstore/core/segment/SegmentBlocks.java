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
    /** Whoever walks over blocks asks for those that follow, and comes back to the one he stands at. */
    private static final int ENTRIES_BEHIND = 16 * BlockEntry.SIZE;

    private final SegmentLayer layer;
    private final ReadableFile file;
    private final StreamEntry entry;
    private final KeyForm keys;
    private final boolean hasDirectory;
    private final ReadAhead entries;
    private final ReadAhead figures;

    SegmentBlocks(SegmentLayer layer, StreamEntry entry) {
        this.layer = layer;
        this.file = layer.segment().file();
        this.entry = entry;
        this.keys = layer.layout().keyForm();
        this.hasDirectory = layer.hasDirectory();
        this.entries = new ReadAhead(file, ENTRIES_BEHIND);
        this.figures = new ReadAhead(file, 0);
    }

    @Override
    public int count() {
        return entry.blocks();
    }

    @Override
    public long firstKey(int block) {
        try {
            return hasDirectory ? BlockEntry.firstKey(entries, layer.blockEntryAt(block)) : layer.firstHead();
        } catch (DamagedStoreException | InternalError e) {
            throw damaged(e);
        }
    }

    @Override
    public long lastKey(int block) {
        try {
            return hasDirectory ? BlockEntry.lastKey(entries, layer.blockEntryAt(block)) : layer.lastHead();
        } catch (DamagedStoreException | InternalError e) {
            throw damaged(e);
        }
    }

    /** What is wrong with the stream, if the file is no longer whole; else what was found to be wrong. */
    private DamagedStoreException damaged(Throwable found) {
        layer.checkWhole();
        return found instanceof DamagedStoreException damage ? damage : layer.unreadable(found);
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
        if (end - block > 1) {
            return checked(() -> GroupEntry.events(file, groupAt(block, end - block)));
        }
        try {
            return hasDirectory ? BlockEntry.rows(entries, layer.blockEntryAt(block)) : layer.events();
        } catch (DamagedStoreException | InternalError e) {
            throw damaged(e);
        }
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
        into.firstKey = firstKey(block);
        into.lastKey = lastKey(end - 1);
        into.events = events(block, end);
        if (entry.statistics() == 0) {
            return false;
        }
        try {
            if (end - block == 1) {
                return decode(figures, BlockEntry.statistics(entries, layer.blockEntryAt(block)), column, into);
            }
            boolean known = decode(file, GroupEntry.statistics(file, groupAt(block, end - block)), column, into);
            layer.checkWhole();
            return known;
        } catch (DamagedStoreException | InternalError e) {
            throw damaged(e);
        }
    }

    private boolean decode(ReadableFile from, int offset, int column, ColumnStatistics into) {
        long at = entry.statisticsOffset() + offset;
        for (int skipped = 0; skipped < column; skipped++) {
            at = StatisticsEntry.next(from, at);
        }
        return StatisticsEntry.decode(from, at, keys, into);
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
