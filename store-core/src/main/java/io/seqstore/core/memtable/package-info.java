/**
 * Step 3 of a write: the newest events of each stream, off-heap, readable while they grow.
 *
 * <p>Lives here: {@link Memtable} (one stream), its {@link RowStore} (columns that only grow), and {@link Generation} (the
 * memtables that will go into one segment). Rows that arrive in key order are appended to the main run; rows that arrive
 * late, or replace older ones, go to a second run that is sorted when read.
 *
 * <p>May touch {@code memory} and {@code cursor}. One writer at a time per memtable; readers take a {@link
 * io.seqstore.core.memtable.Memtable.Snapshot} and never wait.
 */
package io.seqstore.core.memtable;
