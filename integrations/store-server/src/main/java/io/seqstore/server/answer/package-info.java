/**
 * Step 4 of a request: what is answered, as a status, headers and something that writes the body when it is asked to. Nothing
 * is read from the store before the body is written, so that an answer leaves as it is read.
 *
 * <p>May touch {@code problem} and {@code types}.
 */
@NullMarked
package io.seqstore.server.answer;

import org.jspecify.annotations.NullMarked;
