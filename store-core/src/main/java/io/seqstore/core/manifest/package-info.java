/**
 * Step 5 of a write: which files are the store. One small file, written anew for each change and put in place by one
 * rename, so that a crash leaves the state before or after it (docs/format.md, "Manifest").
 *
 * <p>Lives here: {@link Manifest} (the content), {@link ManifestFile} (writing and finding it) and {@link StoreFiles} (the
 * files of an open store).
 *
 * <p>May touch {@code file}, {@code format}, {@code memory} and {@code segment}.
 */
package io.seqstore.core.manifest;
