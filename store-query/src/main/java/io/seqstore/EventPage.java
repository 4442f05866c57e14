package io.seqstore;

import io.seqstore.types.event.Event;
import java.util.List;
import java.util.Optional;

/**
 * One page of a window.
 *
 * @param events the events of the page
 * @param continuation the key of the last of them, to ask for the next page with; empty on the last page
 */
public record EventPage(List<Event> events, Optional<Object> continuation) {}
