package io.seqstore.query;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Random;

/**
 * The hardest source that the contract allows: small batches of changing size, one batch object for all of them, rubbish in
 * the rows outside and in the columns that were not asked for, everything overwritten on the next move. Counts what is open.
 */
final class ChunkedSource implements EventSource {
    private final ColumnBatch events;
    private final int largest;
    private final Random random;
    private int open;

    ChunkedSource(ColumnBatch events, int largest, long seed) {
        this.events = events;
        this.largest = largest;
        this.random = new Random(seed);
    }

    /** How many cursors are open. */
    int open() {
        return open;
    }

    @Override
    public EventLayout layout() {
        return events.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        int first = 0;
        while (first < events.count() && isBefore(first, range)) {
            first++;
        }
        int end = first;
        while (end < events.count() && !isBehind(end, range)) {
            end++;
        }
        open++;
        return new Chunks(first, end, direction, columns);
    }

    private boolean isBefore(int row, KeyRange range) {
        return events.key(row) < range.from() || (range.lowest() != null && events.compareKey(row, range.lowest()) < 0);
    }

    private boolean isBehind(int row, KeyRange range) {
        return events.key(row) > range.to() || (range.highest() != null && events.compareKey(row, range.highest()) > 0);
    }

    private final class Chunks implements BatchCursor {
        private final ColumnBatch batch = new ColumnBatch(events.layout(), 1);
        private final Direction direction;
        private final ColumnSet columns;
        private int first;
        private int end;
        private int from;
        private int to;
        private boolean closed;

        Chunks(int first, int end, Direction direction, ColumnSet columns) {
            this.first = first;
            this.end = end;
            this.direction = direction;
            this.columns = columns;
        }

        @Override
        public boolean advance() {
            batch.clear();
            int rows = Math.min(1 + random.nextInt(largest), end - first);
            if (rows == 0) {
                return false;
            }
            int start = direction == Direction.ASCENDING ? first : end - rows;
            from = random.nextInt(3);
            to = from + rows;
            for (int i = 0; i < from; i++) {
                batch.addCopy(events, start);
            }
            for (int i = 0; i < rows; i++) {
                batch.addCopy(events, start + i);
            }
            spoil();
            if (direction == Direction.ASCENDING) {
                first += rows;
            } else {
                end -= rows;
            }
            return true;
        }

        private void spoil() {
            for (int c = 0; c < batch.columnCount(); c++) {
                for (int row = 0; row < batch.count(); row++) {
                    if (row < from || !columns.contains(c)) {
                        spoil(c, row);
                    }
                }
            }
        }

        private void spoil(int column, int row) {
            switch (batch.column(column).kind()) {
                case LONG -> batch.longs(column)[row] = -7_777_777;
                case DOUBLE -> batch.doubles(column)[row] = -7.777e77;
                case BYTES -> {
                    // A byte column is written in order only.
                }
            }
        }

        @Override
        public ColumnBatch batch() {
            return batch;
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return to;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
                batch.clear();
            }
        }
    }
}
