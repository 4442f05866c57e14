package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Summarises the intervals of a stretch of a stream (spec 08): the events at the borders are looked up or calculated, and the
 * events between feed the statistics of one interval after the other. Where whole blocks lie in an interval their figures
 * stand for them, and they are not decoded; else, and where the figures do not suffice, every event is looked at. Keeps no
 * events but the borders.
 */
public final class Summaries {
    private final EventSource source;
    private final SummaryPlan plan;
    private final @Nullable PointFilter filter;
    private final ReadLimits limits;
    private final EventCalculator calculator;
    private final EventKey[] borders;
    private final KeyPoint at = new KeyPoint();
    /** Whether an event could be stored or calculated at a border, and passes the filter. */
    private final boolean[] present;
    /** Whether an event is stored at a border. */
    private final boolean[] stored;

    private final ColumnBatch borderEvents;
    private final IntervalAccumulator[] exact;
    private final StretchAccumulator[] stretches;
    private final NumberReader[] readers;
    private final SummaryTable table;
    private final List<EventPart> parts;
    private final LoadedBlock loaded;
    private final CutBlock cut;
    private final EventLocator locator;
    private final ColumnStatistics figures = new ColumnStatistics();

    /** Of the present interval: {@link #stretches} when it holds enough of blocks, else {@link #exact}. */
    private PropertyAccumulator[] accumulators;

    private int interval;
    private long keyCount;
    private long touched;
    /** Where the walk is. */
    private int part;

    private int block;

    private Summaries(
            EventSource source,
            ReadCharacteristics characteristics,
            SummaryPlan plan,
            KeyAxis axis,
            @Nullable PointFilter filter,
            ReadLimits limits) {
        this.source = source;
        this.plan = plan;
        this.filter = filter;
        this.limits = limits;
        this.calculator = new EventCalculator(source.layout(), characteristics, axis);
        this.borders = plan.borders();
        this.present = new boolean[borders.length];
        this.stored = new boolean[borders.length];
        this.borderEvents = new ColumnBatch(source.layout(), borders.length);
        this.exact = plan.properties().stream()
                .map(property -> new IntervalAccumulator(axis, property.piece()))
                .toArray(IntervalAccumulator[]::new);
        this.accumulators = exact;
        this.readers = plan.properties().stream().map(NumberReader::new).toArray(NumberReader[]::new);
        this.table = new SummaryTable(borderEvents, plan.properties(), borders.length - 1);
        boolean served = filter == null && plan.isServed();
        this.stretches = served ? stretches(source.layout(), plan) : new StretchAccumulator[0];
        KeyRange range = KeyRange.between(borders[0], borders[borders.length - 1]);
        this.parts = served ? source.parts(range) : List.of(new EventPart(range, null));
        this.loaded = new LoadedBlock(source.layout());
        this.cut = new CutBlock(source.layout(), served ? plan.properties() : List.of(), loaded);
        this.locator = new EventLocator(source, new BorderBlocks(parts, loaded, new ColumnBatch(source.layout(), 0)));
    }

    private static StretchAccumulator[] stretches(EventLayout layout, SummaryPlan plan) {
        return plan.properties().stream()
                .map(property -> new StretchAccumulator(layout, property))
                .toArray(StretchAccumulator[]::new);
    }

    /**
     * The summaries of a stretch.
     *
     * @param filter which events, stored and calculated, are points of the statistics; null for all
     * @throws io.seqstore.types.InvalidRequestException when the key has no distance
     * @throws io.seqstore.types.LimitExceededException when there are more intervals than a result may have, or more stored
     *     events from start to end than may be consumed; it makes no difference how many of them are decoded
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
        Summaries summaries = new Summaries(source, characteristics, plan, axis, filter, limits);
        try (summaries.locator) {
            if (filter != null) {
                summaries.findAllBorders(filter);
            }
            summaries.pass();
        }
        return summaries.table;
    }

    /** Events at borders that do not pass are no points of the statistics, but still the ends of their intervals. */
    private void findAllBorders(PointFilter points) {
        findBorder(borders.length - 1);
        points.drop(borderEvents, present);
    }

    /** Finds the events at the borders up to this one that were not found yet. */
    private void findBorder(int last) {
        for (int i = borderEvents.count(); i <= last; i++) {
            at.set(borders[i]);
            present[i] = calculator.append(at, locator, borderEvents);
            stored[i] = locator.isStored();
            if (!present[i]) {
                calculator.appendDefault(at, borderEvents);
            }
        }
    }

    private BatchCursor scan(KeyRange range) {
        if (filter == null) {
            return source.scan(range, Direction.ASCENDING, plan.columns());
        }
        return filter.scan(range, plan);
    }

    private void pass() {
        limits.checkConsumed(BlockWalk.events(parts));
        begin();
        for (part = 0; part < parts.size(); part++) {
            EventBlocks blocks = parts.get(part).blocks();
            if (blocks == null) {
                scanPart(parts.get(part).range());
            } else {
                walk(blocks, parts.get(part).range());
            }
        }
        while (interval < borders.length - 2) {
            nextInterval();
        }
        finish();
    }

    private void scanPart(KeyRange range) {
        try (BatchCursor scan = scan(range)) {
            while (scan.advance()) {
                touch(scan.to() - scan.from());
                addRows(scan.batch(), scan.from(), scan.to());
            }
        }
    }

    /** Every stored event counts, whether it is decoded or not: where it lies must not decide what a read may do. */
    private void touch(long events) {
        touched += events;
        limits.checkConsumed(touched);
    }

    private void walk(EventBlocks blocks, KeyRange range) {
        ColumnBatch batch = new ColumnBatch(source.layout(), 0);
        block = blocks.firstEndingAtOrAfter(range.from());
        while (block < blocks.count() && blocks.firstKey(block) <= range.to()) {
            while (interval < borders.length - 2 && blocks.firstKey(block) >= head(interval + 1)) {
                nextInterval();
            }
            int end = BlockWalk.endInside(blocks, block, inside(range));
            if (isServed(blocks) && end > block) {
                addBlocks(blocks, end);
                block = end;
            } else if (isCutOnce(blocks, range) && cut.cut(blocks, block, head(interval + 1))) {
                addCut(blocks);
                block++;
            } else {
                addRows(blocks, range, batch);
                block++;
            }
        }
    }

    /** The 64-bit keys of a range strictly between the borders of the present interval. */
    private KeyRange inside(KeyRange range) {
        long start = head(interval);
        long end = head(interval + 1);
        return end - start == 1 || start == end
                ? new KeyRange(0, -1)
                : new KeyRange(start + 1, end - 1).intersect(range);
    }

    /** A border of 64 bits. */
    private long head(int border) {
        return borders[border].head();
    }

    private void addBlocks(EventBlocks blocks, int end) {
        for (int from = block; from < end; ) {
            int to = blocks.stretchEnd(from, end);
            long events = blocks.events(from, to);
            touch(events);
            keyCount += events;
            for (int i = 0; i < stretches.length; i++) {
                if (!blocks.statistics(plan.properties().get(i).property().column(), from, to, figures)) {
                    figures.clear();
                }
                stretches[i].addStretch(figures, readers[i]);
            }
            from = to;
        }
    }

    /** Whether figures are wanted, and kept: of a single block there are none. */
    private boolean isServed(EventBlocks blocks) {
        return accumulators == stretches && blocks.count() >= BlockWalk.FEWEST;
    }

    /** Whether the end of the present interval is the only border in a block, all of whose events are in the range. */
    private boolean isCutOnce(EventBlocks blocks, KeyRange range) {
        return isServed(blocks)
                && interval < borders.length - 2
                && blocks.firstKey(block) > head(interval)
                && blocks.lastKey(block) >= head(interval + 1)
                && blocks.lastKey(block) < head(interval + 2)
                && range.from() <= blocks.firstKey(block)
                && range.to() >= blocks.lastKey(block);
    }

    /** Adds the block that was cut to the present interval and the next one, which becomes the present one. */
    private void addCut(EventBlocks blocks) {
        touch(blocks.events(block, block + 1));
        keyCount += cut.rowsBefore();
        for (int i = 0; i < stretches.length; i++) {
            cut.column(i).addBefore(stretches[i], readers[i]);
        }
        nextInterval();
        if (accumulators == stretches) {
            keyCount += cut.rowsBehind();
            for (int i = 0; i < stretches.length; i++) {
                cut.column(i).addBehind(stretches[i], readers[i]);
            }
        } else {
            ColumnBatch events = loaded.load(blocks, block);
            addRows(events, Rows.firstAfter(events.keys(), 0, events.count(), head(interval)), events.count());
        }
    }

    private void addRows(EventBlocks blocks, KeyRange range, ColumnBatch batch) {
        ColumnBatch events = batch;
        if (blocks.lastKey(block) >= head(interval + 1) || blocks.firstKey(block) <= head(interval)) {
            // A border lies in the block: what is looked up there needs all columns.
            events = loaded.load(blocks, block);
        } else {
            blocks.load(block, batch, plan.columns());
        }
        int from = Rows.firstAtOrAfter(events.keys(), 0, events.count(), range.from());
        int to = Rows.firstAfter(events.keys(), from, events.count(), range.to());
        touch(to - from);
        addRows(events, from, to);
    }

    private void nextInterval() {
        finish();
        interval++;
        begin();
    }

    /** Hands the stored events of a batch to their intervals; those on a border are in the border events already. */
    private void addRows(ColumnBatch batch, int from, int to) {
        int row = from;
        while (row < to) {
            boolean isBeforeEnd = batch.compareKey(row, borders[interval + 1]) < 0;
            if (isBeforeEnd && batch.compareKey(row, borders[interval]) > 0) {
                int end = Rows.firstAtOrAfter(batch, row, to, borders[interval + 1]);
                addInner(batch, row, end);
                row = end;
            } else if (!isBeforeEnd && interval < borders.length - 2) {
                nextInterval();
            } else {
                row++;
            }
        }
    }

    private void addInner(ColumnBatch batch, int from, int to) {
        keyCount += to - from;
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].addStored(batch, readers[i], from, to);
        }
    }

    private void begin() {
        findBorder(interval);
        accumulators = isLong() ? stretches : exact;
        clear();
    }

    /** Only the first interval is closed on the left: an event on an inner border is counted by the earlier interval. */
    private void clear() {
        keyCount = 0;
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].clear();
            readers[i].beginInterval();
        }
        addBorder(interval, interval == 0 && stored[0]);
    }

    /** Whether so much of blocks is in the present interval, from where the walk is on, that figures answer for it. */
    private boolean isLong() {
        double events = 0;
        for (int i = part; i < parts.size() && parts.get(i).range().from() < head(interval + 1); i++) {
            EventBlocks blocks = parts.get(i).blocks();
            if (blocks != null) {
                KeyRange range = inside(parts.get(i).range());
                int first = i == part ? block : blocks.firstEndingAtOrAfter(range.from());
                events += range.isEmpty() ? 0 : BlockWalk.eventsWorthFigures(blocks, first, range);
            }
        }
        return events >= BlockWalk.FEWEST_EVENTS;
    }

    private void finish() {
        findBorder(interval + 1);
        addEnd();
        table.setKeyCount(interval, keyCount);
        if (!writeResults()) {
            lookAtEachEvent();
        }
    }

    private void addEnd() {
        if (borders[interval].compareTo(borders[interval + 1]) < 0) {
            addBorder(interval + 1, stored[interval + 1]);
        }
    }

    private boolean writeResults() {
        boolean sound = true;
        for (int i = 0; i < accumulators.length; i++) {
            sound &= table.finish(interval, i, accumulators[i], readers[i].base());
        }
        return sound;
    }

    /** Does the present interval again, without figures of blocks; its events were counted already. */
    private void lookAtEachEvent() {
        accumulators = exact;
        clear();
        KeyRange range = inside(KeyRange.ALL);
        if (!range.isEmpty()) {
            try (BatchCursor scan = source.scan(range, Direction.ASCENDING, plan.columns())) {
                while (scan.advance()) {
                    addInner(scan.batch(), scan.from(), scan.to());
                }
            }
        }
        addEnd();
        boolean sound = writeResults();
        assert sound : "results of single events are always sound";
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
            accumulators[i].addBorder(borderEvents, border, value, isNull, counts);
        }
    }
}
