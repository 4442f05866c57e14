package io.seqstore.core.segment;

/**
 * Where a block of a segment stands.
 *
 * @param offset of its header
 * @param bodyLength length of its body
 * @param ordinal its stream
 * @param rows how many events it holds
 */
record BlockPlace(long offset, int bodyLength, int ordinal, int rows) {}
