package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.plan.KeyAxis;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.plan.SamplePlan;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.Comparator;
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
    private int part;
    private long partEnd;

    private SampledEvents(EventLayout layout, SampledRequest request, ReadLimits limits) {
        this.request = request;
        this.axis = KeyAxis.of(layout);
        this.limits = limits;
        this.samples = SamplePlan.sampledProperties(layout, request).stream()
                .map(property -> new PropertySample(layout, property))
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
        BoundedEvents bounded = new BoundedEvents(source, characteristics);
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
        long touched = 0;
        while (events.advance()) {
            touched += events.to() - events.from();
            limits.checkConsumed(touched);
            add(events.batch(), events.from(), events.to());
            for (PropertySample sample : samples) {
                sample.keep(events.batch());
            }
        }
        // Every candidate is kept by now, so that no batch is needed any more.
        deliver(out);
    }

    private void add(ColumnBatch batch, int from, int to) {
        int row = from;
        while (row < to) {
            if (batch.key(row) > partEnd) {
                deliver(batch);
                enterPart(partOf(batch.key(row)));
            }
            int end = Rows.firstAfter(batch.keys(), row, to, partEnd);
            for (PropertySample sample : samples) {
                sample.add(batch, row, end);
            }
            row = end;
        }
    }

    private void enterPart(int newPart) {
        part = newPart;
        // Outside events behind the end belong to the last part.
        partEnd = newPart == request.intervals() - 1 ? Long.MAX_VALUE : border(newPart + 1);
    }

    private long border(int i) {
        return axis.divide(
                request.bounds().start().head(), request.bounds().end().head(), i, request.intervals());
    }

    /** The first part behind the present one that ends at or after a key. */
    private int partOf(long key) {
        int low = part + 1;
        int high = request.intervals() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (border(middle + 1) < key) {
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
            sample.collect(chosen);
        }
        chosen.sort(Comparator.comparingLong(Candidate::key));
        for (int i = 0; i < chosen.size(); i++) {
            if (i == 0 || chosen.get(i).key() != chosen.get(i - 1).key()) {
                chosen.get(i).appendTo(out, batch);
            }
        }
        limits.checkResults(out.count());
        for (PropertySample sample : samples) {
            sample.clear();
        }
    }
}
