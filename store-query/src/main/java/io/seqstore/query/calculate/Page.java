package io.seqstore.query.calculate;

import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import java.util.Optional;

/**
 * One page of a window (spec 07, 2.6).
 *
 * @param events the events of the page
 * @param continuation the key of the last of them, to ask for the next page with; empty on the last page
 */
public record Page(ColumnBatch events, Optional<EventKey> continuation) {}
