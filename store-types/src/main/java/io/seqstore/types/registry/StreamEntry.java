package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;

/**
 * A registered stream together with what the engine needs to know of it. A snapshot: it does not follow later changes.
 *
 * @param ordinal the number by which log and segments name the stream
 * @param stream its definition
 * @param type the registered type of its events, nested types in full
 */
public record StreamEntry(int ordinal, SdsStream stream, SdsType type) {}
