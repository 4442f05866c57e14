/**
 * {@code seqstore verify}, {@code doctor}, {@code repair} and {@code backup}: looking after the folder of a store.
 *
 * <p>May touch {@code terminal} and the front door of the store.
 */
@NullMarked
package io.seqstore.cli.care;

import org.jspecify.annotations.NullMarked;
