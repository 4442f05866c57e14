/**
 * What a store must hold, kept beside it in maps, for the commands that put a store to the test: a script of writes, and the
 * state after each of them; and the folder where that happens.
 *
 * <p>May touch {@code terminal} and the front door of the store.
 */
@NullMarked
package io.seqstore.cli.model;

import org.jspecify.annotations.NullMarked;
