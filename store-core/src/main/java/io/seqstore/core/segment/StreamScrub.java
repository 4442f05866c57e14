package io.seqstore.core.segment;

import io.seqstore.core.codec.KeyCodec;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.DirectoryHead;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is right of one stream in a segment. Good for as long as the {@link SegmentScrub} is open, and until it reads another
 * stream. One thread.
 */
public final class StreamScrub {
    private final FileIdentity identity;
    private final ReadableFile file;
    private final BlockScrub blocks;
    private final int ordinal;
    private final @Nullable EventLayout layout;
    private final Consumer<SegmentDamage> found;
    private final List<BlockPlace> right = new ArrayList<>();
    private final @Nullable ColumnBatch batch;
    private ErasedRanges hidden = ErasedRanges.NONE;
    private long events;

    /** The last key of the block that was found right last. */
    private @Nullable EventKey lastRight;

    /** Damaged blocks behind that key, of which it is not known yet where the next block begins. */
    private final List<BadBlock> bad = new ArrayList<>();

    /**
     * A damaged block.
     *
     * @param place where it stands
     * @param problem what is wrong with it, in words
     * @param heads its keys, as far as the directory knows them
     */
    private record BadBlock(BlockPlace place, String problem, KeyRange heads) {}

    StreamScrub(
            FileIdentity identity,
            ReadableFile file,
            BlockScrub blocks,
            int ordinal,
            @Nullable EventLayout layout,
            Consumer<SegmentDamage> found) {
        this.identity = identity;
        this.file = file;
        this.blocks = blocks;
        this.ordinal = ordinal;
        this.layout = layout;
        this.batch = layout == null ? null : new ColumnBatch(layout, 0);
        this.found = found;
    }

    /** How many events are right. */
    public long events() {
        return events;
    }

    /**
     * What must not be seen of older segments: the ranges that were erased in them, and those of damaged blocks, which may have
     * held newer events. Everything, when the ranges that were erased are damaged.
     */
    public ErasedRanges hidden() {
        return hidden;
    }

    /** The events that are right, by ascending key; for streams whose layout is known. */
    public BatchCursor cursor() {
        if (batch == null) {
            throw new IllegalStateException("the layout of stream " + ordinal + " is not known");
        }
        return new RightBlocks(batch);
    }

    private void report(long offset, String what, @Nullable KeyRange keys, long lost) {
        found.accept(new SegmentDamage(identity.fileName(), offset, what, ordinal, keys, lost));
    }

    private void hide(KeyRange keys) {
        hidden = hidden.plus(keys, layout == null || !layout.hasKeyTail());
    }

    void readByDirectory(StreamEntry entry) {
        if (layout != null && layout.columns().size() != entry.columns()) {
            report(
                    entry.offset(),
                    "the stream has " + entry.columns() + " columns, its type has "
                            + layout.columns().size(),
                    keysOf(entry),
                    entry.events());
            hide(KeyRange.ALL);
            return;
        }
        readErased(entry);
        ByteOutput directory = new ByteOutput((int) entry.directoryLength());
        DirectoryHead.begin(directory);
        StatisticsWriter statistics = layout == null || entry.blocks() < 2 ? null : new StatisticsWriter(layout);
        for (int i = 0; i < entry.blocks(); i++) {
            BlockPlace place = BlockPlace.of(file, entry, i);
            KeyRange keys = keysOf(entry, i);
            if (accept(place, keys)) {
                describe(place, keys, statistics, directory);
            }
        }
        endBadBlocks(null);
        if (layout != null && right.size() == entry.blocks()) {
            compare(entry, statistics, directory);
        }
    }

    private static @Nullable KeyRange keysOf(StreamEntry entry) {
        return entry.blocks() == 0 ? null : new KeyRange(entry.firstKey(), entry.lastKey());
    }

    private KeyRange keysOf(StreamEntry entry, int block) {
        if (!entry.hasDirectory()) {
            return new KeyRange(entry.firstKey(), entry.lastKey());
        }
        long at = entry.blockEntryOffset(block);
        return new KeyRange(BlockEntry.firstKey(file, at), BlockEntry.lastKey(file, at));
    }

    private void readErased(StreamEntry entry) {
        if (!entry.hasDirectory()) {
            return;
        }
        byte[] bytes = new byte[entry.erased()];
        file.read(entry.erasedOffset(), bytes, 0, bytes.length);
        if (layout == null || bytes.length == 0) {
            return;
        }
        try {
            hidden = hidden.plus(KeyCodec.ranges(bytes, 0, bytes.length, !layout.hasKeyTail()));
        } catch (MalformedBytesException e) {
            report(entry.erasedOffset(), String.valueOf(e.getMessage()), null, 0);
            hide(KeyRange.ALL);
        }
    }

    /** Checks a block; one that is not right is reported, and its keys are hidden. */
    private boolean accept(BlockPlace place, KeyRange keys) {
        String problem = blocks.load(place);
        ColumnBatch into = batch;
        if (problem == null && into != null) {
            problem = blocks.decode(place, into);
            if (problem == null) {
                problem = misplaced(into, keys);
            }
        }
        if (problem != null) {
            bad.add(new BadBlock(place, problem, keys));
            return false;
        }
        if (into != null) {
            endBadBlocks(into.eventKey(0));
            lastRight = into.eventKey(into.count() - 1);
        }
        right.add(place);
        events += place.rows();
        return true;
    }

    /**
     * Reports damaged blocks and hides their keys. A directory has only the heads of longer keys, which many events may
     * share; so those ranges reach from the key before to the key behind, both of which this segment has.
     *
     * @param next the first key behind them; null at the end
     */
    private void endBadBlocks(@Nullable EventKey next) {
        boolean isHeadOnly = layout == null || !layout.hasKeyTail();
        for (BadBlock block : bad) {
            KeyRange heads = block.heads();
            KeyRange keys = isHeadOnly
                    ? heads
                    : new KeyRange(
                            lastRight == null ? heads.from() : lastRight.head(),
                            next == null ? heads.to() : next.head(),
                            lastRight,
                            next);
            report(block.place().offset(), block.problem(), keys, block.place().rows());
            hide(keys);
        }
        bad.clear();
    }

    private @Nullable String misplaced(ColumnBatch block, KeyRange keys) {
        if (block.key(0) != keys.from() || block.key(block.count() - 1) != keys.to()) {
            return "the directory names other keys than the block has";
        }
        if (lastRight != null && lastRight.compareTo(block.eventKey(0)) >= 0) {
            return "the keys of the block do not follow those of the block before";
        }
        return null;
    }

    private void describe(
            BlockPlace place, KeyRange keys, @Nullable StatisticsWriter statistics, ByteOutput directory) {
        int at = statistics == null || batch == null ? 0 : statistics.add(batch, 0, batch.count());
        BlockEntry.encode(directory, place.offset(), place.bodyLength(), place.rows(), keys.from(), keys.to(), at);
    }

    /** The directory follows from the blocks: made anew it must be the same bytes. */
    private void compare(StreamEntry entry, @Nullable StatisticsWriter statistics, ByteOutput directory) {
        if (entry.hasDirectory()) {
            int length = statistics == null ? 0 : statistics.appendTo(directory);
            DirectoryHead.fill(directory, entry.events(), length, entry.erased());
            byte[] stored = new byte[(int) entry.directoryLength()];
            file.read(entry.offset(), stored, 0, stored.length);
            boolean same = directory.length() == stored.length - entry.erased()
                    && Arrays.equals(stored, 0, directory.length(), directory.bytes(), 0, directory.length());
            if (!same) {
                report(entry.offset(), "the statistics are not those of the events", keysOf(entry), 0);
            }
        }
        if (events != entry.events()) {
            report(
                    entry.offset(),
                    "the table counts " + entry.events() + " events, the blocks hold " + events,
                    keysOf(entry),
                    0);
        }
    }

    /**
     * Reads blocks that were found without a directory.
     *
     * @param entry what the table says; null when nothing is known
     */
    void readLoose(@Nullable StreamEntry entry, List<BlockPlace> places) {
        for (BlockPlace place : places) {
            String problem = blocks.load(place);
            ColumnBatch into = batch;
            if (problem == null && into != null) {
                problem = blocks.decode(place, into);
                problem = problem == null
                        ? misplaced(into, new KeyRange(into.key(0), into.key(into.count() - 1)))
                        : problem;
            }
            if (problem != null) {
                report(place.offset(), problem, null, place.rows());
                continue;
            }
            if (into != null) {
                lastRight = into.eventKey(into.count() - 1);
            }
            right.add(place);
            events += place.rows();
        }
        if (entry == null) {
            report(places.get(0).offset(), "the directory of the stream was not found", null, SegmentDamage.UNKNOWN);
            hide(KeyRange.ALL);
            return;
        }
        String what = "the directory of the stream is not what was written";
        boolean isComplete = right.size() == entry.blocks();
        long lost = isComplete ? 0 : SegmentDamage.UNKNOWN;
        if (entry.isErasing()) {
            report(
                    entry.offset(),
                    what + "; nobody knows what it removed from older segments, all keys are in doubt",
                    null,
                    lost);
            hide(KeyRange.ALL);
            return;
        }
        report(entry.offset(), what, keysOf(entry), lost);
        if (!isComplete) {
            hide(new KeyRange(entry.firstKey(), entry.lastKey()));
        }
    }

    /** Walks the blocks that are right. */
    private final class RightBlocks implements BatchCursor {
        private final ColumnBatch into;
        private int next;

        RightBlocks(ColumnBatch into) {
            this.into = into;
        }

        @Override
        public boolean advance() {
            if (next == right.size()) {
                into.clear();
                return false;
            }
            BlockPlace place = right.get(next++);
            if (blocks.load(place) != null || blocks.decode(place, into) != null) {
                throw new IllegalStateException(
                        "the block at " + place.offset() + " of " + identity.fileName() + " changed while it was read");
            }
            return true;
        }

        @Override
        public ColumnBatch batch() {
            return into;
        }

        @Override
        public int from() {
            return 0;
        }

        @Override
        public int to() {
            return into.count();
        }

        @Override
        public void close() {
            // The file belongs to the scrub.
        }
    }
}
