/**
 * First step of a read: hold on to one state of the store, so that nothing of it is released or changed until the reader
 * is done.
 *
 * <p>Lives here: {@link StoreState} (generations and segments at one moment) and {@link CurrentState} (the newest one).
 *
 * <p>May touch {@code memtable}, {@code segment}, {@code merge} and what they stand on. Readers never wait: pinning is one
 * compare-and-set.
 */
package io.seqstore.core.snapshot;
