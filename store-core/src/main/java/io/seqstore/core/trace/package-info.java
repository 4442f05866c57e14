/**
 * What a recording of the JDK's flight recorder is told: flushes, compactions, recoveries, syncs, and reads that took long
 * (docs/operations.md, "Recordings").
 *
 * <p>Lives here: {@link Trace} begins a {@link Span} of each kind. Nothing of the recorder is touched, not even loaded, while no
 * recording was ever started in the process, nor where the JDK has no recorder. Knows nothing of stores: to this package they
 * are names and numbers.
 */
@NullMarked
package io.seqstore.core.trace;

import org.jspecify.annotations.NullMarked;
