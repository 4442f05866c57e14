/**
 * What is right of a damaged store, in a new one.
 *
 * <p>Lives here: {@link Salvage}, which writes it, and {@link RepairReport}, which says what was lost.
 *
 * <p>May touch {@code verify}, {@code recover} and the packages that write files.
 */
package io.seqstore.core.repair;
