package io.seqstore.core.segment;

import io.seqstore.core.codec.BlockReader;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.DirectoryHead;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * The events of one stream in one segment. Good as long as somebody uses the segment; {@link #moveTo} makes it those of
 * another stream, so that a reader of single events needs one layer for all of them. One thread at a time.
 */
public final class SegmentLayer implements EventLayer {
    private final BlockLoader loader = new BlockLoader(this);
    private Segment segment;
    private EventLayout layout;
    private ErasedRanges erased = ErasedRanges.NONE;
    private int index;
    private int ordinal;
    private int blocks;
    private long events;
    private long firstHead;
    private long lastHead;

    /** Whether the blocks are described by a directory; if not, there is one, which the entry describes. */
    private boolean hasDirectory;

    /** Where the directory or the only block begins. */
    private long offset;

    /** Length of the body of the only block. */
    private int onlyLength;

    /** Whether everything is compared with its checksum also when somebody has done so before. */
    private boolean comparesAlways;

    /** The blocks with their figures, once somebody asked for them. */
    private @Nullable EventBlocks view;

    SegmentLayer(Segment segment, EventLayout layout) {
        this.segment = segment;
        this.layout = layout;
    }

    /** A layer that is to be moved to a stream before it is used. */
    public static SegmentLayer nowhere(Segment segment, EventLayout layout) {
        return new SegmentLayer(segment, layout);
    }

    /**
     * The same for those who copy events to another segment: wherever it is moved, directory and blocks are compared with their
     * checksums, whoever has done so before. What is copied must not get a new checksum over old damage.
     */
    public static SegmentLayer toCopy(Segment segment, EventLayout layout) {
        SegmentLayer layer = nowhere(segment, layout);
        layer.comparesAlways = true;
        return layer;
    }

    /**
     * Makes this the events of a stream in a segment.
     *
     * @return whether the segment holds anything of the stream; if not, this layer must not be used before it moved elsewhere
     * @throws io.seqstore.types.DamagedStoreException when its directory is not what was written
     */
    public boolean moveTo(Segment newSegment, int newOrdinal, EventLayout newLayout) {
        segment = newSegment;
        layout = newLayout;
        ordinal = newOrdinal;
        loader.forget();
        view = null;
        if (!newSegment.spans(newOrdinal)) {
            return false;
        }
        try {
            index = newSegment.indexOf(newOrdinal);
            if (index >= 0) {
                readEntry();
            }
            checkWhole();
            return index >= 0;
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    /**
     * Makes this the events of another stream in the same segment.
     *
     * @param place of the stream in the segment's table
     * @throws io.seqstore.types.DamagedStoreException when its directory is not what was written
     */
    public void moveToPlace(int place, EventLayout newLayout) {
        layout = newLayout;
        ordinal = segment.ordinal(place);
        index = place;
        loader.forget();
        view = null;
        try {
            readEntry();
            checkWhole();
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    private void readEntry() {
        // Field by field: a record of them would be garbage with every stream that a reader goes to.
        long at = segment.checkedEntryAt(index, layout, comparesAlways);
        ReadableFile file = segment.file();
        int count = StreamEntry.countAt(file, at);
        hasDirectory = StreamEntry.hasDirectoryAt(file, at);
        offset = StreamEntry.offsetAt(file, at);
        blocks = hasDirectory ? count : 1;
        events = hasDirectory ? DirectoryHead.eventsAt(file, offset) : count;
        onlyLength = hasDirectory ? 0 : StreamEntry.checkAt(file, at);
        firstHead = blocks == 0 ? 0 : StreamEntry.firstKeyAt(file, at);
        lastHead = blocks == 0 ? -1 : StreamEntry.lastKeyAt(file, at);
        erased = hasDirectory && DirectoryHead.erasedAt(file, offset) > 0
                ? segment.erased(index, !layout.hasKeyTail())
                : ErasedRanges.NONE;
    }

    /** What is thrown when the file fails under a reader of this stream. */
    DamagedStoreException unreadable(Throwable cause) {
        return segment.unreadable(ordinal, cause);
    }

    /** Makes sure that the numbers that were read up to here are those of the file. */
    void checkWhole() {
        segment.checkWhole(ordinal);
    }

    Segment segment() {
        return segment;
    }

    /** The place of the stream in the segment's table. */
    int index() {
        return index;
    }

    int ordinal() {
        return ordinal;
    }

    EventLayout layout() {
        return layout;
    }

    int blockCount() {
        return blocks;
    }

    BlockLoader loader() {
        return loader;
    }

    boolean comparesAlways() {
        return comparesAlways;
    }

    /** Whether the blocks are described by a directory; if not, there is one. */
    boolean hasDirectory() {
        return hasDirectory;
    }

    /** Where the entry of a block stands in the directory. */
    long blockEntryAt(int block) {
        assert hasDirectory;
        return StreamEntry.blockEntryOffset(offset, block);
    }

    /** Where a block begins. */
    long blockOffset(int block) {
        return hasDirectory ? BlockEntry.offset(segment.file(), blockEntryAt(block)) : offset;
    }

    /** The length of the body of a block. */
    int bodyLength(int block) {
        return hasDirectory ? BlockEntry.bodyLength(segment.file(), blockEntryAt(block)) : onlyLength;
    }

    int rows(int block) {
        return hasDirectory ? BlockEntry.rows(segment.file(), blockEntryAt(block)) : (int) events;
    }

    long firstKey(int block) {
        return hasDirectory ? BlockEntry.firstKey(segment.file(), blockEntryAt(block)) : firstHead;
    }

    long lastKey(int block) {
        return hasDirectory ? BlockEntry.lastKey(segment.file(), blockEntryAt(block)) : lastHead;
    }

    @Override
    public boolean mayHold(KeyRange range) {
        try {
            boolean may = !range.isEmpty() && firstEndingAtOrAfter(range.from()) < firstBeginningAfter(range.to());
            checkWhole();
            return may;
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    @Override
    public @Nullable EventBlocks blocks() {
        if (view == null && !layout.hasKeyTail()) {
            view = new SegmentBlocks(this, readWholeEntry());
        }
        return view;
    }

    private StreamEntry readWholeEntry() {
        try {
            StreamEntry entry =
                    StreamEntry.decode(segment.file(), segment.checkedEntryAt(index, layout, comparesAlways));
            checkWhole();
            return entry;
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    @Override
    public KeyRange keys() {
        return new KeyRange(firstHead, lastHead);
    }

    @Override
    public long firstHead() {
        return firstHead;
    }

    @Override
    public long lastHead() {
        return lastHead;
    }

    @Override
    public ErasedRanges erased() {
        return erased;
    }

    /** How many events the layer holds. */
    public long events() {
        return events;
    }

    /** How many events stand in blocks that end before a head. */
    public long eventsInBlocksBefore(long head) {
        int to = firstEndingAtOrAfter(head);
        if (to == blocks) {
            return events;
        }
        long before = 0;
        for (int block = 0; block < to; block++) {
            before += rows(block);
        }
        return before;
    }

    @Override
    public Presence find(EventKey key) {
        try {
            if (layout.hasKeyTail() ? holdsWhole(key) : locate(key.head(), Probe.AT) != NOWHERE) {
                return Presence.HELD;
            }
            checkWhole();
        } catch (InternalError e) {
            throw unreadable(e);
        }
        return erased.contains(key) ? Presence.ERASED : Presence.UNKNOWN;
    }

    private boolean holdsWhole(EventKey key) {
        ColumnSet keyColumns = ColumnSet.of(layout.keyTailColumn());
        // Several blocks may hold keys with one head.
        for (int block = firstEndingAtOrAfter(key.head()); block < blocks && firstKey(block) <= key.head(); block++) {
            ColumnBatch keys = new ColumnBatch(layout, 0);
            loader.load(block, 0, rows(block), keys, keyColumns::contains);
            if (holds(keys, key)) {
                return true;
            }
        }
        return false;
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

    @Override
    public long locate(long key, Probe probe) {
        try {
            long place = search(key, probe);
            checkWhole();
            return place;
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    private long search(long key, Probe probe) {
        return switch (probe) {
            case AT -> locateAt(key);
            case AT_OR_AFTER -> locateAtOrAfter(key);
            case AFTER -> key == Long.MAX_VALUE ? NOWHERE : locateAtOrAfter(key + 1);
            case AT_OR_BEFORE -> locateAtOrBefore(key);
            case BEFORE -> key == Long.MIN_VALUE ? NOWHERE : locateAtOrBefore(key - 1);
        };
    }

    private long locateAt(long key) {
        int block = firstEndingAtOrAfter(key);
        if (block == blocks || firstKey(block) > key) {
            return NOWHERE;
        }
        loader.expect(block, key);
        int row = loader.rowAt(block, key);
        return row == BlockReader.NO_ROW ? NOWHERE : place(block, row);
    }

    private long locateAtOrAfter(long key) {
        int block = firstEndingAtOrAfter(key);
        if (block == blocks) {
            return NOWHERE;
        }
        loader.expect(block, key);
        return place(block, firstKey(block) >= key ? 0 : Math.min(rows(block) - 1, loader.firstAtOrAfter(block, key)));
    }

    private long locateAtOrBefore(long key) {
        int block = firstEndingAtOrAfter(key);
        if (block == blocks || firstKey(block) > key) {
            return block == 0 ? NOWHERE : place(block - 1, rows(block - 1) - 1);
        }
        loader.expect(block, key);
        int row = Math.min(rows(block) - 1, loader.firstAtOrAfter(block, key));
        return place(block, row == 0 || loader.key(block, row) == key ? row : row - 1);
    }

    private static long place(int block, int row) {
        return ((long) block << Integer.SIZE) | row;
    }

    @Override
    public long inFrontOf(long place) {
        int block = (int) (place >>> Integer.SIZE);
        int row = (int) place;
        if (row > 0) {
            return place(block, row - 1);
        }
        if (block == 0) {
            return NOWHERE;
        }
        try {
            long last = place(block - 1, rows(block - 1) - 1);
            checkWhole();
            return last;
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    @Override
    public long keyAt(long place) {
        try {
            long key = loader.key((int) (place >>> Integer.SIZE), (int) place);
            checkWhole();
            return key;
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    @Override
    public void copyTo(ColumnBatch batch, long place, ColumnSet columns) {
        try {
            loader.copyTo(batch, (int) (place >>> Integer.SIZE), (int) place, columns);
            checkWhole();
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    /**
     * The first block whose last head is at or after a head; the number of blocks when there is none. Guessed by the line
     * from the first to the last head of the stream, and corrected in steps that double.
     */
    int firstEndingAtOrAfter(long key) {
        if (blocks == 0 || key > lastHead) {
            return blocks;
        }
        if (key <= firstHead || blocks == 1) {
            return 0;
        }
        // Differences as doubles: those of longs may overflow.
        double part = ((double) key - firstHead) / ((double) lastHead - firstHead);
        int guess = Math.max(0, Math.min(blocks - 1, (int) (part * blocks)));
        return lastKey(guess) < key ? firstBehind(guess, key) : firstUpTo(guess, key);
    }

    private int firstBehind(int block, long key) {
        int low = block + 1;
        for (int step = 1; low < blocks; step *= 2) {
            int probe = Math.min(blocks - 1, low + step - 1);
            if (lastKey(probe) >= key) {
                return firstBetween(low, probe, key);
            }
            low = probe + 1;
        }
        return blocks;
    }

    private int firstUpTo(int block, long key) {
        // Where the key lies in the guessed block the entry in front need not be looked at.
        int high = firstKey(block) < key ? 0 : block;
        if (high == 0) {
            return block;
        }
        for (int step = 1; high > 0; step *= 2) {
            int probe = Math.max(0, high - step);
            if (lastKey(probe) < key) {
                return firstBetween(probe + 1, high, key);
            }
            high = probe;
        }
        return 0;
    }

    private int firstBetween(int from, int to, long key) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lastKey(middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first block whose first head is behind a head; the number of blocks when there is none. */
    int firstBeginningAfter(long head) {
        if (head == Long.MAX_VALUE) {
            return blocks;
        }
        int block = firstEndingAtOrAfter(head);
        while (block < blocks && firstKey(block) <= head) {
            block++;
        }
        return block;
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        return scan(range, direction, columns, Long.MAX_VALUE);
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns, long limit) {
        try {
            int from = firstEndingAtOrAfter(range.from());
            int to = range.isEmpty() ? from : firstBeginningAfter(range.to());
            checkWhole();
            return new BlockCursor(this, range, from, Math.max(from, to), direction, columns, limit);
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    @Override
    public void total(KeyRange range, int column, ColumnTotal into) {
        try {
            addTotal(range, column, into);
            checkWhole();
        } catch (InternalError e) {
            throw unreadable(e);
        }
    }

    private void addTotal(KeyRange range, int column, ColumnTotal into) {
        int to = range.isEmpty() ? 0 : firstBeginningAfter(range.to());
        for (int block = firstEndingAtOrAfter(range.from()); block < to; block++) {
            int from = firstRow(block, range);
            int end = endRow(block, range);
            if (from < end) {
                loader.total(block, from, end, column, into);
            }
        }
    }

    /** The first row of a block that a range may hold. */
    int firstRow(int block, KeyRange range) {
        return firstKey(block) >= range.from() ? 0 : loader.firstAtOrAfter(block, range.from());
    }

    /** Where the rows of a block that a range may hold end. */
    int endRow(int block, KeyRange range) {
        return lastKey(block) <= range.to() ? rows(block) : loader.firstAtOrAfter(block, range.to() + 1);
    }
}
