/**
 * {@code seqstore soak}: everything that a store can do, at once and for long, compared with maps that hold the same.
 *
 * <p>May touch {@code terminal}, {@code model} and the front door of the store.
 */
@NullMarked
package io.seqstore.cli.soak;

import org.jspecify.annotations.NullMarked;
