package io.seqstore.core.segment;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.KeyCodec;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.DirectoryHead;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment, stream by stream in ascending order of ordinals, and gives it its name when it is complete and
 * synced. Closing without {@link #finish} leaves nothing behind. One thread.
 */
public final class SegmentWriter implements AutoCloseable {
    /** Events in a full block of a hot segment. */
    public static final int BLOCK_ROWS = Packing.HOT.blockRows();

    /** The most rows of a stream that shares a block. */
    public static final int MAX_SHARED_ROWS = SharedRows.MAX_STREAM_ROWS;

    private static final int WRITE_SIZE = 1 << 18;

    /** With more layouts than this the blocks that are begun are ended, full or not. */
    private static final int MAX_SHARED_LAYOUTS = 64;

    private final StoreFolder folder;
    private final FileIdentity identity;
    private final String unfinishedName;
    private final WritableFile file;
    private final Packing packing;
    private final BlockCodec codec;
    private final Checksum checksum = new Checksum();
    private final ByteOutput pending = new ByteOutput(WRITE_SIZE + (WRITE_SIZE >> 2));
    private final ByteOutput directory = new ByteOutput(1 << 12);
    private final EntryTable table = new EntryTable();

    /** Rows of a block that is not full yet; of one stream after the other. */
    private @Nullable ColumnBatch gathered;

    /** Streams of a few rows whose block is not written yet, by layout. */
    private final IdentityHashMap<EventLayout, SharedRows> shared = new IdentityHashMap<>();

    private final StreamRowsCodec sharedCodec = new StreamRowsCodec();

    private long pendingOffset;
    private long events;
    private boolean finished;

    /** A writer of a hot segment. */
    public SegmentWriter(StoreFolder folder, FileIdentity identity) {
        this(folder, identity, Packing.HOT);
    }

    /** A writer of a segment that is packed so. */
    public SegmentWriter(StoreFolder folder, FileIdentity identity, Packing packing) {
        this.packing = packing;
        this.codec = new BlockCodec(packing);
        this.folder = folder;
        this.identity = identity;
        this.unfinishedName = identity.fileName() + FileKind.UNFINISHED;
        folder.delete(unfinishedName);
        this.file = folder.create(unfinishedName);
        byte[] header = FileHeader.encode(identity);
        pending.putBytes(header, 0, header.length);
    }

    /** Bytes written so far. */
    public long length() {
        return pendingOffset + pending.length();
    }

    /** How many streams were written. */
    public int streams() {
        return table.count();
    }

    /**
     * Writes one stream.
     *
     * @param ordinal greater than that of the stream before
     * @param layout the layout of its events
     * @param cursor its events, keys ascending; drained, not closed
     * @param erased what it hides in older segments
     */
    public void writeStream(int ordinal, EventLayout layout, BatchCursor cursor, ErasedRanges erased) {
        BlockFiller filler = new BlockFiller(ordinal, layout, emptyBatch(layout));
        while (cursor.advance()) {
            filler.add(cursor.batch(), cursor.from(), cursor.to());
        }
        if (filler.blocks == 0 && erased.isEmpty() && SharedRows.suits(filler.partial)) {
            share(ordinal, filler.partial);
            return;
        }
        filler.finish();
        if (filler.blocks > 0 || !erased.isEmpty()) {
            writeEntry(filler, erased);
        }
    }

    private ColumnBatch emptyBatch(EventLayout layout) {
        ColumnBatch batch = gathered;
        if (batch == null || batch.layout() != layout) {
            batch = new ColumnBatch(layout, 0);
            gathered = batch;
        }
        batch.clear();
        return batch;
    }

    /**
     * Writes one stream that hides nothing in older segments.
     *
     * @param ordinal greater than that of the stream before
     * @param rows all its events, keys ascending
     */
    public void writeStream(int ordinal, ColumnBatch rows) {
        if (SharedRows.suits(rows)) {
            share(ordinal, rows);
            return;
        }
        BlockFiller filler = new BlockFiller(ordinal, rows.layout(), rows);
        filler.finish();
        writeEntry(filler, ErasedRanges.NONE);
    }

    /**
     * Writes one stream of a few rows that hides nothing in older segments, together with others; its rows are asked for when
     * a block is full or the segment is finished.
     *
     * @param ordinal greater than that of the stream before
     * @param layout the layout of its rows, without texts or other runs of bytes
     * @param rows how many it has, at most {@link #MAX_SHARED_ROWS}
     * @param source where they are
     */
    public void writeStream(int ordinal, EventLayout layout, int rows, RowSource source) {
        SharedRows open = sharedRows(layout, rows);
        addSharedEntry(ordinal, layout, open.addLater(ordinal, rows, source, table.count()), rows);
    }

    private void share(int ordinal, ColumnBatch rows) {
        SharedRows open = sharedRows(rows.layout(), rows.count());
        addSharedEntry(ordinal, rows.layout(), open.add(ordinal, rows, table.count()), rows.count());
    }

    /** What is shared by streams of a layout, with room for some rows. */
    private SharedRows sharedRows(EventLayout layout, int room) {
        SharedRows open = shared.get(layout);
        if (open == null) {
            if (shared.size() == MAX_SHARED_LAYOUTS) {
                writeShared();
            }
            open = new SharedRows(layout);
            shared.put(layout, open);
        } else if (!open.hasRoomFor(room)) {
            writeShared(open);
        }
        return open;
    }

    private void addSharedEntry(int ordinal, EventLayout layout, int firstRow, int rows) {
        StreamEntry.encodeShared(table.next(), ordinal, layout.columns().size(), firstRow, rows);
        events += rows;
    }

    private void writeShared() {
        shared.values().forEach(this::writeShared);
        shared.clear();
    }

    private void writeShared(SharedRows rows) {
        long offset = length();
        int header = pending.skip(BlockHeader.SIZE);
        boolean isAlone = rows.entries().size() == 1;
        ColumnBatch batch = rows.rows();
        if (isAlone) {
            codec.encode(batch, 0, batch.count(), true, pending);
        } else {
            sharedCodec.encode(rows.ordinals(), batch, codec, pending);
        }
        int bodyLength = endBlock(header, offset, isAlone ? rows.ordinals()[0] : BlockHeader.SHARED);
        for (int i = 0; i < rows.entries().size(); i++) {
            int entry = rows.entries().get(i);
            StreamEntry.place(
                    table.bytesOf(entry), EntryTable.positionOf(entry), batch.keys(), offset, bodyLength, !isAlone);
        }
        rows.clear();
    }

    private void writeEntry(BlockFiller filler, ErasedRanges erased) {
        StreamEntry entry = filler.blocks == 1 && erased.isEmpty()
                ? StreamEntry.ofBlock(
                        filler.ordinal,
                        filler.layout.columns().size(),
                        filler.firstKey,
                        filler.lastKey,
                        filler.lastOffset,
                        (int) filler.events,
                        filler.lastLength)
                : writeDirectory(filler, erased);
        entry.encode(table.next());
        events += filler.events;
    }

    private StreamEntry writeDirectory(BlockFiller filler, ErasedRanges erased) {
        int statisticsLength = filler.appendStatistics();
        int erasedFrom = directory.length();
        KeyCodec.put(erased, directory);
        int erasedLength = directory.length() - erasedFrom;
        DirectoryHead.fill(directory, filler.events, statisticsLength, erasedLength);
        long offset = length();
        int directoryChecksum = checksum.of(identity, offset, directory.bytes(), 0, directory.length());
        pending.putBytes(directory.bytes(), 0, directory.length());
        writePending(WRITE_SIZE);
        return new StreamEntry(
                filler.ordinal,
                filler.layout.columns().size(),
                true,
                erasedLength > 0,
                filler.firstKey,
                filler.lastKey,
                offset,
                StreamEntry.NOT_SHARED,
                filler.blocks,
                directoryChecksum,
                filler.events,
                statisticsLength,
                erasedLength);
    }

    private void writeBlock(ColumnBatch batch, int from, int to, BlockFiller filler) {
        int rows = to - from;
        long firstKey = batch.key(from);
        long lastKey = batch.key(to - 1);
        long offset = length();
        int header = pending.skip(BlockHeader.SIZE);
        codec.encode(batch, from, to, true, pending);
        int bodyLength = endBlock(header, offset, filler.ordinal);
        int statistics = filler.statistics == null ? 0 : filler.statistics.add(batch, from, to);
        BlockEntry.encode(directory, offset, bodyLength, rows, firstKey, lastKey, statistics);
        filler.lastOffset = offset;
        filler.lastLength = bodyLength;
    }

    /** Completes the header in front of a body, and returns the length of the body. */
    private int endBlock(int header, long offset, int ordinal) {
        int bodyLength = pending.length() - header - BlockHeader.SIZE;
        BlockHeader.encode(pending.bytes(), header, bodyLength, ordinal);
        int covered = BlockHeader.SIZE - BlockHeader.COVERED + bodyLength;
        BlockHeader.setChecksum(
                pending.bytes(),
                header,
                checksum.of(identity, offset, pending.bytes(), header + BlockHeader.COVERED, covered));
        writePending(WRITE_SIZE);
        return bodyLength;
    }

    private void writePending(int atLeast) {
        if (pending.length() > 0 && pending.length() >= atLeast) {
            file.write(pendingOffset, pending.bytes(), 0, pending.length());
            pendingOffset += pending.length();
            pending.reset();
        }
    }

    /** Completes, syncs and names the file. The name is durable after the folder's names were synced. */
    public void finish() {
        writeShared();
        writePending(0);
        long tableOffset = pendingOffset;
        checksum.begin(identity, tableOffset);
        table.update(checksum);
        int tableChecksum = checksum.value();
        pendingOffset += table.writeTo(file, tableOffset);
        int firstOrdinal = table.count() == 0 ? 0 : LittleEndian.getInt(table.bytesOf(0), EntryTable.positionOf(0));
        new SegmentFooter(tableOffset, table.count(), tableChecksum, events, packing.id(), firstOrdinal)
                .encode(pending, identity, length(), checksum);
        writePending(0);
        file.force();
        file.close();
        folder.rename(unfinishedName, identity.fileName());
        finished = true;
    }

    @Override
    public void close() {
        if (!finished) {
            file.close();
            folder.delete(unfinishedName);
        }
    }

    /** Gathers rows into full blocks; a run of rows that fills a block is encoded where it stands. */
    private final class BlockFiller {
        private final int ordinal;
        private final ColumnBatch partial;
        private final EventLayout layout;
        /** Null before the first block, and for a stream of one block that was not full. */
        private @Nullable StatisticsWriter statistics;

        private int blocks;
        private long events;
        private long firstKey;
        private long lastKey;

        /** Where the last block begins, and the length of its body. */
        private long lastOffset;

        private int lastLength;

        /**
         * Begins a directory.
         *
         * @param partial the first rows, fewer than fill a block; holds what is gathered from here on
         */
        BlockFiller(int ordinal, EventLayout layout, ColumnBatch partial) {
            this.ordinal = ordinal;
            this.layout = layout;
            this.partial = partial;
            DirectoryHead.begin(directory);
        }

        void add(ColumnBatch batch, int from, int to) {
            int row = from;
            while (row < to) {
                if (partial.count() == 0 && to - row >= packing.blockRows()) {
                    describe();
                    write(batch, row, row + packing.blockRows());
                    row += packing.blockRows();
                } else {
                    int part = Math.min(to - row, packing.blockRows() - partial.count());
                    partial.addCopies(batch, row, row + part);
                    row += part;
                    if (partial.count() == packing.blockRows()) {
                        describe();
                        flush();
                    }
                }
            }
        }

        /** From here on blocks are described. */
        private void describe() {
            if (statistics == null) {
                statistics = new StatisticsWriter(layout);
            }
        }

        /** Appends the figures of the blocks to the directory and says how many bytes they take. */
        int appendStatistics() {
            return statistics == null ? 0 : statistics.appendTo(directory);
        }

        /** Writes what is left over. */
        void finish() {
            if (partial.count() > 0) {
                flush();
            }
        }

        private void flush() {
            write(partial, 0, partial.count());
            partial.clear();
        }

        private void write(ColumnBatch batch, int from, int to) {
            assert blocks == 0 || batch.key(from) >= lastKey : "keys must ascend";
            firstKey = blocks == 0 ? batch.key(from) : firstKey;
            lastKey = batch.key(to - 1);
            writeBlock(batch, from, to, this);
            blocks++;
            events += to - from;
        }
    }
}
