/**
 * Step 5 of a write: which files are the store. One small file, written anew for each change and put in place by one
 * rename, so that a crash leaves the state before or after it (docs/format.md, "Manifest").
 *
 * <p>Lives here: {@link Manifest} (the content) and {@link ManifestFile} (writing and finding it).
 *
 * <p>May touch {@code file}, {@code format} and {@code memory}.
 */
package io.seqstore.core.manifest;
