/**
 * The conductor of step 4 and 5 of a write: a full generation becomes a segment, what changed in the registry a catalog
 * file, and the manifest names them instead of the old log.
 *
 * <p>Lives here: {@link Flusher}, {@link GenerationWriter}, {@link MemoryGovernor} (when to flush), {@link Background} (on
 * which thread).
 *
 * <p>May touch everything below. A crash at any point leaves the manifest of before or after; what it does not name is
 * removed at the next open.
 */
package io.seqstore.core.flush;
