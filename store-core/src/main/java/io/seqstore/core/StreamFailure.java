package io.seqstore.core;

import io.seqstore.types.SeqstoreException;

/**
 * A stream of a {@link MultiStreamBatch} of which nothing was written.
 *
 * @param stream the stream
 * @param reason what would have been thrown had its events been written alone
 */
public record StreamFailure(Stream stream, SeqstoreException reason) {}
