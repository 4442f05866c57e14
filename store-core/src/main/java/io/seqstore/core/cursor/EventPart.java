package io.seqstore.core.cursor;

import io.seqstore.types.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * A part of the events of a source, by keys.
 *
 * @param range the keys
 * @param blocks blocks whose events with keys in the range are the events of the source there, all of them and no others; null
 *     where events must be merged first
 */
public record EventPart(KeyRange range, @Nullable EventBlocks blocks) {}
