package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * The events that the boundary types of a range, a window or a page select (spec 07, 2.2), as one cursor: a scan with a
 * calculated event in front of it or behind it where one is asked for. Outside events need none: they are the scan's own,
 * once its range reaches to them.
 */
public final class BoundedEvents {
    private final EventSource source;
    private final ReadCharacteristics characteristics;

    private final @Nullable BlockTest test;

    /**
     * Events between bounds.
     *
     * @param test which blocks need not be read; null for none
     */
    public BoundedEvents(EventSource source, ReadCharacteristics characteristics, @Nullable BlockTest test) {
        this.source = source;
        this.characteristics = characteristics;
        this.test = test;
    }

    /**
     * What bounds select.
     *
     * @param head the event that is calculated at the start, if any
     * @param span the stored events
     * @param tail the event that is calculated at the end, if any
     */
    record Selection(ColumnBatch head, KeySpan span, ColumnBatch tail) {}

    /**
     * The events of a range read before skip and count; they descend when it is reversed.
     *
     * @param limit how many of them the caller looks at at most
     */
    public BatchCursor range(RangeRequest request, long limit) {
        EventKey start = request.start();
        return request.reversed()
                ? between(null, BoundaryType.EXACT, start, request.boundary(), Direction.DESCENDING, limit)
                : between(start, request.boundary(), null, BoundaryType.EXACT, Direction.ASCENDING, limit);
    }

    /** The events of a window. */
    public BatchCursor window(Bounds bounds, Direction direction) {
        return between(
                bounds.start(), bounds.startBoundary(), bounds.end(), bounds.endBoundary(), direction, Long.MAX_VALUE);
    }

    /** The events of a window, by where they come from. */
    Selection selection(Bounds bounds) {
        return select(bounds.start(), bounds.startBoundary(), bounds.end(), bounds.endBoundary());
    }

    /**
     * The events of a window that are still to be delivered.
     *
     * @throws InvalidRequestException when the page's token is no key of the window
     */
    public BatchCursor page(PageRequest request) {
        Bounds bounds = request.bounds();
        EventKey token = request.after().orElse(null);
        if (token == null) {
            return window(bounds, Direction.ASCENDING);
        }
        requireCalculable(bounds.startBoundary(), bounds.endBoundary());
        EventKey first = outermost(bounds.start(), bounds.startBoundary(), Direction.DESCENDING);
        EventKey last = outermost(bounds.end(), bounds.endBoundary(), Direction.ASCENDING);
        if (token.compareTo(first) < 0 || token.compareTo(last) > 0) {
            throw new InvalidRequestException("The continuation token is not a key of the window that is read.");
        }
        KeySpan rest = new KeySpan(token, false, last, bounds.endBoundary() != BoundaryType.INSIDE);
        ColumnBatch tail =
                token.compareTo(bounds.end()) < 0 ? calculated(bounds.end(), bounds.endBoundary()) : nothing();
        return new JoinedCursor(nothing(), scan(rest, Direction.ASCENDING, Long.MAX_VALUE), tail);
    }

    /** The events between two keys; a key that is null is no bound. */
    private BatchCursor between(
            @Nullable EventKey start,
            BoundaryType startBoundary,
            @Nullable EventKey end,
            BoundaryType endBoundary,
            Direction direction,
            long limit) {
        Selection selection = select(start, startBoundary, end, endBoundary);
        BatchCursor scan = scan(selection.span(), direction, limit);
        return direction == Direction.ASCENDING
                ? new JoinedCursor(selection.head(), scan, selection.tail())
                : new JoinedCursor(selection.tail(), scan, selection.head());
    }

    private Selection select(
            @Nullable EventKey start, BoundaryType startBoundary, @Nullable EventKey end, BoundaryType endBoundary) {
        requireCalculable(startBoundary, endBoundary);
        KeySpan span = new KeySpan(
                start == null ? null : outermost(start, startBoundary, Direction.DESCENDING),
                startBoundary != BoundaryType.INSIDE,
                end == null ? null : outermost(end, endBoundary, Direction.ASCENDING),
                endBoundary != BoundaryType.INSIDE);
        // At a bound of one key the end calculates nothing that the start has calculated, or that Inside excludes.
        boolean onePoint = start != null && start.equals(end);
        boolean startCalculates = !(onePoint && endBoundary == BoundaryType.INSIDE);
        boolean endCalculates = !(onePoint
                && (startBoundary == BoundaryType.INSIDE || startBoundary == BoundaryType.EXACT_OR_CALCULATED));
        ColumnBatch head = start != null && startCalculates ? calculated(start, startBoundary) : nothing();
        ColumnBatch tail = end != null && endCalculates ? calculated(end, endBoundary) : nothing();
        return new Selection(head, span, tail);
    }

    private BatchCursor scan(KeySpan span, Direction direction, long limit) {
        return limit == Long.MAX_VALUE
                ? span.scan(source, direction, ColumnSet.ALL, test)
                : span.scan(source, direction, ColumnSet.ALL, limit);
    }

    /** Refuses a boundary that calculates where the keys have no distance, whether or not it would come to that. */
    private void requireCalculable(BoundaryType startBoundary, BoundaryType endBoundary) {
        if (startBoundary == BoundaryType.EXACT_OR_CALCULATED || endBoundary == BoundaryType.EXACT_OR_CALCULATED) {
            KeyAxis.of(source.layout());
        }
    }

    /** How far a bound reaches outwards: to the outside event where one is asked for and stored, else to itself. */
    private EventKey outermost(EventKey bound, BoundaryType boundary, Direction outwards) {
        if (boundary != BoundaryType.OUTSIDE) {
            return bound;
        }
        EventKey found = EventFinder.keyBeside(source, bound, outwards);
        return found == null ? bound : found;
    }

    /** The event calculated at a bound: one row, or none when it is not asked for, stored, or not to be calculated. */
    private ColumnBatch calculated(EventKey bound, BoundaryType boundary) {
        ColumnBatch event = nothing();
        if (boundary == BoundaryType.EXACT_OR_CALCULATED) {
            EventCalculator calculator =
                    new EventCalculator(source.layout(), characteristics, KeyAxis.of(source.layout()));
            KeyPoint at = new KeyPoint(bound);
            try (EventLocator located = new EventLocator(source)) {
                located.locate(at);
                if (!located.isStored()) {
                    calculator.appendCalculated(at, located, event);
                }
            }
        }
        return event;
    }

    private ColumnBatch nothing() {
        return new ColumnBatch(source.layout(), 1);
    }
}
