/**
 * Step of a read: many layers, one key order, the newest version of each event wins and what was erased stays hidden.
 *
 * <p>Lives here: {@link LayerStack}, which knows the order of layers, and the merging cursor behind it.
 *
 * <p>May touch {@code cursor}. Rows are not copied: the merge hands out runs of the batches of its sources.
 */
package io.seqstore.core.merge;
