/**
 * {@code seqstore crashtest}: processes that write are killed, and what they said was written must be there.
 *
 * <p>May touch {@code terminal}, {@code model} and the front door of the store.
 */
@NullMarked
package io.seqstore.cli.crash;

import org.jspecify.annotations.NullMarked;
