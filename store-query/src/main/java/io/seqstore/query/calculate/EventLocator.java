package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * Finds the neighbours of one key after the other. Keys that lie close behind each other are served from one walk; a key
 * that lies far ahead or behind costs two point reads, however long the stream is. For keys of 64 bits only. Not
 * thread-safe; close it.
 */
final class EventLocator implements AutoCloseable {
    /** How many batches the walk goes on before a new point read is the cheaper way. */
    private static final int STEPS = 2;

    private final EventSource source;
    private final @Nullable BorderBlocks blocks;
    /** The event in front of the rows of the scan; empty when there is none. */
    private final ColumnBatch before;

    private @Nullable BatchCursor scan;
    private boolean ended;
    private int row;
    private boolean stored;
    /** Whether both neighbours are in a block that was found by its keys. */
    private boolean inBlock;

    EventLocator(EventSource source) {
        this(source, null);
    }

    /** A locator that looks into blocks first. */
    EventLocator(EventSource source, @Nullable BorderBlocks blocks) {
        this.source = source;
        this.blocks = blocks;
        this.before = new ColumnBatch(source.layout(), 1);
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
        if (walk == null || (before.count() > 0 && key <= before.key(0)) || !walkTo(walk, key)) {
            walk = jumpTo(key);
        }
        if (ended) {
            stored = false;
        } else {
            row = Rows.firstAtOrAfter(walk.batch().keys(), walk.from(), walk.to(), key);
            stored = walk.batch().key(row) == key;
        }
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

    private BatchCursor jumpTo(long key) {
        close();
        before.clear();
        EventFinder.nearest(source, KeySpan.before(EventKey.of(key)), Direction.DESCENDING, before);
        BatchCursor jumped = source.scan(KeyRange.from(key), Direction.ASCENDING, ColumnSet.ALL);
        scan = jumped;
        ended = !jumped.advance();
        return jumped;
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
        return batch();
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
        return isInBatch() ? batch() : before;
    }

    /** Its row. */
    int previousRow() {
        return isInBatch() ? row - 1 : 0;
    }

    private boolean isInBatch() {
        return inBlock || (!ended && row > walk().from());
    }

    private ColumnBatch batch() {
        return blocks != null && inBlock ? blocks.batch() : walk().batch();
    }

    private BatchCursor walk() {
        if (scan == null) {
            throw new IllegalStateException("nothing was located yet");
        }
        return scan;
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
            scan = null;
        }
    }
}
