/**
 * The conductor that gives a stream another type (spec 03, section 4): its events are converted into segments under a number
 * that no stream has yet, then one change of the registry makes that number the stream's.
 *
 * <p>Lives here: {@link TypeChanger} (the steps), {@link ConvertedChunks} (the events, a sorted piece at a time), {@link
 * SortedRuns} (pieces to one segment) and {@link RunMerge}.
 *
 * <p>May touch everything below. A crash in front of the change of the registry leaves files that no manifest names, or events
 * under a number that is reserved for ever; both are rubbish that recovery and compaction remove.
 */
package io.seqstore.core.retype;
