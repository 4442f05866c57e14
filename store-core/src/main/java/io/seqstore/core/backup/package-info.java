/**
 * A second folder with the state of an open store, made beside its writers.
 *
 * <p>Lives here: {@link Backup}, which holds the files of one moment and names them in another folder, manifest last, and
 * {@link BackupReport}, what it did.
 *
 * <p>May touch {@code file}, {@code format}, {@code log}, {@code manifest} and {@code snapshot}.
 */
package io.seqstore.core.backup;
