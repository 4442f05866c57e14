package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.plan.KeyAxis;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * Summarises the intervals of a stretch of a stream (spec 08): the events at the borders are looked up or calculated, then
 * one pass over the summarised columns feeds the statistics of one interval after the other. Keeps no events but the borders.
 */
public final class Summaries {
    private final EventSource source;
    private final SummaryPlan plan;
    private final @Nullable PointFilter filter;
    private final ReadLimits limits;
    private final long[] borders;
    /** Whether an event could be stored or calculated at a border, and passes the filter. */
    private final boolean[] present;
    /** Whether an event is stored at a border. */
    private final boolean[] stored;

    private final ColumnBatch borderEvents;
    private final IntervalAccumulator[] accumulators;
    private final NumberReader[] readers;
    private final SummaryTable table;
    private int interval;
    private long keyCount;

    private Summaries(
            EventSource source, SummaryPlan plan, KeyAxis axis, @Nullable PointFilter filter, ReadLimits limits) {
        this.source = source;
        this.plan = plan;
        this.filter = filter;
        this.limits = limits;
        this.borders = plan.borders();
        this.present = new boolean[borders.length];
        this.stored = new boolean[borders.length];
        this.borderEvents = new ColumnBatch(source.layout(), borders.length);
        this.accumulators = plan.properties().stream()
                .map(property -> new IntervalAccumulator(axis, property.piece()))
                .toArray(IntervalAccumulator[]::new);
        this.readers = plan.properties().stream().map(NumberReader::new).toArray(NumberReader[]::new);
        this.table = new SummaryTable(borderEvents, plan.properties(), borders.length - 1);
    }

    /**
     * The summaries of a stretch.
     *
     * @param filter which events, stored and calculated, are points of the statistics; null for all
     * @throws io.seqstore.types.InvalidRequestException when the key has no distance
     * @throws io.seqstore.types.LimitExceededException when there are more intervals than a result may have, or more events
     *     in them than may be looked at
     */
    public static SummaryTable read(
            EventSource source,
            ReadCharacteristics characteristics,
            SummariesRequest request,
            @Nullable Filter filter,
            ReadLimits limits) {
        PointFilter points = filter == null ? null : new StoredPointFilter(source, filter, limits);
        return read(source, characteristics, request, points, limits);
    }

    /** The same with points that are chosen elsewhere. */
    static SummaryTable read(
            EventSource source,
            ReadCharacteristics characteristics,
            SummariesRequest request,
            @Nullable PointFilter filter,
            ReadLimits limits) {
        limits.checkResults(request.count());
        KeyAxis axis = KeyAxis.of(source.layout());
        SummaryPlan plan = SummaryPlan.of(source.layout(), characteristics, axis, request);
        Summaries summaries = new Summaries(source, plan, axis, filter, limits);
        summaries.findBorders(new EventCalculator(source.layout(), characteristics, axis));
        summaries.pass();
        return summaries.table;
    }

    private void findBorders(EventCalculator calculator) {
        try (EventLocator located = new EventLocator(source)) {
            for (int i = 0; i < borders.length; i++) {
                present[i] = calculator.append(borders[i], located, borderEvents);
                stored[i] = located.isStored();
                if (!present[i]) {
                    calculator.appendDefault(borders[i], borderEvents);
                }
            }
        }
        if (filter != null) {
            // Events at borders that do not pass are no points of the statistics, but still the ends of their
            // intervals.
            filter.drop(borderEvents, present);
        }
    }

    private BatchCursor scan(KeyRange range) {
        if (filter == null) {
            return source.scan(range, Direction.ASCENDING, plan.columns());
        }
        return filter.scan(range, plan);
    }

    private void pass() {
        long touched = 0;
        int last = borders.length - 1;
        begin();
        KeyRange range = new KeyRange(borders[0], borders[last]);
        try (BatchCursor scan = scan(range)) {
            while (scan.advance()) {
                touched += scan.to() - scan.from();
                limits.checkConsumed(touched);
                addRows(scan.batch(), scan.from(), scan.to());
            }
        }
        while (interval < last - 1) {
            nextInterval();
        }
        finish();
    }

    private void nextInterval() {
        finish();
        interval++;
        begin();
    }

    /** Hands the stored events of a batch to their intervals; those on a border are in the border events already. */
    private void addRows(ColumnBatch batch, int from, int to) {
        long[] keys = batch.keys();
        int row = from;
        while (row < to) {
            long key = keys[row];
            if (key > borders[interval] && key < borders[interval + 1]) {
                int end = Rows.firstAtOrAfter(keys, row, to, borders[interval + 1]);
                addInner(batch, row, end);
                row = end;
            } else if (key >= borders[interval + 1] && interval < borders.length - 2) {
                nextInterval();
            } else {
                row++;
            }
        }
    }

    private void addInner(ColumnBatch batch, int from, int to) {
        keyCount += to - from;
        for (int i = 0; i < accumulators.length; i++) {
            Column nulls = batch.column(plan.properties().get(i).property().column());
            accumulators[i].addStored(batch.keys(), readers[i].read(batch, from, to), nulls, from, to);
        }
    }

    /** Only the first interval is closed on the left: an event on an inner border is counted by the earlier interval. */
    private void begin() {
        keyCount = 0;
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].clear();
            readers[i].beginInterval();
        }
        addBorder(interval, interval == 0 && stored[0]);
    }

    private void finish() {
        if (borders[interval] < borders[interval + 1]) {
            addBorder(interval + 1, stored[interval + 1]);
        }
        table.setKeyCount(interval, keyCount);
        for (int i = 0; i < accumulators.length; i++) {
            table.finish(interval, i, accumulators[i], readers[i].base());
        }
    }

    private void addBorder(int border, boolean counts) {
        if (!present[border]) {
            return;
        }
        if (counts) {
            keyCount++;
        }
        for (int i = 0; i < accumulators.length; i++) {
            boolean isNull = borderEvents
                    .column(plan.properties().get(i).property().column())
                    .isNull(border);
            double value = readers[i].read(borderEvents, border, border + 1)[border];
            accumulators[i].addBorder(borders[border], value, isNull, counts);
        }
    }
}
