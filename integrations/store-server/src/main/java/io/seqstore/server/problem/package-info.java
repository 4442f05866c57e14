/**
 * What an answer says when a request cannot be met: the status and the error body (spec 11, section 3), whatever went wrong.
 *
 * <p>May touch {@code types} and nothing of the server.
 */
@NullMarked
package io.seqstore.server.problem;

import org.jspecify.annotations.NullMarked;
