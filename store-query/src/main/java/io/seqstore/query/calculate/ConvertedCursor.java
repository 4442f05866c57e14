package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.view.RowSteps;

/**
 * The events of a cursor as a view or other units show them. Converts a few rows first and more with every step, so that
 * who looks at one event does not pay for a whole batch, and fails for no event that is not looked at.
 */
final class ConvertedCursor implements BatchCursor {
    private static final int FIRST_ROWS = 8;
    private static final int GROWTH = 4;
    private static final int MOST_ROWS = 1 << 14;

    private final BatchCursor source;
    private final Direction direction;
    private final RowSteps steps;
    private final CalculatedBounds bounds;
    private final ColumnBatch converted;
    /** The rows of the present batch of the source that are still to be converted. */
    private int open;

    private int openTo;
    private int chunk = FIRST_ROWS;

    ConvertedCursor(BatchCursor source, Direction direction, RowSteps steps, CalculatedBounds bounds) {
        this.source = source;
        this.direction = direction;
        this.steps = steps;
        this.bounds = bounds;
        this.converted = new ColumnBatch(steps.target(), FIRST_ROWS);
    }

    @Override
    public boolean advance() {
        if (open == openTo && !nextBatch()) {
            return false;
        }
        int rows = Math.min(chunk, openTo - open);
        chunk = Math.min(chunk * GROWTH, MOST_ROWS);
        int first = direction == Direction.ASCENDING ? open : openTo - rows;
        if (direction == Direction.ASCENDING) {
            open += rows;
        } else {
            openTo -= rows;
        }
        converted.clear();
        bounds.append(source.batch(), first, first + rows, steps, converted);
        return true;
    }

    private boolean nextBatch() {
        if (!source.advance()) {
            return false;
        }
        open = source.from();
        openTo = source.to();
        return true;
    }

    @Override
    public ColumnBatch batch() {
        return converted;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return converted.count();
    }

    @Override
    public void close() {
        source.close();
    }
}
