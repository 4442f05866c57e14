package io.seqstore.query.calculate;

import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.InterpolatedRequest.AtIntervals;
import io.seqstore.query.request.InterpolatedRequest.AtKeys;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;

/** Answers keys with stored events, else with calculated ones (spec 07, 2.7). */
public final class InterpolatedEvents {
    private static final int LARGEST_FIRST_CAPACITY = 1 << 16;

    private InterpolatedEvents() {}

    /**
     * The events at the keys of a request, in its order; keys at which nothing can be calculated are left out.
     *
     * @throws io.seqstore.types.InvalidRequestException when the key has no distance
     * @throws io.seqstore.types.LimitExceededException when there are more events than a result may have
     */
    public static ColumnBatch read(
            EventSource source, ReadCharacteristics characteristics, InterpolatedRequest request, ReadLimits limits) {
        KeyAxis axis = KeyAxis.of(source.layout());
        EventCalculator calculator = new EventCalculator(source.layout(), characteristics, axis);
        ColumnBatch out = new ColumnBatch(source.layout(), Math.min(request.count(), LARGEST_FIRST_CAPACITY));
        try (EventLocator located = new EventLocator(source)) {
            if (request instanceof AtKeys atKeys) {
                KeyPoint at = new KeyPoint();
                for (EventKey key : atKeys.keys()) {
                    at.set(key);
                    calculator.append(at, located, out);
                    limits.checkResults(out.count());
                }
            } else if (request instanceof AtIntervals intervals) {
                appendIntervals(intervals, axis, calculator, located, out, limits);
            }
        }
        return out;
    }

    private static void appendIntervals(
            AtIntervals request,
            KeyAxis axis,
            EventCalculator calculator,
            EventLocator located,
            ColumnBatch out,
            ReadLimits limits) {
        KeyPoint previous = new KeyPoint(request.start());
        calculator.append(previous, located, out);
        limits.checkResults(out.count());
        int steps = request.count() - 1;
        KeyPoint at = new KeyPoint();
        for (int i = 1; i <= steps; i++) {
            axis.divide(request.start(), request.end(), i, steps, at);
            if (!at.isAt(previous)) {
                calculator.append(at, located, out);
                limits.checkResults(out.count());
                previous.set(at);
            } else {
                i = lastEqual(request, axis, i, previous);
            }
        }
    }

    /** The last place that has the same key as this one, found in steps that double: there may be billions of them. */
    private static int lastEqual(AtIntervals request, KeyAxis axis, int place, KeyPoint key) {
        int steps = request.count() - 1;
        KeyPoint at = new KeyPoint();
        int equal = place;
        for (long step = 1; step > 0; ) {
            boolean isInside = equal + step <= steps;
            if (isInside) {
                axis.divide(request.start(), request.end(), (int) (equal + step), steps, at);
            }
            if (isInside && at.isAt(key)) {
                equal += (int) step;
                step *= 2;
            } else {
                step /= 2;
            }
        }
        return equal;
    }
}
