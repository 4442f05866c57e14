package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * Finds the neighbours of one key after the other. Keys that lie close behind each other are served from one walk; every
 * other costs two point reads, however long the stream is. For keys of 64 bits only. Not thread-safe; close it.
 */
final class EventLocator implements AutoCloseable {
    /** How many batches the walk goes on before a new point read is the cheaper way. */
    private static final int STEPS = 2;

    /** A key that lies no more than so many gaps between events ahead is walked to. */
    private static final double NEAR = 100;

    private final @Nullable EventSource source;
    private final @Nullable BorderBlocks blocks;

    /** The event in front of the rows of the scan, or of the key; empty when there is none. */
    private final ColumnBatch before;

    /** The event at or after the key when there is no scan; empty when there is none. */
    private final ColumnBatch after;

    private @Nullable BatchCursor scan;
    private boolean located;
    private boolean ended;
    private int row;
    private boolean stored;
    /** Whether both neighbours are in a block that was found by its keys. */
    private boolean inBlock;

    EventLocator(EventSource source) {
        this(source.layout(), source, null);
    }

    /** A locator that looks into blocks first. */
    EventLocator(EventSource source, @Nullable BorderBlocks blocks) {
        this(source.layout(), source, blocks);
    }

    private EventLocator(EventLayout layout, @Nullable EventSource source, @Nullable BorderBlocks blocks) {
        this.source = source;
        this.blocks = blocks;
        this.before = new ColumnBatch(layout, 1);
        this.after = new ColumnBatch(layout, 1);
    }

    /** A locator that is told the neighbours of each key. */
    static EventLocator ofNeighbours(EventLayout layout) {
        return new EventLocator(layout, null, null);
    }

    /** The event before the key; to be filled before {@link #setNeighboursOf}. */
    ColumnBatch before() {
        return before;
    }

    /** The event at or after the key; to be filled before {@link #setNeighboursOf}. */
    ColumnBatch after() {
        return after;
    }

    /** Takes what is in {@link #before} and {@link #after} as the neighbours of a key. */
    void setNeighboursOf(long key) {
        located = true;
        ended = after.count() == 0;
        row = 0;
        stored = !ended && after.key(0) == key;
    }

    /** Moves to a key. What the accessors said before is no longer valid. */
    void locate(long key) {
        inBlock = blocks != null && blocks.locate(key);
        if (blocks != null && inBlock) {
            row = blocks.row();
            stored = blocks.batch().key(row) == key;
            return;
        }
        BatchCursor walk = scan;
        if (walk == null && isNear(key)) {
            walk = open(key);
        }
        boolean isBehind = before.count() > 0 && key <= before.key(0);
        if (walk == null || isBehind || !walkTo(walk, key)) {
            jumpTo(key);
            return;
        }
        stored = false;
        if (!ended) {
            row = Rows.firstAtOrAfter(walk.batch().keys(), walk.from(), walk.to(), key);
            stored = walk.batch().key(row) == key;
        }
    }

    /** Whether a key lies shortly behind the one that was located last. */
    private boolean isNear(long key) {
        if (!located || before.count() == 0 || after.count() == 0 || key < after.key(0)) {
            return false;
        }
        double gap = (double) after.key(0) - before.key(0);
        return (double) key - after.key(0) <= NEAR * gap;
    }

    /** Begins a walk at the event that was located last. */
    private BatchCursor open(long key) {
        assert key >= after.key(0);
        BatchCursor opened = source().scan(KeyRange.from(after.key(0)), Direction.ASCENDING, ColumnSet.ALL);
        scan = opened;
        ended = !opened.advance();
        return opened;
    }

    private EventSource source() {
        if (source == null) {
            throw new IllegalStateException("the neighbours are set from outside");
        }
        return source;
    }

    /** Walks on until the batch reaches the key or the events end; false when that is too far. */
    private boolean walkTo(BatchCursor walk, long key) {
        for (int steps = 0; !ended && walk.batch().key(walk.to() - 1) < key; steps++) {
            if (steps == STEPS) {
                return false;
            }
            before.clear();
            before.addCopy(walk.batch(), walk.to() - 1);
            ended = !walk.advance();
        }
        return true;
    }

    private void jumpTo(long key) {
        close();
        before.clear();
        after.clear();
        source().find(key, Probe.BEFORE, ColumnSet.ALL, before);
        source().find(key, Probe.AT_OR_AFTER, ColumnSet.ALL, after);
        setNeighboursOf(key);
    }

    /** Whether an event is stored at the key; it is the {@link #next} one then. */
    boolean isStored() {
        return stored;
    }

    /** Whether there is an event at or after the key. */
    boolean hasNext() {
        return inBlock || !ended;
    }

    /** The batch of the event at or after the key. */
    ColumnBatch next() {
        if (blocks != null && inBlock) {
            return blocks.batch();
        }
        return scan == null ? after : scan.batch();
    }

    /** Its row. */
    int nextRow() {
        return row;
    }

    /** Whether there is an event before the key. */
    boolean hasPrevious() {
        return before.count() > 0 || isInBatch();
    }

    /** The batch of the event before the key. */
    ColumnBatch previous() {
        return isInBatch() ? next() : before;
    }

    /** Its row. */
    int previousRow() {
        return isInBatch() ? row - 1 : 0;
    }

    private boolean isInBatch() {
        return inBlock || (!ended && scan != null && row > scan.from());
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
            scan = null;
        }
    }
}
