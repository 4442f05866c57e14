/**
 * The values of one block to bytes and back: a pair of encode and decode per encoding, chosen by a pure function of the
 * values.
 *
 * <p>Lives here: {@link LongCodec} and its encodings of 64-bit integers, {@link DoubleCodec}, {@link BytesCodec}, and {@link
 * BlockCodec}, which puts the columns of a block together. The bytes are described in
 * docs/format.md, "Block"; ids of encodings are never reused.
 *
 * <p>May touch {@code memory} and the event layout. Everything here is stateless or belongs to one thread. Decoders check
 * what they read: bytes that no encoder wrote end in {@link io.seqstore.core.codec.MalformedBytesException}, never in a
 * loop or a wild read.
 */
package io.seqstore.core.codec;
