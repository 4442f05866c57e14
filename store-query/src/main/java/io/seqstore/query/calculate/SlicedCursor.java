package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.query.request.Slice;
import io.seqstore.types.event.ColumnBatch;

/** Passes over the first events of a cursor and ends after so many (spec 07, 2.5). */
public final class SlicedCursor implements BatchCursor {
    private final BatchCursor source;
    private final Direction direction;
    private long toSkip;
    private long toDeliver;
    private int from;
    private int to;

    public SlicedCursor(BatchCursor source, Direction direction, Slice slice) {
        this.source = source;
        this.direction = direction;
        this.toSkip = slice.skip();
        this.toDeliver = slice.count();
    }

    @Override
    public boolean advance() {
        while (toDeliver > 0 && source.advance()) {
            int rows = source.to() - source.from();
            if (rows > toSkip) {
                cut((int) toSkip, (int) Math.min(toDeliver, rows - toSkip));
                toSkip = 0;
                toDeliver -= to - from;
                return true;
            }
            toSkip -= rows;
        }
        return false;
    }

    private void cut(int skipped, int delivered) {
        if (direction == Direction.ASCENDING) {
            from = source.from() + skipped;
            to = from + delivered;
        } else {
            to = source.to() - skipped;
            from = to - delivered;
        }
    }

    @Override
    public ColumnBatch batch() {
        return source.batch();
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public void close() {
        source.close();
    }
}
