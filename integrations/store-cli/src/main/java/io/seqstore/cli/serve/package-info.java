/**
 * {@code seqstore serve}: a store behind HTTP until the process is told to end.
 *
 * <p>May touch {@code terminal} and the server.
 */
@NullMarked
package io.seqstore.cli.serve;

import org.jspecify.annotations.NullMarked;
