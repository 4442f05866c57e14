package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.filter.RowFilter;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a cursor that a filter lets through, a run of neighbouring rows at a time, without a copy. Events that are
 * dropped count as touched: at the limit of a read it delivers a shorter run, and fails when more is asked for (spec 07,
 * section 6).
 */
public final class FilteredCursor implements BatchCursor {
    private final BatchCursor source;
    private final Direction direction;
    private final RowFilter filter;
    private final long limit;
    private final LongConsumer checkLimit;
    private long touched;
    /** The rows of the present batch that are still to be looked at. */
    private int open;

    private int openTo;
    private int from;
    private int to;

    /**
     * A filtered cursor.
     *
     * @param limit how many events may be touched
     * @param checkLimit throws when it is given more than the limit
     */
    public FilteredCursor(BatchCursor source, Direction direction, Filter filter, long limit, LongConsumer checkLimit) {
        this.source = source;
        this.direction = direction;
        this.filter = filter.rows();
        this.limit = limit;
        this.checkLimit = checkLimit;
    }

    /**
     * An ascending scan of the events that a filter lets through. Blocks are passed by only where no limit counts the events
     * that are dropped.
     */
    static BatchCursor consuming(
            EventSource source, KeyRange range, ColumnSet columns, Filter filter, ReadLimits limits) {
        BatchCursor scan = limits.consumed() == Long.MAX_VALUE
                ? source.scan(range, Direction.ASCENDING, columns, filter.blockTest())
                : source.scan(range, Direction.ASCENDING, columns);
        return consuming(scan, filter, limits);
    }

    /** An ascending cursor for a calculation that looks at its events; the cursor itself when there is no filter. */
    static BatchCursor consuming(BatchCursor source, @Nullable Filter filter, ReadLimits limits) {
        return filter == null
                ? source
                : new FilteredCursor(source, Direction.ASCENDING, filter, limits.consumed(), limits::checkConsumed);
    }

    @Override
    public boolean advance() {
        while (open < openTo || nextBatch()) {
            int before = openTo - open;
            boolean found = direction == Direction.ASCENDING ? nextRun() : previousRun();
            int run = found ? to - from : 0;
            touch(before - (openTo - open) - run);
            if (found) {
                deliver(run);
                return true;
            }
        }
        return false;
    }

    private boolean nextBatch() {
        if (!source.advance()) {
            return false;
        }
        open = source.from();
        openTo = source.to();
        filter.decide(source.batch(), open, openTo);
        return true;
    }

    private boolean nextRun() {
        from = filter.firstThat(true, open, openTo);
        to = filter.firstThat(false, from, openTo);
        open = to;
        return from < to;
    }

    private boolean previousRun() {
        to = filter.lastThat(true, open, openTo) + 1;
        from = filter.lastThat(false, open, to) + 1;
        openTo = from;
        return from < to;
    }

    private void touch(long rows) {
        touched += rows;
        checkLimit.accept(touched);
    }

    /** Cuts the run at the limit, so that a reader who needs no more than that does not fail. */
    private void deliver(int run) {
        int allowed = (int) Math.min(run, limit - touched);
        if (allowed == 0) {
            checkLimit.accept(touched + 1);
        }
        if (direction == Direction.ASCENDING) {
            to = from + allowed;
            open = to;
        } else {
            from = to - allowed;
            openTo = from;
        }
        touched += allowed;
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
