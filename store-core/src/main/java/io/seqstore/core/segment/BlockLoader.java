package io.seqstore.core.segment;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.BlockReader;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.Damage;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of one stream in a segment: rows of a block into a batch, or single values where they stand. The first
 * reader of a block compares its checksum over a copy; whoever comes later reads without that, and without a copy if it is
 * about single values. A block that changes on disk behind that gives other values or an error, never a read outside it.
 *
 * <p>Reused for any stream of the layer that owns it. One thread.
 */
final class BlockLoader {
    /** Writers put far fewer rows into a block; more would ask for memory that a short block is not worth. */
    static final int MAX_ROWS = 1 << 16;

    /** No block of any stream. */
    private static final int NO_BLOCK = -1;

    private final SegmentLayer layer;
    private final BlockReader reader = new BlockReader();
    private int readerBlock = NO_BLOCK;

    /** The shared block that was copied last, for those who copy one stream after the other. */
    private @Nullable SharedCopy shared;

    /**
     * All rows of a shared block whose checksum was compared.
     *
     * @param segment where it stands
     * @param offset where in it
     */
    private record SharedCopy(Segment segment, long offset, ColumnBatch rows) {}

    /** The block that was copied last, into which memory, and as which copy there. */
    private int copiedBlock = NO_BLOCK;

    private @Nullable Scratch copiedTo;
    private long copiedAs;

    /** What is needed only while a block is loaded: one a thread, so that opening a cursor allocates none of it. */
    private static final class Scratch {
        /** Larger blocks, of long texts, are not worth keeping memory in every thread. */
        private static final int MAX_KEPT = 1 << 20;

        final BlockCodec codec = new BlockCodec();
        final Checksum checksum = new Checksum();

        /** The block that was copied last. */
        byte[] block = new byte[1 << 12];

        /** Where in it the rows are. */
        int bodyAt;

        int bodyLength;

        /** Counts what was copied here, so that whoever copied last knows it is still there. */
        long copies;

        /** An array of at least that length, to be written over. */
        byte[] bytes(int length) {
            copies++;
            if (block.length < length) {
                block = new byte[Math.max(length, Math.min(MAX_KEPT, block.length * 2))];
            }
            return block;
        }

        /** Lets go of a block that is too large to be kept. */
        void trim() {
            if (block.length > MAX_KEPT) {
                copies++;
                block = new byte[MAX_KEPT];
            }
        }
    }

    private static final ThreadLocal<@Nullable Scratch> SCRATCH = new ThreadLocal<>();

    BlockLoader(SegmentLayer layer) {
        this.layer = layer;
    }

    private static Scratch scratch() {
        Scratch scratch = SCRATCH.get();
        if (scratch == null) {
            scratch = new Scratch();
            SCRATCH.set(scratch);
        }
        return scratch;
    }

    private boolean isVerified(int block) {
        return !layer.comparesAlways() && layer.segment().verified().hasBlock(layer.index(), block);
    }

    /** Forgets the block it stands on, because its layer went to another stream. */
    void forget() {
        readerBlock = NO_BLOCK;
        copiedBlock = NO_BLOCK;
    }

    /**
     * Replaces the content of a batch by rows {@code from..to-1} of a block; the first of them becomes row 0.
     *
     * @throws DamagedStoreException when the block is not what was written
     */
    void load(int block, int from, int to, ColumnBatch into, IntPredicate columns) {
        if (layer.isShared() && layer.comparesAlways()) {
            copyShared(block, from, to, into);
            return;
        }
        Scratch scratch = scratch();
        scratch.trim();
        copy(block, scratch);
        int first = layer.firstRow();
        try {
            scratch.codec.decode(
                    scratch.block, scratch.bodyAt, scratch.bodyLength, first + from, first + to, into, columns);
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    /** Takes rows of a block that the streams before or behind this one share, which is decoded once for all of them. */
    private void copyShared(int block, int from, int to, ColumnBatch into) {
        SharedCopy known = shared;
        long offset = layer.blockOffset(block);
        boolean isLike = known != null && known.rows().layout() == layer.layout();
        if (known == null || !isLike || known.segment() != layer.segment() || known.offset() != offset) {
            Scratch scratch = scratch();
            scratch.trim();
            copy(block, scratch);
            ColumnBatch rows = known != null && isLike ? known.rows() : new ColumnBatch(layer.layout(), 0);
            shared = null;
            try {
                scratch.codec.decode(scratch.block, scratch.bodyAt, scratch.bodyLength, rows, column -> true);
            } catch (MalformedBytesException e) {
                throw malformed(block, e);
            }
            known = new SharedCopy(layer.segment(), offset, rows);
            shared = known;
        }
        int first = layer.firstRow();
        if (first + to > known.rows().count()) {
            throw damaged(block, offset, "the block is not the one that the table names", null);
        }
        into.clear();
        into.addCopies(known.rows(), first + from, first + to);
    }

    /**
     * Replaces a column of a batch by that of rows {@code from..to-1} of a block; neither the keys of the batch nor its other
     * columns mean anything then.
     *
     * @throws DamagedStoreException when the block is not what was written
     */
    void loadColumn(int block, int from, int to, ColumnBatch into, int column) {
        Scratch scratch = scratch();
        scratch.trim();
        copy(block, scratch);
        int first = layer.firstRow();
        try {
            scratch.codec.decodeColumn(
                    scratch.block, scratch.bodyAt, scratch.bodyLength, first + from, first + to, into, column);
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    /**
     * Adds rows {@code from..to-1} of a column of a block to a total.
     *
     * @throws DamagedStoreException when the block is not what was written
     */
    void total(int block, int from, int to, int column, ColumnTotal into) {
        Scratch scratch = scratch();
        copy(block, scratch);
        int begin = layer.firstRow() + from;
        int end = layer.firstRow() + to;
        try {
            if (!scratch.codec.total(scratch.block, scratch.bodyAt, scratch.bodyLength, begin, end, column, into)) {
                ColumnBatch batch = BatchPool.take(layer.layout());
                scratch.codec.decodeColumn(
                        scratch.block, scratch.bodyAt, scratch.bodyLength, begin, end, batch, column);
                into.add(batch, column, 0, batch.count());
                BatchPool.giveBack(batch);
            }
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    /**
     * Searches rows {@code from..to-1} of a column of a block for extremes where they stand.
     *
     * @return whether that was possible; if not, nothing was found and the rows must be decoded
     * @throws DamagedStoreException when the block is not what was written
     */
    boolean search(int block, int from, int to, int column, ColumnExtremes sought) {
        if (layer.isShared()) {
            // The rows of the extremes would be those of the block.
            return false;
        }
        Scratch scratch = scratch();
        scratch.trim();
        copy(block, scratch);
        ColumnKind kind = layer.layout().columns().get(column);
        try {
            return scratch.codec.search(
                    scratch.block, scratch.bodyAt, scratch.bodyLength, from, to, column, kind, sought);
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    /** Copies a block whose checksum is right into the scratch memory, unless it is there. */
    private void copy(int block, Scratch scratch) {
        boolean isThere = block == copiedBlock && scratch == copiedTo && scratch.copies == copiedAs;
        if (!isThere || layer.comparesAlways()) {
            copiedBlock = NO_BLOCK;
            copyAgain(block, scratch);
            copiedTo = scratch;
            copiedAs = scratch.copies;
            copiedBlock = block;
        }
    }

    private void copyAgain(int block, Scratch scratch) {
        long offset = layer.blockOffset(block);
        int bodyLength = bodyLength(block, offset);
        byte[] bytes = scratch.bytes(BlockHeader.SIZE + bodyLength + ByteOutput.SLACK);
        if (isVerified(block)) {
            read(block, offset, bytes, BlockHeader.SIZE + bodyLength);
        } else {
            verify(block, offset, bodyLength, bytes, scratch.checksum);
        }
        int rowsAt = layer.isShared()
                ? rowsOfShared(block, offset, LittleEndian.getInt(bytes, BlockHeader.SIZE), bodyLength)
                : 0;
        scratch.bodyAt = BlockHeader.SIZE + rowsAt;
        scratch.bodyLength = bodyLength - rowsAt;
    }

    /** How far behind the beginning of the body of a shared block its rows begin. */
    private int rowsOfShared(int block, long offset, int streams, int bodyLength) {
        try {
            return StreamRowsCodec.rowsStart(streams, bodyLength);
        } catch (MalformedBytesException e) {
            throw damaged(block, offset, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Moves to a block to read single values of it.
     *
     * @throws DamagedStoreException when the block is not what was written
     */
    private void moveTo(int block) {
        if (readerBlock == block) {
            return;
        }
        readerBlock = NO_BLOCK;
        long offset = layer.blockOffset(block);
        int bodyLength = bodyLength(block, offset);
        if (!isVerified(block)) {
            Scratch scratch = scratch();
            byte[] bytes = scratch.bytes(BlockHeader.SIZE + bodyLength + ByteOutput.SLACK);
            verify(block, offset, bodyLength, bytes, scratch.checksum);
        }
        ReadableFile file = layer.segment().file();
        long bodyAt = offset + BlockHeader.SIZE;
        int rowsAt = layer.isShared() ? rowsOfShared(block, offset, file.getInt(bodyAt), bodyLength) : 0;
        try {
            reader.wrap(file, bodyAt + rowsAt, bodyLength - rowsAt, layer.layout());
        } catch (MalformedBytesException e) {
            throw damaged(block, offset, String.valueOf(e.getMessage()), e);
        }
        readerBlock = block;
    }

    private int bodyLength(int block, long offset) {
        int bodyLength = layer.bodyLength(block);
        long size = layer.segment().file().size();
        if (bodyLength < 0 || bodyLength > size - BlockHeader.SIZE - ByteOutput.SLACK) {
            throw damaged(block, offset, "a block of " + bodyLength + " bytes", null);
        }
        return bodyLength;
    }

    private void read(int block, long offset, byte[] bytes, int length) {
        try {
            layer.segment().file().read(offset, bytes, 0, length);
        } catch (DamagedStoreException e) {
            throw damaged(block, offset, e.reason(), e);
        }
    }

    private void verify(int block, long offset, int bodyLength, byte[] bytes, Checksum checksum) {
        int length = BlockHeader.SIZE + bodyLength;
        read(block, offset, bytes, length);
        int covered = length - BlockHeader.COVERED;
        int found = checksum.of(layer.segment().identity(), offset, bytes, BlockHeader.COVERED, covered);
        if (found != BlockHeader.checksum(bytes, 0)) {
            throw damaged(
                    block,
                    offset,
                    "the block states checksum " + Integer.toHexString(BlockHeader.checksum(bytes, 0))
                            + ", its bytes have " + Integer.toHexString(found),
                    null);
        }
        int rows = layer.rows(block);
        int ordinal = layer.isShared() ? BlockHeader.SHARED : layer.ordinal();
        if (BlockHeader.bodyLength(bytes, 0) != bodyLength || BlockHeader.ordinal(bytes, 0) != ordinal) {
            throw damaged(block, offset, "the block is not the one that the directory names", null);
        }
        int inBody = rowsOfBody(block, offset, bytes, bodyLength);
        boolean fits = layer.isShared() ? layer.firstRow() + rows <= inBody : rows == inBody;
        if (rows < 1 || inBody > MAX_ROWS || !fits) {
            throw damaged(block, offset, "a block of " + rows + " rows", null);
        }
        layer.segment().verified().addBlock(layer.index(), block, layer.blockCount());
    }

    private int rowsOfBody(int block, long offset, byte[] bytes, int bodyLength) {
        try {
            return layer.isShared()
                    ? StreamRowsCodec.rows(bytes, BlockHeader.SIZE, bodyLength)
                    : BlockCodec.rows(bytes, BlockHeader.SIZE);
        } catch (MalformedBytesException e) {
            throw damaged(block, offset, String.valueOf(e.getMessage()), e);
        }
    }

    /** The first row of a block whose head is at or after a head; the number of rows when there is none. */
    int firstAtOrAfter(int block, long head) {
        moveTo(block);
        try {
            return layer.isShared() ? firstOfShared(block, head) : reader.firstAtOrAfter(head);
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    /** The same among the few rows that the stream has in a block with others. */
    private int firstOfShared(int block, long head) {
        int first = layer.firstRow();
        return reader.firstBetween(first, first + layer.rows(block), head) - first;
    }

    /** Moves to a block of which the rows near to a head will be read next. */
    void expect(int block, long head) {
        if (readerBlock != block && !layer.isShared()) {
            moveTo(block);
            long first = layer.firstKey(block);
            // Differences as doubles: those of longs may overflow.
            reader.expect(((double) head - first) / ((double) layer.lastKey(block) - first));
        }
    }

    /** The row of a block with a head that is a whole key; {@link BlockReader#NO_ROW} when there is none. */
    int rowAt(int block, long head) {
        moveTo(block);
        try {
            if (layer.isShared()) {
                int row = firstOfShared(block, head);
                return row < layer.rows(block) && reader.key(layer.firstRow() + row) == head ? row : BlockReader.NO_ROW;
            }
            return reader.rowAt(head);
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    /** The head of the key of a row. */
    long key(int block, int row) {
        moveTo(block);
        try {
            return reader.key(layer.firstRow() + row);
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    /** Appends a row of a block to a batch. */
    void copyTo(ColumnBatch batch, int block, int row, ColumnSet columns) {
        moveTo(block);
        try {
            reader.copyTo(batch, layer.firstRow() + row, columns);
        } catch (MalformedBytesException e) {
            throw malformed(block, e);
        }
    }

    private DamagedStoreException malformed(int block, MalformedBytesException e) {
        long offset = layer.blockOffset(block);
        return damaged(block, offset, String.valueOf(e.getMessage()), e);
    }

    /** The keys of a block; those of its stream when the file no longer says. */
    private KeyRange keys(int block) {
        try {
            KeyRange keys = new KeyRange(layer.firstKey(block), layer.lastKey(block));
            return layer.segment().file().isWhole() ? keys : layer.keys();
        } catch (DamagedStoreException | InternalError e) {
            return layer.keys();
        }
    }

    private DamagedStoreException damaged(int block, long offset, String what, @Nullable Throwable cause) {
        return Damage.ofKeys(layer.segment().identity().fileName(), offset, what, layer.ordinal(), keys(block), cause);
    }
}
