package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;

/** Says which events, stored and calculated, are points of statistics (spec 08, section 5). */
interface PointFilter {
    /** The stored events that are points, ascending, with the columns that the plan summarises. */
    BatchCursor scan(KeyRange range, SummaryPlan plan);

    /**
     * Takes the mark away from events at borders that are none.
     *
     * @param borderEvents the events, one for each border
     * @param present which of them are there at all
     */
    void drop(ColumnBatch borderEvents, boolean[] present);
}
