package io.seqstore.types.registry;

import java.util.List;
import java.util.Map;

/**
 * All that the registry knows of a stream, as of one moment.
 *
 * @param entry its number, definition and type
 * @param tags its tags
 * @param metadata its metadata
 * @param dates when it was created and last changed
 */
public record StreamDescription(StreamEntry entry, List<String> tags, Map<String, String> metadata, Dates dates) {}
