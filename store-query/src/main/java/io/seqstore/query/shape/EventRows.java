package io.seqstore.query.shape;

import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a batch as events. */
public final class EventRows {
    private EventRows() {}

    /** All rows, in their order; unmodifiable. */
    public static List<Event> list(ColumnBatch batch) {
        EventConverter converter = EventConverter.of(batch.layout());
        List<Event> events = new ArrayList<>(batch.count());
        for (int row = 0; row < batch.count(); row++) {
            events.add(converter.read(batch, row));
        }
        return Collections.unmodifiableList(events);
    }

    /** The only row, if there is one. */
    public static Optional<Event> one(ColumnBatch batch) {
        return batch.count() == 0
                ? Optional.empty()
                : Optional.of(EventConverter.of(batch.layout()).read(batch, 0));
    }

    /** The present row of a join; null where it has no event. Unmodifiable. */
    public static List<@Nullable Event> joined(JoinCursor cursor) {
        EventConverter converter = EventConverter.of(cursor.layout());
        List<@Nullable Event> events = new ArrayList<>(cursor.columns());
        for (int column = 0; column < cursor.columns(); column++) {
            events.add(cursor.isPresent(column) ? converter.read(cursor.batch(column), cursor.row(column)) : null);
        }
        return Collections.unmodifiableList(events);
    }
}
