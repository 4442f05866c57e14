package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a join: the events of its window, one after the other, and what can be calculated from the whole stream.
 * Not thread-safe; closed by the join that it is given to.
 */
public final class JoinInput implements AutoCloseable {
    private final EventSource source;
    private final BatchCursor events;
    private final ReadCharacteristics characteristics;
    private final LongConsumer checkLimit;
    private final Runnable whenClosed;
    private long touched;
    private boolean begun;
    private boolean ended;
    private int row;
    private @Nullable Filler filler;

    /**
     * A stream of a join.
     *
     * @param source the whole stream
     * @param events the events of its window, ascending
     * @param characteristics how events are calculated that it lacks
     * @param checkLimit throws when it is given a greater number of events than may be touched
     * @param whenClosed lets go of the stream
     */
    public JoinInput(
            EventSource source,
            BatchCursor events,
            ReadCharacteristics characteristics,
            LongConsumer checkLimit,
            Runnable whenClosed) {
        this.source = source;
        this.events = events;
        this.characteristics = characteristics;
        this.checkLimit = checkLimit;
        this.whenClosed = whenClosed;
    }

    /** Calculates the events that a stream lacks, one at a time. */
    private static final class Filler {
        final EventLocator located;
        final EventCalculator calculator;
        final KeyPoint at = new KeyPoint();
        final ColumnBatch event;

        Filler(EventSource source, ReadCharacteristics characteristics) {
            EventLayout layout = source.layout();
            this.calculator = new EventCalculator(layout, characteristics, KeyAxis.of(layout));
            this.located = new EventLocator(source);
            this.event = new ColumnBatch(layout, 1);
        }
    }

    EventLayout layout() {
        return source.layout();
    }

    /** Prepares for {@link #fill}. */
    void calculates() {
        filler = new Filler(source, characteristics);
    }

    /** Moves to the next event, at first to the first one. */
    void advance() {
        boolean inBatch = begun && row + 1 < events.to();
        begun = true;
        if (inBatch) {
            row++;
        } else {
            ended = !events.advance();
            row = ended ? 0 : events.from();
        }
        if (!ended) {
            touched++;
            checkLimit.accept(touched);
        }
    }

    boolean isEnded() {
        return ended;
    }

    /** Compares the keys of the present events of two streams. */
    int compareKeys(JoinInput other) {
        return batch().compareKeys(row, other.batch(), other.row);
    }

    ColumnBatch batch() {
        return events.batch();
    }

    int row() {
        return row;
    }

    /**
     * The event at the key of another stream's present event, stored or calculated, as the only row of a batch that is good
     * until the next call; null for none.
     */
    @Nullable
    ColumnBatch fill(JoinInput other) {
        if (filler == null) {
            return null;
        }
        filler.at.set(other.batch(), other.row);
        filler.event.clear();
        return filler.calculator.append(filler.at, filler.located, filler.event) ? filler.event : null;
    }

    @Override
    public void close() {
        try {
            if (filler != null) {
                filler.located.close();
            }
            events.close();
        } finally {
            whenClosed.run();
        }
    }
}
