package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * Finds the neighbours of one key after the other. Keys that lie close behind each other are served from one walk; every
 * other costs two point reads, however long the stream is. Not thread-safe; close it.
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
    void setNeighboursOf(KeyPoint key) {
        located = true;
        ended = after.count() == 0;
        row = 0;
        stored = !ended && key.compareTo(after, 0) == 0;
    }

    /** Moves to a key. What the accessors said before is no longer valid. */
    void locate(KeyPoint key) {
        inBlock = blocks != null && blocks.locate(key.head());
        if (blocks != null && inBlock) {
            row = blocks.row();
            stored = key.compareTo(blocks.batch(), row) == 0;
            return;
        }
        BatchCursor walk = scan;
        if (walk == null && isNear(key)) {
            walk = open();
        }
        boolean isBehind = before.count() > 0 && key.compareTo(before, 0) <= 0;
        if (walk == null || isBehind || !walkTo(walk, key)) {
            jumpTo(key);
            return;
        }
        stored = false;
        if (!ended) {
            row = Rows.firstAtOrAfter(walk.batch(), walk.from(), walk.to(), key);
            stored = key.compareTo(walk.batch(), row) == 0;
        }
    }

    /** Whether a key lies shortly behind the one that was located last. */
    private boolean isNear(KeyPoint key) {
        if (!located || before.count() == 0 || after.count() == 0 || key.compareTo(after, 0) < 0) {
            return false;
        }
        // Of longer keys the heads tell roughly, and no more is needed.
        double gap = (double) after.key(0) - before.key(0);
        return (double) key.head() - after.key(0) <= NEAR * gap;
    }

    /** Begins a walk at the event that was located last. */
    private BatchCursor open() {
        BatchCursor opened = source().scan(KeyRange.from(after.eventKey(0)), Direction.ASCENDING, ColumnSet.ALL);
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
    private boolean walkTo(BatchCursor walk, KeyPoint key) {
        for (int steps = 0; !ended && key.compareTo(walk.batch(), walk.to() - 1) > 0; steps++) {
            if (steps == STEPS) {
                return false;
            }
            before.clear();
            before.addCopy(walk.batch(), walk.to() - 1);
            ended = !walk.advance();
        }
        return true;
    }

    private void jumpTo(KeyPoint key) {
        close();
        before.clear();
        after.clear();
        find(key, Probe.BEFORE, before);
        find(key, Probe.AT_OR_AFTER, after);
        setNeighboursOf(key);
    }

    private void find(KeyPoint key, Probe probe, ColumnBatch into) {
        EventKey longer = key.longer();
        if (longer == null) {
            source().find(key.head(), probe, ColumnSet.ALL, into);
        } else {
            source().find(longer, probe, ColumnSet.ALL, into);
        }
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
