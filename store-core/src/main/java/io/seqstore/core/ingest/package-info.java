/**
 * The conductor of the write path: validate, log, memtable, in this order, for one stream at a time.
 *
 * <p>Lives here: {@link StreamWriter} (one stream), {@link WriteGate} (keeps writers and the change of generations apart),
 * {@link Admission} (what a writer waits for when memory runs short).
 *
 * <p>May touch the steps it conducts. Holds no logic of theirs.
 */
package io.seqstore.core.ingest;
