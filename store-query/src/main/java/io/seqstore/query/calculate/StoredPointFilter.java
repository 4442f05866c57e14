package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.filter.RowFilter;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;

/** The points that a filter lets through, of events that are summarised as they are stored. */
record StoredPointFilter(EventSource source, Filter filter, ReadLimits limits) implements PointFilter {
    @Override
    public BatchCursor scan(KeyRange range, SummaryPlan plan) {
        ColumnSet columns = plan.columnsWith(filter.columnIndexes());
        return FilteredCursor.consuming(source, range, columns, filter, limits);
    }

    @Override
    public void drop(ColumnBatch borderEvents, boolean[] present) {
        RowFilter rows = filter.rows();
        rows.decide(borderEvents, 0, present.length);
        for (int i = 0; i < present.length; i++) {
            present[i] &= rows.passes(i);
        }
    }
}
