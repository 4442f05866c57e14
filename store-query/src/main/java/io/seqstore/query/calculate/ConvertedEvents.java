package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.filter.RowFilter;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.InterpolatedRequest.AtKeys;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.view.EventConversion;
import io.seqstore.types.view.RowSteps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows events through a view or in other units, and calculates from them what is calculated (spec 05, section 4): stored
 * events are converted last, after filter, skip and count; what is calculated is calculated of converted values. Keys of a
 * calculation stay those of the stream until the end, so that indexes, distances and order are the stream's own.
 *
 * <p>Of each calculated event there are two: the one that would be stored, which filters are asked about, and the one that
 * is shown. Both are calculated by the modes of what is shown, so that there is either both or none.
 *
 * <p>For one thread.
 */
public final class ConvertedEvents {
    private final EventSource source;
    private final EventConversion conversion;
    private final ReadCharacteristics shown;
    private final ReadLimits limits;
    private @Nullable ConvertingSource converting;

    /**
     * The events of a state.
     *
     * @param shown how events are calculated, by position of the properties that are shown
     */
    public ConvertedEvents(
            EventSource source, EventConversion conversion, ReadCharacteristics shown, ReadLimits limits) {
        this.source = source;
        this.conversion = conversion;
        this.shown = shown;
        this.limits = limits;
    }

    /** How the events are calculated that filters are asked about. */
    public ReadCharacteristics beneath() {
        return shown.beneath(conversion.shownPositions());
    }

    /**
     * Rows in the order of delivery.
     *
     * @param calculatedKeys keys at which the row may be calculated, not stored
     */
    public ColumnBatch shown(ColumnBatch stored, EventKey... calculatedKeys) {
        RowSteps steps = conversion.storedToShown();
        if (steps.isIdentity() && calculatedKeys.length == 0) {
            return stored;
        }
        ColumnBatch out = new ColumnBatch(steps.target(), Math.max(1, stored.count()));
        shownBounds(calculatedKeys).append(stored, 0, stored.count(), steps, out);
        return out;
    }

    /** The events of a cursor, as {@link #shown(ColumnBatch, EventKey...)}. */
    public BatchCursor shown(BatchCursor stored, Direction direction, EventKey... calculatedKeys) {
        return new ConvertedCursor(stored, direction, conversion.storedToShown(), shownBounds(calculatedKeys));
    }

    private CalculatedBounds shownBounds(EventKey... keys) {
        return keys.length == 0
                ? CalculatedBounds.NONE
                : new CalculatedBounds(List.of(keys), key -> finished(calculatedAt(key)));
    }

    private ColumnBatch calculatedAt(EventKey key) {
        ColumnBatch event = InterpolatedEvents.read(converting(), shown, new AtKeys(List.of(key)), limits);
        assert event.count() == 1 : "an event before its conversion only";
        return event;
    }

    /** The events at some keys, stored or calculated. */
    public ColumnBatch interpolated(InterpolatedRequest request, @Nullable Filter filter) {
        ColumnBatch events = InterpolatedEvents.read(converting(), shown, request, limits);
        if (filter == null) {
            return finished(events);
        }
        RowFilter rows = filter.rows();
        ColumnBatch asStored = InterpolatedEvents.read(source, beneath(), request, limits);
        assert asStored.count() == events.count() : "an event before or after its conversion only";
        rows.decide(asStored, 0, asStored.count());
        ColumnBatch passing = new ColumnBatch(events.layout(), Math.max(1, events.count()));
        for (int row = 0; row < events.count(); row++) {
            if (rows.passes(row)) {
                passing.addCopy(events, row);
            }
        }
        return finished(passing);
    }

    /**
     * The events that draw the curve of a window.
     *
     * @param calculatedKeys the ends of the window at which an event may be calculated
     */
    public ColumnBatch sampled(SampledRequest request, @Nullable Filter filter, EventKey... calculatedKeys) {
        ConvertingSource values = converting();
        CalculatedBounds bounds = new CalculatedBounds(List.of(calculatedKeys), this::calculatedAt);
        BoundedEvents bounded = new BoundedEvents(source, beneath(), null);
        try (BatchCursor window = bounded.window(request.bounds(), Direction.ASCENDING)) {
            BatchCursor events = new ConvertedCursor(
                    FilteredCursor.consuming(window, filter, limits),
                    Direction.ASCENDING,
                    conversion.storedToCalculation(),
                    bounds);
            return finished(SampledEvents.of(events, values.layout(), request, limits));
        }
    }

    /** The statistics of equal intervals. */
    public SummaryTable summaries(SummariesRequest request, @Nullable Filter filter) {
        ConvertingSource values = converting();
        PointFilter points =
                filter == null ? null : new ConvertedPointFilter(source, beneath(), values, filter, limits);
        SummaryTable table = Summaries.read(values, shown, request, points, limits);
        return table.between(finished(table.borders()));
    }

    /** The values of the stream converted, its keys as they are. */
    private ConvertingSource converting() {
        if (converting == null) {
            KeyAxis.of(source.layout());
            converting = new ConvertingSource(source, conversion);
        }
        return converting;
    }

    /** Converts the keys of what was calculated. */
    private ColumnBatch finished(ColumnBatch calculated) {
        RowSteps steps = conversion.calculationToShown();
        if (steps.isIdentity()) {
            return calculated;
        }
        ColumnBatch out = new ColumnBatch(steps.target(), Math.max(1, calculated.count()));
        steps.append(calculated, 0, calculated.count(), out);
        return out;
    }
}
