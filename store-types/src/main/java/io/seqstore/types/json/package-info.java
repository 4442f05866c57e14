/**
 * JSON of definitions and events, read and written as a stream of tokens (spec 01, sections 6 and 9; spec 06, 1.1).
 *
 * <p>Lives here: {@link io.seqstore.types.json.TypeJson}, {@link io.seqstore.types.json.StreamJson} and
 * {@link io.seqstore.types.json.EventJson} work on parsers and generators of the caller;
 * {@link io.seqstore.types.json.JsonText} is the same for strings. Input is read leniently, output is always in one form.
 *
 * <p>May touch {@code schema}, {@code value}, {@code event} and jackson-core. Checks the form only; what is valid is the
 * business of {@code schema}.
 */
package io.seqstore.types.json;
