/**
 * What goes wrong now, for whoever watches a store: each part that can fail keeps its {@link LastFailure}.
 *
 * <p>Knows no part by name, and decides nothing.
 */
@NullMarked
package io.seqstore.core.health;

import org.jspecify.annotations.NullMarked;
