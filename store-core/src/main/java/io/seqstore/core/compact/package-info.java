/**
 * The conductor that turns many segments into few: runs of segments of similar size, next to each other in age, are merged
 * into one, so that a stream's blocks are full and do not overlap, and what was erased is gone.
 *
 * <p>May touch everything below. Readers keep the old segments until they are done; a segment is deleted only after the
 * manifest no longer names it.
 */
package io.seqstore.core.compact;
