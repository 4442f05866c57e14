package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;

/** A state of a stream that is read up to a deadline: every scan asks it before each batch. */
public final class DeadlineSource implements EventSource {
    private final EventSource source;
    private final ReadDeadline deadline;

    public DeadlineSource(EventSource source, ReadDeadline deadline) {
        this.source = source;
        this.deadline = deadline;
    }

    @Override
    public EventLayout layout() {
        return source.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        deadline.check();
        return new DeadlineCursor(source.scan(range, direction, columns), deadline);
    }

    private static final class DeadlineCursor implements BatchCursor {
        private final BatchCursor source;
        private final ReadDeadline deadline;

        DeadlineCursor(BatchCursor source, ReadDeadline deadline) {
            this.source = source;
            this.deadline = deadline;
        }

        @Override
        public boolean advance() {
            deadline.check();
            return source.advance();
        }

        @Override
        public ColumnBatch batch() {
            return source.batch();
        }

        @Override
        public int from() {
            return source.from();
        }

        @Override
        public int to() {
            return source.to();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
