/**
 * What can be asked of a stream, as records: the rules of a valid question are checked when the record is made, so that the
 * steps behind it need not look again. Keys are 64-bit keys here (see {@link io.seqstore.types.event.KeyForm}); the front
 * door turns Java values and index strings into them.
 *
 * <p>May touch {@code types}. Knows no events: whether a question fits the stream it is put to is decided by {@code plan}.
 */
@NullMarked
package io.seqstore.query.request;

import org.jspecify.annotations.NullMarked;
