package io.seqstore.query.calculate;

import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import java.util.Optional;

/**
 * One page of a window (spec 07, 2.6).
 *
 * @param events the events of the page
 * @param continuation the stored key of the last of them, to ask for the next page with; empty on the last page
 * @param token the text of that key, as it was written; empty on the last page
 */
public record Page(ColumnBatch events, Optional<EventKey> continuation, Optional<String> token) {
    /** The last page. */
    static Page last(ColumnBatch events) {
        return new Page(events, Optional.empty(), Optional.empty());
    }

    /** A page that others follow. */
    static Page followed(ColumnBatch events) {
        int row = events.count() - 1;
        String token = EventConverter.of(events.layout()).keyToken(events, row);
        return new Page(events, Optional.of(events.eventKey(row)), Optional.of(token));
    }

    /** The same page with its events shown in another form. */
    public Page withEvents(ColumnBatch shown) {
        return new Page(shown, continuation, token);
    }
}
