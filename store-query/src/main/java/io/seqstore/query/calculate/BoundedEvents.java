package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.plan.KeyAxis;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.OptionalLong;

/**
 * The events that the boundary types of a range, a window or a page select (spec 07, 2.2), as one cursor: a scan with a
 * calculated event in front of it or behind it where one is asked for. Outside events need none: they are the scan's own,
 * once its range reaches to them.
 */
public final class BoundedEvents {
    private final EventSource source;
    private final ReadCharacteristics characteristics;

    public BoundedEvents(EventSource source, ReadCharacteristics characteristics) {
        this.source = source;
        this.characteristics = characteristics;
    }

    /** The events of a range read before skip and count; they descend when it is reversed. */
    public BatchCursor range(RangeRequest request) {
        long start = request.start();
        return request.reversed()
                ? between(Long.MIN_VALUE, BoundaryType.EXACT, start, request.boundary(), Direction.DESCENDING)
                : between(start, request.boundary(), Long.MAX_VALUE, BoundaryType.EXACT, Direction.ASCENDING);
    }

    /** The events of a window. */
    public BatchCursor window(Bounds bounds, Direction direction) {
        return between(bounds.start(), bounds.startBoundary(), bounds.end(), bounds.endBoundary(), direction);
    }

    /**
     * The events of a window that are still to be delivered.
     *
     * @throws InvalidRequestException when the page's token is no key of the window
     */
    public BatchCursor page(PageRequest request) {
        Bounds bounds = request.bounds();
        if (request.after().isEmpty()) {
            return window(bounds, Direction.ASCENDING);
        }
        long token = request.after().getAsLong();
        KeyRange whole = outerRange(bounds.start(), bounds.startBoundary(), bounds.end(), bounds.endBoundary());
        if (token < Math.min(whole.from(), bounds.start()) || token > Math.max(whole.to(), bounds.end())) {
            throw new InvalidRequestException("The continuation token is not a key of the window that is read.");
        }
        KeyRange rest = EventFinder.after(token).intersect(whole);
        ColumnBatch tail = token < bounds.end() ? calculated(bounds.end(), bounds.endBoundary()) : nothing();
        return new JoinedCursor(nothing(), scan(rest, Direction.ASCENDING), tail);
    }

    private BatchCursor between(
            long start, BoundaryType startBoundary, long end, BoundaryType endBoundary, Direction direction) {
        KeyRange range = outerRange(start, startBoundary, end, endBoundary);
        // At a bound of one key the end calculates nothing that the start has calculated, or that Inside excludes.
        boolean onePoint = start == end;
        boolean startCalculates = !(onePoint && endBoundary == BoundaryType.INSIDE);
        boolean endCalculates = !(onePoint
                && (startBoundary == BoundaryType.INSIDE || startBoundary == BoundaryType.EXACT_OR_CALCULATED));
        ColumnBatch head = startCalculates ? calculated(start, startBoundary) : nothing();
        ColumnBatch tail = endCalculates ? calculated(end, endBoundary) : nothing();
        BatchCursor scan = scan(range, direction);
        return direction == Direction.ASCENDING
                ? new JoinedCursor(head, scan, tail)
                : new JoinedCursor(tail, scan, head);
    }

    private BatchCursor scan(KeyRange range, Direction direction) {
        return range.isEmpty()
                ? new JoinedCursor(nothing(), null, nothing())
                : source.scan(range, direction, ColumnSet.ALL);
    }

    /** The keys of the stored events that are selected; an outside event extends them to its own key. */
    private KeyRange outerRange(long start, BoundaryType startBoundary, long end, BoundaryType endBoundary) {
        KeyRange from = startBoundary == BoundaryType.INSIDE ? EventFinder.after(start) : KeyRange.from(start);
        KeyRange to = endBoundary == BoundaryType.INSIDE ? EventFinder.before(end) : KeyRange.to(end);
        long first = from.from();
        long last = to.to();
        if (from.isEmpty() || to.isEmpty()) {
            return from.isEmpty() ? from : to;
        }
        if (startBoundary == BoundaryType.OUTSIDE) {
            OptionalLong outside = EventFinder.nearestKey(source, EventFinder.before(start), Direction.DESCENDING);
            first = outside.orElse(first);
        }
        if (endBoundary == BoundaryType.OUTSIDE) {
            OptionalLong outside = EventFinder.nearestKey(source, EventFinder.after(end), Direction.ASCENDING);
            last = outside.orElse(last);
        }
        return new KeyRange(first, last);
    }

    /** The event calculated at a bound: one row, or none when it is not asked for, stored, or not to be calculated. */
    private ColumnBatch calculated(long key, BoundaryType boundary) {
        ColumnBatch event = nothing();
        if (boundary == BoundaryType.EXACT_OR_CALCULATED) {
            EventCalculator calculator =
                    new EventCalculator(source.layout(), characteristics, KeyAxis.of(source.layout()));
            try (EventLocator located = new EventLocator(source)) {
                located.locate(key);
                if (!located.isStored()) {
                    calculator.appendCalculated(key, located, event);
                }
            }
        }
        return event;
    }

    private ColumnBatch nothing() {
        return new ColumnBatch(source.layout(), 1);
    }
}
