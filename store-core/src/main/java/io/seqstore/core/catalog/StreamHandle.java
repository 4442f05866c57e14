package io.seqstore.core.catalog;

import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.types.event.EventLayout;

/**
 * What the engine keeps of a stream that somebody works with.
 *
 * @param ordinal its number
 * @param layout the layout of its events
 * @param writer where its changes take turns
 */
public record StreamHandle(int ordinal, EventLayout layout, StreamWriter writer) {}
