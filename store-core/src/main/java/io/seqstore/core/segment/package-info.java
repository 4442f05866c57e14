/**
 * Step 4 of a write: an immutable column file. Blocks of consecutive events of one stream, streams by ordinal, and a
 * directory of the blocks with their statistics (docs/format.md, "Segment").
 *
 * <p>Lives here: {@link SegmentWriter}, {@link Segment} (an open file, shared by its readers), {@link SegmentLayer} (one
 * stream of it), and the decoding of its blocks.
 *
 * <p>May touch {@code file}, {@code format}, {@code codec}, {@code cursor}, {@code memory}. Promises: no byte is believed
 * before its checksum was compared, over a copy of the bytes; a bad block costs that block alone.
 */
package io.seqstore.core.segment;
