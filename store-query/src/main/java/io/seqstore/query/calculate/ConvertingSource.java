package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.view.EventConversion;
import io.seqstore.types.view.RowSteps;

/**
 * A stream with its values converted and its keys as they are: what events are calculated from when a view or other units
 * are asked for. For one thread.
 */
final class ConvertingSource implements EventSource {
    private final EventSource source;
    private final RowSteps steps;

    ConvertingSource(EventSource source, EventConversion conversion) {
        this.source = source;
        this.steps = conversion.storedToCalculation();
    }

    @Override
    public EventLayout layout() {
        return steps.target();
    }

    /** Converts events as a whole, whatever columns are asked for: one that cannot be converted fails the read. */
    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        return converted(source.scan(range, direction, ColumnSet.ALL), direction);
    }

    /** The events of a cursor of the stream, converted likewise. */
    BatchCursor converted(BatchCursor stored, Direction direction) {
        return new ConvertedCursor(stored, direction, steps, CalculatedBounds.NONE);
    }
}
