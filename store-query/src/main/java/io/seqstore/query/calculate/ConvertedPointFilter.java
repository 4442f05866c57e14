package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.filter.RowFilter;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.InterpolatedRequest.AtKeys;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The points that a filter lets through, of events that are converted before they are summarised. The filter is asked about
 * the events as they are stored, or would be.
 */
record ConvertedPointFilter(
        EventSource stored, ReadCharacteristics beneath, ConvertingSource converting, Filter filter, ReadLimits limits)
        implements PointFilter {
    private static final ReadLimits NO_LIMIT = ReadLimits.of(Long.MAX_VALUE);

    @Override
    public BatchCursor scan(KeyRange range, SummaryPlan plan) {
        BatchCursor events = FilteredCursor.consuming(stored, range, ColumnSet.ALL, filter, limits);
        return converting.converted(events, Direction.ASCENDING);
    }

    @Override
    public void drop(ColumnBatch borderEvents, boolean[] present) {
        List<EventKey> borders = IntStream.range(0, present.length)
                .mapToObj(borderEvents::eventKey)
                .toList();
        ColumnBatch events = InterpolatedEvents.read(stored, beneath, new AtKeys(borders), NO_LIMIT);
        RowFilter rows = filter.rows();
        rows.decide(events, 0, events.count());
        int row = 0;
        for (int i = 0; i < present.length; i++) {
            if (present[i]) {
                present[i] = rows.passes(row);
                row++;
            }
        }
        assert row == events.count() : "a border has an event before or after its conversion only";
    }
}
