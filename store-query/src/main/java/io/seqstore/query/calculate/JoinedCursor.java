package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** A scan with single events in front of it and behind it, each of which may be missing. */
final class JoinedCursor implements BatchCursor {
    private enum Part {
        NOT_BEGUN,
        HEAD,
        SCAN,
        TAIL,
        ENDED
    }

    private final ColumnBatch head;
    private final @Nullable BatchCursor scan;
    private final ColumnBatch tail;
    private Part part = Part.NOT_BEGUN;

    JoinedCursor(ColumnBatch head, @Nullable BatchCursor scan, ColumnBatch tail) {
        this.head = head;
        this.scan = scan;
        this.tail = tail;
    }

    @Override
    public boolean advance() {
        if (part == Part.NOT_BEGUN) {
            part = Part.HEAD;
            if (head.count() > 0) {
                return true;
            }
        }
        if (part == Part.HEAD || part == Part.SCAN) {
            part = Part.SCAN;
            if (scan != null && scan.advance()) {
                return true;
            }
            part = Part.TAIL;
            if (tail.count() > 0) {
                return true;
            }
        }
        part = Part.ENDED;
        return false;
    }

    @Override
    public ColumnBatch batch() {
        return part == Part.SCAN && scan != null ? scan.batch() : part == Part.HEAD ? head : tail;
    }

    @Override
    public int from() {
        return part == Part.SCAN && scan != null ? scan.from() : 0;
    }

    @Override
    public int to() {
        return part == Part.SCAN && scan != null ? scan.to() : batch().count();
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
        }
    }
}
