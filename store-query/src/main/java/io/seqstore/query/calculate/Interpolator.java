package io.seqstore.query.calculate;

import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;

/**
 * Calculates single events from their neighbours, which the caller reads into {@link #before} and {@link #atOrAfter} (spec 07,
 * sections 3 and 4). Reused, so that an event costs no new object; not thread-safe.
 */
public final class Interpolator {
    private final EventCalculator calculator;
    private final EventLocator located;
    private final KeyPoint at = new KeyPoint();

    /**
     * A calculator for the events of a stream.
     *
     * @throws io.seqstore.types.InvalidRequestException when its keys have no distance
     */
    public Interpolator(EventLayout layout, ReadCharacteristics characteristics) {
        this.calculator = new EventCalculator(layout, characteristics, KeyAxis.of(layout));
        this.located = EventLocator.ofNeighbours(layout);
    }

    /** The event before the key that is asked for next: one row or none. */
    public ColumnBatch before() {
        return located.before();
    }

    /** The event at the key that is asked for next, or behind it: one row or none. */
    public ColumnBatch atOrAfter() {
        return located.after();
    }

    /** Appends the event at a 64-bit key, stored or calculated; false when nothing can be calculated there. */
    public boolean append(long key, ColumnBatch out) {
        at.set(key);
        located.setNeighboursOf(at);
        if (located.isStored()) {
            out.addCopy(located.next(), located.nextRow());
            return true;
        }
        return calculator.appendCalculated(at, located, out);
    }
}
