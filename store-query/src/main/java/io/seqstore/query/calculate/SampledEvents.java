package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.plan.SamplePlan;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the events that draw the curve of a window: of each part and property the first, smallest, greatest and last one
 * (spec 08, section 9). One pass; at most four events a part and property are kept.
 */
public final class SampledEvents {
    private static final int FIRST_CAPACITY = 16;

    private final SampledRequest request;
    private final KeyAxis axis;
    private final ReadLimits limits;
    private final List<PropertySample> samples;
    private final List<Candidate> chosen = new ArrayList<>();
    private final ColumnBatch out;
    private long touched;
    private int part;

    /** The greatest key of the part; null when everything behind belongs to it. */
    private @Nullable EventKey partEnd;

    private SampledEvents(EventLayout layout, SampledRequest request, ReadLimits limits) {
        this.request = request;
        this.axis = KeyAxis.of(layout);
        this.limits = limits;
        LoadedBlock loaded = new LoadedBlock(layout);
        this.samples = SamplePlan.sampledProperties(layout, request).stream()
                .map(property -> new PropertySample(layout, property, loaded))
                .toList();
        this.out = new ColumnBatch(layout, FIRST_CAPACITY);
        enterPart(0);
    }

    /**
     * The sample of a window, in key order.
     *
     * @param filter which events may be part of it; null for all
     * @throws io.seqstore.types.InvalidRequestException when the key has no distance, or a property is unknown or cannot be
     *     sampled by
     * @throws io.seqstore.types.LimitExceededException when the window has more events than may be looked at, or the sample
     *     more than a result may have
     */
    public static ColumnBatch read(
            EventSource source,
            ReadCharacteristics characteristics,
            SampledRequest request,
            @Nullable Filter filter,
            ReadLimits limits) {
        SampledEvents sampled = new SampledEvents(source.layout(), request, limits);
        BlockTest test = filter != null && limits.consumed() == Long.MAX_VALUE ? filter.blockTest() : null;
        BoundedEvents bounded = new BoundedEvents(source, characteristics, test);
        if (filter == null
                && !source.layout().hasKeyTail()
                && sampled.samples.stream().allMatch(PropertySample::isServed)) {
            sampled.walk(source, bounded.selection(request.bounds()));
            return sampled.out;
        }
        try (BatchCursor events = bounded.window(request.bounds(), Direction.ASCENDING)) {
            sampled.pass(FilteredCursor.consuming(events, filter, limits));
        }
        return sampled.out;
    }

    /** The sample of events that were read and filtered elsewhere, ascending. Does not close them. */
    static ColumnBatch of(BatchCursor events, EventLayout layout, SampledRequest request, ReadLimits limits) {
        SampledEvents sampled = new SampledEvents(layout, request, limits);
        sampled.pass(events);
        return sampled.out;
    }

    private void pass(BatchCursor events) {
        addAll(events);
        // Every candidate is kept by now, so that no batch is needed any more.
        deliver(out);
    }

    private void addAll(BatchCursor events) {
        while (events.advance()) {
            addAndKeep(events.batch(), events.from(), events.to());
        }
    }

    private void addAndKeep(ColumnBatch batch, int from, int to) {
        touch(to - from);
        add(batch, from, to);
        for (PropertySample sample : samples) {
            sample.keep(batch);
        }
    }

    /** Every event of the window counts, whether it is decoded or not: where it lies must not decide what a read may do. */
    private void touch(long events) {
        touched += events;
        limits.checkConsumed(touched);
    }

    /** The same without a filter and of 64-bit keys: of whole blocks in one part the figures are looked at, not the events. */
    private void walk(EventSource source, BoundedEvents.Selection window) {
        KeyRange range = window.span().range64();
        List<EventPart> parts = range.isEmpty() ? List.of() : source.parts(range);
        limits.checkConsumed(BlockWalk.events(parts));
        addAndKeep(window.head(), 0, window.head().count());
        for (EventPart events : parts) {
            EventBlocks blocks = events.blocks();
            if (blocks != null) {
                walk(blocks, events.range());
                continue;
            }
            try (BatchCursor scan = source.scan(events.range(), Direction.ASCENDING, ColumnSet.ALL)) {
                addAll(scan);
            }
        }
        addAndKeep(window.tail(), 0, window.tail().count());
        deliver(out);
    }

    private void walk(EventBlocks blocks, KeyRange range) {
        int block = blocks.firstEndingAtOrAfter(range.from());
        while (block < blocks.count() && blocks.firstKey(block) <= range.to()) {
            long firstKey = blocks.firstKey(block);
            if (firstKey >= range.from() && firstKey > lastHead()) {
                // Every candidate is kept by now.
                deliver(out);
                enterPart(partOf(EventKey.of(firstKey)));
            }
            KeyRange inside = new KeyRange(range.from(), Math.min(range.to(), lastHead()));
            int end = BlockWalk.endInside(blocks, block, inside);
            if (end - block >= BlockWalk.FEWEST) {
                touch(BlockWalk.events(blocks, block, end));
                for (PropertySample sample : samples) {
                    sample.addBlocks(blocks, block, end);
                }
                block = end;
            } else {
                addRows(blocks, block, range);
                block++;
            }
        }
    }

    /** Adds the rows of a block that are in a range to their parts. */
    private void addRows(EventBlocks blocks, int block, KeyRange range) {
        int from = blocks.firstKey(block) >= range.from() ? 0 : blocks.firstRowAtOrAfter(block, range.from());
        int to = firstRowAfter(blocks, block, range.to());
        touch(Math.max(0, to - from));
        for (int row = from; row < to; ) {
            long key = blocks.key(block, row);
            if (key > lastHead()) {
                deliver(out);
                enterPart(partOf(EventKey.of(key)));
            }
            // One row at least, whatever a damaged block says.
            int end = Math.max(row + 1, Math.min(to, firstRowAfter(blocks, block, lastHead())));
            for (PropertySample sample : samples) {
                sample.addRows(blocks, block, row, end);
            }
            row = end;
        }
    }

    private static int firstRowAfter(EventBlocks blocks, int block, long key) {
        return blocks.lastKey(block) <= key
                ? Math.toIntExact(blocks.events(block, block + 1))
                : blocks.firstRowAtOrAfter(block, key + 1);
    }

    private void add(ColumnBatch batch, int from, int to) {
        int row = from;
        while (row < to) {
            if (partEnd != null && batch.compareKey(row, partEnd) > 0) {
                deliver(batch);
                enterPart(partOf(batch.eventKey(row)));
            }
            int end = partEnd == null ? to : Rows.firstAfter(batch, row, to, partEnd);
            for (PropertySample sample : samples) {
                sample.add(batch, row, end);
            }
            row = end;
        }
    }

    private void enterPart(int newPart) {
        part = newPart;
        // Outside events behind the end belong to the last part.
        partEnd = newPart == request.intervals() - 1 ? null : border(newPart + 1);
    }

    /** The greatest 64-bit key of the part. */
    private long lastHead() {
        return partEnd == null ? Long.MAX_VALUE : partEnd.head();
    }

    private EventKey border(int i) {
        return axis.divide(request.bounds().start(), request.bounds().end(), i, request.intervals());
    }

    /** The first part behind the present one that ends at or after a key; found in steps that double, for it is near mostly. */
    private int partOf(EventKey key) {
        int low = part + 1;
        int high = request.intervals() - 1;
        for (int step = 1; step <= high - low; step *= 2) {
            if (border(low + step).compareTo(key) >= 0) {
                high = low + step - 1;
                break;
            }
            low += step;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (border(middle + 1).compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Appends the candidates of the part, each event once and in key order, and forgets them. */
    private void deliver(ColumnBatch batch) {
        chosen.clear();
        for (PropertySample sample : samples) {
            sample.lookUp();
            sample.collect(chosen);
        }
        chosen.sort((one, other) -> one.compareKeys(other, batch));
        for (int i = 0; i < chosen.size(); i++) {
            if (i == 0 || chosen.get(i).compareKeys(chosen.get(i - 1), batch) != 0) {
                chosen.get(i).appendTo(out, batch);
            }
        }
        limits.checkResults(out.count());
        for (PropertySample sample : samples) {
            sample.clear();
        }
    }
}
