package io.seqstore.query;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.EventLayout;

/** A source that knows nothing of blocks: every event is looked at. What served reads are compared with. */
record ScannedOnly(EventSource source) implements EventSource {
    @Override
    public EventLayout layout() {
        return source.layout();
    }

    @Override
    public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
        return source.scan(range, direction, columns);
    }
}
