package io.seqstore.query.calculate;

import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.types.KeyRange;
import java.util.List;

/** Which blocks lie wholly inside a stretch of keys. */
final class BlockWalk {
    /**
     * Of so many whole blocks the figures are used. A single one that is all there is is decoded: its figures would save
     * little, and small answers keep their last digits (spec 08, 3).
     */
    static final int FEWEST = 2;

    /** The same of parts of blocks: fewer events are looked at one by one. */
    static final int FEWEST_EVENTS = 256;

    private BlockWalk() {}

    /**
     * The first block from {@code block} on whose last key is at or after a key; found in steps that double, because it is
     * near most of the time.
     */
    static int firstEndingAtOrAfter(EventBlocks blocks, int block, long key) {
        int low = block;
        int step = 1;
        int count = blocks.count();
        while (low + step - 1 < count && blocks.lastKey(low + step - 1) < key) {
            low += step;
            step *= 2;
        }
        int high = Math.min(count, low + step - 1);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.lastKey(middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first block from {@code block} on all of whose keys are at or after a key. */
    static int firstBeginningAtOrAfter(EventBlocks blocks, int block, long key) {
        int first = firstEndingAtOrAfter(blocks, block, key);
        return first < blocks.count() && blocks.firstKey(first) < key ? first + 1 : first;
    }

    /** How many events are in neighbouring blocks. */
    static long events(EventBlocks blocks, int from, int to) {
        long events = 0;
        for (int at = from; at < to; ) {
            int end = blocks.stretchEnd(at, to);
            events += blocks.events(at, end);
            at = end;
        }
        return events;
    }

    /** How many events are known to be in parts of a stream before any is decoded: those of whole blocks. */
    static long events(List<EventPart> parts) {
        long events = 0;
        for (EventPart part : parts) {
            EventBlocks blocks = part.blocks();
            if (blocks != null) {
                int from = firstBeginningAtOrAfter(
                        blocks,
                        blocks.firstEndingAtOrAfter(part.range().from()),
                        part.range().from());
                events += events(blocks, from, endInside(blocks, from, part.range()));
            }
        }
        return events;
    }

    /** One behind the last block from {@code block} on all of whose keys are in the range; {@code block} when none is. */
    static int endInside(EventBlocks blocks, int block, KeyRange range) {
        if (block >= blocks.count() || range.isEmpty() || blocks.firstKey(block) < range.from()) {
            return block;
        }
        return range.to() == Long.MAX_VALUE ? blocks.count() : firstEndingAtOrAfter(blocks, block, range.to() + 1);
    }

    /**
     * About how many events of the blocks from {@code first} on are in a range, if figures are worth while there: for some whole
     * blocks in any case, for a single one only beside parts of blocks that the ends of the range cut.
     */
    static double eventsWorthFigures(EventBlocks blocks, int first, KeyRange range) {
        int from = firstBeginningAtOrAfter(blocks, first, range.from());
        int to = endInside(blocks, from, range);
        if (to - from >= FEWEST) {
            return Double.MAX_VALUE;
        }
        double ofCut = eventsOfCut(blocks, from - 1, range) + eventsOfCut(blocks, to, range);
        return ofCut == 0 ? 0 : ofCut + events(blocks, from, to);
    }

    /** About how many events of a block are in a range, when an end of the range cuts it; 0 when none does. */
    private static double eventsOfCut(EventBlocks blocks, int block, KeyRange range) {
        if (block < 0 || block >= blocks.count()) {
            return 0;
        }
        long first = blocks.firstKey(block);
        long last = blocks.lastKey(block);
        if (last < range.from() || first > range.to() || (range.from() <= first && last <= range.to())) {
            return 0;
        }
        // Differences as doubles: those of longs may overflow.
        double share = ((double) Math.min(last, range.to()) - Math.max(first, range.from())) / ((double) last - first);
        return share * blocks.events(block, block + 1);
    }
}
